"""What a city's coordinators keep ready to say."""

from datetime import datetime
from uuid import UUID

from msgspec.structs import asdict

from tanggap.city.terms import CityId, PersonId
from tanggap.journey.replies.rules import Reply
from tanggap.kit.db import Db
from tanggap.report.report import ReportId


async def in_use(db: Db, city: CityId) -> list[Reply]:
    """Every reply that is not retired, by what it is for and its title."""
    return await db.all(
        Reply,
        """
        select id, act, kind, status, reason, title, told_id, told_en, written_at
          from reply
         where city_id = %(city)s
           and retired_at is null
         order by act, title, id
         limit 500
        """,
        city=city,
    )


async def add(db: Db, city: CityId, reply: Reply, *, by: PersonId) -> None:
    """Keep a reply."""
    await db.run(
        """
        insert into reply (city_id, id, act, kind, status, reason, title, told_id, told_en, written_by, written_at)
        values (%(city)s, %(id)s, %(act)s, %(kind)s, %(status)s, %(reason)s, %(title)s, %(told_id)s, %(told_en)s,
                %(by)s, %(written_at)s)
        """,
        city=city,
        by=by,
        **asdict(reply),
    )


async def retire(db: Db, city: CityId, reply: UUID, *, at: datetime) -> bool:
    """Use a reply no longer; False where there is none in use of this id."""
    return bool(
        await db.run(
            """
            update reply
               set retired_at = %(at)s
             where city_id = %(city)s
               and id = %(reply)s
               and retired_at is null
            """,
            city=city,
            reply=reply,
            at=at,
        )
    )


async def language_of(db: Db, city: CityId, report: ReportId) -> str | None:
    """In which language a report's reporter is written to; None where nobody said."""
    return await db.one(
        str,
        """
        select language
          from report_contact
         where city_id = %(city)s
           and report = %(report)s
           and supporter is null
        """,
        city=city,
        report=report,
    )
