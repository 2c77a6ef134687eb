"""Correcting: whoever holds a report says where it really is, and of which kind."""
