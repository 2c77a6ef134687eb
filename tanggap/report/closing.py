"""A report that is finished: when it closes by itself, and until when it may be said that it is not done."""

from datetime import datetime

from tanggap.city.ground import Ground
from tanggap.city.packs.dated import in_force
from tanggap.report.report import Report


def disputable_until(ground: Ground, report: Report) -> datetime | None:
    """Until when a report may be disputed, counted from when it was done; None when it is not."""
    done_at = report.closed_at or report.resolved_at
    if done_at is None:
        return None
    return ground.due(done_at, in_force(ground.limits.reopen, ground.calendar.day_of(done_at)).limit)


def closes_at(ground: Ground, resolved_at: datetime) -> datetime:
    """When finished work closes by itself as long as nobody says anything."""
    limit = in_force(ground.limits.close_unanswered, ground.calendar.day_of(resolved_at)).limit
    return ground.due(resolved_at, limit)
