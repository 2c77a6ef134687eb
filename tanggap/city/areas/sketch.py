"""A city's areas as a drawing that pages show without a map: SVG paths in a box of a thousand units."""

# Shapely leaves its keyword arguments untyped.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false

from collections.abc import Iterable, Sequence
from math import cos, radians

import shapely
from msgspec import Struct

from tanggap.city.areas.area import Area
from tanggap.city.terms import AreaCode

WIDTH = 1000
FINENESS = 2.0
"""How far a drawn border may lie from the true one, in units."""


class DrawnArea(Struct, frozen=True, kw_only=True):
    """An area's border as SVG path data."""

    code: AreaCode
    name: str
    path: str


class Drawing(Struct, frozen=True, kw_only=True):
    """Areas side by side, north above; ``width`` and ``height`` in units."""

    width: int
    height: int
    areas: tuple[DrawnArea, ...]


def sketch(areas: Iterable[Area]) -> Drawing | None:
    """The areas that have shapes, by code; None where none has."""
    shaped = [(area, shapely.from_wkb(area.shape)) for area in areas if area.shape is not None]
    if not shaped:
        return None
    west, south, east, north = shapely.total_bounds([shape for _, shape in shaped])
    # A degree of longitude is shorter than one of latitude by the cosine of where it lies.
    along = cos(radians((south + north) / 2))
    scale = WIDTH / max((east - west) * along, 1e-9)

    def on_paper(points: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
        return [(round((x - west) * along * scale), round((north - y) * scale)) for x, y in points]

    drawn = tuple(
        DrawnArea(
            code=area.code,
            name=area.name,
            path="".join(
                _ring(on_paper(shapely.get_coordinates(ring).tolist()))
                for ring in shapely.get_rings(shapely.simplify(shape, FINENESS / scale))
            ),
        )
        for area, shape in shaped
    )
    return Drawing(width=WIDTH, height=max(1, round((north - south) * scale)), areas=drawn)


def _ring(points: list[tuple[int, int]]) -> str:
    """A closed line, each point by how far it lies from the one before."""
    (x, y), *rest = points
    steps: list[str] = [f"M{x} {y}"]
    for nx, ny in rest[:-1]:
        if (nx, ny) != (x, y):
            steps.append(f"l{nx - x} {ny - y}")
            x, y = nx, ny
    return "".join(steps) + "z"
