"""Which browser has said what of which closing."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.kit.db import Db, column
from tanggap.report.report import Report


class Voices(Struct, frozen=True, kw_only=True):
    """How many neighbours said of the present closing that it is done, and that it is not."""

    done: int
    not_done: int


async def keep(db: Db, report: Report, session: bytes, *, done: bool, nth: int, at: datetime) -> bool:
    """Remember what a browser said of the present closing, with event ``nth``; False when it has spoken already."""
    added = await db.run(
        """
        insert into confirmation (city_id, report, closing, session, done, nth, at)
        values (%(city)s, %(report)s, %(closing)s, %(session)s, %(done)s, %(nth)s, %(at)s)
            on conflict do nothing
        """,
        city=report.city_id,
        report=report.id,
        closing=report.reopened,
        session=session,
        done=done,
        nth=nth,
        at=at,
    )
    return added == 1


async def said(db: Db, report: Report, session: bytes | None) -> bool | None:
    """What a browser said of the present closing: done or not; None when it said nothing."""
    return await db.one(
        bool,
        """
        select done
          from confirmation
         where city_id = %(city)s
           and report = %(report)s
           and closing = %(closing)s
           and session = %(session)s
        """,
        city=report.city_id,
        report=report.id,
        closing=report.reopened,
        session=session,
    )


async def voices(db: Db, report: Report) -> Voices:
    """What neighbours said of the present closing."""
    found = await db.one(
        Voices,
        """
        select count(*) filter (where done) as done, count(*) filter (where not done) as not_done
          from confirmation
         where city_id = %(city)s
           and report = %(report)s
           and closing = %(closing)s
        """,
        city=report.city_id,
        report=report.id,
        closing=report.reopened,
    )
    return found or Voices(done=0, not_done=0)


class Voice(Struct, frozen=True, kw_only=True):
    """What somebody said of a closing, with their words."""

    number: int
    done: bool
    text: str | None
    at: datetime


async def of_seats(db: Db, city: CityId, seats: Sequence[bytes]) -> list[Voice]:
    """What was said from these seats, the oldest first."""
    return await db.all(
        Voice,
        """
        select r.number, c.done, n.text, c.at
          from confirmation c
          join report r on r.city_id = c.city_id and r.id = c.report
          left join report_note n on n.city_id = c.city_id and n.report = c.report and n.nth = c.nth
         where c.city_id = %(city)s
           and c.session = any(%(seats)s::bytea[])
         order by c.at, r.number
         limit 10000
        """,
        city=city,
        seats=column(seats),
    )


async def forget(db: Db, city: CityId, seats: Sequence[bytes]) -> None:
    """Keep that somebody said so, and nothing of who it was or in which words."""
    await db.run(
        """
        update report_note n
           set text = null
          from confirmation c
         where n.city_id = %(city)s
           and c.city_id = n.city_id
           and c.report = n.report
           and c.nth = n.nth
           and c.session = any(%(seats)s::bytea[])
        """,
        city=city,
        seats=column(seats),
    )
    await db.run(
        """
        update confirmation
           set session = decode(replace(gen_random_uuid()::text, '-', ''), 'hex')
         where city_id = %(city)s
           and session = any(%(seats)s::bytea[])
        """,
        city=city,
        seats=column(seats),
    )


async def join(db: Db, city: CityId, browser: bytes, seat: bytes) -> None:
    """What a browser said was said from this seat, unless it has spoken of that closing itself."""
    await db.run(
        """
        update confirmation c
           set session = %(seat)s
         where city_id = %(city)s
           and session = %(browser)s
           and not exists (select from confirmation o
                            where o.city_id = %(city)s
                              and o.report = c.report
                              and o.closing = c.closing
                              and o.session = %(seat)s)
        """,
        city=city,
        browser=browser,
        seat=seat,
    )
