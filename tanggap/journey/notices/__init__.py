"""Notices: who is told what, once, when something happens to a report."""
