"""Where it is remembered what became of reports, and who wants to know."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from tanggap.city.terms import CityId
from tanggap.journey.standing.rules import Mark, Marked
from tanggap.kit.db import Db, column
from tanggap.report.reporter.store import Holder


async def mark(db: Db, city: CityId, marks: Mapping[UUID, tuple[Mark, datetime]]) -> None:
    """Keep what became of these reports. Imported and demo history says nothing of anybody."""
    await db.run(
        """
        insert into standing_mark (city_id, report, mark, kind_group, at)
        select r.city_id, r.id, m.mark, r.kind_group, m.at
          from unnest(%(reports)s::uuid[], %(marks)s::text[], %(moments)s::timestamptz[]) as m (report, mark, at)
          join report r on r.city_id = %(city)s and r.id = m.report
         where not r.quiet
            on conflict (city_id, report) do update
           set mark = excluded.mark, kind_group = excluded.kind_group, at = excluded.at
        """,
        city=city,
        reports=column(marks),
        marks=column(each for each, _ in marks.values()),
        moments=column(at for _, at in marks.values()),
    )


async def unmark(db: Db, city: CityId, reports: Sequence[UUID]) -> None:
    """These reports say nothing of who sent them, any more or at all."""
    await db.run(
        """
        delete from standing_mark
         where city_id = %(city)s
           and report = any(%(reports)s::uuid[])
        """,
        city=city,
        reports=column(reports),
    )


async def of_holder(db: Db, city: CityId, by: Holder, *, limit: int = 1000) -> list[Marked]:
    """What became of the reports somebody holds, and of their doubts about finished work, the newest first.

    That work is not done is proved right when it was opened again; that it is done proves nothing, for anybody can say so.
    """
    return await db.all(
        Marked,
        """
        select m.mark, m.kind_group, m.at
          from (select report from session_report
                 where city_id = %(city)s and session = %(session)s::bytea
                 union all
                select report from resident_report
                 where city_id = %(city)s and resident = %(resident)s::uuid) held
          join standing_mark m on m.city_id = %(city)s and m.report = held.report
         union all
        select 'useful', r.kind_group, c.at
          from confirmation c
          join report r on r.city_id = c.city_id and r.id = c.report
         where c.city_id = %(city)s
           and c.session = %(seat)s::bytea
           and not c.done
           and r.reopened > c.closing
           and not r.quiet
         order by 3 desc
         limit %(limit)s
        """,
        city=city,
        session=by.session,
        resident=by.resident,
        seat=by.name,
        limit=limit,
    )


async def is_off(db: Db, city: CityId, seat: bytes) -> bool:
    """Whether somebody wants no standing reckoned."""
    found = await db.one(
        bool,
        "select true from standing_off where city_id = %(city)s and session = %(seat)s",
        city=city,
        seat=seat,
    )
    return found is not None


async def turn_off(db: Db, city: CityId, seat: bytes, *, at: datetime) -> None:
    """Reckon nothing of their reports from now on."""
    await db.run(
        """
        insert into standing_off (city_id, session, since)
        values (%(city)s, %(seat)s, %(at)s)
            on conflict do nothing
        """,
        city=city,
        seat=seat,
        at=at,
    )


async def turn_on(db: Db, city: CityId, seat: bytes) -> None:
    """Reckon it again."""
    await db.run(
        "delete from standing_off where city_id = %(city)s and session = %(seat)s",
        city=city,
        seat=seat,
    )


async def off(db: Db, city: CityId, seats: Sequence[bytes]) -> list[datetime]:
    """Since when nothing is reckoned of who sits there, the oldest first."""
    return await db.all(
        datetime,
        """
        select since
          from standing_off
         where city_id = %(city)s
           and session = any(%(seats)s::bytea[])
         order by since
         limit 1000
        """,
        city=city,
        seats=column(seats),
    )


async def forget(db: Db, city: CityId, seats: Sequence[bytes]) -> None:
    """Forget who wants nothing reckoned."""
    await db.run(
        "delete from standing_off where city_id = %(city)s and session = any(%(seats)s::bytea[])",
        city=city,
        seats=column(seats),
    )


async def join(db: Db, city: CityId, browser: bytes, seat: bytes) -> None:
    """Who wanted nothing reckoned at a browser wants it nowhere."""
    await db.run(
        """
        with gone as (
            delete from standing_off
             where city_id = %(city)s
               and session = %(browser)s
            returning since
        )
        insert into standing_off (city_id, session, since)
        select %(city)s, %(seat)s, since
          from gone
            on conflict do nothing
        """,
        city=city,
        browser=browser,
        seat=seat,
    )
