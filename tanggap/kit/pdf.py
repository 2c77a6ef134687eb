"""Paper: a PDF drawn in millimetres from the top left corner, in the house's own type, the same bytes every time."""

# ReportLab leaves its types open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportMissingTypeStubs=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Iterable, Sequence
from functools import cache
from io import BytesIO
from typing import Any, Literal

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tanggap.kit.outline import Stroke
from tanggap.kit.shipped import shipped

MM = 72 / 25.4
"""Points in a millimetre."""
POINT = 25.4 / 72
"""Millimetres in a point of type."""

Box = tuple[float, float, float, float]
"""Left, top, width, height, in millimetres."""


@cache
def _font(weight: Literal["medium", "bold"]) -> str:
    """The name of a registered weight of Plus Jakarta Sans. Its ASCII stands in a PDF as itself, so that it can be searched."""
    name = f"PlusJakartaSans-{weight}"
    file = shipped("look") / "fonts" / f"plus-jakarta-sans-{weight}.ttf"
    pdfmetrics.registerFont(TTFont(name, str(file), asciiReadable=1))
    return name


class Paper:
    """One or more pages of one size; what is drawn later lies on top."""

    def __init__(self, width_mm: float, height_mm: float, *, title: str, author: str) -> None:
        self.width_mm = width_mm
        self.height_mm = height_mm
        self._file = BytesIO()
        # `invariant`: no moment of making and no random id in it.
        self._canvas: Any = Canvas(self._file, pagesize=(width_mm * MM, height_mm * MM), invariant=1)
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setCreator("Tanggap")
        self._canvas.setSubject(title)

    def rectangle(
        self, box: Box, colour: str, *, round_mm: float = 0, edge: str | None = None, edge_mm: float = 0
    ) -> None:
        """A filled rectangle, with an edge drawn inside of it where one is named."""
        x, y, width, height = box
        inset = edge_mm / 2 if edge else 0
        self._canvas.setFillColor(HexColor(colour))
        if edge:
            self._canvas.setStrokeColor(HexColor(edge))
            self._canvas.setLineWidth(edge_mm * MM)
        self._canvas.roundRect(
            (x + inset) * MM,
            self._up(y + height - inset),
            (width - 2 * inset) * MM,
            (height - 2 * inset) * MM,
            round_mm * MM,
            stroke=int(edge is not None),
            fill=1,
        )

    def squares(self, boxes: Iterable[Box], colour: str) -> None:
        """Many rectangles as one shape, without seams between them."""
        path = self._canvas.beginPath()
        for x, y, width, height in boxes:
            path.rect(x * MM, self._up(y + height), width * MM, height * MM)
        self._canvas.setFillColor(HexColor(colour))
        self._canvas.drawPath(path, stroke=0, fill=1)

    def shape(self, strokes: Sequence[Stroke], at: tuple[float, float], colour: str, *, scale: float) -> None:
        """A filled outline, its own origin at a place; ``scale`` in millimetres for one of its units."""
        self._canvas.setFillColor(HexColor(colour))
        self._canvas.drawPath(self._path(strokes, at, scale), stroke=0, fill=1)

    def weave(self, tile: Sequence[Stroke], box: Box, colour: str, *, tile_mm: float, units: float) -> None:
        """A box covered with a thin line pattern; ``units`` is the tile's side in its own units."""
        x, y, width, height = box
        canvas = self._canvas
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(x * MM, self._up(y + height), width * MM, height * MM)
        canvas.clipPath(clip, stroke=0, fill=0)
        canvas.setStrokeColor(HexColor(colour))
        canvas.setLineWidth(1.1 * tile_mm / units * MM)
        down = y - tile_mm / 4
        while down < y + height:
            along = x - tile_mm / 4
            while along < x + width:
                canvas.drawPath(self._path(tile, (along, down), tile_mm / units), stroke=1, fill=0)
                along += tile_mm
            down += tile_mm
        canvas.restoreState()

    def line(self, words: str, at: tuple[float, float], colour: str, *, points: float, bold: bool) -> None:
        """One line of text, its baseline beginning at a place."""
        self._canvas.setFillColor(HexColor(colour))
        self._canvas.setFont(_weight(bold=bold), points)
        self._canvas.drawString(at[0] * MM, self._up(at[1]), words)

    def next_page(self) -> None:
        """Begin another page."""
        self._canvas.showPage()

    def finished(self) -> bytes:
        """The PDF. Nothing can be drawn after it."""
        self._canvas.showPage()
        self._canvas.save()
        return self._file.getvalue()

    def _up(self, y_mm: float) -> float:
        """PDF counts from below."""
        return (self.height_mm - y_mm) * MM

    def _path(self, strokes: Sequence[Stroke], at: tuple[float, float], scale: float) -> Any:
        path = self._canvas.beginPath()
        for stroke in strokes:
            where = [
                each
                for x, y in stroke.points
                for each in ((at[0] + x * scale) * MM, self._up(at[1] + y * scale))
            ]
            match len(stroke.points):
                case 0:
                    path.close()
                case 1 if stroke.move:
                    path.moveTo(*where)
                case 1:
                    path.lineTo(*where)
                case _:
                    path.curveTo(*where)
        return path


def _weight(*, bold: bool) -> str:
    return _font("bold" if bold else "medium")


def width_mm(words: str, *, points: float, bold: bool) -> float:
    """How long a line of text is, in millimetres."""
    return float(pdfmetrics.stringWidth(words, _weight(bold=bold), points)) / MM


def lines(words: str, *, points: float, bold: bool, within_mm: float) -> list[str]:
    """Text broken into lines of at most this length; a word that is longer stands alone."""
    return [str(line) for line in simpleSplit(words, _weight(bold=bold), points, within_mm * MM)]


def fitting(words: str, *, most: float, least: float, bold: bool, within_mm: float, rows: int) -> float:
    """The largest size in points, no smaller than the least, at which text fits into so many lines of a length."""
    points = most
    while points > least:
        broken = lines(words, points=points, bold=bold, within_mm=within_mm)
        if len(broken) <= rows and all(
            width_mm(line, points=points, bold=bold) <= within_mm for line in broken
        ):
            return points
        points -= 0.5
    return least
