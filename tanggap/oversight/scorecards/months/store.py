"""Where months' scores are remembered: drafts, what was published, and what units say beside it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from tanggap.city.packs.grading import Grading
from tanggap.city.terms import AgencySlug, CityId, PersonId
from tanggap.kit.db import Db, column
from tanggap.oversight.scorecards.months.rules import Card, Key, Span, Subject


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


async def add(db: Db, city: CityId, version: Version, cards: Sequence[Card], years: Sequence[Card]) -> None:
    """Keep a version of a month, as a draft unless it says when it was published: each card, and beside it its year's."""
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
        insert into scorecard (city_id, month, version, subject, key, card, year)
        select %(city)s, %(month)s, %(version)s, subject, key, card, year
          from unnest(%(subjects)s::text[], %(keys)s::text[], %(cards)s::jsonb[], %(years)s::jsonb[])
            as c (subject, key, card, year)
        """,
        city=city,
        month=version.month,
        version=version.version,
        subjects=column(each.subject for each in cards),
        keys=column(each.key for each in cards),
        cards=column(msgspec.json.encode(each).decode() for each in cards),
        years=column(msgspec.json.encode(each).decode() for each in years),
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
    found = await histories(db, city, [subject], first=first, last=last, key=key)
    return found.get((subject, key), {})


async def histories(
    db: Db,
    city: CityId,
    subjects: Iterable[Subject],
    *,
    first: date,
    last: date,
    key: str | None = None,
    published: bool = True,
) -> dict[Key, dict[date, Card]]:
    """The same of everybody among these subjects, or of one ``key``; with drafts where they are asked for."""
    found = await db.all(
        _Kept,
        """
        select distinct on (s.subject, s.key, s.month) s.month, s.card
          from scorecard s
          join scorecard_month m on m.city_id = s.city_id and m.month = s.month and m.version = s.version
         where s.city_id = %(city)s
           and s.subject = any(%(subjects)s::text[])
           and (%(key)s::text is null or s.key = %(key)s::text)
           and s.month between %(first)s and %(last)s
           and (not %(published)s or m.published_at is not null)
         order by s.subject, s.key, s.month, s.version desc
         limit 100000
        """,
        city=city,
        subjects=column(subjects),
        key=key,
        first=first,
        last=last,
        published=published,
    )
    months: dict[Key, dict[date, Card]] = {}
    for each in found:
        months.setdefault((each.card.subject, each.card.key), {})[each.month] = each.card
    return months


async def cards(
    db: Db,
    city: CityId,
    month: date,
    version: int,
    subjects: Iterable[Subject],
    *,
    span: Span = Span.MONTH,
    key: str | None = None,
    cells: bool = True,
) -> list[Card]:
    """The cards of a version of a month, or of the year that ends with it, about these subjects, or one ``key`` of them.

    Without their ``cells`` for those who only compare: they are nine tenths of a card.
    """
    found = await db.all(
        _Kept,
        """
        select month,
               case %(span)s::text when 'year' then year else card end
               - case when %(cells)s then '{}' else '{by_area,by_kind,by_agency}' end::text[] as card
          from scorecard
         where city_id = %(city)s
           and month = %(month)s
           and version = %(version)s
           and subject = any(%(subjects)s::text[])
           and (%(key)s::text is null or key = %(key)s::text)
         order by subject, key
         limit 100000
        """,
        city=city,
        month=month,
        version=version,
        subjects=column(subjects),
        span=span,
        key=key,
        cells=cells,
    )
    return [each.card for each in found]


class _Earlier(Struct, frozen=True, kw_only=True):
    """What a version of a month said of a subject; None where it had no score."""

    version: int
    points: float | None


async def earlier(db: Db, city: CityId, month: date, subject: Subject, key: str) -> dict[int, float | None]:
    """The points a subject has in each published version of a month."""
    found = await db.all(
        _Earlier,
        """
        select s.version, (s.card -> 'score' ->> 'points')::float8 as points
          from scorecard s
          join scorecard_month m on m.city_id = s.city_id and m.month = s.month and m.version = s.version
         where s.city_id = %(city)s
           and s.month = %(month)s
           and s.subject = %(subject)s
           and s.key = %(key)s
           and m.published_at is not null
         order by s.version
         limit 1000
        """,
        city=city,
        month=month,
        subject=subject,
        key=key,
    )
    return {each.version: each.points for each in found}


async def drafted(db: Db, city: CityId, agency: AgencySlug) -> list[tuple[Version, Card]]:
    """A unit's cards in drafts that are not published yet, the latest month first."""
    waiting = await versions(db, city, published=False)
    found: list[tuple[Version, Card]] = []
    for version in (each for each in waiting if each.published_at is None):
        of = await cards(db, city, version.month, version.version, [Subject.AGENCY], key=agency)
        found += [(version, card) for card in of]
    return found


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
