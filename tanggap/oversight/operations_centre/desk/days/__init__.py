"""A day of the city, played again hour by hour."""
