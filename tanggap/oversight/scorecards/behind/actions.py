"""Some of the reports that made a month red, for the sentence that says so."""

from collections.abc import Iterable

from tanggap.city.desk import Desk
from tanggap.city.packs.grading import Grading
from tanggap.oversight.scorecards import views
from tanggap.oversight.scorecards.behind import rules, store
from tanggap.oversight.scorecards.behind.rules import Of
from tanggap.oversight.scorecards.months import rules as calendar
from tanggap.oversight.scorecards.months.rules import Card, Span
from tanggap.oversight.scorecards.months.store import Version
from tanggap.report.views.cards import report_path

NAMED = 3
"""Reports a sentence names; the list behind it has all of them."""


async def worst(
    desk: Desk, card: Card, version: Version, span: Span, failed: Iterable[str]
) -> dict[str, tuple[views.Link, ...]]:
    """The reports that turned a card red, where so many of them do, by the measure; only those its reader may find."""
    whose = rules.whose(desk.ground, card.subject, card.key)
    time = calendar.as_of_its_end(desk.ground, version.month, span)
    found: dict[str, tuple[views.Link, ...]] = {}
    for name in set(failed) & _counted(version.grading) & set(Of):
        reports = await store.behind(
            desk.db,
            desk.city,
            whose,
            Of(name),
            time,
            zone=desk.ground.known.timezone,
            everything=rules.may_see_all(desk.actor, whose),
            limit=NAMED,
        )
        paths = [report_path(desk.ground, each.number) for each in reports if not each.good]
        found[name] = tuple(views.Link(href=path, name=path.rpartition("/")[2]) for path in paths)
    return found


def _counted(grading: Grading) -> set[str]:
    """Measures of which a number of reports makes a month red, and not that too few were good."""
    return {each.measure for each in grading.overrides if each.below_percent is None}
