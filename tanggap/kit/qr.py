"""QR codes: an address as squares, for paper and for screens."""

from collections.abc import Sequence

import segno
from msgspec import Struct

QUIET = 4
"""The light border a reader needs, in modules (ISO/IEC 18004)."""


class Qr(Struct, frozen=True, kw_only=True):
    """A QR code to be drawn: ``side`` in modules with its quiet border, ``path`` its dark modules as SVG path data."""

    side: int
    path: str


def dark(text: str) -> Sequence[Sequence[bool]]:
    """The modules of a text's QR code, row by row, without the quiet border; a quarter of them may get lost.

    Raises ValueError for a text of more than some 1,600 characters.
    """
    code = segno.make(text, error="q", micro=False)
    return [[bool(module) for module in row] for row in code.matrix]


def qr(text: str) -> Qr:
    """The QR code of a text, each run of dark modules one bar. Raises ValueError for one far too long."""
    rows = dark(text)
    bars = [
        f"M{first + QUIET} {y + QUIET}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for first, length in runs(row)
    ]
    return Qr(side=len(rows) + 2 * QUIET, path="".join(bars))


def runs(row: Sequence[bool]) -> list[tuple[int, int]]:
    """Where dark modules stand side by side in a row: the first one's place, and how many."""
    found: list[tuple[int, int]] = []
    for place, is_dark in enumerate(row):
        if not is_dark:
            continue
        if found and sum(found[-1]) == place:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((place, 1))
    return found
