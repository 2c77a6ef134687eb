"""The city's kelurahan as a wall draws them: how much each carries, and the names of those that carry most. Values only."""

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from tanggap.city.areas.sketch import Drawing
from tanggap.city.rights import within
from tanggap.city.terms import AreaCode
from tanggap.oversight.operations_centre.walls.rules import levels

LISTED = 8
NAMED = 6
MARGIN = 12
LETTER_SHARE = 0.056
"""How high a name is, as a share of the drawing's height: what can be read from five metres. Source: UI 5."""
WIDE = 0.75
"""Beside its list the drawing has about so much height for its width; a wider city is as small as its width makes it."""
_STEP = re.compile(r"([Ml])(-?\d+) (-?\d+)")


class Shape(Struct, frozen=True, kw_only=True):
    """A kelurahan: its border as path data, how much it carries, and beside the others (0 nothing, 5 most)."""

    code: AreaCode
    name: str
    path: str
    count: int
    level: int


class Label(Struct, frozen=True, kw_only=True):
    """A name where its kelurahan lies."""

    x: int
    y: int
    name: str


class Most(Struct, frozen=True, kw_only=True):
    """A kelurahan that carries much, and how much."""

    name: str
    count: int


class Sketch(Struct, frozen=True, kw_only=True):
    """The drawing, inside a box of units, its names ``letter`` units high; and what carries most, the most first."""

    left: int
    top: int
    width: int
    height: int
    shapes: tuple[Shape, ...]
    letter: int
    labels: tuple[Label, ...]
    most: tuple[Most, ...]


Box = tuple[int, int, int, int]


def sketched(drawing: Drawing, loads: Mapping[AreaCode, int], *, area: AreaCode | None) -> Sketch | None:
    """The kelurahan of the city, or of one area alone; None where none of them is drawn."""
    drawn = [each for each in drawing.areas if area is None or within(each.code, area)]
    if not drawn:
        return None
    boxes = {each.code: box(each.path) for each in drawn}
    steps = levels({each.code: loads.get(each.code, 0) for each in drawn})
    most = sorted(
        (each for each in drawn if loads.get(each.code, 0)), key=lambda each: (-loads[each.code], each.code)
    )[:LISTED]
    left, top, right, bottom = _around(boxes.values())
    width, height = right - left + 2 * MARGIN, bottom - top + 2 * MARGIN
    letter = round(LETTER_SHARE * max(height, WIDE * width))
    return Sketch(
        left=left - MARGIN,
        top=top - MARGIN,
        width=width,
        height=height,
        shapes=tuple(
            Shape(
                code=each.code,
                name=each.name,
                path=each.path,
                count=loads.get(each.code, 0),
                level=steps.get(each.code, 0),
            )
            for each in drawn
        ),
        letter=letter,
        labels=tuple(_apart(((each.name, _middle(boxes[each.code])) for each in most), letter)),
        most=tuple(Most(name=each.name, count=loads[each.code]) for each in most),
    )


def _apart(names: Iterable[tuple[str, tuple[int, int]]], letter: int) -> list[Label]:
    """As many names as stand clear of those before them."""
    placed: list[Label] = []
    for name, (x, y) in names:
        # A letter is about six tenths as wide as it is high.
        clear = all(
            abs(x - each.x) > 0.3 * letter * (len(name) + len(each.name)) or abs(y - each.y) > 1.2 * letter
            for each in placed
        )
        if clear and len(placed) < NAMED:
            placed.append(Label(x=x, y=y, name=name))
    return placed


def box(path: str) -> Box:
    """The smallest box around a path of our own drawing: left, top, right, bottom."""
    x = y = 0
    points: list[tuple[int, int]] = []
    for sort, dx, dy in _STEP.findall(path):
        x, y = (int(dx), int(dy)) if sort == "M" else (x + int(dx), y + int(dy))
        points.append((x, y))
    return _around((x, y, x, y) for x, y in points)


def _around(boxes: Iterable[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _middle(of: Box) -> tuple[int, int]:
    return (of[0] + of[2]) // 2, (of[1] + of[3]) // 2
