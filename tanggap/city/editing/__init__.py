"""A city changes its own pack: thing by thing, each change looked over whole, with its reason, and taken back again."""
