"""Hears of reports that come in and are done, and of what offices say, and tells whoever follows the place."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.desk import Desk
from tanggap.city.hearing import Mail, Topic, Way, Word, tell
from tanggap.city.hearing.events import Announced
from tanggap.city.owed import Letter
from tanggap.city.rights import within
from tanggap.journey.alerts.actions import stop_path
from tanggap.journey.alerts.finding import store
from tanggap.journey.alerts.finding.store import Hit, Match, Said
from tanggap.journey.alerts.rules import Following, Seen, What, concerns
from tanggap.kit.log import Heard, Listener
from tanggap.kit.words import Say, say
from tanggap.report import number as numbers
from tanggap.report import views
from tanggap.report.events import Closed, Received, Verified
from tanggap.report.report import ReportId

# What is verified may be public, of a kind or in an area only from then on; what was told before is not told again.
WHAT: Mapping[str, What] = {
    Received.__name__: What.FRESH,
    Verified.__name__: What.FRESH,
    Closed.__name__: What.DONE,
}


class Told(Struct, frozen=True, kw_only=True):
    """One alert that one event of a report concerns, and from when that may be told."""

    heard: Heard
    what: What
    report: Seen
    alert: Following
    at: datetime

    @property
    def name(self) -> tuple[UUID, ReportId, What]:
        """What is told once."""
        return self.alert.id, self.report.id, self.what


async def on_events(desk: Desk, events: Sequence[Heard]) -> None:
    """Tell those who follow these places, each alert once of each report or announcement."""
    await _tell_of_reports(desk, [each for each in events if each.kind in WHAT])
    await _tell_of_offices(desk, [each for each in events if each.kind == Announced.__name__])


async def _tell_of_offices(desk: Desk, events: Sequence[Heard]) -> None:
    said = {each.id: each for each in await store.announced(desk.db, desk.city, [e.thing for e in events])}
    words: list[Word] = []
    for heard in events:
        found = said.get(heard.thing)
        if found is not None:
            inside = [each.code for each in desk.ground.areas.all() if within(each.code, found.area)]
            words += [
                _announced(desk, heard, found, alert)
                for alert in await store.listening(desk.db, desk.city, inside)
                if alert.way is not Way.APP
            ]
    await tell(desk, words)


def _announced(desk: Desk, heard: Heard, said: Said, alert: Following) -> Word:
    letter = Letter(
        subject=say("Pengumuman untuk warga"),
        body=say(
            "{area}: {title}",
            area=views.area_name(desk.ground, said.area, desk.tongue),
            title=said.title,
        ),
        path=f"/areas/{said.area}",
        short=say("Pengumuman"),
    )
    return _addressed(desk, heard, alert, letter)


async def _tell_of_reports(desk: Desk, events: Sequence[Heard]) -> None:
    seen = {
        each.id: each for each in await store.seen(desk.db, desk.city, {ReportId(e.thing) for e in events})
    }
    if not seen:
        return
    found: dict[ReportId, list[Match]] = {}
    for match in await store.matches(desk.db, desk.city, list(seen.values())):
        found.setdefault(match.report, []).append(match)
    told = list(_told(desk, events, seen, found))
    hits = [Hit(alert=each.alert.id, report=each.report.id, what=each.what, at=each.at) for each in told]
    new = await store.hit(desk.db, desk.city, hits) if hits else set[tuple[UUID, ReportId, What]]()
    once = {each.name: each for each in reversed(told) if each.name in new}
    await tell(desk, [_word(desk, each) for each in reversed(once.values()) if each.alert.way is not Way.APP])


def _told(
    desk: Desk,
    events: Sequence[Heard],
    seen: Mapping[ReportId, Seen],
    found: Mapping[ReportId, Sequence[Match]],
) -> Iterator[Told]:
    for heard in events:
        report, what = seen.get(ReportId(heard.thing)), WHAT[heard.kind]
        if report is None:
            continue
        at = views.promised_at(heard.happened_at, report, reader=views.Reader.PUBLIC, zone=desk.ground.zone)
        for match in found.get(report.id, ()):
            if concerns(match.alert, report, what):
                yield Told(heard=heard, what=what, report=report, alert=match.alert, at=at)


def _word(desk: Desk, told: Told) -> Word:
    number = numbers.show(desk.ground.known.code, told.report.number)
    letter = Letter(
        subject=say("Laporan {number}", number=number),
        body=_body(desk, told, number),
        path=f"/reports/{number}",
        short=say("Laporan baru") if told.what is What.FRESH else say("Selesai"),
    )
    return _addressed(desk, told.heard, told.alert, letter, not_before=told.at)


def _addressed(
    desk: Desk, heard: Heard, alert: Following, letter: Letter, *, not_before: datetime | None = None
) -> Word:
    """A letter to whoever has this alert, by the way they chose; a mail leads to its end."""
    mail = (
        Mail(recipient=alert.ear, lookup=alert.lookup)
        if alert.way is Way.EMAIL and alert.ear is not None and alert.lookup is not None
        else None
    )
    return Word(
        topic=Topic.AREAS,
        thing=heard.thing,
        nth=heard.nth,
        letter=replace(letter, stop=stop_path(desk, alert.id)) if mail is not None else letter,
        seats=(alert.seat,) if alert.seat is not None and mail is None else (),
        person=alert.person if mail is None else None,
        mail=mail,
        way=alert.way,
        pace=alert.pace,
        not_before=not_before,
    )


def _body(desk: Desk, told: Told, number: str) -> Say:
    kind = views.kind_name(desk.ground, told.report.kind)
    area = views.area_name(desk.ground, told.report.area, desk.tongue)
    if told.what is What.FRESH:
        return say("Laporan baru: {kind}, {area}. Nomor {number}.", kind=kind, area=area, number=number)
    return say("Sudah selesai: {kind}, {area}. Nomor {number}.", kind=kind, area=area, number=number)


LISTENER = Listener(name="alerts", kinds=frozenset({*WHAT, Announced.__name__}), on_events=on_events)
