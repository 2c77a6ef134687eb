"""Whether a rule is for a report: all its conditions hold. Values only."""

from collections.abc import Collection, Mapping
from datetime import datetime, time

from msgspec import Struct

from tanggap.city.ground import Ground
from tanggap.city.hours import Calendar
from tanggap.city.packs.pack import Kind
from tanggap.city.packs.routing import Conditions, Opening, RoutingRule
from tanggap.city.packs.times import Window
from tanggap.city.rights import within
from tanggap.city.terms import AreaCode
from tanggap.report.questions.answers import Said
from tanggap.report.report import Channel, Visibility
from tanggap.report.screening.rules import blocked


class Case(Struct, frozen=True, kw_only=True):
    """What is known of a report when it is asked who answers; the point in degrees, ``at`` the moment of asking.

    ``owner`` is the agency, or its type, that the thing belongs to as `owner_of` finds it.
    """

    kind: Kind
    area: AreaCode | None
    at: datetime
    lon: float | None = None
    lat: float | None = None
    owner: str = ""
    channel: Channel = Channel.WEB
    visibility: Visibility = Visibility.PUBLIC
    text: str = ""


Given = Mapping[str, Collection[Said]]
"""What was answered, by question: the slugs of options, or their names."""


def owner_of(ground: Ground, kind: Kind, given: Given) -> str:
    """Whose a thing is: as the first answer says that names somebody, else as its kind does, else nobody's."""
    for question in kind.questions:
        said = given.get(question.slug, ())
        for option in question.options:
            if option.owner and (option.slug in said or option.name in said):
                return option.owner
    return usual_owner(ground, kind)


def usual_owner(ground: Ground, kind: Kind) -> str:
    """Whose things of a kind are where no answer says: the first of its owners that the city has."""
    having = (each for each in kind.owners if each in ground.agencies or each in ground.agencies_by_type)
    return next(having, "")


def holds(ground: Ground, line: RoutingRule, case: Case) -> bool:
    """Whether all conditions of a rule hold; what is not known of a report meets no condition on it."""
    when, kind = line.when, case.kind
    return (
        _one_of(kind.slug, when.kinds)
        and _one_of(kind.group, when.groups)
        and _one_of(kind.urgency, when.urgencies)
        and _one_of(case.channel, when.channels)
        and _one_of(case.visibility, when.visibilities)
        and _one_of(case.owner, when.owners)
        and (not when.areas or (case.area is not None and any(within(case.area, of) for of in when.areas)))
        and (not when.zone or _in_zone(ground, line, case))
        and _in_time(ground.calendar, when, case.at)
        and (not when.words or blocked(case.text, when.words))
    )


def _one_of(value: str, wanted: Collection[str]) -> bool:
    return not wanted or value in wanted


def _in_zone(ground: Ground, line: RoutingRule, case: Case) -> bool:
    if case.lon is None or case.lat is None:
        return False
    return ground.zones[line.called].holds(case.lon, case.lat)


def _in_time(calendar: Calendar, when: Conditions, at: datetime) -> bool:
    local = at.astimezone(calendar.zone)
    if when.window is not None and not in_window(when.window, local.time()):
        return False
    match when.opening:
        case None:
            return True
        case Opening.DAY_OFF:
            return not calendar.works_on(local.date())
        case Opening.OFFICE | Opening.CLOSED:
            is_open = any(opens <= at < closes for opens, closes in calendar.open_on(local.date()))
            return is_open is (when.opening is Opening.OFFICE)


def in_window(window: Window, moment: time) -> bool:
    """Whether a time of day lies in a window, which may reach over midnight; its end does not."""
    if window.opens < window.closes:
        return window.opens <= moment < window.closes
    return moment >= window.opens or moment < window.closes
