"""What a change of the calendar is, as it is typed and as it is remembered. Values only."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from tanggap.city.calendar import DaysOff
from tanggap.city.editing import rules as editing
from tanggap.city.packs.times import DayOff, Holidays
from tanggap.kit.errors import Invalid, Refused
from tanggap.kit.words import say

PART = "days_off"
"""Under which part of the pack a change of a day is remembered; the day is its slug."""
NAME_MOST = 120
LINES_MOST = 400
ESTIMATED = "(perkiraan)"
"""How the national list ends the name of a day that no decree has set yet."""


class Edit(Struct, frozen=True, kw_only=True):
    """One day: its name before and after, None where offices work."""

    day: date
    before: str | None
    after: str | None


def read_lines(text: str) -> dict[date, str | None]:
    """What somebody wants: a line for each day, `2027-03-10 Hari jadi kota`; with a `-` before it, a day worked.

    Raises Invalid for a line that says neither, a day said twice, and none at all.
    """
    wanted: dict[date, str | None] = {}
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or len(lines) > LINES_MOST:
        raise Invalid(say("Tulis satu sampai {n} tanggal.", n=LINES_MOST), field="lines")
    for nth, line in enumerate(lines, start=1):
        day, name = _line(line, nth)
        if day in wanted:
            raise Invalid(say("Baris {n}: tanggal ini disebut dua kali.", n=nth), field="lines")
        wanted[day] = name
    return wanted


def _line(line: str, nth: int) -> tuple[date, str | None]:
    worked = line.startswith("-")
    first, _, name = line.removeprefix("-").partition(" ")
    try:
        day = date.fromisoformat(first)
    except ValueError:
        raise Invalid(
            say("Baris {n}: mulai dengan tanggal seperti 2027-03-10.", n=nth), field="lines"
        ) from None
    if worked:
        return day, None
    if not name.strip() or len(name) > NAME_MOST:
        raise Invalid(say("Baris {n}: tulis nama harinya, tidak terlalu panjang.", n=nth), field="lines")
    return day, name.strip()


def write_lines(edits: Iterable[Edit]) -> str:
    """Edits as `read_lines` reads them."""
    return "\n".join(f"-{each.day}" if each.after is None else f"{each.day} {each.after}" for each in edits)


def edits(days: Mapping[date, str], wanted: Mapping[date, str | None]) -> tuple[Edit, ...]:
    """What must be changed so that these days are as wanted. Raises Invalid when they are already."""
    found = tuple(
        Edit(day=day, before=days.get(day), after=name)
        for day, name in sorted(wanted.items())
        if days.get(day) != name
    )
    if not found:
        raise Invalid(say("Kalender sudah seperti itu."), field="lines")
    return found


def changed(days: DaysOff, edits: Sequence[Edit]) -> DaysOff:
    """The days off after these edits, and with them what is the city's own."""
    after = dict(days.days)
    own = days.own
    for each in edits:
        if each.after is None:
            after.pop(each.day, None)
        else:
            after[each.day] = each.after
        own = _own(own, each)
    return DaysOff(days=after, own=own)


def _own(own: Holidays, edit: Edit) -> Holidays:
    """The city's own changes with one more; a day back as the national list has it is none."""
    added = tuple(each for each in own.add if each.day != edit.day)
    removed = tuple(each for each in own.remove if each.day != edit.day)
    if edit.after is None and len(added) == len(own.add) and edit.before is not None:
        removed = (*removed, DayOff(day=edit.day, name=edit.before))
    back = next((each.name for each in own.remove if each.day == edit.day), None)
    if edit.after is not None and edit.after != back:
        added = (*added, DayOff(day=edit.day, name=edit.after))
    return Holidays(add=added, remove=removed)


def undone(days: Mapping[date, str], edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """What takes edits back. Raises Refused when one of their days has been changed since."""
    if any(days.get(each.day) != each.after for each in edits):
        raise Refused(say("Salah satu harinya sudah diubah lagi. Ubah langsung di kalender."))
    return tuple(Edit(day=each.day, before=each.after, after=each.before) for each in edits)


def kept(edits: Iterable[Edit]) -> tuple[editing.Edit, ...]:
    """Edits as changes of the pack are remembered."""
    return tuple(
        editing.Edit(part=PART, slug=each.day.isoformat(), before=each.before, after=each.after)
        for each in edits
    )


def days_of(edits: Iterable[editing.Edit]) -> tuple[Edit, ...]:
    """The days that remembered edits tell of."""
    return tuple(
        Edit(day=date.fromisoformat(each.slug), before=each.before, after=each.after) for each in edits
    )
