"""What resolution reads: what waits to be verified, a photo this browser sent, who acted."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import AgencySlug, AreaCode, CityId, PersonId
from tanggap.kit.db import Db, column
from tanggap.kit.geo import cells_around
from tanggap.report.report import PhotoId, Report, ReportId


class Waiting(Struct, frozen=True, kw_only=True):
    """A report whose work waits to be looked at."""

    report: ReportId
    number: int


class Sent(Struct, frozen=True, kw_only=True):
    """A photo nobody has claimed, and when its camera says it was taken."""

    id: PhotoId
    taken_at: datetime | None
    looks: tuple[int, ...]
    marks: tuple[str, ...]


class Earlier(Struct, frozen=True, kw_only=True):
    """A picture of a report that looks like a proof filed later."""

    id: PhotoId
    report: ReportId
    number: int
    sent_at: datetime
    guarded: bool


class Before(Struct, frozen=True, kw_only=True):
    """A report of the same kind that was finished near by; degrees."""

    number: int
    closed_at: datetime
    lon: float
    lat: float


_TO_VERIFY = """
          from (select r.id, r.number, r.received_at, r.area, r.agency, r.doer, r.visibility, r.sensitivity
                  from report r
                 where r.city_id = %(city)s
                   and (r.open and r.status = 'resolved' or r.contested > 0 and r.status = 'closed')
                 union all
                select r.id, r.number, r.received_at, r.area, r.agency, r.doer, r.visibility, r.sensitivity
                  from filing f
                  join report r on r.city_id = f.city_id and r.id = f.report
                 where f.city_id = %(city)s
                   and f.drawn_at is not null
                   and f.settled_at is null
                   and r.contested = 0
                   and r.status = 'closed') as work
         where doer is distinct from %(verifier)s
           and (agency is null or agency <> all (%(units)s::text[]))
           and not exists (select
                             from task t
                            where t.city_id = %(city)s
                              and t.report = work.id
                              and (t.officer = %(verifier)s
                                   or t.doer = %(verifier)s
                                   or t.outcome = 'resolved' and t.agency = any(%(units)s::text[])))
           and visibility <> 'confidential'
           and sensitivity <> 'S3'
           and (%(areas)s::text[] is null
                or exists (select 1
                             from unnest(%(areas)s::text[]) as a (code)
                            where area = a.code
                               or starts_with(area, a.code || '.')))
"""


async def waiting(
    db: Db,
    city: CityId,
    *,
    areas: Sequence[AreaCode] | None,
    verifier: PersonId | None,
    units: Collection[AgencySlug],
    limit: int = 50,
) -> list[Waiting]:
    """Work this verifier may look at, the longest waiting first: in their areas, not guarded, and without a hand of theirs.

    Without ``areas`` everywhere; ``units`` are those they serve in.
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
        units=column(sorted(units)),
        limit=limit,
    )


async def waiting_count(
    db: Db,
    city: CityId,
    *,
    areas: Sequence[AreaCode] | None,
    verifier: PersonId | None,
    units: Collection[AgencySlug],
) -> int:
    """How many reports `waiting` would list without a limit."""
    count = await db.one(
        int,
        "select count(*)" + _TO_VERIFY,
        city=city,
        areas=areas,
        verifier=verifier,
        units=column(sorted(units)),
    )
    return count or 0


async def sent_photo(db: Db, city: CityId, photo: PhotoId, *, session: bytes | None) -> Sent | None:
    """A photo this browser sent and no report has claimed."""
    return await db.one(
        Sent,
        """
        select id, taken_at, looks, marks
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


async def used_before(
    db: Db, city: CityId, photo: PhotoId, looks: Sequence[int], *, bits: int, limit: int = 10
) -> list[PhotoId]:
    """The pictures of reports that look like this one, the likest first: at most ``bits`` of 64 differ.

    Only those of which sixteen bits agree in place with one of the ``looks``: that is what the indexes can find.
    """
    found = await db.all(
        UUID,
        # Behind "offset 0" each is a scan of its own index; without, the planner may read the whole table once.
        """
        select seen.id
          from unnest(%(looks)s::bigint[]) as l (look)
         cross join lateral (
                select id, trace from photo
                 where city_id = %(city)s and band_0 = (l.look & 65535) and report is not null and id <> %(photo)s
                union all
                select id, trace from photo
                 where city_id = %(city)s and band_1 = (l.look >> 16 & 65535) and report is not null and id <> %(photo)s
                union all
                select id, trace from photo
                 where city_id = %(city)s and band_2 = (l.look >> 32 & 65535) and report is not null and id <> %(photo)s
                union all
                select id, trace from photo
                 where city_id = %(city)s and band_3 = (l.look >> 48 & 65535) and report is not null and id <> %(photo)s
                offset 0) as seen
         where bit_count((seen.trace # l.look)::bit(64)) <= %(bits)s
         group by seen.id
         order by min(bit_count((seen.trace # l.look)::bit(64))), seen.id
         limit %(limit)s
        """,
        city=city,
        photo=photo,
        looks=column(looks),
        bits=bits,
        limit=limit,
    )
    return [PhotoId(each) for each in found]


async def remember_earlier(db: Db, city: CityId, photo: PhotoId, earlier: Sequence[PhotoId]) -> None:
    """Remember what a proof looks like."""
    await db.run(
        "update photo set earlier = %(earlier)s::uuid[] where city_id = %(city)s and id = %(photo)s",
        city=city,
        photo=photo,
        earlier=column(earlier),
    )


async def pictures_of_reports(db: Db, city: CityId, photos: Sequence[UUID]) -> list[Earlier]:
    """What these pictures belong to, the oldest first; those that are gone are left out."""
    return await db.all(
        Earlier,
        """
        select p.id, r.id as report, r.number, p.sent_at,
               r.visibility = 'confidential' or r.sensitivity = 'S3' as guarded
          from photo p
          join report r on r.city_id = p.city_id and r.id = p.report
         where p.city_id = %(city)s
           and p.id = any(%(photos)s::uuid[])
         order by p.sent_at, p.id
         limit 100
        """,
        city=city,
        photos=column(photos),
    )


async def finished_near(
    db: Db, city: CityId, report: Report, *, lon: float, lat: float, radius_m: float, since: datetime
) -> list[Before]:
    """Listed reports of a report's kind that were finished around a point since then, the latest first.

    A little farther than the radius too.
    """
    ranges = cells_around(lon, lat, radius_m)
    return await db.all(
        Before,
        # Behind "offset 0" each range is a scan of its own; without, the planner may read them all as one.
        """
        select r.number, r.closed_at, r.lon, r.lat
          from unnest(%(first)s::bigint[], %(last)s::bigint[]) as k (first, last)
         cross join lateral (
                select number, closed_at, lon, lat
                  from report
                 where city_id = %(city)s
                   and cell between k.first and k.last
                   and kind = %(of_kind)s
                   and status = 'closed'
                   and closed_at >= %(since)s
                   and closed_at <= %(until)s
                   and listed
                   and sensitivity = 'S0'
                   and id <> %(report)s
                offset 0) as r
         order by r.closed_at desc, r.number
         limit 50
        """,
        city=city,
        report=report.id,
        of_kind=report.kind,
        first=column(first for first, _ in ranges),
        last=column(last for _, last in ranges),
        since=since,
        until=report.received_at,
    )
