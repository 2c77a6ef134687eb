"""The audit trail: acts beside the log and reads of protected data, in a chain that shows what was changed."""

from tanggap.city.audit.actions import chain, chain_all, head, note, verify

__all__ = ["chain", "chain_all", "head", "note", "verify"]
