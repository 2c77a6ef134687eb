"""Writing many reports of one city in one transaction."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, LiteralString

import msgspec
from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.journey.intake.columns import columns
from tanggap.journey.intake.draft import Draft
from tanggap.journey.intake.message import Receipt
from tanggap.journey.intake.record import Record
from tanggap.kit.db import Db, column
from tanggap.kit.errors import Missing
from tanggap.kit.words import say
from tanggap.report import number
from tanggap.report.report import ReportId

_BEFORE = say("Laporan ini sudah kami terima sebelumnya.")


class Known(Struct, frozen=True, kw_only=True):
    """What an idempotency key already stands for."""

    scope: str
    key: str
    digest: bytes
    city: CityId
    report: ReportId
    answer: Receipt


class Outcome(Struct, frozen=True, kw_only=True):
    """What came of a batch: the version of the city's ground, whose key nobody had before, whose number was free."""

    version: int
    fresh: frozenset[ReportId]
    written: frozenset[ReportId]


async def known_keys(db: Db, drafts: Sequence[Draft]) -> dict[tuple[str, str], Known]:
    """What the keys of these drafts stand for: the first answer, or after its 30 days how it stands today."""
    found = await db.all(
        Known,
        """
        select i.scope, i.key, i.digest, i.city, i.report,
               coalesce(i.answer, jsonb_build_object(
                   'report', r.id, 'city', r.city_id, 'number', r.number, 'status', r.status,
                   'agency', r.agency, 'due_at', r.due_at, 'reason', %(reason)s::jsonb)) as answer
          from unnest(%(scopes)s::text[], %(keys)s::text[]) as k (scope, key)
          join intake_key i on i.scope = k.scope and i.key = k.key
          left join report r on r.city_id = i.city and r.id = i.report
         order by i.scope, i.key
         limit 1000
        """,
        scopes=column(d.message.scope for d in drafts),
        keys=column(d.message.key for d in drafts),
        reason=msgspec.json.encode(_BEFORE).decode(),
    )
    return {(each.scope, each.key): each for each in found}


async def take_in(db: Db, city: CityId, drafts: Sequence[Draft], *, at: datetime, epoch: int) -> Outcome:
    """Claim the keys of these drafts, and write in the same breath those that were fresh and whose number was free.

    Keys are claimed in order, so that two batches with the same ones can wait for each other but never deadlock.
    """
    ordered = sorted(drafts, key=lambda draft: (draft.message.scope, draft.message.key))
    return await _outcome(
        db,
        _CLAIMING + _WRITING,
        city=city,
        at=at,
        epoch=epoch,
        scopes=column(d.message.scope for d in ordered),
        keys=column(d.message.key for d in ordered),
        digests=column(d.digest for d in ordered),
        answers=column(_json(d.receipt) for d in ordered),
        **columns([draft.record for draft in ordered]),
    )


async def write(
    db: Db, city: CityId, records: Sequence[Record], *, epoch: int, draw: Callable[[int], int]
) -> dict[ReportId, int]:
    """Write reports whole; the number each is written under: its own, or one drawn anew where that was taken."""
    numbers: dict[ReportId, int] = {}
    while records:
        written = (await _outcome(db, _GIVEN + _WRITING, city=city, epoch=epoch, **columns(records))).written
        numbers |= {each.report.id: each.report.number for each in records if each.report.id in written}
        records = [each.renumbered(number.draw(draw)) for each in records if each.report.id not in written]
    return numbers


async def _outcome(db: Db, query: LiteralString, **values: Any) -> Outcome:
    outcome = await db.one(Outcome, query, **values)
    if outcome is None:
        raise Missing(say("Kota ini tidak dikenal di sini."))
    return outcome


async def keep_answers(db: Db, drafts: Sequence[Draft]) -> None:
    """Keep the answers of reports that were given another number than the one their key was claimed with."""
    await db.run(
        """
        update intake_key i
           set answer = k.answer
          from unnest(%(scopes)s::text[], %(keys)s::text[], %(answers)s::jsonb[]) as k (scope, key, answer)
         where i.scope = k.scope
           and i.key = k.key
        """,
        scopes=column(d.message.scope for d in drafts),
        keys=column(d.message.key for d in drafts),
        answers=column(_json(d.receipt) for d in drafts),
    )


def _json(receipt: Receipt) -> str:
    return msgspec.json.encode(receipt).decode()


# Which reports may be written: those whose key nobody had before …
_CLAIMING = """
with fresh as (
    insert into intake_key (scope, key, digest, city, report, answer, taken_at)
    select scope, key, digest, %(city)s, report, answer, %(at)s
      from unnest(%(scopes)s::text[], %(keys)s::text[], %(digests)s::bytea[], %(ids)s::uuid[],
                  %(answers)s::jsonb[]) with ordinality
        as k (scope, key, digest, report, answer, nth)
     order by nth
        on conflict (scope, key) do nothing
    returning report
), """

# … or all of them, where there is no key.
_GIVEN = """
with fresh as (
    select report from unnest(%(ids)s::uuid[]) as g (report)
), """

# A report and all that stands beside it, in one statement: each round trip more is felt by everybody who waits.
_WRITING = """
sent as materialized (
    select *
      from unnest(%(ids)s::uuid[], %(numbers)s::bigint[], %(lasts)s::int[], %(types)s::text[],
                  %(statuses)s::text[], %(kinds)s::text[], %(groups)s::text[], %(agencies)s::text[],
                  %(offered)s::text[], %(areas)s::text[], %(outs)s::bool[], %(channels)s::text[],
                  %(visibilities)s::text[], %(sensitivities)s::text[], %(listed)s::bool[],
                  %(open)s::bool[], %(quiet)s::bool[], %(direct)s::bool[], %(hidden)s::text[], %(lons)s::float8[], %(lats)s::float8[],
                  %(cells)s::bigint[], %(received)s::timestamptz[], %(due)s::timestamptz[],
                  %(respond)s::timestamptz[], %(responded)s::timestamptz[],
                  %(resolved)s::timestamptz[], %(closed)s::timestamptz[], %(changed)s::timestamptz[],
                  %(reviews)s::date[], %(doers)s::uuid[], %(primaries)s::uuid[], %(was)s::text[],
                  %(stars)s::smallint[], %(reopened)s::int[], %(words)s::int[], %(places)s::int[],
                  %(supporters)s::int[],
                  %(texts)s::text[], %(landmarks)s::text[], %(languages)s::text[],
                  %(accuracies)s::float8[], %(sources)s::text[])
        as r (id, number, nth, type, status, kind, kind_group, agency, offered_to, area, out_of_area,
              channel, visibility, sensitivity, listed, open, quiet, direct, hidden, lon, lat, cell, received_at,
              due_at, respond_by, responded_at, resolved_at, closed_at, changed_at, review_on, doer,
              merged_into, was, stars, reopened, words, place, supporters, text, landmark, language, accuracy_m,
              source)
     where id in (select report from fresh)
), written as (
    insert into report (city_id, id, number, nth, type, status, kind, kind_group, agency, offered_to,
                        area, out_of_area, channel, visibility, sensitivity, listed, open, quiet, direct, hidden, lon,
                        lat, cell, received_at, due_at, respond_by, responded_at, resolved_at,
                        closed_at, changed_at, review_on, doer, merged_into, was, stars, reopened,
                        words, place, supporters)
    select %(city)s, id, number, nth, type, status, kind, kind_group, agency, offered_to,
           area, out_of_area, channel, visibility, sensitivity, listed, open, quiet, direct, hidden, lon,
           lat, cell, received_at, due_at, respond_by, responded_at, resolved_at,
           closed_at, changed_at, review_on, doer, merged_into, was, stars, reopened,
           words, place, supporters
      from sent
        on conflict (city_id, number) do nothing
    returning id
), words as (
    insert into report_words (city_id, report, revision, text, landmark, language, at)
    select %(city)s, id, 1, text, landmark, language, received_at
      from sent
     where words > 0
       and id in (select id from written)
), places as (
    insert into report_place (city_id, report, revision, lon, lat, accuracy_m, source, area, at)
    select %(city)s, id, 1, lon, lat, accuracy_m, source, area, received_at
      from sent
     where id in (select id from written)
), tasks as (
    insert into task (city_id, id, report, role, agency, officer, opened_at, accepted_at, ended_at,
                      outcome)
    select %(city)s, t.*
      from unnest(%(tasks)s::uuid[], %(tasks_of)s::uuid[], %(roles)s::text[],
                  %(task_agencies)s::text[], %(officers)s::uuid[], %(opened)s::timestamptz[],
                  %(accepted)s::timestamptz[], %(ended)s::timestamptz[], %(outcomes)s::text[])
        as t (id, report, role, agency, officer, opened_at, accepted_at, ended_at, outcome)
     where report in (select id from written)
), notes as (
    insert into report_note (city_id, report, nth, text, public, at)
    select %(city)s, n.*
      from unnest(%(notes_of)s::uuid[], %(note_nths)s::int[], %(notes)s::text[], %(publics)s::bool[],
                  %(noted)s::timestamptz[])
        as n (report, nth, text, public, at)
     where report in (select id from written)
), events as (
    insert into event (city_id, thing, nth, kind, v, body, actor, happened_at, epoch)
    select %(city)s, e.*, %(epoch)s
      from unnest(%(things)s::uuid[], %(nths)s::int[], %(event_kinds)s::text[], %(vs)s::smallint[],
                  %(bodies)s::jsonb[], %(actors)s::uuid[], %(moments)s::timestamptz[])
        as e (thing, nth, kind, v, body, actor, happened_at)
     where thing in (select id from written)
)
select version, array(select report from fresh) as fresh, array(select id from written) as written
  from city
 where id = %(city)s
"""
