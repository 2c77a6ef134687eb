"""What resolution reads: what waits to be verified, a photo this browser sent, who acted."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from tanggap.city.terms import AreaCode, CityId, PersonId
from tanggap.kit.db import Db
from tanggap.report.report import PhotoId, ReportId


class Waiting(Struct, frozen=True, kw_only=True):
    """A report whose work waits to be looked at."""

    report: ReportId
    number: int


class Sent(Struct, frozen=True, kw_only=True):
    """A photo nobody has claimed, and when its camera says it was taken."""

    id: PhotoId
    taken_at: datetime | None


_TO_VERIFY = """
          from report
         where city_id = %(city)s
           and (open and status = 'resolved' or contested > 0 and status = 'closed')
           and doer is distinct from %(verifier)s
           and visibility <> 'confidential'
           and sensitivity <> 'S3'
           and (%(areas)s::text[] is null
                or exists (select 1
                             from unnest(%(areas)s::text[]) as a (code)
                            where area = a.code
                               or starts_with(area, a.code || '.')))
"""


async def waiting(
    db: Db, city: CityId, *, areas: Sequence[AreaCode] | None, verifier: PersonId | None, limit: int = 50
) -> list[Waiting]:
    """Work this verifier may look at, the longest waiting first: in their areas, not their own, not guarded.

    Without ``areas`` everywhere.
    """
    return await db.all(
        Waiting,
        """
        select id as report, number
        """
        + _TO_VERIFY
        + """
         order by received_at, id
         limit %(limit)s
        """,
        city=city,
        areas=areas,
        verifier=verifier,
        limit=limit,
    )


async def waiting_count(
    db: Db, city: CityId, *, areas: Sequence[AreaCode] | None, verifier: PersonId | None
) -> int:
    """How many reports `waiting` would list without a limit."""
    count = await db.one(
        int,
        "select count(*)" + _TO_VERIFY,
        city=city,
        areas=areas,
        verifier=verifier,
    )
    return count or 0


async def sent_photo(db: Db, city: CityId, photo: PhotoId, *, session: bytes | None) -> Sent | None:
    """A photo this browser sent and no report has claimed."""
    return await db.one(
        Sent,
        """
        select id, taken_at
          from photo
         where city_id = %(city)s
           and id = %(photo)s
           and report is null
           and sent_by is not distinct from %(session)s
        """,
        city=city,
        photo=photo,
        session=session,
    )
