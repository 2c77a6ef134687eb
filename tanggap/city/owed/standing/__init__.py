"""How it stands with what is owed: what waits, and what nobody could deliver."""
