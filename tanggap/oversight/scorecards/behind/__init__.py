"""The reports behind a figure of a scorecard."""
