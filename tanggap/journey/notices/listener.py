"""Hears what happens to reports and decides who is told: a notice in the app, and a message owed by mail."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.owed import Letter, NewLetter, owe
from tanggap.city.rights import within
from tanggap.city.terms import PersonId
from tanggap.journey.notices import store
from tanggap.journey.notices.rules import KINDS, About, News, awake, news
from tanggap.journey.notices.store import Concerned, NewNotice, Serving
from tanggap.kit.log import Heard, Listener
from tanggap.kit.words import Say, say
from tanggap.report import contacts, number
from tanggap.report.events import EVENTS
from tanggap.report.report import ReportId

MAIL = "email"


class Told(Struct, frozen=True, kw_only=True):
    """One event, the report it happened to, and what it has us say."""

    heard: Heard
    report: Concerned
    about: About
    news: News


async def on_events(desk: Desk, events: Sequence[Heard]) -> None:
    """Tell everybody concerned of these events, each of them once."""
    told = await _told(desk, events)
    serving = await store.serving(desk.db, desk.city, {each.news.agency for each in told if each.news.agency})
    notices = [notice for each in told for notice in _notices(each, serving)]
    if notices:
        await store.tell(desk.db, desk.city, notices)
    await _owe_mail(desk, told)


async def _told(desk: Desk, events: Sequence[Heard]) -> list[Told]:
    concerned = await store.concerned(desk.db, desk.city, {ReportId(heard.thing) for heard in events})
    told: list[Told] = []
    for heard in events:
        report = concerned.get(ReportId(heard.thing))
        event = EVENTS.read(heard)
        if report is None or event is None:
            continue
        about = About(
            number=number.show(desk.ground.known.code, report.number),
            agency=report.agency,
            agencies=desk.ground.agencies,
        )
        told.append(Told(heard=heard, report=report, about=about, news=news(event, about)))
    return told


def _notices(told: Told, serving: Sequence[Serving]) -> Iterator[NewNotice]:
    """What the reporter and the staff of the agency concerned find in the app."""
    to_whom: list[tuple[PersonId | None, Say]] = []
    if told.news.reporter is not None:
        to_whom.append((None, told.news.reporter))
    if told.news.staff is not None:
        people = {each.person for each in serving if _concerns(each, told)}
        to_whom += [(person, told.news.staff) for person in people]
    for person, message in to_whom:
        yield NewNotice(
            report=told.report.id,
            nth=told.heard.nth,
            person=person,
            message=message,
            at=told.heard.happened_at,
        )


def _concerns(serving: Serving, told: Told) -> bool:
    area = told.report.area
    reaches = serving.area is None or (area is not None and within(area, serving.area))
    return serving.agency == told.news.agency and reaches


async def _owe_mail(desk: Desk, told: Sequence[Told]) -> None:
    """Owe the reporters who left an address a letter for each of these."""
    mailed = [(each, each.news.reporter) for each in told if each.news.reporter and each.news.mail]
    kept = await contacts.of_reports(
        desk.db, desk.tools.secrets, desk.city, {each.report.id for each, _ in mailed}
    )
    letters = [
        _letter(desk, each, words, to.id)
        for each, words in mailed
        if (to := kept.get(each.report.id)) is not None and to.contact.email
    ]
    if letters:
        await owe(desk.db, desk.city, letters, at=desk.now())


def _letter(desk: Desk, told: Told, words: Say, recipient: UUID) -> NewLetter:
    report = told.report
    kind = desk.ground.kinds.get(report.kind) if report.kind is not None else None
    return NewLetter(
        dedupe=f"{MAIL}:{report.id}:{told.heard.nth}",
        channel=MAIL,
        recipient=recipient,
        letter=Letter(
            subject=say("Kabar laporan {number}", number=told.about.number),
            body=words,
            # Strangers find no page of a confidential report; its reporter does, with the key.
            path=f"/reports/{told.about.number}" if report.listed else "/track",
        ),
        due_at=awake(desk.now(), desk.ground.zone, emergency=kind is not None and kind.emergency),
    )


LISTENER = Listener(name="notices", kinds=KINDS, on_events=on_events)
