"""Tools. Nothing in here knows what a city is."""
