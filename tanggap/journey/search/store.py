"""Where search remembers: the words of every listed report, the terms it is found by, and the words of a city."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.packs.pack import Sensitivity
from tanggap.city.terms import AreaCode, CityId, KindSlug
from tanggap.journey.search.rules import Candidate
from tanggap.kit.db import Db, column
from tanggap.report.views import NOTES_FOR_ALL


class Source(Struct, frozen=True, kw_only=True):
    """What a report's searchable words are taken from; ``findable``: the public may find it, and it is no copy."""

    report: UUID
    received_at: datetime
    findable: bool
    sensitivity: Sensitivity
    kind: KindSlug | None
    area: AreaCode | None
    text: str | None
    landmark: str | None
    notes: list[str]
    remarks: list[str]


class Row(Struct, frozen=True, kw_only=True):
    """What is kept of a report."""

    report: UUID
    received_at: datetime
    words: frozenset[str]
    terms: frozenset[str]


class Posting(Struct, frozen=True, kw_only=True):
    """One term of one report."""

    term: str
    received_at: datetime
    report: UUID


async def hold(db: Db, city: CityId) -> None:
    """Hold a city's search until this transaction ends: one changes it at a time."""
    await db.run(
        """
        insert into search_city (city_id)
        values (%(city)s)
            on conflict (city_id) do update
           set rebuilt_at = search_city.rebuilt_at
        """,
        city=city,
    )


async def sources(db: Db, city: CityId, reports: Sequence[UUID]) -> list[Source]:
    """What these reports say now, and what everybody may read under them."""
    return await db.all(
        Source,
        """
        select r.id as report, r.received_at, r.listed and r.status <> 'merged' as findable, r.sensitivity,
               r.kind, r.area, w.text, w.landmark,
               array(select n.text
                       from report_note n
                       join event e on e.city_id = n.city_id and e.thing = n.report and e.nth = n.nth
                      where n.city_id = r.city_id
                        and n.report = r.id
                        and n.public
                        and n.text is not null
                        and e.kind = any(%(for_all)s::text[])
                      order by n.nth
                      limit 100) as notes,
               array(select m.text
                       from remark m
                      where m.city_id = r.city_id
                        and m.about = 'report'
                        and m.thing = r.id
                        and m.state = 'shown'
                        and m.text is not null
                      order by m.at desc, m.id desc
                      limit 100) as remarks
          from report r
          left join report_words w on w.city_id = r.city_id and w.report = r.id and w.revision = r.words
         where r.city_id = %(city)s
           and r.id = any(%(reports)s::uuid[])
         order by r.id
         limit 5000
        """,
        city=city,
        reports=column(reports),
        for_all=column(sorted(NOTES_FOR_ALL)),
    )


async def rows(db: Db, city: CityId, reports: Sequence[UUID]) -> list[Row]:
    """What is kept of these reports."""
    return await db.all(
        Row,
        """
        select report, received_at, words, terms
          from search_report
         where city_id = %(city)s
           and report = any(%(reports)s::uuid[])
         order by report
         limit 5000
        """,
        city=city,
        reports=column(reports),
    )


async def keep(db: Db, city: CityId, changed: Sequence[Row]) -> None:
    """Remember this of these reports, instead of what was kept before."""
    await db.run(
        """
        insert into search_report (city_id, report, received_at, words, terms)
        select %(city)s, report, received_at, string_to_array(words, ' '), string_to_array(terms, ' ')
          from unnest(%(reports)s::uuid[], %(moments)s::timestamptz[], %(words)s::text[], %(terms)s::text[])
            as k (report, received_at, words, terms)
            on conflict (city_id, report) do update
           set words = excluded.words, terms = excluded.terms
        """,
        city=city,
        reports=column(each.report for each in changed),
        moments=column(each.received_at for each in changed),
        # Neither words nor terms have a space in them.
        words=column(" ".join(sorted(each.words)) for each in changed),
        terms=column(" ".join(sorted(each.terms)) for each in changed),
    )


async def drop(db: Db, city: CityId, reports: Sequence[UUID]) -> None:
    """Forget what was kept of these reports; their postings and words go apart."""
    await db.run(
        "delete from search_report where city_id = %(city)s and report = any(%(reports)s::uuid[])",
        city=city,
        reports=column(reports),
    )


async def post(db: Db, city: CityId, added: Sequence[Posting], gone: Sequence[Posting]) -> None:
    """Let these terms find these reports, and those no more."""
    await db.run(
        """
        delete from search_term t
         using unnest(%(terms)s::text[], %(moments)s::timestamptz[], %(reports)s::uuid[])
               as k (term, received_at, report)
         where t.city_id = %(city)s
           and t.term = k.term
           and t.received_at = k.received_at
           and t.report = k.report
        """,
        city=city,
        **_columns(gone),
    )
    await db.run(
        """
        insert into search_term (city_id, term, received_at, report)
        select %(city)s, term, received_at, report
          from unnest(%(terms)s::text[], %(moments)s::timestamptz[], %(reports)s::uuid[])
            as k (term, received_at, report)
         order by term, received_at, report
            on conflict do nothing
        """,
        city=city,
        **_columns(added),
    )


def _columns(postings: Sequence[Posting]) -> dict[str, str]:
    return {
        "terms": column(each.term for each in postings),
        "moments": column(each.received_at for each in postings),
        "reports": column(each.report for each in postings),
    }


async def count(db: Db, city: CityId, change: Mapping[str, int]) -> list[Candidate]:
    """Make words so much more or less common; how common they are now. Those of no report are forgotten."""
    now = await db.all(
        Candidate,
        """
        insert into search_word (city_id, word, reports)
        select %(city)s, word, change
          from unnest(%(words)s::text[], %(changes)s::int[]) as k (word, change)
         order by word
            on conflict (city_id, word) do update
           set reports = search_word.reports + excluded.reports
        returning word, reports
        """,
        city=city,
        words=column(change),
        changes=column(change.values()),
    )
    await db.run(
        """
        delete from search_word
         where city_id = %(city)s
           and word = any(%(words)s::text[])
           and reports <= 0
        """,
        city=city,
        words=column(each.word for each in now if each.reports <= 0),
    )
    return now


async def suggest(db: Db, city: CityId, words: Mapping[str, frozenset[str]]) -> None:
    """Let these words, each with its grams, be suggested from now on."""
    pairs = [(gram, word) for word, grams in words.items() for gram in grams]
    await db.run(
        """
        insert into search_gram (city_id, gram, word)
        select %(city)s, gram, word
          from unnest(%(grams)s::text[], %(words)s::text[]) as k (gram, word)
         order by gram, word
            on conflict do nothing
        """,
        city=city,
        grams=column(gram for gram, _ in pairs),
        words=column(word for _, word in pairs),
    )


async def suggest_no_more(db: Db, city: CityId, words: Mapping[str, frozenset[str]]) -> None:
    """Let these words be suggested no more."""
    pairs = [(gram, word) for word, grams in words.items() for gram in grams]
    await db.run(
        """
        delete from search_gram g
         using unnest(%(grams)s::text[], %(words)s::text[]) as k (gram, word)
         where g.city_id = %(city)s
           and g.gram = k.gram
           and g.word = k.word
        """,
        city=city,
        grams=column(gram for gram, _ in pairs),
        words=column(word for _, word in pairs),
    )


async def reports_after(db: Db, city: CityId, after: UUID | None, *, limit: int) -> list[UUID]:
    """The city's reports behind this one, by id."""
    return await db.all(
        UUID,
        """
        select id
          from report
         where city_id = %(city)s
           and id > coalesce(%(after)s::uuid, '00000000-0000-0000-0000-000000000000')
         order by id
         limit %(limit)s
        """,
        city=city,
        after=after,
        limit=limit,
    )


async def clear(db: Db, city: CityId, *, at: datetime) -> None:
    """Forget all that is kept of a city's reports. Who searches finds it until this transaction ends."""
    await db.run("select set_config('statement_timeout', '10min', true)")
    await db.run("delete from search_gram where city_id = %(city)s", city=city)
    await db.run("delete from search_word where city_id = %(city)s", city=city)
    await db.run("delete from search_term where city_id = %(city)s", city=city)
    await db.run("delete from search_report where city_id = %(city)s", city=city)
    await db.run("update search_city set rebuilt_at = %(at)s where city_id = %(city)s", city=city, at=at)
