"""A report that is finished, and until when it may be said that it is not."""

from datetime import datetime

from tanggap.city.ground import Ground
from tanggap.city.packs.pack import in_force
from tanggap.report.report import Report


def disputable_until(ground: Ground, report: Report) -> datetime | None:
    """Until when a report may be disputed, counted from when it was done; None when it is not."""
    done_at = report.closed_at or report.resolved_at
    if done_at is None:
        return None
    return ground.due(done_at, in_force(ground.limits.reopen, ground.calendar.day_of(done_at)).limit)
