"""Which rules can never decide, and why: they name what is gone, exclude themselves, or come behind a wider one."""

from collections.abc import Collection, Iterable, Iterator
from datetime import time
from functools import cached_property
from itertools import product

from msgspec import Struct
from msgspec.structs import astuple

from tanggap.city.areas.area import Area
from tanggap.city.ground import Ground
from tanggap.city.hours import Calendar
from tanggap.city.packs.pack import Kind, Sensitivity, Urgency
from tanggap.city.packs.routing import Opening, RoutingRule
from tanggap.city.packs.times import Window
from tanggap.city.rights import within
from tanggap.city.terms import AgencySlug, KindSlug, RuleName
from tanggap.journey.routing.conditions import in_window, usual_owner
from tanggap.kit.words import Say, say
from tanggap.report.report import Channel, Visibility
from tanggap.report.screening.rules import blocked

AREA_OFFICE = "area_office"
TOLD_WHOM = frozenset({"by_zone", "by_hour", "by_case"})
"""The ways that go to the agency their line names."""

_DAY = 1440

Fact = tuple[KindSlug, str, Visibility]
"""A kind, whose the thing is, and who may read the report."""


class Flaw(Struct, frozen=True, kw_only=True):
    """What is wrong with a rule. With ``never`` it cannot decide at all."""

    rule: RuleName
    words: Say
    never: bool


def flaws(ground: Ground) -> tuple[Flaw, ...]:
    """Everything wrong with the rules in use, in their order; of those that never decide, the first reason."""
    lines = [line for line in ground.routing if not line.retired]
    reaches = [Reach(ground, line) for line in lines]
    found: list[Flaw] = []
    for nth, reach in enumerate(reaches):
        name = reach.line.called
        found += [Flaw(rule=name, words=each, never=False) for each in _gone(ground, reach.line)]
        why = _excluded(reach) or _covered(reach, reaches[:nth])
        if why is not None:
            found.append(Flaw(rule=name, words=why, never=True))
    return tuple(found)


class Reach:
    """The cases a rule is for, as far as they can be counted: facts one by one, the rest by its conditions."""

    def __init__(self, ground: Ground, line: RoutingRule) -> None:
        self.ground = ground
        self.line = line

    @cached_property
    def facts(self) -> frozenset[Fact]:
        """Every kind, owner and visibility that all its conditions on them allow."""
        return frozenset(self._facts())

    def _facts(self) -> Iterator[Fact]:
        when = self.line.when
        for slug, kind in self.ground.kinds.items():
            if kind.retired or not _fits(slug, when.kinds) or not _fits(kind.group, when.groups):
                continue
            if not _fits(kind.urgency, when.urgencies):
                continue
            for owner, visibility in product(_owners(self.ground, kind), _visibilities(kind)):
                if _fits(owner, when.owners) and _fits(visibility, when.visibilities):
                    yield slug, owner, visibility

    @cached_property
    def sure(self) -> frozenset[Fact]:
        """Those of its facts for which it finds an agency wherever the report lies."""
        return frozenset(filter(self.decides, self.facts))

    def decides(self, fact: Fact) -> bool:
        """Whether it surely finds an agency for such a report, wherever it lies."""
        slug, owner, _ = fact
        match self.line.rule:
            case "by_kind":
                return any(map(self._has_everywhere, self._types(slug)))
            case "by_utility":
                return bool(owner) and self._finds_everywhere(owner)
            case "by_area":
                return False
            case _:
                return self._finds_everywhere(self._target)

    def may_decide(self, fact: Fact) -> bool:
        """Whether it finds an agency for such a report at least somewhere."""
        slug, owner, _ = fact
        match self.line.rule:
            case "by_kind":
                return any(each in self.ground.agencies_by_type for each in self._types(slug))
            case "by_utility":
                return self._in_service(owner) or owner in self.ground.agencies_by_type
            case "by_area":
                return AREA_OFFICE in self.ground.kinds[slug].agency_types and bool(self.ground.offices)
            case _:
                return self.has_target

    @property
    def has_target(self) -> bool:
        """Whether the agency that the rule itself names is there, or one of the type it names."""
        return self._in_service(self._target) or self._target in self.ground.agencies_by_type

    @property
    def _target(self) -> str:
        return self.line.agency or self.line.agency_type or ""

    def _types(self, kind: KindSlug) -> Iterator[str]:
        return (each for each in self.ground.kinds[kind].agency_types if each != AREA_OFFICE)

    def _finds_everywhere(self, name: str) -> bool:
        return self._in_service(name) or self._has_everywhere(name)

    def _has_everywhere(self, agency_type: str) -> bool:
        return any(not each.areas for each in self.ground.agencies_by_type.get(agency_type, ()))

    def _in_service(self, name: str) -> bool:
        agency = self.ground.agencies.get(AgencySlug(name))
        return agency is not None and not agency.retired


def _fits(value: str, wanted: Collection[str]) -> bool:
    return not wanted or value in wanted


def _owners(ground: Ground, kind: Kind) -> set[str]:
    """Whose such a thing may be said to be: what its answers say, or else what its kind does."""
    answers = (option.owner for question in kind.questions for option in question.options)
    return {*(each for each in answers if each), usual_owner(ground, kind)}


def _visibilities(kind: Kind) -> Iterable[Visibility]:
    return (Visibility.CONFIDENTIAL,) if kind.sensitivity is Sensitivity.SEALED else Visibility


def _gone(ground: Ground, line: RoutingRule) -> Iterator[Say]:
    """What a rule names that the city has not, or no longer."""
    when = line.when
    for slug in when.kinds:
        kind = ground.kinds.get(slug)
        if kind is not None and kind.retired:
            yield say("Jenis “{name}” sudah tidak dipakai.", name=kind.name)
    known = (
        (when.kinds, ground.kinds),
        (when.groups, ground.groups),
        (when.areas, {area.code for area in ground.areas.all()}),
        (when.owners, {*ground.agencies, *ground.agency_types}),
        (when.urgencies, tuple(Urgency)),
        (when.channels, tuple(Channel)),
        (when.visibilities, tuple(Visibility)),
    )
    for names, having in known:
        for name in names:
            if name not in having:
                yield say("“{name}” tidak ada di kota ini.", name=name)
    if when.zone and not ground.zones[line.called].meets(ground.areas.all()):
        yield say("Kawasannya di luar kota.")


def _excluded(reach: Reach) -> Say | None:
    """Why no report at all can be one of a rule's, or why it then finds no agency."""
    ground, line, when = reach.ground, reach.line, reach.line.when
    if line.rule in TOLD_WHOM and not reach.has_target:
        return say("Tidak pernah memutuskan: unit tujuannya sudah tidak ada.")
    if not reach.facts or (when.channels and not set(when.channels) & set(Channel)):
        return say("Tidak pernah memutuskan: syaratnya tidak mungkin terpenuhi bersama.")
    if not any(map(reach.may_decide, reach.facts)):
        return say("Tidak pernah memutuskan: tidak ada unit untuk laporan seperti ini.")
    if when.areas and not _areas_of(reach):
        return say("Tidak pernah memutuskan: wilayahnya sudah tidak ada.")
    if when.areas and when.zone and not ground.zones[line.called].meets(_areas_of(reach)):
        return say("Tidak pernah memutuskan: kawasannya di luar wilayah yang dipilih.")
    if when.opening is Opening.OFFICE and not _ever_open(ground.calendar, when.window):
        return say("Tidak pernah memutuskan: pada jam itu kantor tutup.")
    return None


def _areas_of(reach: Reach) -> list[Area]:
    wanted = reach.line.when.areas
    return [area for area in reach.ground.areas.all() if any(within(area.code, of) for of in wanted)]


def _ever_open(calendar: Calendar, window: Window | None) -> bool:
    """Whether offices work at some moment of a window, on any day of any season."""
    if window is None or calendar.hours is None:
        return True
    weeks = (calendar.hours.week, *(season.week for season in calendar.hours.seasons))
    office = (each for week in weeks for day in astuple(week) for each in day)
    return any(in_window(window, each.opens) or in_window(each, window.opens) for each in office)


def _covered(reach: Reach, earlier: Iterable[Reach]) -> Say | None:
    """Which earlier rule takes every report that this one is for."""
    for other in earlier:
        if _takes_all(other, reach):
            name = other.line.name or other.line.called
            return say("Tidak pernah memutuskan: semuanya sudah diambil aturan “{name}”.", name=name)
    return None


def _takes_all(wide: Reach, narrow: Reach) -> bool:
    w, n = wide.line.when, narrow.line.when
    zones = wide.ground.zones
    return (
        (not w.channels or (bool(n.channels) and set(n.channels) <= set(w.channels)))
        and (not w.areas or (bool(n.areas) and all(any(within(a, of) for of in w.areas) for a in n.areas)))
        and (not w.zone or (bool(n.zone) and zones[wide.line.called].covers(zones[narrow.line.called])))
        and (w.opening is None or w.opening is n.opening)
        and (w.window is None or (n.window is not None and _window_within(n.window, w.window)))
        and (not w.words or (bool(n.words) and all(blocked(each, w.words) for each in n.words)))
        and narrow.facts <= wide.sure
    )


def _window_within(narrow: Window, wide: Window) -> bool:
    """Whether every moment of a window lies in another; either may reach over midnight."""
    lasts = _minutes(wide.opens, wide.closes) or _DAY
    begins = _minutes(wide.opens, narrow.opens)
    return lasts == _DAY or begins + (_minutes(narrow.opens, narrow.closes) or _DAY) <= lasts


def _minutes(after: time, until: time) -> float:
    """From one time of day to the next such other, in minutes: 0 up to a day."""
    seconds = (
        (until.hour - after.hour) * 3600 + (until.minute - after.minute) * 60 + until.second - after.second
    )
    return seconds / 60 % _DAY
