"""Hears what happens to reports and decides who is told: a notice in the app, and a message owed by mail."""

from collections.abc import Sequence

from tanggap.city.desk import Desk
from tanggap.city.owed import Letter, owe
from tanggap.city.terms import PersonId
from tanggap.journey.notices import store
from tanggap.journey.notices.rules import KINDS, About, News, awake, news
from tanggap.journey.notices.store import Concerned
from tanggap.kit.log import Heard, Listener
from tanggap.kit.words import Say, say
from tanggap.report import contacts, number
from tanggap.report.events import EVENTS
from tanggap.report.report import ReportId

MAIL = "email"


async def on_events(desk: Desk, events: Sequence[Heard]) -> None:
    """Tell everybody concerned of these events, each of them once."""
    concerned = await store.concerned(desk.db, desk.city, {ReportId(heard.thing) for heard in events})
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
        await _tell(desk, report, heard, news(event, about), about)


async def _tell(desk: Desk, report: Concerned, heard: Heard, told: News, about: About) -> None:
    if told.reporter is not None:
        await _notify(desk, report, heard, to=[None], message=told.reporter)
        if told.mail:
            await _owe_mail(desk, report, heard, told.reporter, about)
    if told.staff is not None and told.agency is not None:
        staff = await store.staff_of(desk.db, desk.city, told.agency, report.area)
        await _notify(desk, report, heard, to=staff, message=told.staff)


async def _notify(
    desk: Desk, report: Concerned, heard: Heard, *, to: Sequence[PersonId | None], message: Say
) -> None:
    await store.tell(desk.db, desk.city, report.id, heard.nth, to=to, message=message, at=heard.happened_at)


async def _owe_mail(desk: Desk, report: Concerned, heard: Heard, words: Say, about: About) -> None:
    recipient = await contacts.of_report(desk.db, desk.city, report.id)
    if recipient is None:
        return
    contact = await contacts.open_contact(desk.db, desk.tools.secrets, desk.city, recipient)
    if contact is None or contact.email is None:
        return
    kind = desk.ground.kinds.get(report.kind) if report.kind is not None else None
    await owe(
        desk.db,
        desk.city,
        dedupe=f"{MAIL}:{report.id}:{heard.nth}",
        channel=MAIL,
        recipient=recipient,
        letter=Letter(
            subject=say("Kabar laporan {number}", number=about.number),
            body=words,
            # Strangers find no page of a confidential report; its reporter does, with the key.
            path=f"/reports/{about.number}" if report.listed else "/track",
        ),
        at=desk.now(),
        due_at=awake(desk.now(), desk.ground.zone, emergency=kind is not None and kind.emergency),
    )


LISTENER = Listener(name="notices", kinds=KINDS, on_events=on_events)
