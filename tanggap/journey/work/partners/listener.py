"""Hears that finished work was opened again, and reaches the units that had a part of it."""

from collections.abc import Sequence

from tanggap.city.desk import Desk
from tanggap.journey.work.partners import actions
from tanggap.kit.log import Heard, Listener
from tanggap.report.report import ReportId

KINDS = frozenset({"Reopened"})


async def on_events(desk: Desk, events: Sequence[Heard]) -> None:
    """Ask again, once for each report."""
    for report in sorted({heard.thing for heard in events}):
        await actions.ask_again(desk, ReportId(report))


LISTENER = Listener(name="partners", kinds=KINDS, on_events=on_events)
