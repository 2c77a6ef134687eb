"""What may be told of counts, and of which days."""

from collections.abc import Iterable
from datetime import date, timedelta

from tanggap.kit.errors import Invalid
from tanggap.kit.words import say
from tanggap.oversight.counts.tally import By, Period, Tally

FEWEST_SHOWN = 5
"""A smaller count could point at one reporter: confidential reports are counted too (DOMAIN 4.3)."""

HISTORY_AGE = timedelta(days=400)
"""From this age on, imported reports are a period of their own: no rolling year reaches that far."""

LATEST_DAYS = 30


def shown(count: int) -> int | None:
    """The count as anybody may see it; None for fewer than five, but some."""
    return None if 0 < count < FEWEST_SHOWN else count


def chosen(first: str | None, last: str | None, *, today: date) -> Period | None:
    """The period somebody asked for by its days (2026-01-31); None when they asked for none.

    A day left out is today. Raises Invalid.
    """
    if not first and not last:
        return None
    try:
        period = Period(
            first=date.fromisoformat(first) if first else today,
            last=date.fromisoformat(last) if last else today,
        )
    except ValueError:
        raise Invalid(
            say("Tulis tanggal sebagai tahun-bulan-hari, misalnya 2026-01-31."), field="from"
        ) from None
    if period.first > period.last:
        raise Invalid(say("Hari pertama harus sebelum hari terakhir."), field="from")
    return period


def latest(today: date, days: int = LATEST_DAYS) -> Period:
    """The last days, today among them."""
    return Period(first=today - timedelta(days=days - 1), last=today)


def seen(tallies: Iterable[Tally], by: By) -> list[Tally]:
    """Those seen in one way, in the order they come."""
    return [tally for tally in tallies if tally.by is by]
