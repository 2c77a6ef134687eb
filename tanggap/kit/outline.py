"""SVG path data as absolute lines and curves, for whoever draws on something else than a screen."""

import re
from collections.abc import Iterator, Sequence
from math import acos, ceil, copysign, cos, hypot, pi, radians, sin, sqrt, tan

from msgspec import Struct

Xy = tuple[float, float]

_PARTS = re.compile(r"([MmLlHhVvCcSsQqAaZz])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
_ARC = re.compile(r"\s*,?\s*([01])")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "A": 7, "Z": 0}


class Stroke(Struct, frozen=True):
    """One step of an outline: to move (one point), a line (one), a curve (three), or back to its beginning (none)."""

    points: tuple[Xy, ...]
    move: bool = False


def outline(data: str) -> tuple[Stroke, ...]:
    """The strokes of SVG path data; arcs become cubic curves within a thousandth of their radius.

    Raises ValueError for what is no path data.
    """
    return tuple(_strokes(data))


def flat(strokes: Sequence[Stroke], *, steps: int = 8) -> list[list[Xy]]:
    """The same as polygons, every curve in so many straight steps."""
    polygons: list[list[Xy]] = []
    for stroke in strokes:
        if stroke.move:
            polygons.append([stroke.points[0]])
        elif len(stroke.points) == 1:
            polygons[-1].append(stroke.points[0])
        elif stroke.points:
            begin = polygons[-1][-1]
            polygons[-1] += [_on_curve(begin, stroke.points, step / steps) for step in range(1, steps + 1)]
    return polygons


def _on_curve(begin: Xy, points: tuple[Xy, ...], t: float) -> Xy:
    one, two, end = points
    u = 1 - t
    shares = u**3, 3 * u * u * t, 3 * u * t * t, t**3
    four = begin, one, two, end
    return sum(s * p[0] for s, p in zip(shares, four, strict=True)), sum(
        s * p[1] for s, p in zip(shares, four, strict=True)
    )


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Every command with as many numbers as it takes; a command said once may stand for many."""
    place, command = 0, ""
    numbers: list[float] = []
    while place < len(data):
        # The two flags of an arc may stand without a space between them and what follows.
        if command in "Aa" and command and len(numbers) in (3, 4) and (flag := _ARC.match(data, place)):
            numbers.append(float(flag[1]))
            place = flag.end()
            continue
        found = _PARTS.search(data, place)
        if found is None:
            break
        place = found.end()
        if found[1]:
            command = found[1]
            if _TAKES[command.upper()] == 0:
                yield command, []
            continue
        if not command or not _TAKES[command.upper()]:
            raise ValueError("a number without a command")
        numbers.append(float(found[2]))
        if len(numbers) == _TAKES[command.upper()]:
            yield command, numbers
            numbers = []
            command = {"M": "L", "m": "l"}.get(command, command)
    if numbers:
        raise ValueError("a command without all its numbers")


def _strokes(data: str) -> Iterator[Stroke]:
    at = begin = control = (0.0, 0.0)
    for command, numbers in _commands(data):
        kind = command.upper()
        dx, dy = at if command.islower() else (0.0, 0.0)
        if kind == "Z":
            yield Stroke(())
            at = control = begin
            continue
        if kind == "A":
            rx, ry, turn, large, sweep, x, y = numbers
            end = (x + dx, y + dy)
            curves = list(_arc(at, end, rx, ry, turn, large=bool(large), sweep=bool(sweep)))
            yield from (Stroke(curve) for curve in curves)
            at = control = end
            continue
        if kind in "HV":
            end = (numbers[0] + dx, at[1]) if kind == "H" else (at[0], numbers[0] + dy)
            points = (end,)
        else:
            points = tuple((x + dx, y + dy) for x, y in zip(numbers[::2], numbers[1::2], strict=True))
        if kind == "S":
            points = ((2 * at[0] - control[0], 2 * at[1] - control[1]), *points)
        if kind == "Q":
            middle, end = points[0], points[-1]
            points = (_toward(at, middle), _toward(end, middle), end)
        yield Stroke(points, move=kind == "M")
        at = points[-1]
        control = points[-2] if len(points) == 3 else at
        begin = at if kind == "M" else begin


def _toward(end: Xy, middle: Xy) -> Xy:
    """The control point of a cubic curve that is the same as a quadratic one."""
    return end[0] + 2 / 3 * (middle[0] - end[0]), end[1] + 2 / 3 * (middle[1] - end[1])


def _arc(
    begin: Xy, end: Xy, rx: float, ry: float, turn: float, *, large: bool, sweep: bool
) -> Iterator[tuple[Xy, ...]]:
    """An elliptic arc as cubic curves. Source: SVG 2, appendix B.2.4."""
    if begin == end or not rx or not ry:
        yield (begin, end, end)
        return
    rx, ry, phi = abs(rx), abs(ry), radians(turn)
    half = (begin[0] - end[0]) / 2, (begin[1] - end[1]) / 2
    x1 = cos(phi) * half[0] + sin(phi) * half[1]
    y1 = -sin(phi) * half[0] + cos(phi) * half[1]
    grow = sqrt(max(1.0, (x1 / rx) ** 2 + (y1 / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    below = (rx * y1) ** 2 + (ry * x1) ** 2
    root = sqrt(max(0.0, (rx * ry) ** 2 - below) / below) * (-1 if large == sweep else 1)
    cx1, cy1 = root * rx * y1 / ry, -root * ry * x1 / rx
    cx = cos(phi) * cx1 - sin(phi) * cy1 + (begin[0] + end[0]) / 2
    cy = sin(phi) * cx1 + cos(phi) * cy1 + (begin[1] + end[1]) / 2
    first = _angle((1.0, 0.0), ((x1 - cx1) / rx, (y1 - cy1) / ry))
    whole = _angle(((x1 - cx1) / rx, (y1 - cy1) / ry), ((-x1 - cx1) / rx, (-y1 - cy1) / ry))
    if not sweep and whole > 0:
        whole -= 2 * pi
    if sweep and whole < 0:
        whole += 2 * pi
    parts = max(1, ceil(abs(whole) / (pi / 2) - 1e-9))
    step = whole / parts
    reach = 4 / 3 * tan(step / 4)

    def on(angle: float, along: float) -> Xy:
        x, y = cos(angle) - along * sin(angle), sin(angle) + along * cos(angle)
        return cx + rx * x * cos(phi) - ry * y * sin(phi), cy + rx * x * sin(phi) + ry * y * cos(phi)

    for part in range(parts):
        here, there = first + part * step, first + (part + 1) * step
        yield (on(here, reach), on(there, -reach), end if part == parts - 1 else on(there, 0))


def _angle(one: Xy, other: Xy) -> float:
    length = hypot(*one) * hypot(*other)
    cosine = max(-1.0, min(1.0, (one[0] * other[0] + one[1] * other[1]) / length))
    return copysign(acos(cosine), one[0] * other[1] - one[1] * other[0])
