"""Telling counts: turned into names, shares and sentences, in one language."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

from tanggap.city.ground import Ground
from tanggap.city.terms import AreaCode, KindSlug
from tanggap.kit.words import Say, Tongue, say
from tanggap.oversight.counts.rules import FEWEST_SHOWN, seen, shown
from tanggap.oversight.counts.tally import NOTHING, By, Period, Tally
from tanggap.oversight.counts.views import DayCount, Section, Share, Totals
from tanggap.oversight.scorecards.rules import share_percent
from tanggap.report.report import Status
from tanggap.report.transitions import status_word

TOLD = (By.ALL, By.DAY, By.KIND, By.AREA, By.OUTCOME)
"""The ways a section needs its period seen in."""
MOST_SHARES = 10
MOST_BARS = 186
"""More would be thinner than a line: a longer period is told by its weeks, and one of even more weeks by neither."""


def totals(everyone: Sequence[Tally], *, late: int) -> Totals:
    """How all reports of the city stand now."""
    tally = next(iter(everyone), NOTHING)
    return Totals(
        open=shown(tally.open),
        closed=shown(tally.finished),
        late=shown(late),
        on_time_percent=_percent(tally.on_time, tally.finished),
        rating=tally.mean_stars if tally.rated >= FEWEST_SHOWN else None,
    )


def section(
    ground: Ground,
    tongue: Tongue,
    period: Period,
    told: Sequence[Tally],
    *,
    id: str,
    title: Say,
    later: int,
) -> Section:
    """A period's reports, told in one language. ``later`` came after it."""
    count = next(iter(seen(told, By.ALL)), NOTHING).reports
    kinds = _shares(tongue, seen(told, By.KIND), count, _kind_of(ground, tongue))
    weekly = period.days > MOST_BARS
    days = _days(period, seen(told, By.DAY), together=7 if weekly else 1)
    return Section(
        id=id,
        title=title,
        first=period.first,
        last=period.last,
        query=query_of(period),
        count=shown(count),
        per_day=count / period.days,
        later=shown(later),
        finding=_finding(count, kinds),
        days=days,
        weekly=weekly,
        highest=max((day.received or 0 for day in days), default=0) or FEWEST_SHOWN,
        kinds=kinds,
        areas=_shares(tongue, seen(told, By.AREA), count, _area_of(ground, tongue)),
        statuses=_shares(tongue, seen(told, By.OUTCOME), count, _status_of(tongue)),
    )


def query_of(period: Period) -> str:
    """A period as the query of an address."""
    return f"from={period.first}&to={period.last}"


def approximate(ground: Ground) -> bool:
    """Whether the city's areas are drawn from centre points."""
    return any(area.approximate for area in ground.areas.all())


class Name(NamedTuple):
    """What a part is called, with its colour and icon where it has them."""

    text: str
    colour: str | None = None
    icon: str | None = None


Called = Callable[[str], Name]


def _kind_of(ground: Ground, tongue: Tongue) -> Called:
    def called(slug: str) -> Name:
        kind = ground.kinds.get(KindSlug(slug))
        if kind is None:
            return Name(slug or tongue(say("belum ditentukan jenisnya")))
        return Name(kind.name.in_(tongue.language), ground.groups[kind.group].colour, kind.icon)

    return called


def _area_of(ground: Ground, tongue: Tongue) -> Called:
    def called(code: str) -> Name:
        area = ground.area(AreaCode(code))
        return Name(area.name if area is not None else code or tongue(say("tanpa wilayah")))

    return called


def _status_of(tongue: Tongue) -> Called:
    return lambda status: Name(tongue(status_word(Status(status))))


def _shares(tongue: Tongue, tallies: Sequence[Tally], count: int, called: Called) -> tuple[Share, ...]:
    """The largest parts, then all the others as one. What is too small to show is only among the others."""
    large = [tally for tally in tallies if tally.reports >= FEWEST_SHOWN][:MOST_SHARES]
    longest = large[0].reports if large else 1
    parts = [(called(tally.key), tally.reports, 100 * tally.reports / longest) for tally in large]
    others = count - sum(tally.reports for tally in large)
    if others >= FEWEST_SHOWN:
        # Without a bar: many small parts together would dwarf the largest.
        parts.append((Name(tongue(say("lainnya"))), others, 0))
    return tuple(
        Share(
            name=name.text,
            colour=name.colour,
            icon=name.icon,
            count=reports,
            percent=share_percent(reports, count) or 0,
            width=round(width, 1),
        )
        for name, reports, width in parts
    )


def _days(period: Period, tallies: Sequence[Tally], *, together: int) -> tuple[DayCount, ...]:
    """So many days as one, the first bar of what is left over; none at all where that would still be too many."""
    if period.days > MOST_BARS * together:
        return ()
    known = {tally.key: tally for tally in tallies}
    of_day = [known.get((period.first + timedelta(days=n)).isoformat(), NOTHING) for n in range(period.days)]
    # Cut from the end: a last bar of two days would look like a fall.
    ends = sorted({0, *range(period.days, 0, -together)})
    return tuple(
        DayCount(
            day=period.first + timedelta(days=n),
            received=shown(sum(tally.reports for tally in of_day[n:end])),
            closed=shown(sum(tally.finished for tally in of_day[n:end])),
        )
        for n, end in pairwise(ends)
    )


def _finding(count: int, kinds: Sequence[Share]) -> Say:
    """The one sentence to remember."""
    if not count:
        return say("Belum ada laporan pada hari-hari ini.")
    if not kinds:
        return say("Masih terlalu sedikit untuk disimpulkan.")
    first = kinds[0]
    return say(
        "Paling sering: {kind}, {percent}% dari semua laporan.", kind=first.name, percent=first.percent
    )


def _percent(part: int, whole: int) -> float | None:
    return share_percent(part, whole, digits=1) if whole >= FEWEST_SHOWN else None
