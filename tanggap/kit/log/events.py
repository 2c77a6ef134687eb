"""Events: typed when they are written, typed when they are read, plain JSON between."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

import msgspec

from tanggap.kit.db import Db, column


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """What every kind of event begins as: a name in the past tense, codes, ids, numbers, moments.

    Free words have no place here: they live in rows that can be emptied, named by id and revision.
    """

    VERSION: ClassVar[int] = 1
    """Of the fields; a change that does not only add one is a new version."""

    @classmethod
    def upcast(cls, v: int, body: dict[str, Any]) -> dict[str, Any]:
        """An older body as today's. Pure."""
        return body


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the log."""

    city_id: int
    thing: UUID
    nth: int
    kind: str
    v: int
    body: dict[str, Any]
    actor: UUID | None
    happened_at: datetime
    written_at: datetime
    epoch: int


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One row about to be written."""

    thing: UUID
    nth: int
    event: Happened
    actor: UUID | None
    happened_at: datetime


class Vocabulary:
    """The kinds of event one floor knows."""

    def __init__(self, kinds: Iterable[type[Happened]]) -> None:
        self.kinds: Mapping[str, type[Happened]] = {kind.__name__: kind for kind in kinds}

    def read(self, heard: Heard) -> Happened | None:
        """The event a row tells of, or None for a kind this version does not know."""
        kind = self.kinds.get(heard.kind)
        if kind is None:
            return None
        body = heard.body if heard.v == kind.VERSION else kind.upcast(heard.v, heard.body)
        return msgspec.convert(body, kind, strict=False)


def body_of(event: Happened) -> str:
    """An event as the JSON text that is stored."""
    return msgspec.json.encode(event).decode()


_COLUMNS: Sequence[tuple[str, Callable[[Entry], object]]] = (
    ("things", lambda e: e.thing),
    ("nths", lambda e: e.nth),
    ("event_kinds", lambda e: type(e.event).__name__),
    ("vs", lambda e: e.event.VERSION),
    ("bodies", lambda e: body_of(e.event)),
    ("actors", lambda e: e.actor),
    ("moments", lambda e: e.happened_at),
)


def columns(entries: Sequence[Entry]) -> dict[str, str]:
    """Entries as one array literal per column, for the statement below or a larger one around it."""
    return {name: column(map(value, entries)) for name, value in _COLUMNS}


async def append(db: Db, city: int, epoch: int, entries: Sequence[Entry]) -> None:
    """Write events, in the transaction of the change they tell of."""
    await db.run(
        """
        insert into event (city_id, thing, nth, kind, v, body, actor, happened_at, epoch)
        select %(city)s, *, %(epoch)s
          from unnest(%(things)s::uuid[], %(nths)s::int[], %(event_kinds)s::text[], %(vs)s::smallint[],
                      %(bodies)s::jsonb[], %(actors)s::uuid[], %(moments)s::timestamptz[])
        """,
        city=city,
        epoch=epoch,
        **columns(entries),
    )


async def history(db: Db, city: int, thing: UUID, *, after: int = 0, limit: int = 1000) -> list[Heard]:
    """What happened to one thing, in order."""
    return await db.all(
        Heard,
        """
        select city_id, thing, nth, kind, v, body, actor, happened_at, written_at, epoch
          from event
         where city_id = %(city)s
           and thing = %(thing)s
           and nth > %(after)s
         order by nth
         limit %(limit)s
        """,
        city=city,
        thing=thing,
        after=after,
        limit=limit,
    )
