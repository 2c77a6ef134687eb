"""Where the open work of a retired agency goes. Values only."""

from collections.abc import Mapping

from tanggap.city.packs.pack import Agency
from tanggap.city.terms import AgencySlug
from tanggap.report.events import HelpDeclined, Relieved
from tanggap.report.report import DeclineReason, Report, Status, TaskId, TaskRole
from tanggap.report.transitions import Need, Party, step

MOVING = (Status.COORDINATING, Status.DISPOSED, Status.IN_PROGRESS, Status.ON_HOLD, Status.REOPENED)
"""Where a unit has something to do. What waits for the reporter, for triage or for a verifier waits on;
should it come back to the unit, it moves then."""


def successor(agencies: Mapping[AgencySlug, Agency], retired: AgencySlug) -> AgencySlug | None:
    """Who takes over from a retired agency: its successor, or that one's if it is retired too; None for triage."""
    seen = {retired}
    following = agencies[retired].successor
    while following is not None and following not in seen:
        found = agencies.get(following)
        if found is None or not found.retired:
            return following if found is not None else None
        seen.add(following)
        following = found.successor
    return None


def relieve(agencies: Mapping[AgencySlug, Agency], report: Report, *, task: TaskId) -> Relieved | None:
    """What happens to a report whose unit is retired; None where its units are in service, or nothing is to be done.

    A report offered to a retired unit goes back to the coordinators, as if it had been declined.
    """
    if report.status not in MOVING:
        return None
    holder, asked = report.agency, report.offered_to
    if holder is not None and _gone(agencies, holder):
        retired, agency = holder, successor(agencies, holder)
    elif asked is not None and _gone(agencies, asked):
        retired, agency = asked, None
    else:
        return None
    now = Status.VERIFIED if agency is None else Status.DISPOSED
    step(report.status, now, by=frozenset({Party.SYSTEM}), given=frozenset({Need.REASON}))
    return Relieved(
        was=report.status,
        now=now,
        retired=retired,
        agency=agency,
        was_agency=holder,
        task=task if agency is not None else None,
    )


def decline_parts(agencies: Mapping[AgencySlug, Agency], report: Report) -> tuple[HelpDeclined, ...]:
    """What happens to the parts that retired units were asked for: who holds the report may ask another unit."""
    return tuple(
        HelpDeclined(task=task.id, agency=task.agency, reason=DeclineReason.NEEDS_OTHER_AGENCY)
        for task in report.tasks
        if task.role is TaskRole.SUPPORT and task.ended_at is None and _gone(agencies, task.agency)
    )


def _gone(agencies: Mapping[AgencySlug, Agency], slug: AgencySlug) -> bool:
    found = agencies.get(slug)
    return found is not None and found.retired
