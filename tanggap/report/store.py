"""Where reports are remembered: the present state, its log, and what stands beside it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from tanggap.city.terms import CityId, PersonId
from tanggap.kit.db import Db, column
from tanggap.kit.errors import Missing
from tanggap.kit.geo import cell
from tanggap.kit.log import Happened, append
from tanggap.kit.log.events import Entry
from tanggap.kit.words import say
from tanggap.report import timeline
from tanggap.report.report import Report, ReportId, Task


class Words(Struct, frozen=True, kw_only=True):
    """What the reporter wrote, in its current revision."""

    revision: int
    text: str | None
    landmark: str | None


class Place(Struct, frozen=True, kw_only=True):
    """Where it is, in its current revision; degrees, metres."""

    revision: int
    lon: float | None
    lat: float | None
    accuracy_m: float | None
    source: str
    area: str | None


class Note(Struct, frozen=True, kw_only=True):
    """The words that go with one event; None once they were emptied."""

    nth: int
    text: str | None
    public: bool


async def find(db: Db, city: CityId, number: int) -> Report:
    """The report with this number. Raises Missing when the city has none."""
    report = await db.one(
        UUID,
        """
        select id
          from report
         where city_id = %(city)s
           and number = %(number)s
        """,
        city=city,
        number=number,
    )
    if report is None:
        raise Missing(say("Laporan ini tidak ditemukan. Periksa lagi nomornya."))
    return await get(db, city, ReportId(report))


async def get(db: Db, city: CityId, report: ReportId) -> Report:
    """A report's present state. Raises Missing when the city has none of this id."""
    return await _get(db, city, report, lock=False)


async def open_for_change(db: Db, city: CityId, report: ReportId) -> Report:
    """A report's present state, held until this transaction ends. Raises Missing."""
    return await _get(db, city, report, lock=True)


async def _get(db: Db, city: CityId, report: ReportId, *, lock: bool) -> Report:
    if lock:
        await db.run(
            "select id from report where city_id = %(city)s and id = %(report)s for update",
            city=city,
            report=report,
        )
    found = await db.one(
        Report,
        """
        select city_id, id, number, nth, type, status, kind, kind_group, held_to, agency, offered_to, area,
               out_of_area, channel, visibility, sensitivity, quiet, hidden, direct, received_at, due_at, respond_by,
               responded_at, resolved_at, closed_at, changed_at, review_on, doer, merged_into, was, stars,
               reopened, contested, words, place, supporters
          from report
         where city_id = %(city)s
           and id = %(report)s
        """,
        city=city,
        report=report,
    )
    if found is None:
        raise Missing(say("Laporan ini tidak ditemukan. Periksa lagi nomornya."))
    return msgspec.structs.replace(found, tasks=tuple(await tasks(db, city, report)))


async def tasks(db: Db, city: CityId, report: ReportId) -> list[Task]:
    """Who has held a report, oldest first."""
    return await db.all(
        Task,
        """
        select id, role, agency, officer, opened_at, mandatory, due_at, team, doer, accepted_at, ended_at, outcome
          from task
         where city_id = %(city)s
           and report = %(report)s
         order by opened_at, id
         limit 1000
        """,
        city=city,
        report=report,
    )


async def record(
    db: Db,
    epoch: int,
    report: Report,
    event: Happened,
    *,
    at: datetime,
    actor: PersonId | None = None,
    note: str | None = None,
    public: bool = True,
) -> Report:
    """Write what happened to a report, and the state that follows from it. Returns that state.

    ``report`` is the state as `open_for_change` gave it. ``note`` are the words that go with the event.
    """
    changed = timeline.after(report, event, at, actor)
    entry = Entry(thing=report.id, nth=changed.nth, event=event, actor=actor, happened_at=at)
    await append(db, report.city_id, epoch, [entry])
    await _write(db, changed)
    if changed.tasks != report.tasks:
        known = set(report.tasks)
        await _write_tasks(db, changed, [task for task in changed.tasks if task not in known])
    if note:
        await db.run(
            """
            insert into report_note (city_id, report, nth, text, public, at)
            values (%(city)s, %(report)s, %(nth)s, %(text)s, %(public)s, %(at)s)
            """,
            city=report.city_id,
            report=report.id,
            nth=changed.nth,
            text=note,
            public=public,
            at=at,
        )
    return changed


_APART = frozenset({"tasks", "held_to"})


async def _write(db: Db, report: Report) -> None:
    await db.run(
        """
        update report
           set nth = %(nth)s, type = %(type)s, status = %(status)s, kind = %(kind)s,
               kind_group = %(kind_group)s, held_to = %(held_to)s::text[], agency = %(agency)s, offered_to = %(offered_to)s, area = %(area)s,
               out_of_area = %(out_of_area)s, visibility = %(visibility)s, sensitivity = %(sensitivity)s,
               listed = %(listed)s, hidden = %(hidden)s, direct = %(direct)s, open = %(open)s, due_at = %(due_at)s, respond_by = %(respond_by)s,
               responded_at = %(responded_at)s, resolved_at = %(resolved_at)s, closed_at = %(closed_at)s,
               changed_at = %(changed_at)s, review_on = %(review_on)s, doer = %(doer)s,
               merged_into = %(merged_into)s, was = %(was)s, stars = %(stars)s, reopened = %(reopened)s,
               contested = %(contested)s, words = %(words)s, place = %(place)s,
               supporters = %(supporters)s
         where city_id = %(city_id)s
           and id = %(id)s
        """,
        listed=report.listed,
        open=report.status.open,
        held_to=column(report.held_to),
        **{name: getattr(report, name) for name in report.__struct_fields__ if name not in _APART},
    )


async def put_words(db: Db, report: Report, words: Words, *, at: datetime) -> None:
    """Remember what the reporter wrote anew: ``words.revision`` is the one an event is about to name."""
    await db.run(
        """
        insert into report_words (city_id, report, revision, text, landmark, at)
        values (%(city)s, %(report)s, %(revision)s, %(text)s, %(landmark)s, %(at)s)
        """,
        city=report.city_id,
        report=report.id,
        at=at,
        **msgspec.structs.asdict(words),
    )


async def put_place(db: Db, report: Report, place: Place, *, at: datetime) -> None:
    """Remember where it is as told anew: ``place.revision`` is the one an event is about to name."""
    cell_there = None if place.lon is None or place.lat is None else cell(place.lon, place.lat)
    await db.run(
        """
        insert into report_place (city_id, report, revision, lon, lat, accuracy_m, source, area, at)
        values (%(city)s, %(report)s, %(revision)s, %(lon)s, %(lat)s, %(accuracy_m)s, %(source)s, %(area)s, %(at)s)
        """,
        city=report.city_id,
        report=report.id,
        at=at,
        **msgspec.structs.asdict(place),
    )
    await db.run(
        """
        update report
           set lon = %(lon)s, lat = %(lat)s, cell = %(cell)s
         where city_id = %(city)s
           and id = %(report)s
        """,
        city=report.city_id,
        report=report.id,
        lon=place.lon,
        lat=place.lat,
        cell=cell_there,
    )


async def _write_tasks(db: Db, report: Report, changed: Sequence[Task]) -> None:
    # Endings before beginnings: the database allows one open lead task at any moment.
    for task in sorted(changed, key=lambda each: each.ended_at is None):
        await db.run(
            """
            insert into task (city_id, id, report, role, agency, officer, opened_at, mandatory, due_at, team, doer,
                              accepted_at, ended_at, outcome)
            values (%(city)s, %(id)s, %(report)s, %(role)s, %(agency)s, %(officer)s, %(opened_at)s, %(mandatory)s,
                    %(due_at)s, %(team)s, %(doer)s, %(accepted_at)s, %(ended_at)s, %(outcome)s)
                on conflict (city_id, id) do update
               set officer = excluded.officer, team = excluded.team, doer = excluded.doer, accepted_at = excluded.accepted_at,
                   ended_at = excluded.ended_at, outcome = excluded.outcome
            """,
            city=report.city_id,
            report=report.id,
            **msgspec.structs.asdict(task),
        )


async def words(db: Db, report: Report) -> Words:
    """What the reporter wrote; empty when nothing was, or when it was emptied."""
    found = await db.one(
        Words,
        """
        select revision, text, landmark
          from report_words
         where city_id = %(city)s
           and report = %(report)s
           and revision = %(revision)s
        """,
        city=report.city_id,
        report=report.id,
        revision=report.words,
    )
    return found or Words(revision=0, text=None, landmark=None)


async def place(db: Db, report: Report) -> Place | None:
    """Where it is, or None when nobody said."""
    return await db.one(
        Place,
        """
        select revision, lon, lat, accuracy_m, source, area
          from report_place
         where city_id = %(city)s
           and report = %(report)s
           and revision = %(revision)s
        """,
        city=report.city_id,
        report=report.id,
        revision=report.place,
    )


async def notes(db: Db, report: Report) -> dict[int, Note]:
    """The words that go with a report's events, by nth."""
    found = await db.all(
        Note,
        """
        select nth, text, public
          from report_note
         where city_id = %(city)s
           and report = %(report)s
         order by nth
         limit 1000
        """,
        city=report.city_id,
        report=report.id,
    )
    return {note.nth: note for note in found}
