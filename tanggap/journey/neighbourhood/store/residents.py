"""What is asked of residents' remarks, and where thanks are remembered."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import AgencySlug, AreaCode, CityId
from tanggap.kit.db import Db, column
from tanggap.report.remarks.remark import About, Remark
from tanggap.report.report import ReportId

OURS = (About.ANNOUNCEMENT, About.THANKS)


class Thanked(Struct, frozen=True, kw_only=True):
    """How often somebody was thanked, and what was written beside it, the newest first."""

    count: int
    words: tuple[str, ...]


class GivenThanks(Struct, frozen=True, kw_only=True):
    """A report somebody thanked for."""

    number: int
    at: datetime


async def lately(db: Db, city: CityId, session: bytes, *, since: datetime) -> int:
    """How often a browser wrote here since then."""
    found = await db.one(
        int,
        """
        select count(*)
          from remark
         where city_id = %(city)s
           and session = %(session)s
           and about = any(%(ours)s::text[])
           and at > %(since)s
        """,
        city=city,
        session=session,
        ours=column(OURS),
        since=since,
    )
    return found or 0


class _Lies(Struct, frozen=True, kw_only=True):
    area: AreaCode | None


async def area_of(db: Db, city: CityId, remark: Remark) -> AreaCode | None:
    """In which area the thing lies that a remark is about."""
    found = await db.one(
        _Lies,
        """
        select area
          from announcement
         where city_id = %(city)s
           and id = %(thing)s
         union all
        select area
          from report
         where city_id = %(city)s
           and id = %(thing)s
         limit 1
        """,
        city=city,
        thing=remark.thing,
    )
    return found.area if found is not None else None


async def held(
    db: Db, city: CityId, areas: Sequence[AreaCode], *, nowhere: bool, limit: int = 50
) -> list[Remark]:
    """What waits to be read in these areas, the oldest first; ``nowhere``: also what lies in no area."""
    return await db.all(
        Remark,
        """
        select w.id, w.about, w.thing, w.speaker, w.alias, w.agency, w.person, w.session, w.text, w.state,
               w.reason, w.at
          from remark w
          left join announcement a on a.city_id = w.city_id and a.id = w.thing
          left join report r on r.city_id = w.city_id and r.id = w.thing
         where w.city_id = %(city)s
           and w.state = 'held'
           and w.about = any(%(ours)s::text[])
           and w.text is not null
           and (coalesce(a.area, r.area) = any(%(areas)s::text[])
                or (coalesce(a.area, r.area) is null and %(nowhere)s))
         order by w.at, w.id
         limit %(limit)s
        """,
        city=city,
        ours=column(OURS),
        areas=column(areas),
        nowhere=nowhere,
        limit=limit,
    )


async def shown(
    db: Db,
    city: CityId,
    about: About,
    things: Sequence[UUID],
    *,
    session: bytes | None = None,
    limit: int = 200,
) -> list[Remark]:
    """What is shown about these things, the oldest first; its writer also sees what still waits."""
    return await db.all(
        Remark,
        """
        select id, about, thing, speaker, alias, agency, person, session, text, state, reason, at
          from remark
         where city_id = %(city)s
           and about = %(about)s
           and thing = any(%(things)s::uuid[])
           and text is not null
           and (state = 'shown' or (state = 'held' and session = %(session)s::bytea))
         order by at, id
         limit %(limit)s
        """,
        city=city,
        about=about,
        things=column(things),
        session=session,
        limit=limit,
    )


async def thank(
    db: Db, city: CityId, report: ReportId, session: bytes, *, agency: AgencySlug | None, at: datetime
) -> bool:
    """Keep a thank you; False when this browser has thanked for it before."""
    return bool(
        await db.run(
            """
            insert into thanks (city_id, report, session, agency, at)
            values (%(city)s, %(report)s, %(session)s, %(agency)s, %(at)s)
                on conflict do nothing
            """,
            city=city,
            report=report,
            session=session,
            agency=agency,
            at=at,
        )
    )


async def has_thanked(db: Db, city: CityId, report: ReportId, session: bytes | None) -> bool:
    """Whether somebody has thanked for this report."""
    found = await db.one(
        bool,
        """
        select true
          from thanks
         where city_id = %(city)s
           and report = %(report)s
           and session = %(session)s::bytea
        """,
        city=city,
        report=report,
        session=session,
    )
    return found is not None


async def thanked(db: Db, city: CityId, report: ReportId) -> int:
    """How many thanked for a report."""
    found = await db.one(
        int,
        "select count(*) from thanks where city_id = %(city)s and report = %(report)s",
        city=city,
        report=report,
    )
    return found or 0


async def of_agency(db: Db, city: CityId, agency: AgencySlug, *, since: datetime, words: int) -> Thanked:
    """How often a unit was thanked since then, with so many of the newest words that are shown."""
    count = await db.one(
        int,
        """
        select count(*)
          from thanks
         where city_id = %(city)s
           and agency = %(agency)s
           and at >= %(since)s
        """,
        city=city,
        agency=agency,
        since=since,
    )
    newest = await db.all(
        str,
        """
        select w.text
          from remark w
          join thanks t on t.city_id = w.city_id and t.report = w.thing and t.session = w.session
         where w.city_id = %(city)s
           and w.about = 'thanks'
           and w.state = 'shown'
           and w.text is not null
           and t.agency = %(agency)s
           and w.at >= %(since)s
         order by w.at desc, w.id
         limit %(words)s
        """,
        city=city,
        agency=agency,
        since=since,
        words=words,
    )
    return Thanked(count=count or 0, words=tuple(newest))


async def thanks_of(db: Db, city: CityId, seats: Sequence[bytes]) -> list[GivenThanks]:
    """What was thanked for from these seats, the oldest first."""
    return await db.all(
        GivenThanks,
        """
        select r.number, t.at
          from thanks t
          join report r on r.city_id = t.city_id and r.id = t.report
         where t.city_id = %(city)s
           and t.session = any(%(seats)s::bytea[])
         order by t.at, r.number
         limit 100000
        """,
        city=city,
        seats=column(seats),
    )


async def forget_thanks(db: Db, city: CityId, seats: Sequence[bytes]) -> None:
    """Forget who thanked; the thanks stay counted, each from a seat nobody sits on."""
    await db.run(
        """
        update thanks
           set session = sha256(session || uuid_send(report))
         where city_id = %(city)s
           and session = any(%(seats)s::bytea[])
        """,
        city=city,
        seats=column(seats),
    )


async def join_thanks(db: Db, city: CityId, browser: bytes, seat: bytes) -> None:
    """What a browser thanked for was thanked for from this seat; where both did, it counts as before."""
    await db.run(
        """
        update thanks t
           set session = %(seat)s
         where city_id = %(city)s
           and session = %(browser)s
           and not exists (select from thanks o
                            where o.city_id = t.city_id
                              and o.report = t.report
                              and o.session = %(seat)s)
        """,
        city=city,
        browser=browser,
        seat=seat,
    )
