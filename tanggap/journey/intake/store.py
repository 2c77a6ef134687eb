"""Writing many reports of one city in one transaction."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.terms import CityId
from tanggap.journey.intake.draft import Draft
from tanggap.journey.intake.message import Receipt
from tanggap.kit.db import Db, column
from tanggap.kit.geo import cell
from tanggap.kit.log.events import Entry, columns
from tanggap.kit.words import say
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


async def take_keys(db: Db, city: CityId, drafts: Sequence[Draft], *, at: datetime) -> set[UUID]:
    """Claim the keys of these drafts; the reports whose key nobody had before.

    Sorted, so that two batches with the same keys can wait for each other but never deadlock.
    """
    ordered = sorted(drafts, key=lambda draft: (draft.message.scope, draft.message.key))
    return set(
        await db.all(
            UUID,
            """
            insert into intake_key (scope, key, digest, city, report, answer, taken_at)
            select scope, key, digest, %(city)s, report, answer, %(at)s
              from unnest(%(scopes)s::text[], %(keys)s::text[], %(digests)s::bytea[], %(reports)s::uuid[],
                          %(answers)s::jsonb[]) with ordinality
                as k (scope, key, digest, report, answer, nth)
             order by nth
                on conflict (scope, key) do nothing
            returning report
            """,
            city=city,
            at=at,
            scopes=column(d.message.scope for d in ordered),
            keys=column(d.message.key for d in ordered),
            digests=column(d.digest for d in ordered),
            reports=column(d.report.id for d in ordered),
            answers=column(_json(d.receipt) for d in ordered),
        )
    )


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


async def take_numbers(db: Db, city: CityId, drafts: Sequence[Draft]) -> set[UUID]:
    """Write the reports' present state; those whose number was still free."""
    reports = [draft.report for draft in drafts]
    return set(
        await db.all(
            UUID,
            """
            insert into report (city_id, id, number, nth, type, status, kind, kind_group, agency, area,
                                out_of_area, channel, visibility, sensitivity, listed, open, quiet, lon, lat,
                                cell, received_at, due_at, respond_by, changed_at, words, place)
            select %(city)s, *
              from unnest(%(ids)s::uuid[], %(numbers)s::bigint[], %(nths)s::int[], %(types)s::text[],
                          %(statuses)s::text[], %(kinds)s::text[], %(groups)s::text[], %(agencies)s::text[],
                          %(areas)s::text[], %(outs)s::bool[], %(channels)s::text[], %(visibilities)s::text[],
                          %(sensitivities)s::text[], %(listed)s::bool[], %(open)s::bool[], %(quiet)s::bool[],
                          %(lons)s::float8[], %(lats)s::float8[], %(cells)s::bigint[],
                          %(received)s::timestamptz[], %(due)s::timestamptz[], %(respond)s::timestamptz[],
                          %(changed)s::timestamptz[], %(words)s::int[], %(places)s::int[])
                on conflict (city_id, number) do nothing
            returning id
            """,
            city=city,
            ids=column(r.id for r in reports),
            numbers=column(r.number for r in reports),
            nths=column(r.nth for r in reports),
            types=column(r.type for r in reports),
            statuses=column(r.status for r in reports),
            kinds=column(r.kind for r in reports),
            groups=column(r.kind_group for r in reports),
            agencies=column(r.agency for r in reports),
            areas=column(r.area for r in reports),
            outs=column(r.out_of_area for r in reports),
            channels=column(r.channel for r in reports),
            visibilities=column(r.visibility for r in reports),
            sensitivities=column(r.sensitivity for r in reports),
            listed=column(r.listed for r in reports),
            open=column(r.status.open for r in reports),
            quiet=column(r.quiet for r in reports),
            lons=column(d.message.lon for d in drafts),
            lats=column(d.message.lat for d in drafts),
            cells=column(_cell(d) for d in drafts),
            received=column(r.received_at for r in reports),
            due=column(r.due_at for r in reports),
            respond=column(r.respond_by for r in reports),
            changed=column(r.changed_at for r in reports),
            words=column(r.words for r in reports),
            places=column(r.place for r in reports),
        )
    )


async def write_beside(db: Db, city: CityId, drafts: Sequence[Draft], *, epoch: int) -> None:
    """Write what stands beside the reports: words, places, tasks, and the events, in one statement."""
    entries = [
        Entry(
            thing=draft.report.id,
            nth=nth,
            event=event,
            actor=None,
            happened_at=draft.report.received_at,
        )
        for draft in drafts
        for nth, event in enumerate(draft.events, start=1)
    ]
    tasks = [(draft.report.id, task) for draft in drafts for task in draft.report.tasks]
    worded = [draft for draft in drafts if draft.report.words]
    await db.run(
        """
        with words as (
            insert into report_words (city_id, report, revision, text, landmark, language, at)
            select %(city)s, report, 1, text, landmark, language, at
              from unnest(%(worded)s::uuid[], %(texts)s::text[], %(landmarks)s::text[], %(languages)s::text[],
                          %(worded_at)s::timestamptz[]) as w (report, text, landmark, language, at)
        ), places as (
            insert into report_place (city_id, report, revision, lon, lat, accuracy_m, source, area, at)
            select %(city)s, report, 1, lon, lat, accuracy_m, source, area, at
              from unnest(%(placed)s::uuid[], %(lons)s::float8[], %(lats)s::float8[], %(accuracies)s::float8[],
                          %(sources)s::text[], %(areas)s::text[], %(placed_at)s::timestamptz[])
                as p (report, lon, lat, accuracy_m, source, area, at)
        ), tasks as (
            insert into task (city_id, id, report, role, agency, opened_at)
            select %(city)s, *
              from unnest(%(task_ids)s::uuid[], %(task_reports)s::uuid[], %(roles)s::text[],
                          %(agencies)s::text[], %(opened)s::timestamptz[])
        )
        insert into event (city_id, thing, nth, kind, v, body, actor, happened_at, epoch)
        select %(city)s, *, %(epoch)s
          from unnest(%(things)s::uuid[], %(nths)s::int[], %(kinds)s::text[], %(vs)s::smallint[],
                      %(bodies)s::jsonb[], %(actors)s::uuid[], %(moments)s::timestamptz[])
        """,
        city=city,
        epoch=epoch,
        worded=column(d.report.id for d in worded),
        texts=column(d.message.text for d in worded),
        landmarks=column(d.message.landmark for d in worded),
        languages=column(d.message.sender.language if d.message.sender else None for d in worded),
        worded_at=column(d.report.received_at for d in worded),
        placed=column(d.report.id for d in drafts),
        lons=column(d.message.lon for d in drafts),
        lats=column(d.message.lat for d in drafts),
        accuracies=column(d.message.accuracy_m for d in drafts),
        sources=column(d.message.place_source for d in drafts),
        areas=column(d.report.area for d in drafts),
        placed_at=column(d.report.received_at for d in drafts),
        task_ids=column(task.id for _, task in tasks),
        task_reports=column(report for report, _ in tasks),
        roles=column(task.role for _, task in tasks),
        agencies=column(task.agency for _, task in tasks),
        opened=column(task.opened_at for _, task in tasks),
        **columns(entries),
    )


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


def renumbered(draft: Draft, number: int) -> Draft:
    """The same draft under another number."""
    received, *later = draft.events
    return replace(
        draft,
        events=(replace(received, number=number), *later),
        report=replace(draft.report, number=number),
        receipt=replace(draft.receipt, number=number),
    )


def _json(receipt: Receipt) -> str:
    return msgspec.json.encode(receipt).decode()


def _cell(draft: Draft) -> int | None:
    lon, lat = draft.message.lon, draft.message.lat
    return None if lon is None or lat is None else cell(lon, lat)
