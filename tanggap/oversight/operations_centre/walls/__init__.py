"""Walls: screens at the city hall that show the city as it is now to whoever stands before them."""
