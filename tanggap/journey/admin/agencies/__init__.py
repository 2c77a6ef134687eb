"""The agencies of a city and their units: who they are, what is theirs to do, and when one retires."""
