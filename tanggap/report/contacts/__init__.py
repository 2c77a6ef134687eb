"""How to reach a reporter: apart from the report, and encrypted."""

from tanggap.report.contacts.store import Contact, destroy, keep, of_report, open_contact

__all__ = ["Contact", "destroy", "keep", "of_report", "open_contact"]
