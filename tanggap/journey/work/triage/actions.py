"""What a coordinator asks for: verify, dispose, ask, reject, merge, unmerge."""

from tanggap.city.desk import Desk
from tanggap.city.packs.pack import Kind
from tanggap.city.packs.times import ReportType
from tanggap.city.terms import AreaCode, KindSlug
from tanggap.journey.routing.facts import case_of
from tanggap.journey.routing.route import route
from tanggap.journey.support import actions as support
from tanggap.journey.work.actions import agency as in_service
from tanggap.journey.work.triage import rules
from tanggap.kit.errors import Invalid, Stale
from tanggap.kit.ids import new_id
from tanggap.kit.log import history
from tanggap.kit.words import say
from tanggap.report import clocks, following, parties
from tanggap.report import store as reports
from tanggap.report.parties import Handling
from tanggap.report.report import RejectReason, Report, ReportId, Status, TaskId


async def verify(
    desk: Desk, report: ReportId, *, kind: str | None, area: str | None, type: ReportType | None = None
) -> Report:
    """Say what a report is and where."""
    return await _verify(desk, await parties.open_for_change(desk, report), kind, area, type)


async def _verify(
    desk: Desk, handling: Handling, kind: str | None, area: str | None, type: ReportType | None = None
) -> Report:
    if area is None:
        raise Invalid(say("Pilih wilayahnya."), field="area")
    happened = await history(desk.db, desk.city, handling.report.id)
    verified = rules.verify(
        handling,
        desk.ground,
        kind=kind_of(desk, kind),
        area=AreaCode(area),
        type=type,
        pauses=clocks.pauses(happened),
    )
    return await parties.record(desk, handling.report, verified)


async def dispose(
    desk: Desk,
    report: ReportId,
    *,
    agency: str | None,
    kind: str | None = None,
    area: str | None = None,
    note: str | None = None,
) -> Report:
    """Hand a report to the unit that shall act; one just received is verified by the same word.

    Where a routing rule names the same unit the rule is the reason; else ``note`` must tell it.
    """
    handling = await parties.open_for_change(desk, report)
    if handling.report.status is Status.RECEIVED:
        handling = Handling(report=await _verify(desk, handling, kind, area), by=handling.by)
    found = handling.report
    target = in_service(desk, agency)
    case = await case_of(desk, found, kind_of(desk, found.kind)) if found.kind else None
    routed = route(desk.ground, desk.offers.rules, case) if case is not None else None
    rule = routed.rule if routed is not None and routed.agency == target else None
    disposed = rules.dispose(handling, agency=target, rule=rule, reason=note, task=TaskId(new_id()))
    return await parties.record(desk, found, disposed, note=note)


async def ask(desk: Desk, report: ReportId, *, text: str | None) -> Report:
    """Ask the reporter for what is missing."""
    handling = await parties.open_for_change(desk, report)
    return await parties.record(desk, handling.report, rules.ask(handling, text=text), note=text)


async def reject(desk: Desk, report: ReportId, *, reason: RejectReason | None, text: str | None) -> Report:
    """Not take a report on."""
    handling = await parties.open_for_change(desk, report)
    rejected = rules.reject(handling, reason=reason, text=text)
    return await parties.record(desk, handling.report, rejected, note=text)


async def merge(desk: Desk, report: ReportId, *, primary: int, note: str | None = None) -> Report:
    """Let a report follow the one with this number, or what that one follows.

    Raises Stale when somebody merges the other one at this very moment.
    """
    named = await parties.handled(desk, primary)
    followed = await following.root(desk.db, named)
    # Both are held, in one order everywhere, so that two can never come to follow each other.
    for each in sorted({report, followed.id}):
        await reports.open_for_change(desk.db, desk.city, each)
    handling = await parties.open_for_change(desk, report)
    held = await reports.get(desk.db, desk.city, followed.id)
    if held.status is Status.MERGED:
        raise Stale(say("Laporan itu baru saja digabung. Muat ulang halaman ini."))
    event = rules.merge(handling, primary=held)
    merged = await parties.record(desk, handling.report, event, note=note, public=False)
    await support.join(desk, held, merged)
    return merged


async def unmerge(desk: Desk, report: ReportId, *, reason: str | None) -> Report:
    """Let a report stand on its own again, and its people count for it alone."""
    above = await following.hold_chain(desk.db, await reports.get(desk.db, desk.city, report))
    handling = await parties.open_for_change(desk, report)
    unmerged = rules.unmerge(handling, reason=reason, task=TaskId(new_id()))
    apart = await parties.record(desk, handling.report, unmerged, note=reason, public=False)
    await support.part(desk, above, apart)
    return apart


def kind_of(desk: Desk, slug: str | None) -> Kind:
    """A kind this city takes. Raises Invalid."""
    found = desk.ground.kinds.get(KindSlug(slug)) if slug else None
    if found is None or found.retired:
        raise Invalid(say("Jenis laporan ini tidak ada di kota ini."), field="kind")
    return found
