"""Where changes of the calendar are remembered, and by which one a city's open reports are counted."""

from collections.abc import Iterable
from datetime import datetime
from typing import NewType
from uuid import UUID

import msgspec
from msgspec import Struct

from tanggap.city.terms import CityId, PersonId
from tanggap.journey.calendar.rules import Edit, Promise
from tanggap.kit.db import Db, column
from tanggap.kit.log import Heard
from tanggap.report.report import ReportId

ChangeId = NewType("ChangeId", UUID)
AT_ONCE = 1_000
QUESTIONS_MOST = 100_000
CHANGES_SHOWN = 20


class Change(Struct, frozen=True, kw_only=True):
    """A change of the calendar; ``undone`` once another has taken it back."""

    id: ChangeId
    at: datetime
    person: PersonId
    reason: str
    edits: tuple[Edit, ...]
    undoes: ChangeId | None = None
    undone: bool = False


class Counted(Struct, frozen=True, kw_only=True):
    """By which calendar the open reports of a city were last counted, and whether once more since."""

    digest: bytes
    version: int
    at: datetime
    settled: bool


async def add(db: Db, city: CityId, change: Change) -> None:
    """Remember a change."""
    await db.run(
        """
        insert into calendar_change (city_id, id, at, person, reason, edits, undoes)
        values (%(city)s, %(id)s, %(at)s, %(person)s, %(reason)s, %(edits)s::jsonb, %(undoes)s)
        """,
        city=city,
        id=change.id,
        at=change.at,
        person=change.person,
        reason=change.reason,
        edits=msgspec.json.encode(change.edits).decode(),
        undoes=change.undoes,
    )


async def changes(db: Db, city: CityId, *, only: ChangeId | None = None) -> list[Change]:
    """The newest changes of a city's calendar, or one of them."""
    return await db.all(
        Change,
        """
        select c.id, c.at, c.person, c.reason, c.edits, c.undoes,
               exists (select from calendar_change u where u.city_id = %(city)s and u.undoes = c.id) as undone
          from calendar_change c
         where c.city_id = %(city)s
           and (%(only)s::uuid is null or c.id = %(only)s::uuid)
         order by c.at desc, c.id desc
         limit %(most)s
        """,
        city=city,
        only=only,
        most=CHANGES_SHOWN,
    )


async def promises(db: Db, city: CityId, *, after: ReportId | None, limit: int = AT_ONCE) -> list[Promise]:
    """What the open reports of a city were promised, by id: so many of those after one, or from the first on."""
    return await db.all(
        Promise,
        """
        select id, type, kind, held_to, received_at, due_at, respond_by
          from report
         where city_id = %(city)s
           and open
           and (%(after)s::uuid is null or id > %(after)s::uuid)
         order by id
         limit %(limit)s
        """,
        city=city,
        after=after,
        limit=limit,
    )


async def questions(db: Db, city: CityId, reports: Iterable[ReportId]) -> list[Heard]:
    """When the clocks of these reports stopped and went on, by report and in order."""
    return await db.all(
        Heard,
        """
        select e.city_id, e.thing, e.nth, e.kind, e.v, e.body, e.actor, e.happened_at, e.written_at, e.epoch
          from event e
         where e.city_id = %(city)s
           and e.thing = any(%(reports)s::uuid[])
           and e.kind in ('Asked', 'Answered')
         order by e.thing, e.nth
         limit %(most)s
        """,
        city=city,
        reports=column(reports),
        most=QUESTIONS_MOST,
    )


async def counted(db: Db, city: CityId) -> Counted | None:
    """How a city's open reports were last counted; None before the first time."""
    return await db.one(
        Counted,
        "select digest, version, at, settled from calendar_counted where city_id = %(city)s",
        city=city,
    )


async def put_counted(db: Db, city: CityId, counted: Counted) -> None:
    """Remember by which calendar they are counted now, unless a newer one is known already."""
    await db.run(
        """
        insert into calendar_counted (city_id, digest, version, at, settled)
        values (%(city)s, %(digest)s, %(version)s, %(at)s, %(settled)s)
            on conflict (city_id) do update
           set digest = excluded.digest, version = excluded.version, at = excluded.at, settled = excluded.settled
         where calendar_counted.version <= excluded.version
        """,
        city=city,
        **msgspec.structs.asdict(counted),
    )
