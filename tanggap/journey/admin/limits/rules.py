"""How a limit gets a new length from a day on. Values only."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from tanggap.city.packs.dated import Dated, in_force
from tanggap.journey.admin.lengths import tomorrow
from tanggap.kit.errors import Invalid
from tanggap.kit.words import say

SHARES_MOST = 6
_DIGITS = 2

D = TypeVar("D", bound=Dated)


def checked_start(day: date, *, today: date) -> date:
    """From when on a new limit holds: tomorrow at the earliest. Raises Invalid."""
    if day < tomorrow(today):
        raise Invalid(
            say("Paling cepat besok: yang masuk hari ini sudah dijanjikan menurut batas lama."),
            field="valid_from",
        )
    return day


def read_shares(text: str | None) -> tuple[int, ...]:
    """Shares of a limit in percent, 1 to 99, from the smallest on. Raises Invalid."""
    parts = (text or "").replace("%", " ").replace(",", " ").split()
    shares = sorted(
        {int(each) for each in parts if each.isascii() and each.isdecimal() and len(each) <= _DIGITS}
    )
    if len(shares) != len(parts) or not 0 < len(shares) <= SHARES_MOST or not shares[0] > 0:
        raise Invalid(say("Tulis bilangan bulat 1 sampai 99, misalnya 50, 80."), field="percent")
    return tuple(shares)


def holding(history: Sequence[D], today: date) -> list[D]:
    """What holds today, then what is to hold later, in the order of their days."""
    now = in_force(history, today)
    later = (each for each in history if each.valid_from > today and each is not now)
    return [now, *sorted(later, key=lambda each: each.valid_from)]
