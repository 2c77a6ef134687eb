"""A city as it stands in memory: everything a decision about a report may ask, at one version."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Self
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from tanggap.city.areas.area import Area, Level
from tanggap.city.areas.drawing import Drawn, draw
from tanggap.city.areas.index import AreaIndex
from tanggap.city.areas.sketch import Drawing, sketch
from tanggap.city.areas.zone import Zone
from tanggap.city.hours import Calendar, Pause, due, due_with_pauses
from tanggap.city.packs.dated import in_force
from tanggap.city.packs.pack import Agency, AgencyType, City, Group, Kind, Pack
from tanggap.city.packs.routing import RoutingRule
from tanggap.city.packs.times import Limit, Limits, ReportType
from tanggap.city.store import KnownCity
from tanggap.city.terms import AgencySlug, AreaCode, CityId, GroupSlug, KindSlug, RuleName

AREA_OFFICE = "area_office"
"""The type of agency that is the office of an area."""


class Ground:
    """One city's snapshot. Never changed: a new version is a new one."""

    def __init__(
        self, known: KnownCity, pack: Pack, areas: AreaIndex, *, days_off: Mapping[date, str], version: int
    ) -> None:
        self.known = known
        self.id: CityId = known.id
        self.version = version
        self.pack = pack
        self.city: City = pack.city
        self.areas = areas
        self.kinds: Mapping[KindSlug, Kind] = {KindSlug(kind.slug): kind for kind in pack.kinds}
        self.groups: Mapping[str, Group] = {group.slug: group for group in pack.groups}
        self.agencies: Mapping[AgencySlug, Agency] = {AgencySlug(a.slug): a for a in pack.agencies}
        self.agency_types: Mapping[str, AgencyType] = {each.slug: each for each in pack.agency_types}
        self.routing: tuple[RoutingRule, ...] = pack.routing
        self.limits: Limits = pack.limits
        self.days_off = days_off
        self.calendar = Calendar(
            zone=ZoneInfo(known.timezone), days_off=frozenset(days_off), hours=pack.hours
        )
        self._working_days: dict[tuple[date, float], datetime] = {}

    @property
    def zone(self) -> ZoneInfo:
        """The city's time zone."""
        return self.calendar.zone

    @cached_property
    def agencies_by_type(self) -> Mapping[str, tuple[Agency, ...]]:
        """The agencies in service of each type, in the pack's order."""
        found: dict[str, list[Agency]] = {}
        for agency in self.agencies.values():
            if not agency.retired:
                for each in agency.types:
                    found.setdefault(each, []).append(agency)
        return {each: tuple(agencies) for each, agencies in found.items()}

    @cached_property
    def offices(self) -> Mapping[AreaCode, Agency]:
        """The area office of each area that has one."""
        return {
            AreaCode(code): agency
            for agency in self.agencies_by_type.get(AREA_OFFICE, ())
            for code in agency.areas
        }

    @cached_property
    def rules(self) -> Mapping[RuleName, RoutingRule]:
        """Every rule of routing there has been, by the name events keep."""
        return {each.called: each for each in self.routing}

    @cached_property
    def zones(self) -> Mapping[RuleName, Zone]:
        """The polygons of the rules that have one."""
        return {each.called: Zone(each.when.zone) for each in self.routing if each.when.zone}

    @cached_property
    def drawn(self) -> Drawn:
        """The shapes of the city's areas as maps draw them; slow when asked for first."""
        return draw(self.areas.all())

    @cached_property
    def drawing(self) -> Drawing | None:
        """The city's kelurahan side by side; None where no shape is known."""
        return sketch(area for area in self.areas.all() if area.level is Level.KELURAHAN)

    def group_of(self, kind: Kind | None) -> GroupSlug | None:
        """The group a kind belongs to."""
        return None if kind is None else GroupSlug(kind.group)

    def area(self, code: AreaCode | None) -> Area | None:
        """An area of this city by its code."""
        return None if code is None else self.areas.get(code)

    def with_days_off(self, days_off: Mapping[date, str]) -> Self:
        """This city as it would be if its offices were closed on these days."""
        return type(self)(self.known, self.pack, self.areas, days_off=days_off, version=self.version)

    def with_pack(self, pack: Pack) -> Self:
        """This city as it would be if it said this of itself."""
        return type(self)(self.known, pack, self.areas, days_off=self.days_off, version=self.version)

    def with_routing(self, routing: tuple[RoutingRule, ...]) -> Self:
        """This city as it would be if these rules found who answers."""
        return self.with_pack(replace(self.pack, routing=routing))

    def calendar_of(self, agency: AgencySlug | None) -> Calendar:
        """The calendar of one unit: the city's, with the unit's own opening hours where it has some."""
        unit = self.agencies.get(agency) if agency is not None else None
        return (
            self.calendar if unit is None or unit.hours is None else replace(self.calendar, hours=unit.hours)
        )

    def due(self, start: datetime, limit: Limit) -> datetime:
        """When something begun at ``start`` is due on this city's clocks, in UTC."""
        if limit.clock != "B":
            return due(start, limit, self.calendar)
        # A working-day limit depends on the day alone, and a day has many reports.
        key = (self.calendar.day_of(start), limit.amount)
        found = self._working_days.get(key)
        if found is None:
            found = self._working_days[key] = due(start, limit, self.calendar)
        return found

    def due_at(
        self, start: datetime, report_type: ReportType, kind: Kind | None, *, pauses: Iterable[Pause] = ()
    ) -> datetime:
        """When a report must be resolved: the earlier of its type's limit and its kind's target.

        Both are those in force when it came in, and both stood still in the ``pauses``.
        """
        day, stood = self.calendar.day_of(start), tuple(pauses)
        ceiling = self._due(start, in_force(self.limits.of_type(report_type), day).limit, stood)
        if kind is None:
            return ceiling
        return min(ceiling, self._due(start, in_force(kind.targets, day).resolution, stood))

    def limit_of(self, start: datetime, report_type: ReportType, kind: Kind | None) -> Limit:
        """The limit a report came in under: that of its type or its kind, whichever ends first."""
        day = self.calendar.day_of(start)
        limits = [in_force(self.limits.of_type(report_type), day).limit]
        if kind is not None:
            limits.append(in_force(kind.targets, day).resolution)
        return min(limits, key=lambda limit: self.due(start, limit))

    def offices_above(self, agency: AgencySlug) -> tuple[AgencySlug, ...]:
        """Of an area office, those of the areas around its own, the nearest first; none for any other agency."""
        unit = self.agencies.get(agency)
        found: dict[AgencySlug, None] = {}
        for code in unit.areas if unit is not None and AREA_OFFICE in unit.types else ():
            around = code
            while "." in around:
                around = around.rsplit(".", 1)[0]
                office = self.offices.get(AreaCode(around))
                if office is not None:
                    found[AgencySlug(office.slug)] = None
        return tuple(found)

    def respond_by(self, start: datetime, kind: Kind) -> datetime:
        """When somebody must have done something first; a question to the reporter is something."""
        return self.due(start, self.response_of(start, kind))

    def response_of(self, start: datetime, kind: Kind) -> Limit:
        """Within what time somebody must have done something first about what came in then."""
        return in_force(kind.targets, self.calendar.day_of(start)).response

    def _due(self, start: datetime, limit: Limit, pauses: tuple[Pause, ...]) -> datetime:
        return due_with_pauses(start, limit, pauses, self.calendar) if pauses else self.due(start, limit)
