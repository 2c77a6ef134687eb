"""How to reach a reporter: apart from the report, and encrypted."""

from tanggap.report.contacts.store import Contact, Kept, destroy, keep, of_reports, open_contact

__all__ = ["Contact", "Kept", "destroy", "keep", "of_reports", "open_contact"]
