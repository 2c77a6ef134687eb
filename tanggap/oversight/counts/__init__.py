"""Counts: how many, where, of what, and how well answered; they follow the log and show their age."""
