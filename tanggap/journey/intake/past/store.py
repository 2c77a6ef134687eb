"""Writing many whole stories of one city in one transaction."""

from collections.abc import Sequence
from uuid import UUID

from tanggap.city.terms import CityId
from tanggap.journey.intake.past.life import Past
from tanggap.kit.db import Db, column
from tanggap.kit.geo import cell
from tanggap.kit.log import append
from tanggap.kit.log.events import Entry


async def write(db: Db, city: CityId, epoch: int, stories: Sequence[Past]) -> set[UUID]:
    """Write stories whole; the reports written. One whose number was taken already is left out whole."""
    written = await _reports(db, city, stories)
    told = [story for story in stories if story.report.id in written]
    await _words(db, city, told)
    await _places(db, city, told)
    await _tasks(db, city, told)
    await _notes(db, city, told)
    entries = [
        Entry(thing=story.report.id, nth=nth, event=each.event, actor=each.actor, happened_at=each.at)
        for story in told
        for nth, each in enumerate(story.told, start=1)
    ]
    await append(db, city, epoch, entries)
    return written


async def _reports(db: Db, city: CityId, stories: Sequence[Past]) -> set[UUID]:
    reports = [story.report for story in stories]
    messages = [story.message for story in stories]
    cells = [cell(m.lon, m.lat) if m.lon is not None and m.lat is not None else None for m in messages]
    written = await db.all(
        UUID,
        """
        insert into report (city_id, id, number, nth, type, status, kind, kind_group, agency, offered_to, area,
                            out_of_area, channel, visibility, sensitivity, listed, open, quiet, lon, lat, cell,
                            received_at, due_at, respond_by, responded_at, resolved_at, closed_at, changed_at,
                            review_on, doer, merged_into, was, stars, reopened, words, place)
        select %(city)s, *
          from unnest(%(ids)s::uuid[], %(numbers)s::bigint[], %(nths)s::int[], %(types)s::text[],
                      %(statuses)s::text[], %(kinds)s::text[], %(groups)s::text[], %(agencies)s::text[],
                      %(offered)s::text[], %(areas)s::text[], %(outs)s::bool[], %(channels)s::text[],
                      %(visibilities)s::text[], %(sensitivities)s::text[], %(listed)s::bool[], %(open)s::bool[],
                      %(quiet)s::bool[], %(lons)s::float8[], %(lats)s::float8[], %(cells)s::bigint[],
                      %(received)s::timestamptz[], %(due)s::timestamptz[], %(respond)s::timestamptz[],
                      %(responded)s::timestamptz[], %(resolved)s::timestamptz[], %(closed)s::timestamptz[],
                      %(changed)s::timestamptz[], %(reviews)s::date[], %(doers)s::uuid[], %(primaries)s::uuid[],
                      %(was)s::text[], %(stars)s::smallint[], %(reopened)s::int[], %(words)s::int[],
                      %(places)s::int[])
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
        offered=column(r.offered_to for r in reports),
        areas=column(r.area for r in reports),
        outs=column(r.out_of_area for r in reports),
        channels=column(r.channel for r in reports),
        visibilities=column(r.visibility for r in reports),
        sensitivities=column(r.sensitivity for r in reports),
        listed=column(r.listed for r in reports),
        open=column(r.status.open for r in reports),
        quiet=column(r.quiet for r in reports),
        lons=column(m.lon for m in messages),
        lats=column(m.lat for m in messages),
        cells=column(cells),
        received=column(r.received_at for r in reports),
        due=column(r.due_at for r in reports),
        respond=column(r.respond_by for r in reports),
        responded=column(r.responded_at for r in reports),
        resolved=column(r.resolved_at for r in reports),
        closed=column(r.closed_at for r in reports),
        changed=column(r.changed_at for r in reports),
        reviews=column(r.review_on for r in reports),
        doers=column(r.doer for r in reports),
        primaries=column(r.merged_into for r in reports),
        was=column(r.was for r in reports),
        stars=column(r.stars for r in reports),
        reopened=column(r.reopened for r in reports),
        words=column(r.words for r in reports),
        places=column(r.place for r in reports),
    )
    return set(written)


async def _words(db: Db, city: CityId, stories: Sequence[Past]) -> None:
    worded = [story for story in stories if story.report.words]
    await db.run(
        """
        insert into report_words (city_id, report, revision, text, landmark, at)
        select %(city)s, report, 1, text, landmark, at
          from unnest(%(reports)s::uuid[], %(texts)s::text[], %(landmarks)s::text[], %(moments)s::timestamptz[])
            as w (report, text, landmark, at)
        """,
        city=city,
        reports=column(s.report.id for s in worded),
        texts=column(s.message.text for s in worded),
        landmarks=column(s.message.landmark for s in worded),
        moments=column(s.report.received_at for s in worded),
    )


async def _places(db: Db, city: CityId, stories: Sequence[Past]) -> None:
    await db.run(
        """
        insert into report_place (city_id, report, revision, lon, lat, accuracy_m, source, area, at)
        select %(city)s, report, 1, lon, lat, accuracy_m, source, area, at
          from unnest(%(reports)s::uuid[], %(lons)s::float8[], %(lats)s::float8[], %(accuracies)s::float8[],
                      %(sources)s::text[], %(areas)s::text[], %(moments)s::timestamptz[])
            as p (report, lon, lat, accuracy_m, source, area, at)
        """,
        city=city,
        reports=column(s.report.id for s in stories),
        lons=column(s.message.lon for s in stories),
        lats=column(s.message.lat for s in stories),
        accuracies=column(s.message.accuracy_m for s in stories),
        sources=column(s.message.place_source for s in stories),
        areas=column(s.report.area for s in stories),
        moments=column(s.report.received_at for s in stories),
    )


async def _tasks(db: Db, city: CityId, stories: Sequence[Past]) -> None:
    tasks = [(story.report.id, task) for story in stories for task in story.report.tasks]
    await db.run(
        """
        insert into task (city_id, id, report, role, agency, officer, opened_at, accepted_at, ended_at, outcome)
        select %(city)s, *
          from unnest(%(ids)s::uuid[], %(reports)s::uuid[], %(roles)s::text[], %(agencies)s::text[],
                      %(officers)s::uuid[], %(opened)s::timestamptz[], %(accepted)s::timestamptz[],
                      %(ended)s::timestamptz[], %(outcomes)s::text[])
        """,
        city=city,
        ids=column(task.id for _, task in tasks),
        reports=column(report for report, _ in tasks),
        roles=column(task.role for _, task in tasks),
        agencies=column(task.agency for _, task in tasks),
        officers=column(task.officer for _, task in tasks),
        opened=column(task.opened_at for _, task in tasks),
        accepted=column(task.accepted_at for _, task in tasks),
        ended=column(task.ended_at for _, task in tasks),
        outcomes=column(task.outcome for _, task in tasks),
    )


async def _notes(db: Db, city: CityId, stories: Sequence[Past]) -> None:
    notes = [
        (story.report.id, nth, each)
        for story in stories
        for nth, each in enumerate(story.told, start=1)
        if each.note
    ]
    await db.run(
        """
        insert into report_note (city_id, report, nth, text, public, at)
        select %(city)s, *
          from unnest(%(reports)s::uuid[], %(nths)s::int[], %(texts)s::text[], %(publics)s::bool[],
                      %(moments)s::timestamptz[])
        """,
        city=city,
        reports=column(report for report, _, _ in notes),
        nths=column(nth for _, nth, _ in notes),
        texts=column(each.note for _, _, each in notes),
        publics=column(each.public for _, _, each in notes),
        moments=column(each.at for _, _, each in notes),
    )
