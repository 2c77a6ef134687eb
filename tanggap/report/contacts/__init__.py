"""How to reach who sent or supports a report: apart from it, and encrypted."""

from tanggap.report.contacts.reading import read_contact
from tanggap.report.contacts.store import (
    Contact,
    Kept,
    destroy,
    ids,
    keep,
    lookup,
    of_reports,
    of_supporters,
    open_contact,
)

__all__ = [
    "Contact",
    "Kept",
    "destroy",
    "ids",
    "keep",
    "lookup",
    "of_reports",
    "of_supporters",
    "open_contact",
    "read_contact",
]
