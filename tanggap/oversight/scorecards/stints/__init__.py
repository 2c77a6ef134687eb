"""Stints: the time one unit held one report, and what came of it; what every score is counted from."""
