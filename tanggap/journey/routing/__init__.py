"""Routing: which agency answers for a report, and why."""
