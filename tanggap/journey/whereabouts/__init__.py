"""Where a report is, drawn on its page."""
