"""When a brief is due, and what it says."""

from datetime import date, datetime, time

from msgspec import Struct

from tanggap.city.hours import Calendar
from tanggap.city.owed import Letter
from tanggap.city.terms import PersonId
from tanggap.kit.errors import Invalid
from tanggap.kit.words import Say, say

USUAL = time(6, 30)
"""Before the first meeting of the day."""
SHEETS = "/decisions/brief/"
"""Where each day's sheet is read."""


class Choice(Struct, frozen=True, kw_only=True):
    """Who wants the brief, at which `minute` of the city's day, on working days only or daily; the last day it was made for."""

    person: PersonId
    minute: int
    working_days: bool
    made_on: date | None

    @property
    def at(self) -> time:
        """The time of day."""
        return time(self.minute // 60, self.minute % 60)


class Told(Struct, frozen=True, kw_only=True):
    """A line as a brief keeps it: what it says, why it is there, since when."""

    says: Say
    why: Say
    since: Say


class Brief(Struct, frozen=True, kw_only=True):
    """A day's brief. Figures are of the day before: ``came_in`` beside ``usual``, the mean of the four same weekdays before it.

    ``open`` and ``late`` are as it was made, ``risen`` how many of those stood on the mayor's desk.
    """

    day: date
    came_in: int
    usual: float
    closed: int
    open: int
    late: int
    risen: int
    lines: tuple[Told, ...]
    more: int


def is_due(choice: Choice, *, now: datetime, calendar: Calendar) -> bool:
    """Whether somebody's brief of today is to be made now: at their time or after it, once."""
    day = calendar.day_of(now)
    if choice.working_days and not calendar.works_on(day):
        return False
    return choice.made_on != day and now >= calendar.at(day, choice.at)


def read_time(text: str | None) -> time:
    """A time of day as a form sends it. Raises Invalid."""
    try:
        return time.fromisoformat(text or "").replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise Invalid(say("Tulis jam seperti 06.30."), field="at") from None


def figures(brief: Brief) -> tuple[Say, ...]:
    """Yesterday's figures, each as a sentence."""
    return (
        say("Kemarin masuk {n} laporan; biasanya {usual} pada hari seperti itu.", n=brief.came_in, usual=brief.usual),
        say("Kemarin selesai {n}.", n=brief.closed),
        say("Sekarang {open} terbuka, {late} di antaranya lewat batas.", open=brief.open, late=brief.late),
        say("{n} sudah naik ke meja wali kota.", n=brief.risen),
    )  # fmt: skip


def letter(brief: Brief) -> Letter:
    """The brief as a mail: no name, no report and no address is in it."""
    if brief.lines:
        body = say("{n} hal perlu keputusan hari ini.", n=len(brief.lines) + brief.more)
    else:
        body = say("Tidak ada yang perlu diputuskan hari ini.")
    return Letter(
        subject=say("Ringkasan {day}", day=brief.day),
        body=body,
        path="/decisions",
        lines=(*(each.says for each in brief.lines), *figures(brief)),
        file=f"{SHEETS}{brief.day}.pdf",
    )
