"""What a report's page tells of the units that work on it together."""

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.offers import Part
from tanggap.journey.work.helping import how_far, name_of
from tanggap.kit.words import Say
from tanggap.report import views
from tanggap.report.report import Report, Task, TaskOutcome, TaskRole
from tanggap.report.views import Reader


class Helper(Struct, frozen=True, kw_only=True):
    """A unit that helps, and how far it is."""

    name: str
    word: Say
    tone: views.Tone


class PartnersPart(Struct, frozen=True, kw_only=True):
    """What partners/part.html is given as ``part``; without ``lead`` nobody holds the report now."""

    lead: str | None
    helpers: tuple[Helper, ...]


async def look(desk: Desk, report: Report, reader: Reader) -> PartnersPart | None:
    """Who works on it together: each unit once, as it stands now. None where one unit does it alone."""
    last: dict[str, Task] = {
        task.agency: task
        for task in report.tasks
        if task.role is TaskRole.SUPPORT and task.outcome in (None, TaskOutcome.RESOLVED)
    }
    helpers: list[Helper] = []
    for task in last.values():
        word, tone = how_far(task)
        helpers.append(Helper(name=name_of(desk.ground, task), word=word, tone=tone))
    if not helpers:
        return None
    holder = desk.ground.agencies.get(report.agency) if report.agency is not None else None
    return PartnersPart(lead=holder.name if holder is not None else None, helpers=tuple(helpers))


PARTS = (Part(name="partners", place="story", order=5, template="partners/part.html", look=look),)
