"""Which alerts a report finds, and what each alert found."""
