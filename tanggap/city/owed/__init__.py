"""What is owed to people: every message is a row until it is delivered or given up."""

from tanggap.city.owed.store import Letter, owe

__all__ = ["Letter", "owe"]
