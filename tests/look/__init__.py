"""The pattern book of the look, and what is true of it."""
