"""The small map on the page of a report: drawn here, so that it needs no script, and larger on demand."""

from msgspec import Struct

from tanggap.city.areas.drawing import Outline, outline
from tanggap.city.desk import Desk
from tanggap.city.offers import Part
from tanggap.kit.words import Say, say
from tanggap.report import store as reports
from tanggap.report.points import point_key, shown_point
from tanggap.report.report import Report
from tanggap.report.views import MapView, Reader, area_name, map_view

MOVED = say("Titiknya digeser beberapa ratus meter untuk menjaga pelapor.")


class WhereaboutsPart(Struct, frozen=True, kw_only=True):
    """What whereabouts/map.html is given; ``moved`` tells that the point is not the true one."""

    outline: Outline
    map: MapView
    area: str
    approximate: bool
    moved: Say | None


async def look(desk: Desk, report: Report, reader: Reader) -> WhereaboutsPart | None:
    """The map as exact as this reader may have it; None where there is no point, or none they may know."""
    place = await reports.place(desk.db, report)
    if place is None or place.lon is None or place.lat is None:
        return None
    exact = (place.lon, place.lat)
    point = exact
    if reader is Reader.PUBLIC:
        shown = shown_point(point_key(desk.tools.secrets), report, exact)
        if shown is None:
            return None
        point = shown
    ground = desk.ground
    area = ground.area(report.area)
    drawn = outline(area, *point)
    if area is None or drawn is None:
        return None
    return WhereaboutsPart(
        outline=drawn,
        map=map_view(ground, point),
        area=area_name(ground, report.area, desk.tongue),
        approximate=area.approximate,
        moved=MOVED if point != exact else None,
    )


PARTS = (Part(name="whereabouts", place="story", order=20, template="whereabouts/map.html", look=look),)
