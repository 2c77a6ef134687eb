"""The audit trail: acts beside the log and reads of protected data, in a chain that shows what was changed."""

from tanggap.city.audit.actions import chain, head, note, verify

__all__ = ["chain", "head", "note", "verify"]
