"""Reports whose story is older than their record: imported, or made for a demo.

Each is told from its first event to its last, checked against the same table as the living, and written
whole. Nobody is told of them.
"""

from tanggap.journey.intake.past.life import Life, Past

__all__ = ["Life", "Past"]
