"""Which foreign rows are here already, and what followed the day a report came in, many at once."""

from collections.abc import Sequence
from uuid import UUID

from tanggap.city.terms import CityId
from tanggap.journey.intake.importing.rules import Past
from tanggap.kit.db import Db, column
from tanggap.kit.log.events import Entry, columns
from tanggap.report.events import Resolved


async def claim_rows(db: Db, city: CityId, source: str, pasts: Sequence[Past]) -> set[UUID]:
    """Claim the rows these reports come from; the reports whose row nobody had claimed before.

    Sorted, so that two imports of one file wait for each other and never deadlock.
    """
    ordered = sorted(pasts, key=lambda past: past.row.id)
    return set(
        await db.all(
            UUID,
            """
            insert into source_row (city_id, source, row_id, report)
            select %(city)s, %(source)s, row_id, report
              from unnest(%(rows)s::text[], %(reports)s::uuid[]) with ordinality as r (row_id, report, nth)
             order by nth
                on conflict do nothing
            returning report
            """,
            city=city,
            source=source,
            rows=column(past.row.id for past in ordered),
            reports=column(past.draft.report.id for past in ordered),
        )
    )


async def write_later(db: Db, city: CityId, pasts: Sequence[Past], *, epoch: int) -> None:
    """Write what followed: the events, and the state of reports and tasks that they add up to."""
    reports = [past.report for past in pasts]
    tasks = [task for report in reports for task in report.tasks]
    entries = [
        Entry(thing=past.draft.report.id, nth=nth, event=event, actor=None, happened_at=past.at)
        for past in pasts
        for nth, event in enumerate(past.later, start=past.draft.report.nth + 1)
    ]
    await db.run(
        """
        with reports as (
            update report r
               set nth = l.nth, status = l.status, open = l.open, responded_at = l.responded_at,
                   resolved_at = l.resolved_at, closed_at = l.closed_at, changed_at = l.changed_at
              from unnest(%(ids)s::uuid[], %(lasts)s::int[], %(statuses)s::text[], %(open)s::bool[],
                          %(responded)s::timestamptz[], %(resolved)s::timestamptz[], %(closed)s::timestamptz[],
                          %(changed)s::timestamptz[])
                as l (id, nth, status, open, responded_at, resolved_at, closed_at, changed_at)
             where r.city_id = %(city)s
               and r.id = l.id
        ), tasks as (
            update task t
               set accepted_at = l.accepted_at, ended_at = l.ended_at, outcome = l.outcome
              from unnest(%(tasks)s::uuid[], %(accepted)s::timestamptz[], %(ended)s::timestamptz[],
                          %(outcomes)s::text[]) as l (id, accepted_at, ended_at, outcome)
             where t.city_id = %(city)s
               and t.id = l.id
        )
        insert into event (city_id, thing, nth, kind, v, body, actor, happened_at, epoch)
        select %(city)s, *, %(epoch)s
          from unnest(%(things)s::uuid[], %(nths)s::int[], %(kinds)s::text[], %(vs)s::smallint[],
                      %(bodies)s::jsonb[], %(actors)s::uuid[], %(moments)s::timestamptz[])
        """,
        city=city,
        epoch=epoch,
        ids=column(report.id for report in reports),
        lasts=column(report.nth for report in reports),
        statuses=column(report.status for report in reports),
        open=column(report.status.open for report in reports),
        responded=column(report.responded_at for report in reports),
        resolved=column(report.resolved_at for report in reports),
        closed=column(report.closed_at for report in reports),
        changed=column(report.changed_at for report in reports),
        tasks=column(task.id for task in tasks),
        accepted=column(task.accepted_at for task in tasks),
        ended=column(task.ended_at for task in tasks),
        outcomes=column(task.outcome for task in tasks),
        **columns(entries),
    )


async def write_notes(db: Db, city: CityId, pasts: Sequence[Past]) -> None:
    """Keep the words of the source: a kind nobody knows here beside the receipt, the reply beside its event."""
    notes = [
        (past.draft.report.id, 1, past.row.unnamed, False, past.draft.report.received_at)
        for past in pasts
        if past.row.unnamed
    ]
    notes += [
        (past.draft.report.id, past.draft.report.nth + nth, past.row.reply, True, past.at)
        for past in pasts
        for nth, event in enumerate(past.later, start=1)
        if past.row.reply and isinstance(event, Resolved)
    ]
    await db.run(
        """
        insert into report_note (city_id, report, nth, text, public, at)
        select %(city)s, *
          from unnest(%(reports)s::uuid[], %(nths)s::int[], %(texts)s::text[], %(public)s::bool[],
                      %(moments)s::timestamptz[])
        """,
        city=city,
        reports=column(report for report, *_ in notes),
        nths=column(nth for _, nth, *_ in notes),
        texts=column(text for _, _, text, *_ in notes),
        public=column(public for _, _, _, public, _ in notes),
        moments=column(at for *_, at in notes),
    )
