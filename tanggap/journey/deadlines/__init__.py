"""Time followed up: who is reminded of a limit, who hears that it passed, and what the clock ends by itself."""
