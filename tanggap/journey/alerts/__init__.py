"""Alerts: what happens in an area or around a point, told to whoever follows it."""
