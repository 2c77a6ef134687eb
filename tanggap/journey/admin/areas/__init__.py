"""The areas of a city: what they are called, whose they are, and where their borders run."""
