"""The story: leads a report from stage to stage until people take over.

receive -> locate -> classify -> route -> mailroom -> receipt. Pure until the mailroom: given the same
ground and the same message, the same decision with the same reasons.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.ground import Ground
from tanggap.city.packs.pack import CityState, Kind, Sensitivity
from tanggap.city.packs.times import ReportType
from tanggap.city.terms import AgencySlug, AreaCode, KindSlug
from tanggap.journey.intake import rules as intake
from tanggap.journey.intake.draft import Draft
from tanggap.journey.intake.message import Message, Receipt
from tanggap.journey.intake.record import Record, Told
from tanggap.journey.location.rules import Located, locate
from tanggap.journey.moderation.rules import held_at_once
from tanggap.journey.routing.conditions import Case, owner_of
from tanggap.journey.routing.route import Route, Rule, route
from tanggap.kit.errors import Invalid
from tanggap.kit.log import Happened
from tanggap.kit.words import Say, say
from tanggap.report import timeline
from tanggap.report.events import Disposed, Hidden, Received, Verified
from tanggap.report.questions.rules import answered
from tanggap.report.report import ReportId, Status, TaskId, Visibility


class Chance(Struct, frozen=True, kw_only=True):
    """What a rule may not draw itself: the identities and the number of a new report."""

    report: ReportId
    task: TaskId
    number: int


class Decision(Struct, frozen=True, kw_only=True):
    """What was decided about a message, stage by stage."""

    kind: Kind | None
    located: Located
    route: Route | None
    certain: bool
    reason: Say


def decide(ground: Ground, rules: Mapping[str, Rule], message: Message, *, at: datetime) -> Decision:
    """Locate, classify and route a message of this moment. Raises Invalid for a kind or an area the city has not."""
    located = locate(ground, lon=message.lon, lat=message.lat, area=message.area)
    kind = _kind(ground, message.kind)
    routed = route(ground, rules, _case(ground, kind, located, message, at)) if kind is not None else None
    certain = (
        kind is not None
        and located.area is not None
        and routed is not None
        and routed.rule is not None
        and kind.sensitivity is not Sensitivity.SEALED
        and not ground.city.triage_first
    )
    return Decision(
        kind=kind,
        located=located,
        route=routed,
        certain=certain,
        reason=_reason(ground, kind, located, routed, certain=certain),
    )


def _case(ground: Ground, kind: Kind, located: Located, message: Message, at: datetime) -> Case:
    return Case(
        kind=kind,
        area=located.area,
        at=at,
        lon=message.lon,
        lat=message.lat,
        owner=owner_of(ground, kind, {each.question: each.said for each in message.answers}),
        channel=message.channel,
        visibility=_visibility(kind, message),
        text=f"{message.text or ''} {message.landmark or ''}",
    )


def _visibility(kind: Kind | None, message: Message) -> Visibility:
    sealed = kind is not None and kind.sensitivity is Sensitivity.SEALED
    return Visibility.CONFIDENTIAL if sealed else message.visibility


def _kind(ground: Ground, slug: KindSlug | None) -> Kind | None:
    if slug is None:
        return None
    kind = ground.kinds.get(slug)
    if kind is None or kind.retired:
        raise Invalid(say("Jenis laporan ini tidak ada di kota ini."), field="kind")
    return kind


def _reason(
    ground: Ground, kind: Kind | None, located: Located, routed: Route | None, *, certain: bool
) -> Say:
    if certain and routed is not None:
        return routed.reason
    return waits_because(ground, kind, out_of_area=located.out_of_area)


def waits_because(ground: Ground, kind: Kind | None, *, out_of_area: bool) -> Say:
    """Why a report is not sent on at once, to be told to its reporter."""
    if ground.known.state is CityState.LISTENING:
        return say("Kota ini belum bergabung. Laporan dicatat dan dihitung, dan menunggu kotanya.")
    if out_of_area:
        return say("Tempatnya di luar wilayah kota. Petugas akan memeriksa dan meneruskannya.")
    if kind is None:
        return say("Petugas akan menentukan jenisnya, lalu meneruskannya.")
    if kind.sensitivity is Sensitivity.SEALED:
        return say("Laporan ini rahasia dan hanya dibaca petugas yang ditunjuk.")
    return say("Petugas akan memeriksa, lalu meneruskannya.")


def draft(
    ground: Ground,
    rules: Mapping[str, Rule],
    message: Message,
    *,
    at: datetime,
    chance: Callable[[], Chance],
    given_to: AgencySlug | None = None,
) -> Draft:
    """Everything a message becomes, ready to be written: the events, the state they add up to, the receipt.

    ``given_to`` is the agency people gave a report to that is imported; today's rules have no say then.
    """
    received_at = message.received_at or at
    decision = decide(ground, rules, message, at=received_at)
    if given_to is not None:
        decision = _as_given(decision, given_to)
    answers = answered(decision.kind.questions if decision.kind is not None else (), message.answers)
    drawn = chance()
    received = _received(ground, message, decision, drawn.number, received_at)
    report = timeline.born(ground.id, drawn.report, received, received_at)
    later = (*_held(ground, message), *_sent_on(decision, received, drawn.task))
    for event in later:
        report = timeline.after(report, event, received_at)
    told = tuple(Told(event=event, at=received_at) for event in (received, *later))
    return Draft(
        digest=intake.digest(message),
        version=ground.version,
        record=Record(message=message, report=report, told=told, answers=answers),
        receipt=Receipt(
            report=report.id,
            city=ground.id,
            number=report.number,
            status=report.status,
            agency=report.agency,
            due_at=report.due_at,
            reason=decision.reason,
        ),
    )


def _as_given(decision: Decision, agency: AgencySlug) -> Decision:
    reason = say("Instansinya disebut oleh sumber laporan ini.")
    return replace(
        decision,
        route=Route(agency=agency, rule=None, reason=reason),
        certain=decision.kind is not None and decision.located.area is not None,
        reason=reason,
    )


def _received(ground: Ground, message: Message, decision: Decision, number: int, at: datetime) -> Received:
    kind = decision.kind
    report_type = message.type or (kind.report_type if kind is not None else ReportType.COMPLAINT)
    return Received(
        number=number,
        type=report_type,
        channel=message.channel,
        visibility=_visibility(kind, message),
        sensitivity=kind.sensitivity if kind is not None else Sensitivity.PUBLIC,
        kind=KindSlug(kind.slug) if kind is not None else None,
        kind_group=ground.group_of(kind),
        area=decision.located.area,
        out_of_area=decision.located.out_of_area,
        quiet=message.quiet,
        due_at=ground.due_at(at, report_type, kind),
        respond_by=ground.respond_by(at, kind) if kind is not None else None,
        words=1 if message.text or message.landmark else 0,
        place=1,
    )


def _held(ground: Ground, message: Message) -> tuple[Happened, ...]:
    """What keeps a report from the public from the beginning; it is worked on all the same."""
    answers = (said for given in message.answers for said in given.said)
    written = (message.text or "", message.landmark or "", *answers)
    held = held_at_once(written, blocked_words=ground.city.blocked_words)
    reason = message.held or held
    return (Hidden(reason=reason),) if reason is not None and not message.quiet else ()


def _sent_on(decision: Decision, received: Received, task: TaskId) -> tuple[Happened, ...]:
    """The steps the system takes itself where everything is certain."""
    if not decision.certain or decision.kind is None or decision.route is None or received.kind_group is None:
        return ()
    verified = Verified(
        was=Status.RECEIVED,
        now=Status.VERIFIED,
        type=received.type,
        was_type=received.type,
        kind=KindSlug(decision.kind.slug),
        kind_group=received.kind_group,
        was_kind=received.kind,
        area=AreaCode(received.area) if received.area is not None else None,
        was_area=received.area,
        sensitivity=received.sensitivity,
        due_at=received.due_at,
        respond_by=received.respond_by,
    )
    disposed = Disposed(
        was=Status.VERIFIED,
        now=Status.DISPOSED,
        agency=AgencySlug(decision.route.agency),
        was_agency=None,
        task=task,
        rule=decision.route.rule,
    )
    return verified, disposed
