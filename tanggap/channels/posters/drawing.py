"""Sheets as PDF: petrol, turmeric and paper, with kawung lines."""

from collections.abc import Callable, Mapping

from tanggap.channels.posters.rules import (
    DANGER,
    EMERGENCY,
    FREE,
    NOT_FOR_DANGER,
    OR_OPEN,
    SIZES,
    STEPS,
    Poster,
    Sheet,
)
from tanggap.kit.icons import SIDE, icon, image
from tanggap.kit.pdf import POINT, Box, Paper, fitting, lines, width_mm
from tanggap.kit.qr import dark, runs

PETROL, KAWUNG, TURMERIC, PAPER, INK, QUIETER, WHITE = (
    *("#0b5c63", "#256d74", "#f2b035", "#faf8f4", "#1b1f24", "#59616b", "#ffffff"),
)
ON_PETROL, ON_TURMERIC, DANGER_RED = "#d3e8e6", "#2b1d00", "#b3261e"
LEADING = 1.18


def draw(sheet: Sheet, poster: Poster) -> bytes:
    """One sheet as a PDF: the same bytes for the same words. Takes some hundredths of a second."""
    width, height = SIZES[sheet]
    headline = " ".join(each.id for each in poster.headline)
    paper = Paper(width, height, title=f"{headline} {poster.short}", author=poster.city)
    _SHEETS[sheet](paper, poster)
    return paper.finished()


class _Pen:
    """A paper seen through a scale: a design for one width drawn on another."""

    def __init__(self, paper: Paper, *, scale: float = 1, left: float = 0, top: float = 0) -> None:
        self.paper, self.scale, self.left, self.top = paper, scale, left, top

    def _box(self, box: Box) -> Box:
        x, y, width, height = (side * self.scale for side in box)
        return x + self.left, y + self.top, width, height

    def _at(self, at: tuple[float, float]) -> tuple[float, float]:
        return at[0] * self.scale + self.left, at[1] * self.scale + self.top

    def fill(
        self, box: Box, colour: str, *, round_mm: float = 0, edge: str | None = None, edge_mm: float = 0
    ) -> None:
        """A filled rectangle."""
        self.paper.rectangle(
            self._box(box),
            colour,
            round_mm=round_mm * self.scale,
            edge=edge,
            edge_mm=edge_mm * self.scale,
        )

    def weave(self, box: Box, *, tile_mm: float) -> None:
        """Kawung lines over petrol: white at thirteen percent, mixed beforehand, as cheap printers know no glass."""
        for tile in image("kawung"):
            self.paper.weave(tile, self._box(box), KAWUNG, tile_mm=tile_mm * self.scale, units=56)

    def mark(self, at: tuple[float, float], side_mm: float) -> None:
        """The four petals of the house."""
        for petals, colour in zip(image("mark"), (WHITE, TURMERIC), strict=True):
            self.paper.shape(petals, self._at(at), colour, scale=side_mm / 36 * self.scale)

    def icon(self, name: str, at: tuple[float, float], side_mm: float, colour: str) -> None:
        """An icon of the pages."""
        self.paper.shape(icon(name), self._at(at), colour, scale=side_mm / SIDE * self.scale)

    def code(self, text: str, box: Box) -> None:
        """A QR code that fills a box, without its quiet border."""
        rows = dark(text)
        x, y, side, _ = self._box(box)
        one = side / len(rows)
        self.paper.squares(
            (
                (x + first * one, y + place * one, length * one, one)
                for place, row in enumerate(rows)
                for first, length in runs(row)
            ),
            INK,
        )

    def write(
        self,
        words: str,
        at: tuple[float, float],
        colour: str,
        *,
        points: float,
        within: float,
        rows: int = 1,
        bold: bool = False,
        middle: bool = False,
    ) -> float:
        """Text from a top edge down, made smaller until it fits; how far down it reaches, in millimetres.

        ``middle``: ``at`` is the middle of its lines.
        """
        within_mm = within * self.scale
        size = fitting(
            words,
            most=points * self.scale,
            least=points * self.scale * 0.35,
            bold=bold,
            within_mm=within_mm,
            rows=rows,
        )
        row_mm = size * POINT * LEADING
        x, y = self._at(at)
        for line in lines(words, points=size, bold=bold, within_mm=within_mm):
            left = x - width_mm(line, points=size, bold=bold) / 2 if middle else x
            # The first baseline stands an ascender below the edge.
            self.paper.line(line, (left, y + size * POINT * 0.92), colour, points=size, bold=bold)
            y += row_mm
        return (y - self.top) / self.scale


def _head(pen: _Pen, poster: Poster, *, width: float, height: float, edge: float) -> None:
    """The petrol band: whose it is, and what it asks."""
    pen.fill((0, 0, width, height), PETROL)
    pen.weave((0, 0, width, height), tile_mm=width / 12)
    side = width * 0.085
    pen.mark((edge, edge), side)
    beside = edge + side * 1.25
    pen.write("Tanggap", (beside, edge - side * 0.06), WHITE, points=side * 1.5, within=width / 2, bold=True)
    pen.write(poster.city, (beside, edge + side * 0.56), ON_PETROL, points=side * 0.72, within=width / 2)
    if poster.kind is not None:
        sign = width * 0.115
        pen.fill((width - edge - sign, edge - 1, sign, sign), poster.colour, round_mm=sign * 0.24)
        pen.icon(poster.icon, (width - edge - sign * 0.84, edge - 1 + sign * 0.16), sign * 0.68, WHITE)


def _poster(paper: Paper, poster: Poster) -> None:
    """A4 and A5: one design for 210 millimetres of width."""
    pen = _Pen(paper, scale=paper.width_mm / 210)
    first, second = poster.headline
    pen.fill((0, 0, 210, 297), PETROL)
    _head(pen, poster, width=210, height=140, edge=17)
    down = pen.write(first.id, (17, 45), WHITE, points=62, within=176, rows=2, bold=True)
    down = pen.write(second.id, (17, down), WHITE, points=34, within=176, bold=True)
    pen.write(f"{first.en} {second.en}", (17, down + 3), ON_PETROL, points=15, within=176, rows=2)

    pen.fill((0, 128, 210, 200), PAPER, round_mm=12)
    pen.fill((17, 143, 84, 84), WHITE, round_mm=7, edge=TURMERIC, edge_mm=2.4)
    pen.code(poster.address, (27, 153, 64, 64))
    down = 144.0
    for nth, step in enumerate(STEPS, start=1):
        pen.fill((112, down, 9, 9), PETROL, round_mm=4.5)
        pen.write(str(nth), (116.5, down + 1.3), WHITE, points=15, within=9, bold=True, middle=True)
        below = pen.write(step.id, (126, down), INK, points=14.5, within=68, rows=3, bold=True)
        down = pen.write(step.en, (126, below + 0.8), QUIETER, points=11, within=68, rows=2) + 5.5

    pen.fill((17, 234, 176, 18), TURMERIC, round_mm=6)
    begins = f"{OR_OPEN.id} · {OR_OPEN.en}"
    pen.write(begins, (24, 240.4), ON_TURMERIC, points=11, within=40)
    pen.write(poster.short, (64, 237.2), ON_TURMERIC, points=27, within=123, bold=True)
    place = " · ".join(part for part in (poster.place, poster.agency) if part)
    if place:
        pen.icon("map-pin", (17, 256.2), 6, PETROL)
        pen.write(place, (25, 256.3), INK, points=14, within=168, bold=True)
    else:
        pen.write(f"{FREE.id}  {FREE.en}", (17, 256.8), QUIETER, points=11.5, within=176)
    _danger(pen, poster, (17, 267, 176, 19))


def _danger(pen: _Pen, poster: Poster, box: Box) -> None:
    """The numbers to call: who is in danger does not report."""
    x, y, width, height = box
    pen.fill(box, WHITE, round_mm=5, edge=DANGER_RED, edge_mm=0.9)
    pen.icon("siren", (x + 4, y + height / 2 - 5), 10, DANGER_RED)
    words = width * 0.4
    pen.write(DANGER.id, (x + 17, y + height * 0.16), DANGER_RED, points=13, within=words, bold=True)
    pen.write(
        f"{DANGER.en} {NOT_FOR_DANGER.id} {NOT_FOR_DANGER.en}",
        (x + 17, y + height * 0.47),
        QUIETER,
        points=7.6,
        within=words,
        rows=2,
    )
    room = (width - words - 24) / max(1, len(poster.phones))
    for nth, phone in enumerate(poster.phones):
        left = x + words + 23 + nth * room
        pen.write(phone.number, (left, y + height * 0.1), DANGER_RED, points=24, within=room - 3, bold=True)
        pen.write(phone.who, (left, y + height * 0.62), INK, points=7.6, within=room - 3, rows=2)


def _flyer(paper: Paper, poster: Poster) -> None:
    """A6: the code and the numbers, for a hand."""
    pen = _Pen(paper)
    first, second = poster.headline
    pen.fill((0, 0, 105, 148), PETROL)
    _head(pen, poster, width=105, height=66, edge=8)
    down = pen.write(first.id, (8, 22), WHITE, points=29, within=89, rows=2, bold=True)
    down = pen.write(second.id, (8, down), WHITE, points=16, within=89, bold=True)
    pen.write(f"{first.en} {second.en}", (8, down + 1), ON_PETROL, points=8.5, within=89, rows=2)
    pen.fill((0, 60, 105, 100), PAPER, round_mm=7)
    pen.fill((8, 66, 46, 46), WHITE, round_mm=4, edge=TURMERIC, edge_mm=1.3)
    pen.code(poster.address, (13.5, 71.5, 35, 35))
    down = pen.write(STEPS[0].id, (58, 66.5), INK, points=10.5, within=41, rows=3, bold=True)
    down = pen.write(STEPS[0].en, (58, down + 0.6), QUIETER, points=7.5, within=41, rows=2)
    down = pen.write(FREE.id, (58, down + 3), INK, points=8.5, within=41, rows=3)
    pen.write(FREE.en, (58, down + 0.6), QUIETER, points=7.5, within=41, rows=2)
    place = " · ".join(part for part in (poster.place, poster.agency) if part)
    pen.write(place, (58, 103.5), PETROL, points=8.5, within=41, rows=2, bold=True)
    pen.fill((8, 115, 89, 10), TURMERIC, round_mm=3.4)
    pen.write(poster.short, (52.5, 116.8), ON_TURMERIC, points=15, within=83, bold=True, middle=True)
    pen.write(DANGER.id, (8, 128.5), DANGER_RED, points=9, within=48, bold=True)
    pen.write(
        f"{DANGER.en} {NOT_FOR_DANGER.id} {NOT_FOR_DANGER.en}",
        (8, 133),
        QUIETER,
        points=6.5,
        within=46,
        rows=2,
    )
    room = 41 / max(1, len(poster.phones))
    for nth, phone in enumerate(poster.phones):
        pen.write(phone.number, (58 + nth * room, 127.6), DANGER_RED, points=17, within=room - 2, bold=True)
        pen.write(phone.who, (58 + nth * room, 135.4), INK, points=6.5, within=room - 2, rows=2)


def _stickers(paper: Paper, poster: Poster) -> None:
    """Twelve stickers on an A4 sheet, 60 by 66 millimetres each, with room for the knife between them."""
    across, down, width, height = 3, 4, 60.0, 66.0
    aside = (210 - across * width) / (across + 1)
    above = (297 - down * height) / (down + 1)
    for row in range(down):
        for column in range(across):
            left, top = aside + column * (width + aside), above + row * (height + above)
            _sticker(_Pen(paper, left=left, top=top), poster)


def _sticker(pen: _Pen, poster: Poster) -> None:
    first, second = poster.headline
    pen.fill((0, 0, 60, 66), PETROL, round_mm=5)
    pen.mark((4, 3.8), 6.4)
    pen.write(first.id, (12.5, 3.2), WHITE, points=13, within=43.5, bold=True)
    pen.write(second.id, (12.5, 7.9), ON_PETROL, points=7, within=43.5)
    pen.write(f"{first.en} {second.en}", (12.5, 10.8), ON_PETROL, points=5.6, within=43.5)
    pen.fill((4, 13.6, 52, 42.6), WHITE, round_mm=3.4, edge=TURMERIC, edge_mm=1)
    # The quiet border stands inside the white card.
    pen.code(poster.address, (13.9, 18.7, 32.2, 32.2))
    pen.write(poster.short, (30, 57.4), WHITE, points=9.5, within=52, bold=True, middle=True)
    phones = " · ".join(phone.number for phone in poster.phones)
    words = f"{EMERGENCY.id} · {EMERGENCY.en}: {phones}"
    pen.write(words, (30, 61.7), ON_PETROL, points=6, within=52, middle=True)


_SHEETS: Mapping[Sheet, Callable[[Paper, Poster], None]] = {
    Sheet.A4: _poster,
    Sheet.A5: _poster,
    Sheet.A6: _flyer,
    Sheet.STICKERS: _stickers,
}
