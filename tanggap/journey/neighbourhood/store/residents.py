"""What is asked of residents' remarks, and where thanks are remembered."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import AgencySlug, CityId
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


async def shown(
    db: Db,
    city: CityId,
    about: About,
    things: Sequence[UUID],
    *,
    session: bytes | None = None,
    everything: bool = False,
    limit: int = 200,
) -> list[Remark]:
    """What is shown about these things, the oldest first; ``everything``, or one's own, also where others do not see it."""
    return await db.all(
        Remark,
        """
        select id, about, thing, speaker, alias, agency, area, person, session, text, state, reason, at
          from remark
         where city_id = %(city)s
           and about = %(about)s
           and thing = any(%(things)s::uuid[])
           and text is not null
           and (state = 'shown' or session = %(session)s::bytea or %(everything)s)
         order by at, id
         limit %(limit)s
        """,
        city=city,
        about=about,
        things=column(things),
        session=session,
        everything=everything,
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
