"""What a month's report is made of, and the sentences it comes to."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from tanggap.kit.errors import Missing
from tanggap.kit.words import Say, say
from tanggap.oversight.counts.rules import FEWEST_SHOWN, shown
from tanggap.oversight.counts.tally import Period

MONTHS_MOST = 120
HOUR_S, DAY_H = 3600, 24
_DECEMBER = 12


class Lasted(Struct, frozen=True, kw_only=True):
    """How long reports of a kind or an agency took to be resolved, in seconds: the half and nine of ten of ``finished``.

    ``by`` is all, kind or agency; percentiles by nearest rank.
    """

    by: str
    key: str
    finished: int
    median_s: float
    p90_s: float


def read_month(text: str) -> date:
    """The first day of a month written as 2026-10. Raises Missing."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Missing(say("Laporan bulan itu tidak ada.")) from None
    if text != written(first):
        raise Missing(say("Laporan bulan itu tidak ada."))
    return first


def written(first: date) -> str:
    """A month as an address has it."""
    return f"{first:%Y-%m}"


def days_of(first: date) -> Period:
    """A month's days."""
    return Period(first=first, last=after(first) - timedelta(days=1))


def after(first: date) -> date:
    """The first day of the month after."""
    return date(first.year + first.month // _DECEMBER, first.month % _DECEMBER + 1, 1)


def before(first: date) -> date:
    """The first day of the month before."""
    return (first - timedelta(days=1)).replace(day=1)


def months(first: date, last: date) -> list[date]:
    """The months from that of one day to that of another, the newest first."""
    found, month = list[date](), last.replace(day=1)
    while month >= first.replace(day=1) and len(found) < MONTHS_MOST:
        found.append(month)
        month = before(month)
    return found


def compared(count: int, earlier: int, *, when: str) -> Say | None:
    """How a count compares with an earlier one; nothing where either is too small to be told."""
    if shown(count) is None or shown(earlier) is None or earlier < FEWEST_SHOWN:
        return None
    change = round(100 * (count - earlier) / earlier)
    if change > 0:
        return say("naik {percent}% dari {when} ({n})", percent=change, when=when, n=earlier)
    if change < 0:
        return say("turun {percent}% dari {when} ({n})", percent=-change, when=when, n=earlier)
    return say("sama dengan {when} ({n})", when=when, n=earlier)


def busiest(days: Mapping[date, int]) -> Say | None:
    """The day on which most came in."""
    day = max(days, key=lambda each: (days[each], each), default=None)
    if day is None or days[day] < FEWEST_SHOWN:
        return None
    return say("Hari tersibuk {day}: {n} laporan.", day=day, n=days[day])


def where(names: Sequence[tuple[str, float]]) -> Say | None:
    """Where most came from, by name and share in percent."""
    if not names:
        return None
    return say(
        "Paling banyak dari {area}: {percent}% dari semua laporan.", area=names[0][0], percent=names[0][1]
    )


def marked(judged: Sequence[str] | None) -> Say:
    """How the agencies' marks are spread, by the colours of those that have one; None before they are published."""
    if judged is None:
        return say("Rapor dinas bulan ini belum terbit.")
    if not judged:
        return say("Belum ada unit yang cukup laporannya untuk dinilai.")
    return say(
        "Dari {n} unit yang dinilai, {green} hijau dan {red} rapor merah.",
        n=len(judged),
        green=judged.count("green"),
        red=judged.count("red"),
    )


def long(seconds: float) -> Say:
    """A length of time as it can be compared: in hours up to two days, then in days, with one decimal."""
    hours = seconds / HOUR_S
    return (
        say("{n} jam", n=round(hours, 1)) if hours < 2 * DAY_H else say("{n} hari", n=round(hours / DAY_H, 1))
    )


def how_long(lasted: Sequence[Lasted]) -> Say:
    """How long it took, in one sentence."""
    whole = next((each for each in lasted if each.by == "all"), None)
    if whole is None:
        return say("Masih terlalu sedikit yang selesai untuk dikatakan berapa lamanya.")
    return say(
        "Separuh selesai dalam {median}, sembilan dari sepuluh dalam {p90} (n = {n}).",
        median=long(whole.median_s),
        p90=long(whole.p90_s),
        n=whole.finished,
    )
