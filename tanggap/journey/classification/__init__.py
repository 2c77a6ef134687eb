"""What a report is about."""
