"""How a city counts time: its limits, its office hours, its days off.

A limit is never a literal in code. Each carries the day it began and its
source, because a report keeps the limits in force when it was received.
"""

from datetime import date, time
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from tanggap.kit.words import Name


class ReportType(StrEnum):
    """What a report is in law, which decides its outermost limit (DOMAIN 4.1)."""

    COMPLAINT = "complaint"
    COMPLAINT_SUPERVISORY = "complaint_supervisory"
    ASPIRATION = "aspiration"
    INFORMATION_REQUEST = "information_request"
    FIELD_ISSUE = "field_issue"
    EMERGENCY = "emergency"


class Limit(Struct, frozen=True, kw_only=True):
    """A length of time on one of the city's clocks (DOMAIN 6.1).

    `C` runs round the clock and `O` only inside office hours, both in hours;
    `B` counts working days.
    """

    amount: float
    clock: Literal["C", "B", "O"]


class DatedLimit(Struct, frozen=True, kw_only=True):
    """A limit, the first day it holds, and who set it."""

    valid_from: date
    limit: Limit
    source: str


class DatedShares(Struct, frozen=True, kw_only=True):
    """After which shares of a limit somebody is reminded of it, in percent, the first day that holds, and who set it."""

    valid_from: date
    percent: tuple[int, ...]
    source: str


class Limits(Struct, frozen=True, kw_only=True):
    """Every limit that is not a kind's own (DOMAIN 6.2, 5.2), each with its history."""

    complaint: tuple[DatedLimit, ...]
    complaint_supervisory: tuple[DatedLimit, ...]
    aspiration: tuple[DatedLimit, ...]
    information_request: tuple[DatedLimit, ...]
    field_issue: tuple[DatedLimit, ...]
    emergency: tuple[DatedLimit, ...]
    verify: tuple[DatedLimit, ...]
    plan: tuple[DatedLimit, ...]
    answer_offer: tuple[DatedLimit, ...]
    answer_question: tuple[DatedLimit, ...]
    area_office_acts: tuple[DatedLimit, ...]
    remind: tuple[DatedShares, ...]
    escalate_agency: tuple[DatedLimit, ...]
    escalate_executive: tuple[DatedLimit, ...]
    alert_executive: tuple[DatedLimit, ...]
    hold: tuple[DatedLimit, ...]
    close_unanswered: tuple[DatedLimit, ...]
    reopen: tuple[DatedLimit, ...]
    inquiry_answer: tuple[DatedLimit, ...]
    inquiry_extend: tuple[DatedLimit, ...]
    inquiry_object: tuple[DatedLimit, ...]
    inquiry_decide: tuple[DatedLimit, ...]
    inquiry_dispute: tuple[DatedLimit, ...]

    def of_type(self, report_type: ReportType) -> tuple[DatedLimit, ...]:
        """The outermost limit of a type of report, with its history."""
        limits: tuple[DatedLimit, ...] = getattr(self, report_type.value)
        return limits


class Window(Struct, frozen=True, kw_only=True):
    """From when until when an office is open, local time."""

    opens: time
    closes: time


class Week(Struct, frozen=True, kw_only=True):
    """The office windows of each day; none on days off."""

    monday: tuple[Window, ...] = ()
    tuesday: tuple[Window, ...] = ()
    wednesday: tuple[Window, ...] = ()
    thursday: tuple[Window, ...] = ()
    friday: tuple[Window, ...] = ()
    saturday: tuple[Window, ...] = ()
    sunday: tuple[Window, ...] = ()


class Period(Struct, frozen=True, kw_only=True):
    """From one day to another, both included."""

    first: date
    last: date


class Season(Struct, frozen=True, kw_only=True):
    """A time of year with other office hours, such as Ramadan."""

    name: Name
    periods: tuple[Period, ...]
    week: Week


class Hours(Struct, frozen=True, kw_only=True):
    """When the city's offices are open."""

    week: Week
    seasons: tuple[Season, ...] = ()


class DayOff(Struct, frozen=True, kw_only=True):
    """A day, and why it is off or is not."""

    day: date
    name: str


class Holidays(Struct, frozen=True, kw_only=True):
    """What the city changes in the national list: days more off, days worked after all."""

    add: tuple[DayOff, ...] = ()
    remove: tuple[DayOff, ...] = ()
