"""What a requester does, and what all that happens to an inquiry has in common."""

import secrets as chance
from datetime import date, datetime
from uuid import NAMESPACE_OID, uuid5

from msgspec.structs import replace

from tanggap.city import owed
from tanggap.city.desk import Desk
from tanggap.city.ground import Ground
from tanggap.city.hearing.rules import MAIL
from tanggap.city.owed import NewLetter
from tanggap.city.terms import PersonId
from tanggap.journey.information import clocks, events, letters, rules
from tanggap.journey.information.clocks import Times
from tanggap.journey.information.inquiry import SUFFIX, Inquiry, InquiryId, ObjectionGround
from tanggap.journey.information.store import inquiries, requesters
from tanggap.journey.information.store.inquiries import Words
from tanggap.kit.errors import Busy, Invalid, Missing, Refused
from tanggap.kit.ids import new_id
from tanggap.kit.log import Happened, append
from tanggap.kit.log.events import Entry
from tanggap.kit.words import Say, say
from tanggap.report import number as numbers

_KEY = "inquiry"
_DRAWS_MOST = 5
_NONE = say("Permohonan ini tidak ditemukan. Buka lewat Cek permohonan, dengan nomor dan kuncinya.")


def number_of(ground: Ground, number: int) -> str:
    """An inquiry's number as people see it: "BKSPI-48210-97315-1"."""
    return numbers.show(ground.known.code + SUFFIX, number)


def key_of(desk: Desk, inquiry: InquiryId) -> str:
    """The key that opens it to whoever sent it: made anew each time, stored nowhere."""
    return numbers.key(desk.tools.secrets.key(_KEY), desk.city, inquiry)


def opens(desk: Desk, key: str, inquiry: Inquiry) -> bool:
    """Whether a key is this inquiry's, under any version of the secret; none opens what was emptied."""
    secrets = desk.tools.secrets
    return inquiry.emptied_at is None and any(
        numbers.same_key(key, numbers.key(secrets.key(_KEY, version), desk.city, inquiry.id))
        for version in secrets.versions
    )


async def find(desk: Desk, written: str) -> Inquiry:
    """An inquiry of this city by its number. Raises Missing for anything else."""
    try:
        read = numbers.read(written)
    except Invalid:
        raise Missing(_NONE) from None
    code = desk.ground.known.code + SUFFIX
    found = await inquiries.by_number(desk.db, desk.city, read.digits) if read.code == code else None
    if found is None:
        raise Missing(_NONE)
    return found


async def own(desk: Desk, written: str) -> Inquiry:
    """One that whoever asks holds. Raises Missing, for others' as for one that is not there."""
    found = await find(desk, written)
    if not await requesters.holds(desk.db, desk.city, found.id, desk.actor.seat):
        raise Missing(_NONE)
    return found


async def ask(desk: Desk, asked: rules.Asked, *, key: str | None) -> Inquiry:
    """Take an inquiry in. The same ``key`` from the same browser finds the one there is. Raises Invalid."""
    who = rules.ask(asked, language=desk.tongue.language, mail=MAIL in desk.tools.reachable)
    seat = _seat(desk)
    identity = InquiryId(uuid5(NAMESPACE_OID, f"inquiry:{desk.city}:{seat.hex()}:{key or new_id()}"))
    known = await inquiries.get(desk.db, desk.city, identity)
    if known is not None:
        return known
    inquiry = await _added(desk, identity)
    await inquiries.write(
        desk.db, desk.city, inquiry.id, Words(question=asked.question, purpose=asked.purpose)
    )
    await requesters.keep(desk.db, desk.tools.secrets, desk.city, inquiry.id, who)
    await requesters.hold(desk.db, desk.city, inquiry.id, seat, at=desk.now())
    answer_by = clocks.answer_by(desk.ground, inquiry.received_at)
    await tell(desk, inquiry, letters.received(_number(desk, inquiry), day_of(desk, answer_by)))
    return inquiry


async def _added(desk: Desk, identity: InquiryId) -> Inquiry:
    now = desk.now()
    for _ in range(_DRAWS_MOST):
        event = events.InquiryReceived(
            number=numbers.draw(chance.randbelow), answer_by=clocks.answer_by(desk.ground, now)
        )
        inquiry = events.begun(identity, event, at=now)
        if await inquiries.add(desk.db, desk.city, inquiry):
            entry = Entry(thing=identity, nth=1, event=event, actor=None, happened_at=now)
            await append(desk.db, desk.city, desk.tools.epoch, [entry])
            return inquiry
        if (known := await inquiries.get(desk.db, desk.city, identity)) is not None:
            return known
    raise Busy(say("Belum tersimpan. Kirim sekali lagi."), retry_after_s=1)


async def object_to(desk: Desk, written: str, *, ground: ObjectionGround | None, text: str | None) -> Inquiry:
    """Object as the requester. Raises Missing, Refused, Invalid."""
    inquiry = await held_open(desk, (await own(desk, written)).id)
    now = desk.now()
    moments = clocks.times(desk.ground, inquiry, now=now)
    decide_by = clocks.decide_by(desk.ground, now)
    event = rules.object_to(inquiry, moments, ground=ground, text=text, decide_by=decide_by, now=now)
    await rewrite(desk, inquiry, objection=text)
    after = await record(desk, inquiry, event)
    await tell(desk, after, letters.objected(_number(desk, after), day_of(desk, event.decide_by)))
    return after


async def withdraw(desk: Desk, written: str) -> None:
    """Have one's inquiry emptied; one that still waits is withdrawn with it. Raises Missing."""
    await empty(desk, (await own(desk, written)).id, by_requester=True)


async def empty(desk: Desk, inquiry: InquiryId, *, by_requester: bool) -> None:
    """Leave nothing of who asked. May be asked twice."""
    found = await held_open(desk, inquiry)
    await requesters.empty(desk.db, desk.city, inquiry)
    await owed.forget(desk.db, desk.city, [inquiry])
    if found.emptied_at is not None:
        return
    if found.status.waits:
        found = await record(desk, found, events.InquiryWithdrawn())
    await record(desk, found, events.InquiryEmptied(by_requester=by_requester))


async def held_open(desk: Desk, inquiry: InquiryId) -> Inquiry:
    """One, held until this transaction ends. Raises Missing."""
    found = await inquiries.open_for_change(desk.db, desk.city, inquiry)
    if found is None:
        raise Missing(_NONE)
    return found


async def rewrite(desk: Desk, inquiry: Inquiry, **changed: str | None) -> None:
    """Let these of an inquiry's words be others from now on."""
    words = await inquiries.words(desk.db, desk.city, inquiry.id)
    await inquiries.write(desk.db, desk.city, inquiry.id, replace(words, **changed))


async def record(desk: Desk, inquiry: Inquiry, event: Happened) -> Inquiry:
    """Write down what happened, and how the inquiry stands after it."""
    person: PersonId | None = desk.actor.person
    after = events.after(inquiry, event, at=desk.now(), by=person)
    entry = Entry(thing=inquiry.id, nth=after.nth, event=event, actor=person, happened_at=desk.now())
    await append(desk.db, desk.city, desk.tools.epoch, [entry])
    await inquiries.save(desk.db, desk.city, after)
    return after


async def tell(desk: Desk, inquiry: Inquiry, body: Say) -> None:
    """Owe the requester a mail about what just happened, where they have an address."""
    who = await requesters.requester(desk.db, desk.tools.secrets, desk.city, inquiry.id)
    if who is None or who.email is None or MAIL not in desk.tools.reachable:
        return
    told = NewLetter(
        dedupe=f"inquiry:{inquiry.id}:{inquiry.nth}",
        channel=MAIL,
        recipient=inquiry.id,
        letter=letters.letter(_number(desk, inquiry), body),
        due_at=desk.now(),
    )
    await owed.owe(desk.db, desk.city, [told], at=desk.now())


def day_of(desk: Desk, moment: datetime) -> date:
    """The city's own day of a moment."""
    return desk.ground.calendar.day_of(moment)


def moments_of(desk: Desk, inquiry: Inquiry) -> Times:
    """An inquiry's clocks now."""
    return clocks.times(desk.ground, inquiry, now=desk.now())


def _number(desk: Desk, inquiry: Inquiry) -> str:
    return number_of(desk.ground, inquiry.number)


def _seat(desk: Desk) -> bytes:
    if desk.actor.seat is None:
        raise Refused(say("Muat ulang halaman ini, lalu kirim lagi."))
    return desk.actor.seat
