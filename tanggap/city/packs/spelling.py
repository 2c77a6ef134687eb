"""How lengths of time and office windows are spelled in a pack's files."""

import re
from datetime import time
from typing import Literal

from tanggap.city.packs.times import Limit, Window

UNITS: dict[str, tuple[Literal["C", "B", "O"], float]] = {
    "minute": ("C", 1 / 60),
    "hour": ("C", 1),
    "day": ("C", 24),
    "office hour": ("O", 1),
    "working day": ("B", 1),
}


def read_limit(text: object) -> Limit:
    """The limit spelled `30 minutes`, `24 hours`, `3 days`, `2 office hours` or `5 working days`.

    Raises ValueError when it is spelled otherwise or is not longer than nothing.
    """
    match = re.fullmatch(r"(\d+(?:\.\d+)?) ((?:office |working )?[a-z]+?)s?", str(text))
    if match is None or match[2] not in UNITS or float(match[1]) == 0:
        raise ValueError(text)
    clock, factor = UNITS[match[2]]
    return Limit(amount=float(match[1]) * factor, clock=clock)


def spell_limit(limit: Limit) -> str:
    """A limit as `read_limit` reads it."""
    amount, unit = limit.amount, {"C": "hour", "B": "working day", "O": "office hour"}[limit.clock]
    if limit.clock == "C" and amount < 1:
        amount, unit = amount * 60, "minute"
    return f"{amount:g} {unit}" if amount == 1 else f"{amount:g} {unit}s"


def read_window(text: object) -> Window:
    """The window spelled `07:30-12:00`; raises ValueError when it is spelled otherwise."""
    opens, closes = str(text).split("-")
    return Window(opens=time.fromisoformat(opens), closes=time.fromisoformat(closes))


def spell_window(window: Window) -> str:
    """A window as `read_window` reads it."""
    return f"{window.opens:%H:%M}-{window.closes:%H:%M}"
