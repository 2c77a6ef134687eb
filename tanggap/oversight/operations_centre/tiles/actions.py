"""Making a tile: from the sums that follow the log, from the reports that lie in it, or of the newest."""

from collections.abc import Sequence

from msgspec.structs import replace

from tanggap.city.desk import Desk
from tanggap.kit.geo import within_tile
from tanggap.kit.tiles import EXTENT, Dot, Value, tile_of
from tanggap.oversight.operations_centre.tiles import rules, store
from tanggap.oversight.operations_centre.tiles.rules import Asked, Counted, Limits, Source, Square
from tanggap.oversight.operations_centre.tiles.store import Spot
from tanggap.report import number as numbers
from tanggap.report import views
from tanggap.report.points import SQUARE_ZOOM, point_key, shown_point


async def tile(desk: Desk, asked: Asked, limits: Limits, square: Square) -> bytes:
    """A tile of the city's reports as this reader may see them; no bytes where it shows nothing. Raises Missing."""
    first, last = rules.cells(square)
    if square.z >= rules.POINT_ZOOM:
        return tile_of({"reports": await _reports(desk, asked, limits, square)})
    by = rules.source(square.z, asked, limits)
    if by is Source.RANGE and await store.crowded(desk.db, desk.city, first=first, last=last):
        by = rules.instead(asked, limits)
    level = rules.level(square.z, by)
    counted = await _counted(desk, asked, limits, by=by, level=level, first=first, last=last)
    squares = rules.heat(square, counted, level, late=not limits.listed)
    gathered = rules.clusters(square, squares, level, named=not limits.listed)
    return tile_of({"cells": squares, "clusters": gathered})


async def _counted(
    desk: Desk, asked: Asked, limits: Limits, *, by: Source, level: int, first: int, last: int
) -> Sequence[Counted]:
    shift = rules.shift(level)
    if by is not Source.SUMS:
        return await store.counted(
            desk.db,
            desk.city,
            asked,
            limits,
            by=by,
            shift=shift,
            first=first,
            last=last,
            now=desk.now(),
        )
    squares = {"first": first >> shift, "last": last >> shift}
    sums = await store.summed(desk.db, desk.city, asked, level=level, **squares)
    if asked.open:
        sums = [replace(each, reports=each.open) for each in sums if each.open]
    if limits.listed:
        return sums
    past = await store.late(desk.db, desk.city, asked, shift=shift, first=first, last=last, now=desk.now())
    late = {each.cell: each.late for each in past}
    return [replace(each, late=late.get(each.cell, 0)) for each in sums]


async def _reports(desk: Desk, asked: Asked, limits: Limits, square: Square) -> list[Dot]:
    """The single reports shown in a tile. What the public is not shown at its place stays in its square of zoom 14."""
    first, last = rules.cells(square.above(square.z - SQUARE_ZOOM if limits.listed else 0))
    found = await store.spots(desk.db, desk.city, asked, limits, first=first, last=last, now=desk.now())
    key = point_key(desk.tools.secrets)
    dots: list[Dot] = []
    for spot in found:
        exact = (spot.lon, spot.lat)
        point = shown_point(key, spot, exact) if limits.listed else exact
        if point is None:
            continue
        east, south = within_tile(square.z, square.x, square.y, *point)
        if 0 <= east < 1 and 0 <= south < 1:
            told = _told(desk, spot, moved=point != exact, late=not limits.listed)
            dots.append(Dot(x=int(east * EXTENT), y=int(south * EXTENT), told=told))
    return dots


def _told(desk: Desk, spot: Spot, *, moved: bool, late: bool) -> dict[str, Value]:
    mark = views.status_mark(spot.status)
    told: dict[str, Value] = {
        "number": numbers.show(desk.ground.known.code, spot.number),
        "kind": spot.kind or "",
        "status": spot.status.value,
        "tone": mark.tone,
    }
    if moved:
        told["moved"] = True
    if late:
        told["late"] = spot.late
    return told
