"""Rows as CSV that a spreadsheet opens as it stands: text that would begin a formula does not."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

Cell = str | int | float | None


def written(heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A CSV text with a heading. What begins like a formula is kept text by an apostrophe.

    Source: OWASP, CSV Injection.
    """
    return lines([heading]) + lines(rows)


def lines(rows: Iterable[Sequence[Cell]]) -> str:
    """The same without a heading, for what is written piece by piece."""
    file = StringIO()
    csv.writer(file).writerows([_safe(cell) for cell in row] for row in rows)
    return file.getvalue()


def _safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
