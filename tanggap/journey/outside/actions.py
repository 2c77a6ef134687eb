"""What a unit asks for: give a question to somebody outside, renew or revoke their link, make a proof of their answer."""

import os
from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec
from msgspec.structs import replace

from tanggap.city import owed
from tanggap.city.desk import Desk
from tanggap.city.hearing import tokens
from tanggap.city.hearing.rules import MAIL
from tanggap.city.owed import Letter, NewLetter
from tanggap.city.terms import AgencySlug
from tanggap.journey.outside import rules, store
from tanggap.journey.outside.rules import Outcome, Outsider, Request, Standing
from tanggap.journey.resolution import actions as resolution
from tanggap.kit.errors import Invalid, Missing, Refused
from tanggap.kit.ids import new_id
from tanggap.kit.secret import Secrets, open_sealed, seal
from tanggap.kit.words import say
from tanggap.report import parties
from tanggap.report.events import OutsideRenewed, OutsideRevoked
from tanggap.report.report import OutsideId, PhotoId, Report, ReportId, TaskId

PURPOSE = "outside"
_WRAP = "outside-key"
_GONE = say("Permintaan ini tidak ditemukan. Muat ulang halaman ini.")


async def ask(
    desk: Desk,
    report: ReportId,
    *,
    task: TaskId,
    party: str | None,
    email: str | None,
    question: str | None,
    answer_by: date | None,
    language: str | None = None,
) -> Request:
    """Give a task's question to somebody outside, by mail where they have an address. Raises Refused, Invalid."""
    handling = await parties.open_for_change(desk, report)
    asked = await store.of_report(desk.db, desk.city, report)
    now = desk.now()
    request = OutsideId(new_id())
    event = rules.ask(
        handling,
        request=request,
        task=task,
        question=question,
        answer_by=answer_by,
        today=desk.ground.calendar.day_of(now),
        expires_at=expiry(desk, now),
        zone=desk.ground.zone,
        others=sum(rules.standing(each, handling.report, now=now) is Standing.OPEN for each in asked),
    )
    who = rules.read_party(party, email)
    _may_write(desk, who)
    told = await parties.record(desk, handling.report, event, note=question, public=False)
    sealed, wrapped = _seal(desk.tools.secrets, who)
    kept = Request(
        id=request,
        report=report,
        task=task,
        nth=told.nth,
        link=new_id(),
        agency=None,
        sealed=sealed,
        wrapped=wrapped,
        language=language if language in desk.ground.city.languages else desk.ground.city.languages[0],
        asked_at=now,
        answer_by=event.answer_by,
        expires_at=event.expires_at,
    )
    await store.add(desk.db, desk.city, kept)
    await write(desk, kept)
    return kept


async def renew(desk: Desk, report: ReportId, request: UUID) -> None:
    """Another link for the same request, mailed where there is an address; the old one opens nothing. Raises Refused."""
    found, known = await _open(desk, report, request)
    if known.outcome in (Outcome.DONE, Outcome.NOT_OURS):
        raise Refused(rules.ENDED_WORDS[Standing.ANSWERED])
    fresh = replace(known, outcome=None, expires_at=expiry(desk, desk.now()), link=new_id())
    if rules.standing(fresh, found, now=desk.now()) is not Standing.OPEN:
        raise Refused(rules.ENDED_WORDS[Standing.TASK_ENDED])
    await store.renew(desk.db, desk.city, known.id, link=fresh.link, expires_at=fresh.expires_at)
    await parties.record(desk, found, OutsideRenewed(request=known.id, expires_at=fresh.expires_at))
    await write(desk, fresh)


async def revoke(desk: Desk, report: ReportId, request: UUID) -> None:
    """Let a link open nothing any more. Raises Refused."""
    found, known = await _open(desk, report, request)
    if known.outcome is not None:
        raise Refused(say("Tautan ini sudah berakhir."))
    await store.end(desk.db, desk.city, known.id, outcome=Outcome.REVOKED, at=desk.now())
    await parties.record(desk, found, OutsideRevoked(request=known.id))


async def prove(
    desk: Desk,
    report: ReportId,
    *,
    text: str | None,
    photo: PhotoId | None,
    explanation: str | None,
) -> Report:
    """Make the unit's own proof of what a party sent: looked over as every proof, by somebody who did not file it.

    Raises Refused, Invalid.
    """
    await parties.handled(desk, report)
    if photo is not None and not await store.release(desk.db, desk.city, report, photo, seat=desk.actor.seat):
        raise Invalid(say("Foto ini tidak ditemukan. Muat ulang halaman ini."), field="photo")
    return await resolution.resolve(desk, report, reply=text, photo=photo, explanation=explanation)


async def _open(desk: Desk, report: ReportId, request: UUID) -> tuple[Report, Request]:
    handling = await parties.open_for_change(desk, report)
    known = await store.by_id(desk.db, desk.city, request)
    if known is None or known.report != report:
        raise Missing(_GONE)
    if not rules.may_ask(handling, known.task):
        raise Refused(rules.ENDED_WORDS[Standing.TASK_ENDED])
    return handling.report, known


async def write(desk: Desk, request: Request) -> None:
    """Owe the party a mail with their link, where they have an address. The link itself is put in when it is sent."""
    who = party_of(desk, request)
    if who is None or who.email is None or MAIL not in desk.tools.reachable:
        return
    letter = Letter(
        subject=say("{city} meminta bantuan Anda", city=desk.ground.known.name),
        body=say(
            "Ada laporan warga yang mungkin menjadi urusan Anda. Lihat apa yang diminta dan jawab lewat tautan ini,"
            " tanpa akun, paling lambat {day}. Jangan teruskan kepada yang tidak berkepentingan.",
            day=request.answer_by,
        ),
        path="/outside",
    )
    await owed.owe(
        desk.db,
        desk.city,
        [
            NewLetter(
                dedupe=f"outside:{request.id}:{request.link}",
                channel=MAIL,
                recipient=request.id,
                letter=letter,
                due_at=desk.now(),
            )
        ],
        at=desk.now(),
    )


def path_of(desk: Desk, request: Request) -> str:
    """The path of a request's link: made anew each time, for half of it is kept nowhere."""
    return f"/outside/{tokens.make(desk.tools.secrets, desk.city, PURPOSE, request.link)}"


def party_of(desk: Desk, request: Request) -> Outsider | None:
    """Who was asked, in the clear; None once that was emptied."""
    if request.agency is not None:
        return agency_party(desk, request.agency)
    if request.sealed is None or request.wrapped is None:
        return None
    key = desk.tools.secrets.open(_WRAP, request.wrapped)
    return msgspec.json.decode(open_sealed(key, request.sealed), type=Outsider)


def agency_party(desk: Desk, slug: AgencySlug) -> Outsider | None:
    """An agency of the pack that has no accounts here."""
    agency = desk.ground.agencies.get(slug)
    if agency is None or not agency.outside:
        return None
    return Outsider(name=agency.name, email=agency.email or None)


def expiry(desk: Desk, now: datetime) -> datetime:
    """Until when a link made now opens."""
    return now + timedelta(days=desk.ground.city.outside_days)


def _may_write(desk: Desk, who: Outsider) -> None:
    if who.email is not None and MAIL not in desk.tools.reachable:
        raise Invalid(
            say("Kota ini belum bisa mengirim surel. Kosongkan, lalu teruskan tautannya sendiri."),
            field="email",
        )


def _seal(secrets: Secrets, who: Outsider) -> tuple[bytes, bytes]:
    key = os.urandom(32)
    return seal(key, msgspec.json.encode(who)), secrets.seal(_WRAP, key)
