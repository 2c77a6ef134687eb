"""How audit rows are linked: each link is a digest over the one before and over its row. Values only."""

import hmac
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, NewType
from uuid import UUID

import msgspec
from msgspec import Struct

EntryId = NewType("EntryId", UUID)

BEGINNING = bytes(32)
"""What stands before the first link."""


class Row(Struct, frozen=True, kw_only=True):
    """One audit row; (epoch, xid, id) is its place in the order of all rows of a city."""

    city_id: int
    id: EntryId
    at: datetime
    actor: UUID | None
    act: str
    thing: UUID | None
    body: dict[str, Any]
    salt: bytes
    epoch: int
    xid: int


class Link(Struct, frozen=True, kw_only=True):
    """One link of a city's chain; its row is None when the row is gone."""

    nth: int
    entry: EntryId
    digest: bytes
    row: Row | None = None


class Head(Struct, frozen=True, kw_only=True):
    """Where a chain ended once: kept outside the house, it shows when the end was cut off or all was rewritten."""

    nth: int
    digest: bytes


class Flaw(StrEnum):
    """What is wrong with a link."""

    ROW_GONE = "row_gone"
    LINK_GONE = "link_gone"
    CHANGED = "changed"
    OUT_OF_ORDER = "out_of_order"
    LEFT_OUT = "left_out"
    NOT_AS_PUBLISHED = "not_as_published"


class Break(Struct, frozen=True, kw_only=True):
    """A place where a chain does not hold."""

    flaw: Flaw
    nth: int | None = None
    entry: EntryId | None = None


def digest(before: bytes, row: Row) -> bytes:
    """A row's link: SHA-256 over the link before it and the row's fields, its body under the row's own salt.

    So a link can be shown to anybody without telling what the row holds. Moments count in microseconds, as
    the database keeps them.
    """
    body = hmac.digest(row.salt, msgspec.json.encode(row.body, order="deterministic"), sha256)
    moment = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    fields = (row.city_id, row.id, moment, row.actor, row.act, row.thing, body, row.epoch, row.xid)
    return sha256(before + msgspec.json.encode(fields)).digest()


def linked(after: Link | None, rows: Sequence[Row]) -> list[Link]:
    """The links of these rows behind the last one."""
    links: list[Link] = []
    nth, before = (after.nth, after.digest) if after is not None else (0, BEGINNING)
    for row in rows:
        nth, before = nth + 1, digest(before, row)
        links.append(Link(nth=nth, entry=row.id, digest=before))
    return links


def breaks(before: Link | None, links: Sequence[Link]) -> Iterator[Break]:
    """Where a run of links does not follow from the one before it and from its rows."""
    for link in links:
        expected = before.nth + 1 if before is not None else 1
        if link.nth != expected:
            yield Break(flaw=Flaw.LINK_GONE, nth=expected)
        if link.row is None:
            yield Break(flaw=Flaw.ROW_GONE, nth=link.nth, entry=link.entry)
        else:
            if before is not None and before.row is not None and _place(link.row) <= _place(before.row):
                yield Break(flaw=Flaw.OUT_OF_ORDER, nth=link.nth, entry=link.entry)
            if link.digest != digest(before.digest if before is not None else BEGINNING, link.row):
                yield Break(flaw=Flaw.CHANGED, nth=link.nth, entry=link.entry)
        before = link


def _place(row: Row) -> tuple[int, int, UUID]:
    return row.epoch, row.xid, row.id
