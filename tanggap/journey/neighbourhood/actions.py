"""What offices and residents do in their neighbourhood."""

from datetime import date
from uuid import UUID

from tanggap.city import audit
from tanggap.city.desk import Desk
from tanggap.city.hearing.events import Announced
from tanggap.city.terms import AreaCode
from tanggap.journey.neighbourhood import rules
from tanggap.journey.neighbourhood.store import announcements, residents
from tanggap.journey.neighbourhood.store.announcements import Announcement
from tanggap.kit.errors import Forbidden, Missing, Refused
from tanggap.kit.ids import new_id
from tanggap.kit.log import append
from tanggap.kit.log.events import Entry
from tanggap.kit.words import say
from tanggap.report.finding import find
from tanggap.report.parties import speaks_to
from tanggap.report.remarks import store as remarks
from tanggap.report.remarks.remark import About, Remark, RemarkId, RemarkState, Speaker
from tanggap.report.remarks.rules import alias, checked
from tanggap.report.remarks.screen import screen
from tanggap.report.report import Report

_ALIAS = "remark-alias"


async def announce(
    desk: Desk, *, area: str | None, title: str | None, text: str | None, ends_on: date | None
) -> UUID:
    """Tell the people of an area something. Raises Invalid naming the field."""
    today = desk.ground.calendar.day_of(desk.now())
    said = rules.announcing(
        desk.ground, desk.actor, area=area, title=title, text=text, ends_on=ends_on, today=today
    )
    if desk.actor.person is None:
        raise Forbidden(say("Anda tidak berwenang melakukan ini."))
    kept = await announcements.add(desk.db, desk.city, said, person=desk.actor.person, at=desk.now())
    told = Entry(thing=kept, nth=1, event=Announced(area=said.area), actor=None, happened_at=desk.now())
    await append(desk.db, desk.city, desk.tools.epoch, [told])
    await audit.note(desk, "announced", thing=kept, area=said.area)
    return kept


async def withdraw(desk: Desk, announcement: UUID) -> Announcement:
    """Take an announcement back. Raises Missing when it is not this person's area's."""
    found = await announcements.get(desk.db, desk.city, announcement)
    if found is None or not speaks_to(desk.ground, desk.actor, found.area):
        raise _no_announcement()
    await announcements.withdraw(desk.db, desk.city, announcement, at=desk.now())
    await audit.note(desk, "announcement_withdrawn", thing=announcement)
    return found


async def reply(desk: Desk, announcement: UUID, *, text: str | None) -> tuple[Announcement, RemarkState]:
    """Answer an announcement as a resident; what has a finding waits for the office.

    Raises Missing for one that does not stand any more.
    """
    found = await announcements.get(desk.db, desk.city, announcement)
    today = desk.ground.calendar.day_of(desk.now())
    if found is None or not rules.standing(found.ends_on, found.withdrawn_at, today=today):
        raise _no_announcement()
    return found, await _write(desk, About.ANNOUNCEMENT, found.id, found.area, text=text)


async def thank(desk: Desk, number: str, *, text: str | None) -> tuple[Report, RemarkState | None]:
    """Thank whoever did the work of a closed report, once a browser; the words are left out or waiting as they are.

    Raises Missing for a report that is not theirs to know, Refused for one that is not closed.
    """
    report, _ = await find(desk, number)
    rules.require_thankable(report, desk.actor)
    seat = _seat(desk)
    if not await residents.thank(desk.db, desk.city, report.id, seat, agency=report.agency, at=desk.now()):
        raise Refused(say("Terima kasih dari peramban ini sudah tercatat."))
    if text is None:
        return report, None
    return report, await _write(desk, About.THANKS, report.id, report.area, text=text)


async def _write(
    desk: Desk, about: About, thing: UUID, area: AreaCode | None, *, text: str | None
) -> RemarkState:
    seat = _seat(desk)
    said = checked(text)
    lately = await residents.lately(desk.db, desk.city, seat, since=desk.now() - rules.HOUR)
    rules.require_patience(lately)
    state = rules.state_of(screen(said, blocked_words=desk.ground.city.blocked_words))
    remark = Remark(
        id=RemarkId(new_id()),
        about=about,
        thing=thing,
        speaker=Speaker.OFFICE if desk.actor.staff else Speaker.NEIGHBOUR,
        # Another alias under every thing: nobody is followed from one to the next.
        alias=alias(desk.tools.secrets.digest(_ALIAS, seat + thing.bytes)),
        area=area,
        person=desk.actor.person,
        session=seat,
        text=said,
        state=state,
        at=desk.now(),
    )
    await remarks.keep(desk.db, desk.city, remark)
    return state


def _seat(desk: Desk) -> bytes:
    if desk.actor.seat is None:
        raise Refused(say("Muat ulang halaman ini, lalu kirim lagi."))
    return desk.actor.seat


def _no_announcement() -> Missing:
    return Missing(say("Pengumuman ini tidak ada, atau sudah ditarik."))
