"""The ground: what a city is before anyone reports."""
