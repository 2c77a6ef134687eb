"""Somebody on duty lets their unit know where they are, by a switch of their own."""
