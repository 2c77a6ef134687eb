"""Triage: what the coordinator does with a report that could not be sent on by itself."""
