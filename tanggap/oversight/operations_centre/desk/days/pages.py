"""A day played again: what was open, what came in and what was finished, hour by hour."""

from datetime import date, datetime, timedelta

import msgspec
from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.kit.errors import Missing
from tanggap.kit.web import Page, Pages, get
from tanggap.kit.words import say
from tanggap.oversight.counts.tally import Period
from tanggap.oversight.operations_centre.desk.asked import ADDRESS
from tanggap.oversight.operations_centre.desk.days import rules, store
from tanggap.oversight.operations_centre.desk.days.rules import Frame
from tanggap.oversight.operations_centre.desk.scope import chosen, today
from tanggap.oversight.operations_centre.desk.telling import FAINTEST, strength
from tanggap.oversight.operations_centre.desk.views import Shade, Sketch
from tanggap.oversight.operations_centre.wanted import Wanted

DAYS_BACK = 92
"""So far back a day is played again: what ended since then is looked through for it."""
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


class HourView(Struct, frozen=True, kw_only=True):
    """An hour of the day: when it ends, and the page that shows it."""

    ends: datetime
    came: int
    ended: int
    open: int
    href: str
    here: bool


class DayPage(Struct, frozen=True, kw_only=True):
    """What desk/day.html is given. ``frames`` are all hours as JSON for the slider."""

    day: date
    shown: HourView
    hours: tuple[HourView, ...]
    sketch: Sketch | None
    frames: str
    faintest: float
    previous: str | None
    next: str | None
    desk: str
    reports: str


class Told(Struct, frozen=True, kw_only=True):
    """An hour as the slider is told it: spoken figures, and how many were open in each area of the sketch."""

    at: str
    came: str
    ended: str
    open: str
    areas: tuple[int, ...]


@get(ADDRESS + "/day/{day:str}", act="operate")
async def show_day(day: str, desk: Desk, hour: int | None = None) -> Page:
    """One day of the last ninety-two, at the end of one of its hours. Raises Missing."""
    return Page("desk/day.html", await day_page(desk, _day(desk, day), hour), place="operations")


async def day_page(desk: Desk, day: date, hour: int | None) -> DayPage:
    """The day, at the end of an hour; of none that has begun, the last that has."""
    period = Period(first=day, last=day)
    those = chosen(desk, Wanted(period=period))
    begun = min(rules.HOURS, max(1, -(-(desk.now() - those.since) // _HOUR)))
    found = await store.moved(
        desk.db, desk.city, since=those.since, until=those.until, areas=those.areas, guarded=those.guarded
    )
    frames = rules.frames(found, hours=begun)
    here = frames[hour if hour is not None and 0 <= hour < begun else -1]
    most = max((count for frame in frames for count in frame.areas.values()), default=0)
    hours = tuple(
        HourView(
            ends=those.since + (each.hour + 1) * _HOUR,
            came=each.came,
            ended=each.ended,
            open=each.open,
            href=f"{ADDRESS}/day/{day}?hour={each.hour}",
            here=each is here,
        )
        for each in frames
    )
    return DayPage(
        day=day,
        shown=hours[here.hour],
        hours=hours,
        sketch=_sketch(desk, here, most, period),
        frames=msgspec.json.encode([_told(desk, *each) for each in zip(frames, hours, strict=True)]).decode(),
        faintest=FAINTEST,
        previous=_href(desk, day - _DAY),
        next=_href(desk, day + _DAY),
        desk=f"{ADDRESS}?{Wanted(period=period).query}",
        reports=f"{ADDRESS}/reports?{Wanted(period=period).query}",
    )


def _day(desk: Desk, text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not _is_shown(desk, day):
        raise Missing(say("Putar ulang ada untuk hari ini dan {days} hari sebelumnya.", days=DAYS_BACK))
    return day


def _is_shown(desk: Desk, day: date) -> bool:
    return today(desk) - timedelta(days=DAYS_BACK) <= day <= today(desk)


def _href(desk: Desk, day: date) -> str | None:
    return f"{ADDRESS}/day/{day}" if _is_shown(desk, day) else None


def _sketch(desk: Desk, frame: Frame, most: int, period: Period) -> Sketch | None:
    drawing = desk.ground.drawing
    if drawing is None:
        return None
    return Sketch(
        width=drawing.width,
        height=drawing.height,
        shades=tuple(
            Shade(
                area=each,
                strength=strength(frame.areas.get(each.code, 0), most),
                count=frame.areas.get(each.code, 0),
                href=f"{ADDRESS}?{Wanted(period=period, area=each.code).query}",
            )
            for each in drawing.areas
        ),
    )


def _told(desk: Desk, frame: Frame, view: HourView) -> Told:
    drawing, tongue = desk.ground.drawing, desk.tongue
    return Told(
        at=tongue.when(view.ends),
        came=tongue.number(frame.came),
        ended=tongue.number(frame.ended),
        open=tongue.number(frame.open),
        areas=tuple(frame.areas.get(each.code, 0) for each in drawing.areas) if drawing is not None else (),
    )


PAGES = Pages(routes=[show_day])
