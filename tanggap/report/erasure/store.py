"""Where what stands beside reports is read for their reporter, and emptied."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import AreaCode, CityId, KindSlug
from tanggap.kit.db import Db, column
from tanggap.report.report import Channel, Status, Visibility


class Own(Struct, frozen=True, kw_only=True):
    """A report as its reporter is told of it, in one revision of its words; lon and lat in degrees."""

    id: UUID
    number: int
    received_at: datetime
    status: Status
    kind: KindSlug | None
    area: AreaCode | None
    channel: Channel
    visibility: Visibility
    stars: int | None
    text: str | None
    landmark: str | None
    lon: float | None
    lat: float | None
    accuracy_m: float | None


class OwnNote(Struct, frozen=True, kw_only=True):
    """Words that passed between a reporter and the office."""

    report: UUID
    kind: str
    text: str
    at: datetime


async def own(db: Db, city: CityId, reports: Sequence[UUID]) -> list[Own]:
    """These reports with every revision of what was written, the oldest first."""
    return await db.all(
        Own,
        """
        select r.id, r.number, r.received_at, r.status, r.kind, r.area, r.channel, r.visibility, r.stars,
               w.text, w.landmark, p.lon, p.lat, p.accuracy_m
          from report r
          left join report_words w on w.city_id = r.city_id and w.report = r.id
          left join report_place p on p.city_id = r.city_id and p.report = r.id and p.revision = r.place
         where r.city_id = %(city)s
           and r.id = any(%(reports)s::uuid[])
         order by r.received_at, r.id, w.revision
         limit 100000
        """,
        city=city,
        reports=column(reports),
    )


async def own_notes(
    db: Db, city: CityId, reports: Sequence[UUID], *, kinds: Sequence[str], office: Sequence[str]
) -> list[OwnNote]:
    """The words of events of these kinds, and of any without a person of staff but the office's own, the oldest first."""
    return await db.all(
        OwnNote,
        """
        select n.report, e.kind, n.text, n.at
          from report_note n
          join event e on e.city_id = n.city_id and e.thing = n.report and e.nth = n.nth
         where n.city_id = %(city)s
           and n.report = any(%(reports)s::uuid[])
           and (e.kind = any(%(kinds)s::text[]) or (e.actor is null and e.kind <> all(%(office)s::text[])))
           and n.text is not null
         order by n.at, n.nth
         limit 100000
        """,
        city=city,
        reports=column(reports),
        kinds=column(kinds),
        office=column(office),
    )


async def empty(
    db: Db, city: CityId, reports: Sequence[UUID], *, kinds: Sequence[str], office: Sequence[str]
) -> None:
    """Empty words and points of these reports, and the words of such events; the areas stay."""
    found = column(reports)
    await db.run(
        """
        update report_words
           set text = null, landmark = null, language = null
         where city_id = %(city)s
           and report = any(%(reports)s::uuid[])
        """,
        city=city,
        reports=found,
    )
    await db.run(
        """
        update report_answer
           set said = '[]'
         where city_id = %(city)s
           and report = any(%(reports)s::uuid[])
        """,
        city=city,
        reports=found,
    )
    await db.run(
        """
        update report_place
           set lon = null, lat = null, accuracy_m = null
         where city_id = %(city)s
           and report = any(%(reports)s::uuid[])
        """,
        city=city,
        reports=found,
    )
    await db.run(
        """
        update report
           set lon = null, lat = null, cell = null
         where city_id = %(city)s
           and id = any(%(reports)s::uuid[])
        """,
        city=city,
        reports=found,
    )
    await db.run(
        """
        update report_note n
           set text = null
          from event e
         where n.city_id = %(city)s
           and n.report = any(%(reports)s::uuid[])
           and e.city_id = n.city_id
           and e.thing = n.report
           and e.nth = n.nth
           and (e.kind = any(%(kinds)s::text[]) or (e.actor is null and e.kind <> all(%(office)s::text[])))
        """,
        city=city,
        reports=found,
        kinds=column(kinds),
        office=column(office),
    )


async def erased(db: Db, city: CityId, report: UUID) -> bool:
    """Whether a report's reporter had it emptied."""
    found = await db.one(
        bool,
        """
        select true
          from event
         where city_id = %(city)s
           and thing = %(report)s
           and kind = 'Erased'
         limit 1
        """,
        city=city,
        report=report,
    )
    return found is not None
