"""What a report's page tells of the reports it was split from or into."""

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.offers import Part
from tanggap.report import number as numbers
from tanggap.report import views
from tanggap.report.report import Report
from tanggap.report.splits import store
from tanggap.report.splits.store import Relative
from tanggap.report.views import Reader


class Other(Struct, frozen=True, kw_only=True):
    """One of two reports that were one."""

    href: str
    number: str


class SplitPart(Struct, frozen=True, kw_only=True):
    """What work/split.html is given as ``part``."""

    source: Other | None
    parts: tuple[Other, ...]


async def look(desk: Desk, report: Report, reader: Reader) -> SplitPart | None:
    """From which report it was split off, and which were split off from it; to the public only what it may find."""

    def shown(other: Relative | None) -> Other | None:
        if other is None or (reader is Reader.PUBLIC and not other.listed):
            return None
        return Other(
            href=views.report_path(desk.ground, other.number),
            number=numbers.show(desk.ground.known.code, other.number),
        )

    source = shown(await store.source_shown(desk.db, desk.city, report.id))
    found = [shown(each) for each in await store.parts_of(desk.db, desk.city, report.id)]
    parts = tuple(each for each in found if each is not None)
    return SplitPart(source=source, parts=parts) if source is not None or parts else None


PARTS = (Part(name="split", place="story", order=20, template="work/split.html", look=look),)
