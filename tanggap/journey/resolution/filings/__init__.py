"""Filings: each time a unit said that work is done, and what became of that: compared, drawn by lot, found true or not."""
