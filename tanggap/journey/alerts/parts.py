"""On a report's page: follow what happens around it."""

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.offers import Part
from tanggap.report.report import Report
from tanggap.report.views import Reader


class FollowPart(Struct, frozen=True, kw_only=True):
    """What alerts/follow.html is given."""

    href: str
    area: str


async def look(desk: Desk, report: Report, reader: Reader) -> FollowPart | None:
    """A way to follow the report's area, for citizens; none where no area is known."""
    area = desk.ground.area(report.area)
    if area is None or reader is Reader.STAFF:
        return None
    return FollowPart(href=f"/alerts?area={area.code}", area=area.name)


PARTS = [Part(name="alerts", place="acts", order=80, template="alerts/follow.html", look=look)]
