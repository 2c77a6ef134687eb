"""What a filing's later events say of it, and on which the lot falls. Values only."""

import hashlib
from datetime import timedelta
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import AgencySlug
from tanggap.kit.log import Happened
from tanggap.report.events import Audited, Closed, Reopened, Upheld
from tanggap.report.report import ReturnReason
from tanggap.report.transitions import Party

AUDIT_PERCENT = 10
"""How many of a hundred reports that closed by themselves somebody looks at. Source: DOMAIN 5.4."""
FALSE = frozenset({ReturnReason.WRONG_PLACE, ReturnReason.OLD_PHOTO, ReturnReason.REUSED})
"""Given back for one of these, a proof was not true; an unclear photo or unfinished work is no falsehood."""
BY_LOT = "audit"
"""The reason kept where a verifier found it by lot."""
TOLD_FOR = timedelta(days=90)
"""How far back a unit's false proofs are told to whoever checks its next one."""


def drawn(key: bytes, report: UUID, nth: int) -> bool:
    """Whether the lot falls on a report that closed by itself with its ``nth`` event.

    The same answer whenever it is asked, and nobody can tell it before without the ``key``.
    """
    lot = hashlib.blake2b(report.bytes + nth.to_bytes(4), key=key, digest_size=8).digest()
    return int.from_bytes(lot) % 100 < AUDIT_PERCENT


def may_be_drawn(event: Happened | None) -> bool:
    """Whether this closed a report without anybody having looked."""
    return isinstance(event, Closed) and event.by is Party.SYSTEM


def settles(event: Happened | None) -> bool:
    """Whether after this nobody needs to look any more at what was drawn."""
    return isinstance(event, Audited | Upheld | Reopened)


class FoundFalse(Struct, frozen=True, kw_only=True):
    """Why a proof was not true, as a code, and ``whose``: of a unit that helped, or else of the one that answers."""

    reason: str
    whose: AgencySlug | None


def found_false(event: Happened | None) -> FoundFalse | None:
    """Why the proof that was filed last was not true, if this event says so."""
    if isinstance(event, Audited) and not event.fine:
        return FoundFalse(reason=BY_LOT, whose=event.whose)
    if isinstance(event, Reopened) and event.by is Party.VERIFIER and event.reason in FALSE:
        return FoundFalse(reason=event.reason, whose=event.whose)
    return None
