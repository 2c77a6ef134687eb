"""Sends an agency without accounts the link to what it is offered or given, by itself."""

from collections.abc import Sequence
from uuid import NAMESPACE_OID, uuid5

from tanggap.city.desk import Desk
from tanggap.city.terms import AgencySlug
from tanggap.journey.outside import actions, rules, store
from tanggap.journey.outside.rules import Request
from tanggap.kit.log import Heard, Listener
from tanggap.report import events as e
from tanggap.report import store as reports
from tanggap.report.parties import guarded
from tanggap.report.report import OutsideId, Report, ReportId, TaskId


async def follow(desk: Desk, events: Sequence[Heard]) -> None:
    """Make a request of each of these that an agency outside has to answer. Hearing one again changes nothing."""
    for heard in events:
        agency = _asked(e.EVENTS.read(heard))
        if agency is None or actions.agency_party(desk, agency) is None:
            continue
        report = await reports.get(desk.db, desk.city, ReportId(heard.thing))
        if not report.quiet and not guarded(report):
            await _request(desk, report, heard, agency)


def _asked(event: object) -> AgencySlug | None:
    match event:
        case e.Offered():
            return event.target
        case e.Disposed() | e.Reopened():
            return event.agency
        case _:
            return None


async def _request(desk: Desk, report: Report, heard: Heard, agency: AgencySlug) -> None:
    known = await store.of_report(desk.db, desk.city, report.id)
    now, lead = desk.now(), report.lead
    if lead is None and report.offered_to != agency:
        return
    if any(
        each.agency == agency and rules.standing(each, report, now=now) is rules.Standing.OPEN
        for each in known
    ):
        return
    request = Request(
        id=OutsideId(uuid5(NAMESPACE_OID, f"outside:{desk.city}:{report.id}:{heard.nth}")),
        report=report.id,
        # Of an offer nobody holds it by a task of the agency's own yet; `standing` asks who it is offered to.
        task=lead.id if lead is not None else TaskId(report.id),
        nth=heard.nth,
        link=uuid5(NAMESPACE_OID, f"outside link:{desk.city}:{report.id}:{heard.nth}"),
        agency=agency,
        sealed=None,
        wrapped=None,
        language=desk.ground.city.languages[0],
        asked_at=heard.happened_at,
        answer_by=desk.ground.calendar.day_of(now + rules.TERM),
        expires_at=actions.expiry(desk, now),
    )
    if await store.add(desk.db, desk.city, request):
        await actions.write(desk, request)


LISTENER = Listener(
    name="outside",
    kinds=frozenset({e.Offered.__name__, e.Disposed.__name__, e.Reopened.__name__}),
    on_events=follow,
)
