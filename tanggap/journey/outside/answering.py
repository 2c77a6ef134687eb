"""What somebody outside does by their link: look at what is asked, and answer it."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.desk import Desk
from tanggap.city.hearing import tokens
from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.terms import AgencySlug
from tanggap.journey.outside import rules, store
from tanggap.journey.outside.actions import PURPOSE
from tanggap.journey.outside.rules import Outcome, Request, Standing
from tanggap.journey.resolution import actions as resolution
from tanggap.journey.resolution.rules import Spot
from tanggap.journey.work import actions as work
from tanggap.kit.errors import Invalid, Missing, Refused
from tanggap.kit.log import Heard, history
from tanggap.kit.words import say
from tanggap.report import events as e
from tanggap.report import parties
from tanggap.report import store as reports
from tanggap.report.parties import Handling
from tanggap.report.report import DeclineReason, OutsideAnswer, OutsideId, PhotoId, Report, Status


class Opened(Struct, frozen=True, kw_only=True):
    """What a link leads to: the request, the report as it stands, and whether the link opens anything."""

    request: Request
    report: Report
    standing: Standing


async def opened(desk: Desk, token: str, *, change: bool = False) -> Opened:
    """What this token leads to; held until the desk closes to ``change`` it. Raises Missing for one we did not make."""
    request = await store.by_link(
        desk.db, desk.city, tokens.read(desk.tools.secrets, desk.city, PURPOSE, token)
    )
    if request is None:
        raise Missing(rules.ENDED_WORDS[Standing.EXPIRED])
    get = reports.open_for_change if change else reports.get
    report = await get(desk.db, desk.city, request.report)
    if change:  # it may have been answered while we waited
        request = await store.by_id(desk.db, desk.city, request.id) or request
    return Opened(request=request, report=report, standing=rules.standing(request, report, now=desk.now()))


async def open_now(desk: Desk, token: str, *, change: bool = False) -> Opened:
    """As `opened`, for one that still opens something. Raises Refused otherwise."""
    found = await opened(desk, token, change=change)
    ended = rules.why_ended(found.standing)
    if ended is not None:
        raise Refused(ended)
    return found


async def answer(
    desk: Desk,
    token: str,
    *,
    said: OutsideAnswer | None,
    text: str | None,
    until: date | None = None,
    photos: Sequence[PhotoId] = (),
    spot: Spot | None = None,
) -> OutsideAnswer:
    """Answer what was asked by this link. What an agency without accounts answers, it does as the unit it is.

    Raises Missing, Refused, Invalid.
    """
    found = await open_now(desk, token, change=True)
    request, report, now = found.request, found.report, desk.now()
    before = await history(desk.db, desk.city, report.id)
    event = rules.answer(
        request.id,
        said=said,
        text=text,
        until=until,
        photos=photos,
        today=desk.ground.calendar.day_of(now),
        last=last_day(desk, request.expires_at),
        before=len(answers(before, request.id)),
    )
    if request.agency is not None:
        kept = await _as_unit(desk, request.agency, report, event, text=text, spot=spot)
        report, photos = await reports.get(desk.db, desk.city, report.id), kept
        if report.lead is not None and report.lead.agency == request.agency:
            await store.move(desk.db, desk.city, request.id, task=report.lead.id)
    if photos:
        photos = await _claimed(desk, report, photos)
    await parties.record(desk, report, replace(event, photos=tuple(photos)), note=text, public=False)
    if event.until is not None:
        await store.put_off(desk.db, desk.city, request.id, answer_by=event.until)
    if event.answer.settles:
        await store.end(desk.db, desk.city, request.id, outcome=Outcome(event.answer), at=now)
    return event.answer


async def _claimed(desk: Desk, report: Report, photos: Sequence[PhotoId]) -> list[PhotoId]:
    seat = desk.actor.seat
    claimed = (
        await store.claim(desk.db, desk.city, report.id, photos, sent_by=seat) if seat is not None else []
    )
    if len(claimed) != len(photos):
        raise Invalid(say("Foto ini tidak ditemukan. Lampirkan lagi."), field="photo")
    return list(photos)


async def _as_unit(
    desk: Desk,
    agency: AgencySlug,
    report: Report,
    event: e.OutsideAnswered,
    *,
    text: str | None,
    spot: Spot | None,
) -> Sequence[PhotoId]:
    """What the answer means for a report that an agency is offered or holds; the pictures that are no proof."""
    theirs = speaking_for(desk, agency)
    match event.answer:
        case OutsideAnswer.ACCEPTED | OutsideAnswer.LATER:
            await _take(theirs, report)
        case OutsideAnswer.NOT_OURS if report.offered_to == agency:
            await work.decline(theirs, report.id, reason=DeclineReason.WRONG_AGENCY, text=text)
        case OutsideAnswer.NOT_OURS:
            await _hand_back(theirs, report, text)
        case OutsideAnswer.DONE:
            await _take(theirs, report)
            proof = event.photos[0] if event.photos else None
            await resolution.resolve(theirs, report.id, reply=text, photo=proof, spot=spot, explanation=text)
            return event.photos[1:]
    return event.photos


async def _take(desk: Desk, report: Report) -> None:
    """Hold it and work on it, as far as that was not so already."""
    if report.status is Status.COORDINATING:
        report = await work.accept_offer(desk, report.id)
    if report.status in (Status.DISPOSED, Status.REOPENED):
        handling = Handling(report=report, by=parties.parties(desk.ground, desk.actor, report))
        await parties.record(desk, report, rules.take_on(handling))


async def _hand_back(desk: Desk, report: Report, text: str | None) -> None:
    """Offer what was sent to it by mistake to the office of the place, which has accounts and may say where it belongs."""
    office = next(
        (
            desk.ground.offices[code]
            for area in (desk.ground.areas.chain(report.area) if report.area is not None else ())
            if (code := area.code) in desk.ground.offices
        ),
        None,
    )
    if office is not None and report.status in (Status.DISPOSED, Status.IN_PROGRESS):
        await work.offer(desk, report.id, target=AgencySlug(office.slug), reason=text)


def speaking_for(desk: Desk, agency: AgencySlug) -> Desk:
    """The same desk, where whoever has the link speaks for the agency it was sent to, and is nobody by name."""
    duty = Duty(role=Role.LIAISON, agency=agency)
    return desk.acting_as(Actor(duties=(duty,), session=desk.actor.session))


def answers(happened: Sequence[Heard], request: OutsideId) -> list[tuple[Heard, e.OutsideAnswered]]:
    """What was answered by the links of a request, the oldest first."""
    found = ((heard, e.EVENTS.read(heard)) for heard in happened if heard.kind == e.OutsideAnswered.__name__)
    return [
        (heard, event)
        for heard, event in found
        if isinstance(event, e.OutsideAnswered) and event.request == request
    ]


def last_day(desk: Desk, expires_at: datetime) -> date:
    """The last day a link opens, where its city is."""
    return expires_at.astimezone(desk.ground.zone).date()


def photo_ids(kept: Sequence[str]) -> list[PhotoId]:
    """The pictures a form names. Raises Invalid."""
    try:
        return [PhotoId(UUID(each)) for each in kept]
    except ValueError:
        raise Invalid(say("Foto ini tidak ditemukan. Lampirkan lagi."), field="photo") from None
