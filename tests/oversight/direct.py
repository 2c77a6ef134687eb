"""What the counts should say, added up from the reports themselves, one by one and without a query of the house."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tanggap.app.tools import Workbench
from tanggap.report.points import public_cell
from tests.oversight.counting import rows

BEKASI_TIME = ZoneInfo("Asia/Jakarta")
REPORTS = """
select id, nth, coalesce(agency, ''), coalesce(area, ''), coalesce(kind, ''), channel, status, quiet, listed, cell,
       open, received_at, due_at, respond_by, responded_at, resolved_at, closed_at, stars, reopened,
       visibility = 'public' and sensitivity = 'S0'
  from report
 order by id
"""
LEVELS = (11, 12, 13, 14, 15, 16, 18)
Sums = defaultdict[tuple[Any, ...], list[int]]


async def direct(bench: Workbench) -> dict[str, list[tuple[Any, ...]]]:
    """All that should be counted of the city now, as `counting.everything` gives it."""
    counted: list[tuple[Any, ...]] = []
    days, ways, hours, cells = (Sums(lambda width=width: [0] * width) for width in (8, 9, 4, 3))
    for report in await rows(bench, REPORTS):
        (id_, nth, agency, area, kind, channel, status, quiet, listed, cell, open_, received_at, *_) = report
        due_at, respond_by, responded_at, resolved_at, closed_at, stars, reopened, exact = report[12:]
        day, closed = received_at.astimezone(BEKASI_TIME).date(), status == "closed"
        in_time = bool(closed and resolved_at and due_at and resolved_at <= due_at)
        answered = bool(responded_at and respond_by and responded_at <= respond_by)
        marks = [open_, closed, in_time, answered, stars or 0, stars is not None, reopened > 0]
        figures = [int(each) for each in marks]
        ever = int(closed or reopened > 0)
        came, done = _hour(received_at), _hour(closed_at) if closed else None
        waits = open_ and status not in ("resolved", "needs_info")
        due = _hour(due_at) if waits and due_at else None
        shown = None if cell is None or not listed else cell if exact else public_cell(id_, cell)
        _add(days[day, agency, area, kind, channel, status, quiet], [1, *figures])
        public = (("all", ""), ("kind", kind), ("area", area), ("agency", agency), ("outcome", status))
        for by, key in public if listed else (("unlisted", ""),):
            _add(ways[by, day, key], [1, *figures, ever])
        _add(hours[(came,)], [1, 0, 0, 0])
        if done is not None:
            _add(hours[(done,)], [0, 1, 0, 0])
        if due is not None:
            _add(hours[(due,)], [0, 0, 1, int(listed)])
        if shown is not None:
            for level in LEVELS:
                _add(cells[level, shown >> 2 * (26 - level), kind], [1, *figures[:2]])
        key = (id_, nth, day, came, done, due, agency, area, kind, channel, status, quiet, listed, shown)
        counted.append((*key, *figures, ever))
    sums = {"days": days, "ways": ways, "hours": hours, "cells": cells}
    return {name: sorted((*key, *found) for key, found in each.items()) for name, each in sums.items()} | {
        "counted": counted
    }


def _add(to: list[int], figures: list[int]) -> None:
    to[:] = [one + other for one, other in zip(to, figures, strict=True)]


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)
