"""A4 pages that fill from above: headings, text, figures, bars, days and tables, in the house's type and as vectors."""

from collections.abc import Sequence

from msgspec import Struct

from tanggap.kit.icons import image
from tanggap.kit.pdf import POINT, Paper, fitting, lines, width_mm

PETROL, KAWUNG, ON_PETROL, WHITE = "#0b5c63", "#256d74", "#d3e8e6", "#ffffff"
INK, QUIETER, LINE, SOFT = "#1b1f24", "#59616b", "#d9d5cc", "#faf8f4"
WIDTH, HEIGHT, EDGE = 210.0, 297.0, 18.0
WITHIN = WIDTH - 2 * EDGE
BOTTOM = HEIGHT - 18.0
LEADING = 1.32
TABLE_POINTS = 8.0


class Figure(Struct, frozen=True, kw_only=True):
    """A number with what it counts, both already spoken, and a remark beneath."""

    word: str
    value: str
    note: str = ""


class Bar(Struct, frozen=True, kw_only=True):
    """A bar with its name and its figure; ``width`` 0 to 100, in percent of the longest."""

    name: str
    told: str
    width: float
    colour: str = PETROL


class Sheet:
    """A document being written from top to bottom; what does not fit goes on the next page."""

    def __init__(self, *, title: str, author: str, foot: str) -> None:
        self._paper = Paper(WIDTH, HEIGHT, title=title, author=author)
        self._foot = foot
        self._page = 1
        self._y = EDGE

    def cover(self, *, city: str, title: str, under: str, height: float = 78) -> None:
        """The band at the top of the first page: whose it is and what it is."""
        self._paper.rectangle((0, 0, WIDTH, height), PETROL)
        for tile in image("kawung"):
            self._paper.weave(tile, (0, 0, WIDTH, height), KAWUNG, tile_mm=17.5, units=56)
        for petals, colour in zip(image("mark"), (WHITE, "#f2b035"), strict=True):
            self._paper.shape(petals, (EDGE, EDGE - 4), colour, scale=11 / 36)
        self._paper.line("Tanggap", (EDGE + 14.5, EDGE + 1), WHITE, points=15, bold=True)
        self._paper.line(city, (EDGE + 14.5, EDGE + 6.4), ON_PETROL, points=9.5, bold=False)
        size = fitting(title, most=26, least=14, bold=True, within_mm=WITHIN, rows=1)
        self._paper.line(title, (EDGE, height - 19), WHITE, points=size, bold=True)
        self._paper.line(under, (EDGE, height - 10.5), ON_PETROL, points=11, bold=False)
        self._y = height + 10

    def heading(self, words: str, *, room: float = 40) -> None:
        """A heading; ``room`` in millimetres must be left for what follows it."""
        self._make_room(room)
        self._y += 4
        self._text(words, points=14, bold=True, colour=PETROL)
        self._y += 1.5

    def text(self, words: str, *, points: float = 10, bold: bool = False, quiet: bool = False) -> None:
        """A paragraph."""
        self._text(words, points=points, bold=bold, colour=QUIETER if quiet else INK)
        self._y += 1.6

    def gap(self, mm: float) -> None:
        """Some room between two things."""
        self._y += mm

    def figures(self, figures: Sequence[Figure]) -> None:
        """Figures side by side, four in a row at most."""
        for first in range(0, len(figures), 4):
            row = figures[first : first + 4]
            self._make_room(24)
            width = (WITHIN - 3 * 4) / 4
            for nth, each in enumerate(row):
                left = EDGE + nth * (width + 4)
                self._paper.rectangle((left, self._y, width, 20), SOFT, round_mm=2, edge=LINE, edge_mm=0.25)
                size = fitting(each.value, most=17, least=9, bold=True, within_mm=width - 6, rows=1)
                self._paper.line(each.value, (left + 3, self._y + 8), INK, points=size, bold=True)
                self._small(each.word, (left + 3, self._y + 13), within=width - 6)
                self._small(each.note, (left + 3, self._y + 17), within=width - 6)
            self._y += 24

    def numbered(self, told: Sequence[tuple[str, str]]) -> None:
        """A numbered list: what each says in bold, and what is beneath it."""
        for nth, (says, beneath) in enumerate(told, 1):
            self._make_room(16)
            self._paper.line(f"{nth}.", (EDGE, self._y + 3.9), PETROL, points=11, bold=True)
            self._text(says, points=10.5, bold=True, colour=INK, indent=8)
            self._text(beneath, points=9, bold=False, colour=QUIETER, indent=8)
            self._y += 2.4

    def bars(self, bars: Sequence[Bar]) -> None:
        """Bars that begin at zero, one beneath the other, each with its name and its figure."""
        names, length = 62.0, WITHIN - 62 - 34
        for nth, each in enumerate(bars, 1):
            self._make_room(7 * _together(nth, len(bars)))
            size = fitting(each.name, most=8.5, least=5, bold=False, within_mm=names - 3, rows=1)
            self._paper.line(each.name, (EDGE, self._y + 4), INK, points=size, bold=False)
            if each.width > 0:
                self._paper.rectangle(
                    (EDGE + names, self._y + 0.8, max(0.6, length * each.width / 100), 4.4), each.colour, round_mm=0.6
                )  # fmt: skip
            at = EDGE + names + length * each.width / 100 + 2
            self._paper.line(each.told, (at, self._y + 4), QUIETER, points=8, bold=False)
            self._y += 6.6
        self._y += 2

    def days(self, counts: Sequence[int | None], words: Sequence[str], *, most: int) -> None:
        """A bar a day from zero, with the first and the last day named; a count that is not told stays empty."""
        height = 34.0
        self._make_room(height + 12)
        base, step = self._y + height, WITHIN / max(1, len(counts))
        self._paper.squares(((EDGE, base, WITHIN, 0.2),), QUIETER)
        self._paper.squares(
            (
                (EDGE + nth * step + step * 0.12, base - height * count / most, step * 0.76, height * count / most)
                for nth, count in enumerate(counts)
                if count
            ),
            PETROL,
        )  # fmt: skip
        self._small(words[0], (EDGE, base + 4), within=60)
        last = words[-1]
        self._paper.line(last, (WIDTH - EDGE - width_mm(last, points=7.5, bold=False), base + 4), QUIETER, points=7.5, bold=False)  # fmt: skip
        self._y = base + 8

    def table(
        self, heading: Sequence[str], rows: Sequence[Sequence[str]], *, widths: Sequence[float]
    ) -> None:
        """A table; ``widths`` are shares of the page. The first column is text, the others stand to the right."""
        columns = [WITHIN * share / sum(widths) for share in widths]
        self._row(heading, columns, bold=True)
        for nth, row in enumerate(rows, 1):
            if self._y + 6 * _together(nth, len(rows)) > BOTTOM:
                self._next()
                self._row(heading, columns, bold=True)
            self._row(row, columns, bold=False)
        self._y += 3

    def finished(self) -> bytes:
        """The PDF."""
        self._end()
        return self._paper.finished()

    def _row(self, cells: Sequence[str], columns: Sequence[float], *, bold: bool) -> None:
        self._make_room(6)
        left = EDGE
        for nth, (cell, width) in enumerate(zip(cells, columns, strict=True)):
            size = fitting(cell, most=TABLE_POINTS, least=4.5, bold=bold, within_mm=width - 2, rows=1)
            at = left if nth == 0 else left + width - width_mm(cell, points=size, bold=bold)
            self._paper.line(cell, (at, self._y + 3.8), PETROL if bold else INK, points=size, bold=bold)
            left += width
        self._y += 5.4
        self._paper.squares(((EDGE, self._y, WITHIN, 0.15),), LINE)
        self._y += 0.4

    def _small(self, words: str, at: tuple[float, float], *, within: float) -> None:
        size = fitting(words, most=7.5, least=5, bold=False, within_mm=within, rows=1)
        self._paper.line(words, at, QUIETER, points=size, bold=False)

    def _text(self, words: str, *, points: float, bold: bool, colour: str, indent: float = 0) -> None:
        row = points * POINT * LEADING
        for line in lines(words, points=points, bold=bold, within_mm=WITHIN - indent):
            self._make_room(row)
            self._paper.line(
                line, (EDGE + indent, self._y + points * POINT), colour, points=points, bold=bold
            )
            self._y += row

    def _make_room(self, mm: float) -> None:
        if self._y + mm > BOTTOM:
            self._next()

    def _next(self) -> None:
        self._end()
        self._paper.next_page()
        self._page += 1
        self._y = EDGE

    def _end(self) -> None:
        """The foot of a page: what it is, and which page."""
        self._small(self._foot, (EDGE, HEIGHT - 10), within=WITHIN - 20)
        number = str(self._page)
        at = WIDTH - EDGE - width_mm(number, points=7.5, bold=False)
        self._paper.line(number, (at, HEIGHT - 10), QUIETER, points=7.5, bold=False)


def _together(nth: int, of: int) -> int:
    """How many rows from the ``nth`` on share a page: the last one never stands alone on the next."""
    return 2 if nth == of - 1 else 1
