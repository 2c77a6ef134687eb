"""The monthly report: what a city publishes of each month, as a page, on paper and as tables."""
