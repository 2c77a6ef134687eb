"""Intake: a message from any door becomes a report, once, and is acknowledged after the commit."""
