"""How long the city gives itself: by type of report, and for each step on the way."""
