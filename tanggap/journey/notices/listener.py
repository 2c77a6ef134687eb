"""Hears what happens to reports and decides who is told: a notice in the app, and a message owed by mail."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.owed import Letter, NewLetter, owe
from tanggap.city.rights import within
from tanggap.journey.notices import store
from tanggap.journey.notices.rules import KINDS, About, News, awake, news, to_followers, to_supporters
from tanggap.journey.notices.store import Audience, Concerned, Follower, NewNotice, Serving
from tanggap.kit.log import Happened, Heard, Listener
from tanggap.kit.words import Say, say
from tanggap.report import contacts, number
from tanggap.report.contacts import Kept
from tanggap.report.events import EVENTS
from tanggap.report.report import ReportId
from tanggap.report.supporters import store as supporters
from tanggap.report.views import Reader, promised_at

MAIL = "email"


class Audible(Struct, frozen=True, kw_only=True):
    """A report whose people hear of an event: its supporters, and its reporter too where it follows another."""

    report: Concerned
    number: str
    words: Say
    follows: bool


class Told(Struct, frozen=True, kw_only=True):
    """One event, the report it happened to, what it has us say, and who hears of it beside reporter and staff."""

    heard: Heard
    report: Concerned
    about: About
    news: News
    beside: tuple[Audible, ...]
    at: datetime


async def on_events(desk: Desk, events: Sequence[Heard]) -> None:
    """Tell everybody concerned of these events, each of them once."""
    told = await _told(desk, events)
    serving = await store.serving(desk.db, desk.city, {each.news.agency for each in told if each.news.agency})
    supported = await supporters.supported(
        desk.db, desk.city, {every.report.id for each in told for every in each.beside}
    )
    notices = [notice for each in told for notice in _notices(each, serving, supported)]
    if notices:
        await store.tell(desk.db, desk.city, notices)
    await _owe_mail(desk, told)


async def _told(desk: Desk, events: Sequence[Heard]) -> list[Told]:
    concerned = await store.concerned(desk.db, desk.city, {ReportId(heard.thing) for heard in events})
    followers = await store.followers(desk.db, desk.city, concerned)
    told: list[Told] = []
    for heard in events:
        report = concerned.get(ReportId(heard.thing))
        event = EVENTS.read(heard)
        if report is None or event is None:
            continue
        about = _about(desk, report)
        told.append(
            Told(
                heard=heard,
                report=report,
                about=about,
                news=news(event, about),
                beside=tuple(_beside(desk, heard, event, report, followers)),
                at=promised_at(heard.happened_at, report, reader=Reader.PUBLIC, zone=desk.ground.zone),
            )
        )
    return told


def _beside(
    desk: Desk, heard: Heard, event: Happened, report: Concerned, followers: Sequence[Follower]
) -> Iterator[Audible]:
    """Whose people hear of an event beside the report's own reporter."""
    about = _about(desk, report)
    words = to_supporters(event, about) if report.listed else None
    if words is not None:
        yield Audible(report=report, number=about.number, words=words, follows=False)
    for each in followers:
        about = _about(desk, each)
        words = to_followers(event, about, listed=report.listed)
        if each.source == report.id and words is not None and heard.happened_at >= each.since:
            yield Audible(report=each, number=about.number, words=words, follows=True)


def _about(desk: Desk, report: Concerned) -> About:
    return About(
        number=number.show(desk.ground.known.code, report.number),
        agency=report.agency,
        agencies=desk.ground.agencies,
    )


def _notices(told: Told, serving: Sequence[Serving], supported: frozenset[ReportId]) -> Iterator[NewNotice]:
    """What people find in the app: the reporter, the agency's staff, and those who say the same."""
    source, nth, at = told.report.id, told.heard.nth, told.heard.happened_at
    if told.news.reporter is not None:
        yield NewNotice(
            report=source,
            source=source,
            nth=nth,
            audience=Audience.REPORTER,
            message=told.news.reporter,
            at=at,
        )
    if told.news.staff is not None:
        for person in {each.person for each in serving if _concerns(each, told)}:
            yield NewNotice(
                report=source,
                source=source,
                nth=nth,
                audience=Audience.PERSON,
                person=person,
                message=told.news.staff,
                at=at,
            )
    for each in told.beside:
        audiences = [Audience.REPORTER] if each.follows else []
        if each.report.id in supported and each.report.listed:
            audiences.append(Audience.SUPPORTERS)
        for audience in audiences:
            # Told no sooner than strangers may know it.
            yield NewNotice(
                report=each.report.id,
                source=source,
                nth=nth,
                audience=audience,
                message=each.words,
                at=told.at,
            )


def _concerns(serving: Serving, told: Told) -> bool:
    area = told.report.area
    reaches = serving.area is None or (area is not None and within(area, serving.area))
    return serving.agency == told.news.agency and reaches


async def _owe_mail(desk: Desk, told: Sequence[Told]) -> None:
    """Owe a letter for each of these to everybody concerned who left an address."""
    mailed = [each for each in told if each.news.mail]
    follow = {every.report.id for each in mailed for every in each.beside if every.follows}
    supported = {every.report.id for each in mailed for every in each.beside if every.report.listed}
    tools = desk.tools
    kept = await contacts.of_reports(
        desk.db, tools.secrets, desk.city, follow | {each.report.id for each in mailed if each.news.reporter}
    )
    beside = await contacts.of_supporters(desk.db, tools.secrets, desk.city, supported)
    letters = [letter for each in mailed for letter in _letters(desk, each, kept, beside)]
    if letters:
        await owe(desk.db, desk.city, letters, at=desk.now())


def _letters(
    desk: Desk, told: Told, kept: Mapping[ReportId, Kept], beside: Mapping[ReportId, Sequence[Kept]]
) -> Iterator[NewLetter]:
    event = f"{MAIL}:{told.report.id}:{told.heard.nth}"
    own = kept.get(told.report.id)
    if told.news.reporter is not None and own is not None and own.contact.email:
        yield _letter(desk, told, told.report, told.news.reporter, own.id, dedupe=event, at=desk.now())
    for each in told.beside:
        reporter = kept.get(each.report.id) if each.follows else None
        for to in [*([reporter] if reporter else []), *beside.get(each.report.id, ())]:
            if to.contact.email:
                at = max(desk.now(), told.at)
                yield _letter(desk, told, each.report, each.words, to.id, dedupe=f"{event}:{to.id}", at=at)


def _letter(
    desk: Desk, told: Told, report: Concerned, words: Say, recipient: UUID, *, dedupe: str, at: datetime
) -> NewLetter:
    kind = desk.ground.kinds.get(told.report.kind) if told.report.kind is not None else None
    shown = number.show(desk.ground.known.code, report.number)
    return NewLetter(
        dedupe=dedupe,
        channel=MAIL,
        recipient=recipient,
        letter=Letter(
            subject=say("Kabar laporan {number}", number=shown),
            body=words,
            # Strangers find no page of a confidential report; its reporter does, with the key.
            path=f"/reports/{shown}" if report.listed else "/track",
        ),
        due_at=awake(at, desk.ground.zone, emergency=kind is not None and kind.emergency),
    )


LISTENER = Listener(name="notices", kinds=KINDS, on_events=on_events)
