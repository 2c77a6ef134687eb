"""Who flagged what: reports, and words under them."""
