"""Where pictures are remembered; their files are named by their id."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.kit.db import Db, column
from tanggap.report.report import PhotoId, Report, ReportId


class Photo(Struct, frozen=True, kw_only=True):
    """A picture of a report; its files are named by its id."""

    id: PhotoId
    role: str
    width: int
    height: int
    colour: str
    taken_at: datetime | None
    sent_at: datetime


async def of_report(db: Db, report: Report) -> list[Photo]:
    """A report's pictures in their order."""
    return await db.all(
        Photo,
        """
        select id, role, width, height, colour, taken_at, sent_at
          from photo
         where city_id = %(city)s
           and report = %(report)s
         order by place, sent_at, id
         limit 100
        """,
        city=report.city_id,
        report=report.id,
    )


async def keep(
    db: Db,
    city: CityId,
    photo: Photo,
    *,
    digest: bytes,
    sent_by: bytes | None,
) -> None:
    """Remember a picture nobody has claimed yet."""
    await db.run(
        """
        insert into photo (city_id, id, role, digest, width, height, colour, taken_at, sent_by, sent_at)
        values (%(city)s, %(id)s, %(role)s, %(digest)s, %(width)s, %(height)s, %(colour)s, %(taken_at)s,
                %(sent_by)s, %(sent_at)s)
            on conflict do nothing
        """,
        city=city,
        digest=digest,
        sent_by=sent_by,
        **msgspec.structs.asdict(photo),
    )


async def claim(
    db: Db, city: CityId, report: ReportId, wanted: Sequence[PhotoId], *, role: str
) -> list[PhotoId]:
    """Put pictures nobody has claimed to a report, in this order; those that could be."""
    claimed = await db.all(
        UUID,
        """
        update photo p
           set report = %(report)s, role = %(role)s, place = w.place
          from unnest(%(wanted)s::uuid[]) with ordinality as w (id, place)
         where p.city_id = %(city)s
           and p.id = w.id
           and p.report is null
        returning p.id
        """,
        city=city,
        report=report,
        role=role,
        wanted=column(wanted),
    )
    return [PhotoId(each) for each in claimed]
