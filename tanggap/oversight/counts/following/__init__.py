"""Following: the reports something happened to are counted as they stand now, by difference."""
