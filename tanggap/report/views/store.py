"""What lists and pages of reports read: many reports at a glance, and whose a picture is."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from tanggap.city.packs.pack import Sensitivity
from tanggap.city.terms import AgencySlug, AreaCode, CityId, KindSlug
from tanggap.kit.db import Db, column
from tanggap.report.photos.rules import Screening
from tanggap.report.report import PhotoId, ReportId, Status, Visibility


class Glimpse(Struct, frozen=True, kw_only=True):
    """What a list shows of a report; lon and lat in degrees, the picture's sides in pixels."""

    id: ReportId
    number: int
    status: Status
    kind: KindSlug | None
    agency: AgencySlug | None
    area: AreaCode | None
    out_of_area: bool
    visibility: Visibility
    sensitivity: Sensitivity
    lon: float | None
    lat: float | None
    received_at: datetime
    due_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    changed_at: datetime
    supporters: int
    text: str | None
    photo: PhotoId | None
    photo_width: int | None
    photo_height: int | None
    screening: Screening | None


class Brought(Struct, frozen=True, kw_only=True):
    """An act a phone brought later: which event came of it, when the phone says it was done, and when it arrived."""

    nth: int
    told_at: datetime
    received_at: datetime


class Claim(Struct, frozen=True, kw_only=True):
    """Whose a picture is: a report's, or of the browser that sent it as long as no report claimed it."""

    report: ReportId | None
    sent_by: bytes | None
    role: str
    screening: Screening
    covered: bool
    version: int


async def glimpses(db: Db, city: CityId, wanted: Sequence[ReportId]) -> list[Glimpse]:
    """These reports at a glance, in the order they were asked for."""
    return await db.all(
        Glimpse,
        """
        select r.id, r.number, r.status, r.kind, r.agency, r.area, r.out_of_area, r.visibility, r.sensitivity,
               r.lon, r.lat, r.received_at, r.due_at, r.resolved_at, r.closed_at, r.changed_at,
               r.supporters, w.text, p.id as photo, p.width as photo_width, p.height as photo_height, p.screening
          from unnest(%(wanted)s::uuid[]) with ordinality as k (id, place)
          join report r on r.city_id = %(city)s and r.id = k.id
          left join report_words w on w.city_id = r.city_id and w.report = r.id and w.revision = r.words
          left join lateral (
                select id, width, height, screening
                  from photo
                 where city_id = r.city_id
                   and report = r.id
                   and role = 'before'
                 order by place, id
                 limit 1
               ) p on true
         order by k.place
         limit 1000
        """,
        city=city,
        wanted=column(wanted),
    )


async def claim(db: Db, city: CityId, photo: PhotoId) -> Claim | None:
    """Whose this picture is; None when the city has no such picture."""
    return await db.one(
        Claim,
        """
        select report, sent_by, role, screening, covers <> '[]' as covered, version
          from photo
         where city_id = %(city)s
           and id = %(photo)s
        """,
        city=city,
        photo=photo,
    )


async def brought(db: Db, city: CityId, report: ReportId) -> dict[int, Brought]:
    """What of a report officers did without a signal and their phones brought later, by the place of its event."""
    found = await db.all(
        Brought,
        """
        select nth, told_at, received_at
          from shift_act
         where city_id = %(city)s
           and report = %(report)s
         order by nth
         limit 1000
        """,
        city=city,
        report=report,
    )
    return {each.nth: each for each in found}
