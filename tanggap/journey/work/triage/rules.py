"""What a coordinator decides about a report: its kind and place, who shall act, or why nobody will. Values only."""

from collections.abc import Sequence

from tanggap.city.ground import Ground
from tanggap.city.hours import Pause
from tanggap.city.packs.pack import Kind
from tanggap.city.packs.times import ReportType
from tanggap.city.terms import AgencySlug, AreaCode, GroupSlug, KindSlug, RuleName
from tanggap.kit.errors import Invalid, Refused
from tanggap.kit.words import say
from tanggap.report.events import Asked, Disposed, Merged, Rejected, Unmerged, Verified
from tanggap.report.parties import Handling
from tanggap.report.report import RejectReason, Report, Status, TaskId
from tanggap.report.transitions import Need, Party, step

_DECIDING = frozenset({Party.COORDINATOR, Party.SYSTEM})


def verify(
    handling: Handling,
    ground: Ground,
    *,
    kind: Kind,
    area: AreaCode,
    type: ReportType | None = None,
    pauses: Sequence[Pause] = (),
) -> Verified:
    """Say what a report is, of which kind and where. Its limits are counted again from when it came in.

    They stood still in the ``pauses``.

    Without a type it keeps the one it has. Raises Refused, Forbidden, and Invalid for an area the city has not.
    """
    report = handling.report
    step(report.status, Status.VERIFIED, by=handling.by, given=frozenset({Need.KIND_AND_AREA}))
    if report.status is not Status.RECEIVED:
        raise Refused(say("Laporan ini sudah diverifikasi. Muat ulang halaman ini."))
    if ground.area(area) is None:
        raise Invalid(say("Wilayah ini tidak ada di kota ini."), field="area")
    kept = type or report.type
    return Verified(
        was=report.status,
        now=Status.VERIFIED,
        type=kept,
        was_type=report.type,
        kind=KindSlug(kind.slug),
        kind_group=GroupSlug(kind.group),
        was_kind=report.kind,
        area=area,
        was_area=report.area,
        sensitivity=kind.sensitivity,
        due_at=ground.due_at(report.received_at, kept, kind, pauses=pauses),
        respond_by=ground.respond_by(report.received_at, kind),
    )


def dispose(
    handling: Handling,
    *,
    agency: AgencySlug,
    rule: RuleName | None = None,
    reason: str | None = None,
    task: TaskId,
) -> Disposed:
    """Hand a report to the unit that shall act, because a routing rule says so or for a reason of one's own.

    A unit whose work was reopened may only take it to itself. Raises Refused, Forbidden.
    """
    report = handling.report
    theirs = _DECIDING | {Party.ACTING_UNIT} if agency == report.agency else _DECIDING
    given = frozenset({Need.AGENCY, Need.REASON} if rule or reason else {Need.AGENCY})
    step(report.status, Status.DISPOSED, by=handling.by & theirs, given=given)
    return Disposed(
        was=report.status,
        now=Status.DISPOSED,
        agency=agency,
        was_agency=report.agency,
        task=task,
        rule=rule,
    )


def ask(handling: Handling, *, text: str | None) -> Asked:
    """Ask the reporter for what is missing; the public clock stands until the answer. Raises Refused, Forbidden."""
    report = handling.report
    given = frozenset({Need.QUESTION} if text else ())
    step(report.status, Status.NEEDS_INFO, by=handling.by, given=given)
    return Asked(was=report.status, now=Status.NEEDS_INFO)


def reject(handling: Handling, *, reason: RejectReason | None, text: str | None) -> Rejected:
    """Not take a report on, for a reason the reporter reads. Raises Refused, Forbidden, Invalid."""
    report = handling.report
    given = {need for need, value in ((Need.REASON_CODE, reason), (Need.REASON, text)) if value}
    step(report.status, Status.REJECTED, by=handling.by, given=frozenset(given))
    if report.status is Status.NEEDS_INFO and reason is not RejectReason.INCOMPLETE:
        raise Invalid(
            say("Selama menunggu pelapor, laporan hanya bisa ditolak karena tidak lengkap."), field="reason"
        )
    if reason is None:
        raise Invalid(say("Pilih alasannya."), field="reason")
    return Rejected(was=report.status, now=Status.REJECTED, reason=reason)


def merge(handling: Handling, *, primary: Report) -> Merged:
    """Let a report follow another, which follows none itself. Raises Refused, Forbidden, Invalid."""
    report = handling.report
    step(report.status, Status.MERGED, by=handling.by, given=frozenset({Need.PRIMARY}))
    if primary.id == report.id:
        raise Invalid(say("Laporan itu laporan ini sendiri, atau sudah mengikutinya."), field="primary")
    if not primary.status.open:
        raise Invalid(say("Laporan itu sudah berakhir. Pilih yang masih berjalan."), field="primary")
    return Merged(was=report.status, now=Status.MERGED, primary=primary.id)


def unmerge(handling: Handling, *, reason: str | None, task: TaskId) -> Unmerged:
    """Let a report stand on its own again, as it stood; ``task`` is for the unit that held it then.

    Raises Refused, Forbidden.
    """
    report = handling.report
    back = report.was if report.was is not None else Status.RECEIVED
    step(
        report.status,
        back,
        by=handling.by,
        given=frozenset({Need.APART, Need.REASON} if reason else {Need.APART}),
    )
    return Unmerged(was=report.status, now=back, task=task if report.agency is not None else None)
