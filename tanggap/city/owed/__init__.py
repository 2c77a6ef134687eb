"""What is owed to people: every message is a row until it is delivered or given up."""

from tanggap.city.owed.store import Instead, Letter, NewLetter, forget, owe

__all__ = ["Instead", "Letter", "NewLetter", "forget", "owe"]
