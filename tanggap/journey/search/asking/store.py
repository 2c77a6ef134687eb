"""Which reports answer: looked up term by term, in as many steps as a page may take."""

from collections.abc import Sequence
from itertools import zip_longest
from uuid import UUID

from msgspec import Struct

from tanggap.city.packs.pack import Sensitivity
from tanggap.city.terms import AreaCode, CityId
from tanggap.journey.search.rules import Candidate
from tanggap.journey.search.wanted import Filter, Order, Position
from tanggap.kit.db import Db, column

FEW, MANY = 500, 5000
"""How many of the newest reports of each term of a search's rarest word are looked at: at first, and at most."""

_MOST_COUNTED = 500
_MOST_LIKE = 40
_WORDS = ("first", "second", "third", "fourth", "fifth", "sixth")

_ANSWERS = """
               and r.status <> 'merged'
               and (%(second)s::text[] is null or s.terms && %(second)s::text[])
               and (%(third)s::text[] is null or s.terms && %(third)s::text[])
               and (%(fourth)s::text[] is null or s.terms && %(fourth)s::text[])
               and (%(fifth)s::text[] is null or s.terms && %(fifth)s::text[])
               and (%(sixth)s::text[] is null or s.terms && %(sixth)s::text[])
               and (%(group)s::text is null or r.kind_group = %(group)s)
               and (%(of_kind)s::text is null or r.kind = %(of_kind)s)
               and (%(area)s::text is null or r.area = %(area)s)
               and (%(agency)s::text is null or r.agency = %(agency)s)
               and (%(statuses)s::text[] is null or r.status = any(%(statuses)s::text[]))
"""
"""Of a report `r` with its words `s`: that it holds all but the first word of a search, and is what was asked for."""


class Common(Struct, frozen=True, kw_only=True):
    """In how many reports a term stands, counted to a limit."""

    term: str
    reports: int


class Match(Struct, frozen=True, kw_only=True):
    """A report that answers; ``total`` do, of those that were looked at. ``all_seen``: no others could."""

    id: UUID
    total: int
    all_seen: bool


async def common(db: Db, city: CityId, terms: Sequence[str]) -> list[Common]:
    """How common these terms are; more than a page can tell is the same to it."""
    return await db.all(
        Common,
        """
        select k.term,
               (select count(*)
                  from (select
                          from search_term
                         where city_id = %(city)s
                           and term = k.term
                         limit %(most)s) as few) as reports
          from unnest(%(terms)s::text[]) as k (term)
         order by k.term
         limit 1000
        """,
        city=city,
        terms=column(terms),
        most=_MOST_COUNTED,
    )


async def alike(db: Db, city: CityId, grams: frozenset[str], *, least: int) -> list[Candidate]:
    """The words that may be suggested and share at least so many of these grams, those that share most first."""
    return await db.all(
        Candidate,
        """
        select w.word, w.reports
          from (select word, count(*) as shared
                  from search_gram
                 where city_id = %(city)s
                   and gram = any(%(grams)s::text[])
                 group by word
                having count(*) >= %(least)s
                 order by shared desc, word
                 limit %(most)s) as g
          join search_word w on w.city_id = %(city)s and w.word = g.word
         order by g.shared desc, w.word
         limit %(most)s
        """,
        city=city,
        grams=column(sorted(grams)),
        least=least,
        most=_MOST_LIKE,
    )


async def matching(
    db: Db,
    city: CityId,
    words: Sequence[frozenset[str]],
    wanted: Filter,
    order: Order,
    *,
    areas: Sequence[AreaCode],
    behind: Position | None,
    most: int,
    limit: int,
) -> list[Match]:
    """The listed reports that answer every word (each by any of its terms), behind a position.

    The first word decides which are looked at, ``most`` of each of its terms, so let it be the rarest. ``areas`` from the nearest on, for
    the order of nearness, which leaves out those whose place is blurred.
    """
    return await db.all(
        Match,
        """
        with candidate as materialized (
            select distinct c.report
              from unnest(%(first)s::text[]) as k (term)
             cross join lateral (
                    select report
                      from search_term
                     where city_id = %(city)s
                       and term = k.term
                       and received_at <= coalesce(%(until)s::timestamptz, 'infinity')
                     order by received_at desc, report desc
                     limit %(most)s) as c
        ), found as materialized (
            select r.id, r.received_at,
                   case %(order)s
                        when 'supported' then r.supporters
                        when 'nearest' then -array_position(%(areas)s::text[], r.area)
                        else 0
                   end as rank
              from candidate c
              join search_report s on s.city_id = %(city)s and s.report = c.report
              join report r on r.city_id = %(city)s and r.id = c.report
             where (%(order)s <> 'nearest' or (r.sensitivity = %(exact)s and r.area = any(%(areas)s::text[])))
               and r.listed
        """
        + _ANSWERS
        + """
        )
        select id, (select count(*) from found) as total,
               (select count(*) from candidate) < %(most)s as all_seen
          from found
         where %(behind)s::uuid is null
            or (rank, received_at, id) < (%(rank)s::int, %(at)s::timestamptz, %(behind)s::uuid)
         order by rank desc, received_at desc, id desc
         limit %(limit)s
        """,
        city=city,
        **_terms(words),
        # The newest first: nothing behind a page can be newer than its end.
        until=behind.received_at if behind is not None and order is Order.NEWEST else None,
        most=most,
        order=order,
        exact=Sensitivity.PUBLIC,
        areas=column(areas),
        behind=behind.id if behind is not None else None,
        at=behind.received_at if behind is not None else None,
        rank=_rank(behind, order, areas),
        limit=limit,
        **wanted.values(),
    )


async def most_supported(
    db: Db,
    city: CityId,
    words: Sequence[frozenset[str]],
    wanted: Filter,
    *,
    behind: Position | None,
    most: int,
    limit: int,
) -> list[Match]:
    """The same, looked for among the ``most`` reports of the city that most people stand behind; never all that could."""
    return await db.all(
        Match,
        """
        select r.id, 0 as total, false as all_seen
          from (select id, supporters, received_at, status, kind_group, kind, area, agency
                  from report
                 where city_id = %(city)s
                   and listed
                   and (%(behind)s::uuid is null
                        or (supporters, received_at, id) < (%(supporters)s::int, %(at)s::timestamptz, %(behind)s::uuid))
                 order by supporters desc, received_at desc, id desc
                 limit %(most)s) as r
          join search_report s on s.city_id = %(city)s and s.report = r.id
         where s.terms && %(first)s::text[]
        """
        + _ANSWERS
        + """
         order by r.supporters desc, r.received_at desc, r.id desc
         limit %(limit)s
        """,
        city=city,
        **_terms(words),
        most=most,
        behind=behind.id if behind is not None else None,
        at=behind.received_at if behind is not None else None,
        supporters=behind.supporters if behind is not None else None,
        limit=limit,
        **wanted.values(),
    )


def _terms(words: Sequence[frozenset[str]]) -> dict[str, str | None]:
    return {name: column(sorted(terms)) if terms else None for name, terms in zip_longest(_WORDS, words)}


def _rank(behind: Position | None, order: Order, areas: Sequence[AreaCode]) -> int:
    if behind is None or order is Order.NEWEST:
        return 0
    if order is Order.SUPPORTED:
        return behind.supporters
    return -(areas.index(behind.area) + 1) if behind.area in areas else 0
