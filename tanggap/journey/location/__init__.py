"""Location: which area of the city a report is about."""
