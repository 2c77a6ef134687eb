"""Which browser has said what of which closing."""

from datetime import datetime

from msgspec import Struct

from tanggap.kit.db import Db
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
