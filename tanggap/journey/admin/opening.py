"""When offices are open, as it is typed and told: days, their windows, and seasons with days of their own. Values only."""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from tanggap.city.packs.spelling import read_window, spell_window
from tanggap.city.packs.times import Hours, Period, Season, Week, Window
from tanggap.kit.errors import Invalid
from tanggap.kit.words import Name, say

DAYS = {
    "monday": say("Senin"),
    "tuesday": say("Selasa"),
    "wednesday": say("Rabu"),
    "thursday": say("Kamis"),
    "friday": say("Jumat"),
    "saturday": say("Sabtu"),
    "sunday": say("Minggu"),
}
"""The days of a week; a day is typed as it is called here, in small letters."""
_TYPED = {word.text.lower(): day for day, word in DAYS.items()}
PERIODS_MOST = 20


def read_week(lines: Iterable[str], *, field: str) -> Week | None:
    """A week as it is typed, a day a line: `senin 07:30-12:00 13:00-16:00`. None when there is no day.

    Raises Invalid for a line that says no day and windows, or a day said before.
    """
    week: dict[str, tuple[Window, ...]] = {}
    for each in lines:
        day, *windows = each.lower().replace(",", " ").replace("–", "-").split()
        try:
            read = tuple(read_window(window.replace(".", ":")) for window in windows)
        except ValueError:
            read = ()
        if day not in _TYPED or not read or _TYPED[day] in week:
            raise Invalid(say("Tulis seperti: senin 07:30-12:00 13:00-16:00."), field=field)
        week[_TYPED[day]] = read
    return msgspec.convert(week, Week, from_attributes=True) if week else None


def write_week(week: Week) -> str:
    """A week as `read_week` reads it."""
    typed = ((word.text.lower(), spelled(week, day)) for day, word in DAYS.items())
    return "\n".join(f"{word} {windows}" for word, windows in typed if windows)


def spelled(week: Week, day: str) -> str:
    """The windows of one day; nothing for one without."""
    windows: Sequence[Window] = getattr(week, day)
    return " ".join(map(spell_window, windows))


def read_periods(lines: Iterable[str], *, field: str) -> tuple[Period, ...]:
    """When a season is, a period a line: `2027-02-08 2027-03-09`, both included. Raises Invalid."""
    found: list[Period] = []
    for line in lines:
        try:
            first, last = (date.fromisoformat(each) for each in line.split())
        except ValueError:
            raise Invalid(say("Tulis seperti: 2027-02-08 2027-03-09."), field=field) from None
        found.append(Period(first=first, last=last))
    if len(found) > PERIODS_MOST:
        raise Invalid(say("Paling banyak {most} masa.", most=PERIODS_MOST), field=field)
    return tuple(sorted(found, key=lambda each: each.first))


def write_periods(periods: Iterable[Period]) -> str:
    """Periods as `read_periods` reads them."""
    return "\n".join(f"{each.first} {each.last}" for each in periods)


def season(hours: Hours, name: Name) -> Season | None:
    """The season of this name."""
    return next((each for each in hours.seasons if each.name.id == name.id), None)


def told(season: Season | None) -> str:
    """A season in one line: its periods, then its days."""
    if season is None:
        return ""
    lines = (write_periods(season.periods), write_week(season.week))
    return "; ".join(filter(None, "\n".join(lines).splitlines()))
