"""The desk's maps, and a day on them by the hour, with sample values."""

from datetime import date, timedelta

import msgspec
from msgspec.structs import replace

from tanggap.app import house
from tanggap.city.areas.sketch import Drawing
from tanggap.oversight.operations_centre.desk.days.pages import DayPage, HourView, Told
from tanggap.oversight.operations_centre.desk.views import Shade, Sketch
from tanggap.oversight.operations_centre.tiles.views import SHADING, BigMap, LayerView, public_map
from tests import bekasi
from tests.look import samples as x

FIRST, LAST = date(2026, 11, 16), date(2026, 11, 22)
HERE = "/operations?from=2026-11-16&to=2026-11-22"


def big_map() -> BigMap:
    """It opens with the page, unless it is read on a phone; its tiles are not in the book."""
    plain = public_map(bekasi.ground(), house.tongues()["id"](bekasi.ground().zone))
    layers = tuple(
        LayerView(
            name=each.name,
            title=each.title,
            form=each.form,
            on=each.at_first,
            href=f"{SHADING}/{each.name}" if each.look is not None else None,
        )
        for each in house.offers().layers
    )
    return replace(
        plain,
        tiles="/operations/tiles",
        report="/triage/",
        areas="/operations",
        behind="/operations/reports",
        layers=layers,
        late=True,
        at_once=True,
    )


def sketch() -> Sketch:
    drawn = drawing()
    return Sketch(
        width=drawn.width,
        height=drawn.height,
        shades=tuple(
            Shade(area=each, strength=(nth * 37 % 100) / 100, count=nth * 37 % 100, href=HERE)
            for nth, each in enumerate(drawn.areas)
        ),
    )


def day() -> DayPage:
    """An afternoon of which the hours until half past two have begun."""
    hours = tuple(
        HourView(
            ends=x.NOW + timedelta(hours=nth - 14, minutes=28),
            came=nth * 7 % 13,
            ended=nth * 5 % 11,
            open=141 + nth,
            href=f"/operations/day/2026-11-22?hour={nth}",
            here=nth == 14,
        )
        for nth in range(15)
    )
    areas = tuple(nth * 37 % 100 for nth, _ in enumerate(drawing().areas))
    last = len(hours) - 1
    return DayPage(
        day=LAST,
        shown=hours[-1],
        hours=hours,
        sketch=sketch(),
        frames=msgspec.json.encode(
            [
                Told(
                    at=f"{nth + 1}.00",
                    came=str(each.came),
                    ended=str(each.ended),
                    open=str(each.open),
                    areas=tuple(count * nth // last for count in areas),
                )
                for nth, each in enumerate(hours)
            ]
        ).decode(),
        faintest=0.12,
        previous="/operations/day/2026-11-21",
        next=None,
        desk=HERE,
        reports="/operations/reports",
    )


def drawing() -> Drawing:
    drawn = bekasi.ground().drawing
    assert drawn is not None
    return drawn
