"""Where pictures are remembered; their files are named by their id."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.kit.db import Db, column
from tanggap.kit.errors import Missing
from tanggap.kit.pictures.picture import Box
from tanggap.kit.words import say
from tanggap.report.photos.rules import Screening
from tanggap.report.report import PhotoId, Report, ReportId

ANSWER = "answer"
"""The role of a picture that is between the reporter and the office."""
OUTSIDE = "outside"
"""The role of a picture that somebody outside sent to the unit that asked them."""


class Photo(Struct, frozen=True, kw_only=True):
    """A picture of a report; its files are named by its id. ``covers``: what is covered in its public copy."""

    id: PhotoId
    role: str
    width: int
    height: int
    colour: str
    taken_at: datetime | None
    sent_at: datetime
    screening: Screening
    covers: tuple[Box, ...]
    version: int = 0
    likeness: int | None = None
    trace: int | None = None
    earlier: tuple[UUID, ...] = ()
    marks: tuple[str, ...] = ()


class Sent(Struct, frozen=True, kw_only=True):
    """A picture a reporter sent, as they are told of it."""

    id: PhotoId
    report: UUID | None
    role: str
    taken_at: datetime | None
    sent_at: datetime
    screening: Screening
    covered: bool
    version: int


async def of_report(db: Db, report: Report) -> list[Photo]:
    """A report's pictures in their order."""
    return await db.all(
        Photo,
        """
        select id, role, width, height, colour, taken_at, sent_at, screening, covers, version, likeness, trace, earlier,
               marks
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
    looks: Sequence[int] = (),
) -> None:
    """Remember a picture nobody has claimed yet; the same one sent again belongs to whoever sent it last.

    ``looks``: what to look for to know whether it was used before.
    """
    values = msgspec.structs.asdict(photo) | {
        "covers": _json(photo.covers),
        "earlier": column(photo.earlier),
        "marks": column(photo.marks),
    }
    await db.run(
        """
        insert into photo (city_id, id, role, digest, width, height, colour, taken_at, sent_by, sent_at,
                           screening, covers, version, likeness, trace, band_0, band_1, band_2, band_3, looks, earlier, marks)
        values (%(city)s, %(id)s, %(role)s, %(digest)s, %(width)s, %(height)s, %(colour)s, %(taken_at)s,
                %(sent_by)s, %(sent_at)s, %(screening)s, %(covers)s::jsonb, %(version)s, %(likeness)s, %(trace)s::bigint,
                %(trace)s::bigint & 65535, %(trace)s::bigint >> 16 & 65535,
                %(trace)s::bigint >> 32 & 65535, %(trace)s::bigint >> 48 & 65535,
                %(looks)s::bigint[], %(earlier)s::uuid[], %(marks)s::text[])
            on conflict (city_id, id) do update
           set sent_by = excluded.sent_by, sent_at = excluded.sent_at,
               screening = excluded.screening, covers = excluded.covers
         where photo.report is null
        """,
        city=city,
        digest=digest,
        sent_by=sent_by,
        looks=column(looks),
        **values,
    )


async def claim(
    db: Db, city: CityId, report: ReportId, wanted: Sequence[PhotoId], *, role: str
) -> list[PhotoId]:
    """Put pictures nobody has claimed to a report, in this order; those that could be."""
    claimed = await db.all(
        UUID,
        """
        update photo p
           set report = %(report)s, role = %(role)s, place = w.place, looks = '{}'
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


async def of_reporter(db: Db, city: CityId, reports: Sequence[UUID], seats: Sequence[bytes]) -> list[Sent]:
    """The pictures sent with these reports and answers to them, and whatever else came from these seats."""
    return await db.all(
        Sent,
        """
        select id, report, role, taken_at, sent_at, screening, covers <> '[]'::jsonb as covered, version
          from photo
         where city_id = %(city)s
           and ((report = any(%(reports)s::uuid[]) and role in ('before', 'answer'))
                or (role in ('before', 'answer') and sent_by = any(%(seats)s::bytea[])))
         order by sent_at, place, id
         limit 100000
        """,
        city=city,
        reports=column(reports),
        seats=column(seats),
    )


async def forget(db: Db, city: CityId, photos: Sequence[UUID], *, reports: Sequence[UUID]) -> None:
    """Forget these pictures, and which browser sent any that stays with these reports."""
    await db.run(
        "delete from photo where city_id = %(city)s and id = any(%(photos)s::uuid[])",
        city=city,
        photos=column(photos),
    )
    await db.run(
        "update photo set sent_by = null where city_id = %(city)s and report = any(%(reports)s::uuid[])",
        city=city,
        reports=column(reports),
    )


async def join(db: Db, city: CityId, browser: bytes, seat: bytes) -> None:
    """Remember what a browser sent as sent from this seat."""
    await db.run(
        "update photo set sent_by = %(seat)s where city_id = %(city)s and sent_by = %(browser)s",
        city=city,
        browser=browser,
        seat=seat,
    )


async def of_id(db: Db, report: Report, photo: PhotoId) -> Photo:
    """One picture of a report. Raises Missing."""
    found = next((each for each in await of_report(db, report) if each.id == photo), None)
    if found is None:
        raise Missing(say("Foto ini tidak ada."))
    return found


async def settle(
    db: Db, report: Report, photo: PhotoId, *, covers: Sequence[Box], was: int, version: int
) -> bool:
    """Say what a person had covered in a picture's public copy; False when somebody changed it since ``was``."""
    return bool(
        await db.run(
            """
            update photo
               set screening = case screening when 'hidden' then screening else 'settled' end, covers = %(covers)s::jsonb, version = %(version)s
             where city_id = %(city)s
               and report = %(report)s
               and id = %(photo)s
               and version = %(was)s
            """,
            city=report.city_id,
            report=report.id,
            photo=photo,
            covers=_json(covers),
            was=was,
            version=version,
        )
    )


async def screen(db: Db, report: Report, photo: PhotoId, screening: Screening, *, was: Screening) -> bool:
    """Say anew what is known of a picture; False when somebody did so since ``was``."""
    return bool(
        await db.run(
            """
            update photo
               set screening = %(screening)s
             where city_id = %(city)s
               and report = %(report)s
               and id = %(photo)s
               and screening = %(was)s
            """,
            city=report.city_id,
            report=report.id,
            photo=photo,
            screening=screening,
            was=was,
        )
    )


def _json(covers: Sequence[Box]) -> str:
    return msgspec.json.encode(covers).decode()
