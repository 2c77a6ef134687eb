"""The demo: a real city's ground, a history made up of our own words, and a trickle of live reports."""
