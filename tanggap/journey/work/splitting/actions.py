"""Splitting a report in two, and taking that back."""

import secrets as chance
from collections.abc import Sequence

from tanggap.city.desk import Desk
from tanggap.journey.intake import store as intake
from tanggap.journey.intake.message import Message
from tanggap.journey.work.splitting import rules
from tanggap.journey.work.triage import actions as triage
from tanggap.kit.errors import Invalid
from tanggap.kit.ids import new_id
from tanggap.kit.words import say
from tanggap.report import contacts, number, parties
from tanggap.report import store as reports
from tanggap.report.events import Split
from tanggap.report.report import PhotoId, PlaceSource, Report, ReportId
from tanggap.report.splits import store as splits
from tanggap.report.supporters import store as supporters


async def split(
    desk: Desk, report: ReportId, *, text: str | None, kind: str | None = None, photos: Sequence[PhotoId] = ()
) -> Report:
    """Make the second problem of a report one of its own, with the pictures that show it; the new report.

    Its reporter and those who say the same follow both. Raises Refused, Forbidden, Invalid.
    """
    handling = await parties.open_for_change(desk, report)
    source = handling.report
    told = rules.require_split(handling, text=text)
    of_kind = triage.kind_of(desk, kind) if kind else None
    record = rules.split_off(
        desk.ground,
        source,
        await _message(desk, source, told),
        kind=of_kind,
        report=ReportId(new_id()),
        number=number.draw(chance.randbelow),
        at=desk.now(),
        by=desk.actor.person,
    )
    await intake.write(desk.db, desk.city, [record], epoch=desk.tools.epoch, draw=chance.randbelow)
    made = await reports.get(desk.db, desk.city, record.report.id)
    await splits.keep(desk.db, desk.city, made.id, source=source.id, at=desk.now())
    await splits.move_photos(desk.db, desk.city, source.id, made.id, wanted=photos)
    await _share_people(desk, source, made)
    await parties.record(desk, source, Split(into=made.id, number=made.number))
    return made


async def _message(desk: Desk, source: Report, text: str) -> Message:
    """What the reporter would have sent of the second problem alone: the same place, other words."""
    place = await reports.place(desk.db, source)
    words = await reports.words(desk.db, source)
    return Message(
        channel=source.channel,
        scope="split",
        key=str(source.id),
        text=text,
        landmark=words.landmark,
        lon=place.lon if place is not None else None,
        lat=place.lat if place is not None else None,
        accuracy_m=place.accuracy_m if place is not None else None,
        place_source=PlaceSource(place.source) if place is not None else PlaceSource.TEXT,
        quiet=source.quiet,
    )


async def _share_people(desk: Desk, source: Report, made: Report) -> None:
    """How the reporter and those who say the same are reached is kept for both: each can be forgotten by itself."""
    db, secrets, city = desk.db, desk.tools.secrets, desk.city
    reporter = (await contacts.of_reports(db, secrets, city, [source.id])).get(source.id)
    if reporter is not None:
        await contacts.keep(db, secrets, city, made.id, reporter.contact, at=desk.now())
    reached = await contacts.of_supporters(db, secrets, city, [source.id])
    for each in (await supporters.of_reports(db, city, [source.id])).get(source.id, ()):
        supporter = await supporters.add(db, city, made.id, seat=each.seat, at=each.since)
        known = reached.get(each.id)
        if supporter is not None and known is not None:
            await contacts.keep(db, secrets, city, made.id, known.contact, supporter=supporter, at=desk.now())


async def rejoin(desk: Desk, report: ReportId, *, reason: str | None) -> Report:
    """Take a split back: the second report follows the first again, with its pictures; the first report.

    Who followed both is counted once. Raises Refused, Forbidden, Invalid.
    """
    found = await parties.handled(desk, report)
    source = rules.require_rejoin(found, await splits.source_of(desk.db, desk.city, report))
    if not reason:
        raise Invalid(say("Tulis alasannya."), field="reason")
    first = await reports.get(desk.db, desk.city, source)
    await triage.merge(desk, report, primary=first.number, note=reason)
    await splits.move_photos(desk.db, desk.city, report, first.id)
    return await reports.get(desk.db, desk.city, first.id)
