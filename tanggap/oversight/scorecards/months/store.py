"""Where months' scores are remembered: drafts, what was published, and what units say beside it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from tanggap.city.packs.grading import Grading
from tanggap.city.terms import AgencySlug, CityId, PersonId
from tanggap.kit.db import Db, column
from tanggap.oversight.scorecards.months.rules import Backlog, Card, Key, Subject


class Version(Struct, frozen=True, kw_only=True):
    """A version of a month's scores; the first has no reason."""

    month: date
    version: int
    stood_at: datetime
    drafted_at: datetime
    publish_on: date
    published_at: datetime | None
    reason: str | None
    grading: Grading


class Answer(Struct, frozen=True, kw_only=True):
    """What a unit says beside its score of a month."""

    month: date
    agency: AgencySlug
    text: str
    at: datetime


async def months(db: Db, city: CityId, *, before: date) -> list[date]:
    """The months before this one in which anything happened, the oldest first."""
    return await db.all(
        date,
        """
        select distinct month
          from stint_month
         where city_id = %(city)s
           and month < %(before)s
         order by month
         limit 10000
        """,
        city=city,
        before=before,
    )


async def versions(
    db: Db, city: CityId, *, first: date = date.min, last: date = date.max, published: bool = True
) -> list[Version]:
    """The versions of these months, the latest month and version first; drafts only where asked for."""
    return await db.all(
        Version,
        """
        select month, version, stood_at, drafted_at, publish_on, published_at, reason, grading
          from scorecard_month
         where city_id = %(city)s
           and month between %(first)s and %(last)s
           and (not %(published)s or published_at is not null)
         order by month desc, version desc
         limit 10000
        """,
        city=city,
        first=first,
        last=last,
        published=published,
    )


async def add(db: Db, city: CityId, version: Version, cards: Sequence[Card]) -> None:
    """Keep a version of a month, as a draft unless it says when it was published."""
    await db.run(
        """
        insert into scorecard_month (city_id, month, version, stood_at, drafted_at, publish_on, published_at, reason,
                                     grading)
        values (%(city)s, %(month)s, %(version)s, %(stood_at)s, %(drafted_at)s, %(publish_on)s, %(published_at)s,
                %(reason)s, %(grading)s::jsonb)
        """,
        city=city,
        month=version.month,
        version=version.version,
        stood_at=version.stood_at,
        drafted_at=version.drafted_at,
        publish_on=version.publish_on,
        published_at=version.published_at,
        reason=version.reason,
        grading=msgspec.json.encode(version.grading).decode(),
    )
    await db.run(
        """
        insert into scorecard (city_id, month, version, subject, key, card)
        select %(city)s, %(month)s, %(version)s, subject, key, card
          from unnest(%(subjects)s::text[], %(keys)s::text[], %(cards)s::jsonb[]) as c (subject, key, card)
        """,
        city=city,
        month=version.month,
        version=version.version,
        subjects=column(each.subject for each in cards),
        keys=column(each.key for each in cards),
        cards=column(msgspec.json.encode(each).decode() for each in cards),
    )


async def publish(db: Db, city: CityId, *, today: date, at: datetime) -> None:
    """Publish every draft whose day has come."""
    await db.run(
        """
        update scorecard_month
           set published_at = %(at)s
         where city_id = %(city)s
           and published_at is null
           and publish_on <= %(today)s
        """,
        city=city,
        today=today,
        at=at,
    )


class _Kept(Struct, frozen=True, kw_only=True):
    month: date
    card: Card


async def history(
    db: Db, city: CityId, subject: Subject, key: str, *, first: date, last: date
) -> dict[date, Card]:
    """A subject's published cards of these months, by the latest version of each, the oldest first."""
    found = await db.all(
        _Kept,
        """
        select distinct on (s.month) s.month, s.card
          from scorecard s
          join scorecard_month m on m.city_id = s.city_id and m.month = s.month and m.version = s.version
         where s.city_id = %(city)s
           and s.subject = %(subject)s
           and s.key = %(key)s
           and s.month between %(first)s and %(last)s
           and m.published_at is not null
         order by s.month, s.version desc
         limit 1000
        """,
        city=city,
        subject=subject,
        key=key,
        first=first,
        last=last,
    )
    return {each.month: each.card for each in found}


async def histories(
    db: Db, city: CityId, subjects: Iterable[Subject], *, first: date, last: date
) -> list[list[Card]]:
    """Of everybody among these subjects the published cards of these months, the oldest first."""
    found = await db.all(
        _Kept,
        """
        select distinct on (s.subject, s.key, s.month) s.month, s.card
          from scorecard s
          join scorecard_month m on m.city_id = s.city_id and m.month = s.month and m.version = s.version
         where s.city_id = %(city)s
           and s.subject = any(%(subjects)s::text[])
           and s.month between %(first)s and %(last)s
           and m.published_at is not null
         order by s.subject, s.key, s.month, s.version desc
         limit 100000
        """,
        city=city,
        subjects=column(subjects),
        first=first,
        last=last,
    )
    months: dict[Key, list[Card]] = {}
    for each in found:
        months.setdefault((each.card.subject, each.card.key), []).append(each.card)
    return list(months.values())


async def cards(db: Db, city: CityId, month: date, version: int, subjects: Iterable[Subject]) -> list[Card]:
    """The cards of a version of a month, about these subjects."""
    found = await db.all(
        _Kept,
        """
        select month, card
          from scorecard
         where city_id = %(city)s
           and month = %(month)s
           and version = %(version)s
           and subject = any(%(subjects)s::text[])
         order by subject, key
         limit 100000
        """,
        city=city,
        month=month,
        version=version,
        subjects=column(subjects),
    )
    return [each.card for each in found]


async def drafted(db: Db, city: CityId, agency: AgencySlug) -> list[tuple[Version, Card]]:
    """A unit's cards in drafts that are not published yet, the latest month first."""
    waiting = await versions(db, city, published=False)
    found: list[tuple[Version, Card]] = []
    for version in (each for each in waiting if each.published_at is None):
        of = await cards(db, city, version.month, version.version, [Subject.AGENCY])
        found += [(version, card) for card in of if card.key == agency]
    return found


class _OneBacklog(Struct, frozen=True, kw_only=True):
    subject: Subject
    key: str
    held: int
    days: float


async def backlogs(db: Db, city: CityId, *, at: datetime, recent: datetime) -> dict[Key, Backlog]:
    """How many each unit held at a moment, and in each area and of each kind, and for how long half of them."""
    found = await db.all(
        _OneBacklog,
        """
        select case when grouping(agency) = 0 then 'agency' when grouping(area) = 0 then 'area'
                    when grouping(kind) = 0 then 'kind' else 'city' end as subject,
               coalesce(agency, area, kind, '') as key,
               count(*) as held,
               round(percentile_disc(0.5) within group (order by extract(epoch from %(at)s - began_at) / 86400.0)::numeric,
                     1)::float8 as days
          from stint
         where city_id = %(city)s
           and began_at < %(at)s
           and (ended_at is null or ended_at >= %(at)s)
           and (not quiet or began_at > %(recent)s)
         group by grouping sets ((agency), (area), (kind), ())
        having count(*) > 0
         order by 1, 2
         limit 100000
        """,
        city=city,
        at=at,
        recent=recent,
    )
    return {(each.subject, each.key): Backlog(held=each.held, days=each.days) for each in found}


async def answer(
    db: Db, city: CityId, id: UUID, *, month: date, agency: AgencySlug, text: str, by: PersonId, at: datetime
) -> None:
    """Keep what a unit says beside its score."""
    await db.run(
        """
        insert into scorecard_answer (city_id, id, month, agency, text, by, at)
        values (%(city)s, %(id)s, %(month)s, %(agency)s, %(text)s, %(by)s, %(at)s)
        """,
        city=city,
        id=id,
        month=month,
        agency=agency,
        text=text,
        by=by,
        at=at,
    )


async def answers(db: Db, city: CityId, agency: AgencySlug, *, first: date) -> list[Answer]:
    """What a unit said beside its scores from a month on, the latest first."""
    return await db.all(
        Answer,
        """
        select month, agency, text, at
          from scorecard_answer
         where city_id = %(city)s
           and agency = %(agency)s
           and month >= %(first)s
         order by month desc, at desc, id
         limit 100
        """,
        city=city,
        agency=agency,
        first=first,
    )
