"""Briefs: what needs a decision today, told to those who decide, and the report a city publishes each month."""
