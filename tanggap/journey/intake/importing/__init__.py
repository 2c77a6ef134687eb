"""Importing: reports of another system, with what became of them, taken in as if they had come here."""
