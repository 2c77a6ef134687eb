"""What a rule is told of a report something happened to, and what it answers."""

from collections.abc import Mapping

from msgspec import Struct

from tanggap.city.hearing import Topic
from tanggap.city.packs.pack import Agency
from tanggap.city.terms import AgencySlug
from tanggap.kit.words import Say
from tanggap.report.report import Reach


class About(Struct, frozen=True, kw_only=True):
    """The report an event happened to: its number as people read it, who holds it now, and the city's agencies.

    ``guarded`` says that only the coordinator and those who handle it may know of it.
    """

    number: str
    agency: AgencySlug | None
    agencies: Mapping[AgencySlug, Agency]
    guarded: bool = False

    def name(self, slug: AgencySlug) -> str:
        """What an agency is called."""
        found = self.agencies.get(slug)
        return found.name if found is not None else slug


class News(Struct, frozen=True, kw_only=True):
    """What one event has the house say: to the report's reporter, and to the staff of an agency.

    Without ``mail`` the reporter finds it in the app only. ``pressing`` says up to whom time has carried it:
    then others than the agency's staff hear of it as well, also outside the app. ``waiting`` is the unit that
    waits for what ``agency`` has to do. What ``calls`` brings the agency work: in an emergency those who serve now
    are told outside the app too, at once.
    """

    reporter: Say | None = None
    mail: bool = True
    topic: Topic = Topic.STEPS
    staff: Say | None = None
    agency: AgencySlug | None = None
    waiting: AgencySlug | None = None
    pressing: Reach | None = None
    coordinator: bool = False
    calls: bool = False
