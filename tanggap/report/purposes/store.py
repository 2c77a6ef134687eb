"""Where it is remembered what somebody opened protected data for."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import CityId, PersonId
from tanggap.kit.db import Db
from tanggap.report.purposes.rules import Purpose
from tanggap.report.report import ReportId


class Stated(Struct, frozen=True, kw_only=True):
    """What somebody said they open a report's original pictures for, and until when these are open to them."""

    id: UUID
    purpose: Purpose
    said: str | None
    until: datetime


async def add(
    db: Db, city: CityId, stated: Stated, *, report: ReportId, person: PersonId, at: datetime
) -> None:
    """Remember a purpose."""
    await db.run(
        """
        insert into protected_purpose (city_id, id, report, person, purpose, said, at, until)
        values (%(city)s, %(id)s, %(report)s, %(person)s, %(purpose)s, %(said)s, %(at)s, %(until)s)
        """,
        city=city,
        id=stated.id,
        report=report,
        person=person,
        purpose=stated.purpose,
        said=stated.said,
        at=at,
        until=stated.until,
    )


async def stated(db: Db, city: CityId, report: ReportId, person: PersonId, *, now: datetime) -> Stated | None:
    """For what a report's original pictures are open to somebody now; None when they are not."""
    return await db.one(
        Stated,
        """
        select id, purpose, said, until
          from protected_purpose
         where city_id = %(city)s
           and report = %(report)s
           and person = %(person)s
           and until > %(now)s
         order by until desc
         limit 1
        """,
        city=city,
        report=report,
        person=person,
        now=now,
    )
