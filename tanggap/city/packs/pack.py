"""What a city is before anyone reports: the values a city pack holds.

A pack is read from a folder (`load`), looked over (`check`), written out again
(`write`) and kept in the database, which is the truth at run time. Nothing
here reads a file or knows a city by name.
"""

from datetime import date
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from tanggap.city.areas.area import Area
from tanggap.city.packs.grading import Grading
from tanggap.city.packs.open_data import OpenData
from tanggap.city.packs.pillars import Aim, CityFact, Indicator, PillarSet
from tanggap.city.packs.questions import Question
from tanggap.city.packs.rounds import Rounds
from tanggap.city.packs.routing import RoutingRule
from tanggap.city.packs.times import Holidays, Hours, Limit, Limits, ReportType
from tanggap.city.terms import AgencySlug, AreaCode, KindSlug
from tanggap.kit.words import Name


class CityState(StrEnum):
    """How far a city has come: heard only, trying out, or answering. One for training is the copy of another and counts nowhere."""

    LISTENING = "listening"
    TRIAL = "trial"
    JOINED = "joined"
    TRAINING = "training"


class Urgency(StrEnum):
    """How soon a kind of thing must be looked at."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    CRITICAL = "critical"


class Sensitivity(StrEnum):
    """How far a report of a kind may be seen by others than those who handle it."""

    PUBLIC = "S0"
    BLURRED = "S1"  # public, but its place is moved and only its day is told
    INTERNAL = "S2"
    SEALED = "S3"  # named readers only


class Point(Struct, frozen=True, kw_only=True):
    """A place on earth, WGS84 degrees."""

    lon: float
    lat: float


class EmergencyNumber(Struct, frozen=True, kw_only=True):
    """A telephone number to call when life is in danger, and who answers it."""

    number: str
    name: Name


class Support(Struct, frozen=True, kw_only=True):
    """When people saying the same counts: from how likely a report is suggested, and when it becomes more urgent.

    `alike_least_percent` is how alike two reports of one area must be (0 to 100) to be asked about where one of them
    has no point; a report with more supporters than `urgent_above` is one step more urgent (DOMAIN 5.5, 7).
    """

    alike_least_percent: int = 40
    urgent_above: int = 10


class Basemap(Struct, frozen=True, kw_only=True):
    """What lies under the pins of a map: the city's own shapes, and above them streets where the city has some.

    ``url`` of ``raster`` is the template of a server's pictures with {z}, {x} and {y}, of ``vector`` the address of a
    style, whose tiles and letters may come from further ``hosts``; ``pmtiles`` has none, its file lies with the
    installation's. ``credit`` is the line their makers ask for. Small maps draw ``raster`` only.
    """

    style: Literal["shapes", "raster", "vector", "pmtiles"] = "shapes"
    url: str = ""
    credit: str = ""
    hosts: tuple[str, ...] = ()


BLOCKED_WORDS = (
    "saya bunuh",
    "aku bunuh",
    "gue bunuh",
    "kubunuh",
    "bunuh saja",
    "mati kau",
    "bakar rumahnya",
    "perkosa dia",
)
"""Threats, in the words of those who threaten; what is only coarse is not blocked."""


class City(Struct, frozen=True, kw_only=True):
    """What a city is and how it wishes to be served.

    `code` opens every report number of the city (two to four capital letters);
    `area_code` is the Interior Ministry's. `first_kinds` are the tiles a
    reporter sees before searching. With `triage_first`, people look at every
    report before it is sent to an agency. With `standing`, residents are told
    what their reports have done. A report that holds one of the
    `blocked_words`, or that `flags_to_hide` readers flagged, is kept from the
    public until a person has looked. A link given to somebody outside the city hall opens
    for `outside_days`. With `positions`, members of teams may let their unit know where they are while on duty.
    `rounds` is what the order of a crew's day reckons with. Its figures stand under the pillars of its `pillar_set`;
    by `scorecard` its units are graded, each month by what was valid as it began. So many reports in seven days,
    `direct_a_week`, may a resident send to the mayor's room as well; none where it is 0.
    `open_data` is how its data are given away.
    """

    slug: str
    name: str
    code: str
    area_code: AreaCode
    state: CityState
    timezone: str
    languages: tuple[str, ...]
    centre: Point
    hosts: tuple[str, ...] = ()
    emergency_numbers: tuple[EmergencyNumber, ...] = ()
    first_kinds: tuple[KindSlug, ...] = ()
    triage_first: bool = False
    support: Support = Support()
    basemap: Basemap = Basemap()
    standing: bool = True
    blocked_words: tuple[str, ...] = BLOCKED_WORDS
    flags_to_hide: int = 3
    outside_days: int = 14
    positions: bool = False
    rounds: Rounds = Rounds()
    scorecard: tuple[Grading, ...] = (Grading(),)
    pillar_set: str = "jakarta"
    direct_a_week: int = 0
    open_data: OpenData = OpenData()


class Group(Struct, frozen=True, kw_only=True):
    """A family of kinds: one colour and one icon on maps and charts. One that is `retired` takes no new kinds."""

    slug: str
    name: Name
    colour: str
    icon: str
    retired: bool = False


class Target(Struct, frozen=True, kw_only=True):
    """Until when a kind must be answered (first action) and resolved (proof filed)."""

    valid_from: date
    response: Limit
    resolution: Limit
    source: str


class Pillars(Struct, frozen=True, kw_only=True):
    """The smart-city pillar a kind counts for, in Jakarta's set and in Kominfo's."""

    jakarta: str
    kominfo: str


class Duplicates(Struct, frozen=True, kw_only=True):
    """How near and how recent another report must be to be the same thing (DOMAIN 5.5)."""

    radius_m: int
    days: int


class SearchWords(Struct, frozen=True, kw_only=True):
    """Words and phrases by which people call a kind, in both languages."""

    id: tuple[str, ...]
    en: tuple[str, ...]


class Kind(Struct, frozen=True, kw_only=True):
    """What a report can be about.

    The first of `agency_types` that the city has leads. With `proof`, work is
    done only when an after-photo and its place show it. The first of `owners`,
    agencies or their types, that the city has is whose such things are where no
    answer says otherwise.
    A slug is for ever: a kind no longer offered is `retired`.
    """

    slug: KindSlug
    group: str
    name: Name
    report_type: ReportType
    agency_types: tuple[str, ...]
    urgency: Urgency
    sensitivity: Sensitivity
    pillars: Pillars
    proof: bool
    duplicates: Duplicates
    icon: str
    search: SearchWords
    targets: tuple[Target, ...]
    questions: tuple[Question, ...] = ()
    owners: tuple[str, ...] = ()
    retired: bool = False

    @property
    def emergency(self) -> bool:
        """Whether the emergency number is shown before anything else."""
        return self.report_type is ReportType.EMERGENCY

    @property
    def sealed(self) -> bool:
        """Whether reports of this kind are confidential, whatever the reporter chose."""
        return self.sensitivity is Sensitivity.SEALED


class AgencyType(Struct, frozen=True, kw_only=True):
    """A task some agency of every city has; kinds point here, not at agencies."""

    slug: str
    name: Name


class Agency(Struct, frozen=True, kw_only=True):
    """Who answers: an office of the city, a kelurahan, or a utility outside it.

    `areas` are the codes it serves; none means the whole city. `hours` are its own where it keeps others than the city.
    A unit names the agency it belongs to as its `parent`. One that is `retired` hands its open work to its
    `successor`, or back to triage where it has none.
    One `outside` has no accounts here: what it is given goes to its `email` as a link. Its crews begin their day at
    its `depot`, and get round as `rounds` says where that is not as in the whole city.
    """

    slug: AgencySlug
    name: str
    short: str
    types: tuple[str, ...]
    areas: tuple[AreaCode, ...] = ()
    source: str = ""
    hours: Hours | None = None
    parent: AgencySlug | None = None
    phone: str = ""
    outside: bool = False
    email: str = ""
    depot: Point | None = None
    rounds: Rounds | None = None
    retired: bool = False
    successor: AgencySlug | None = None


class Pack(Struct, frozen=True, kw_only=True):
    """A whole city."""

    city: City
    groups: tuple[Group, ...]
    kinds: tuple[Kind, ...]
    agency_types: tuple[AgencyType, ...]
    agencies: tuple[Agency, ...]
    areas: tuple[Area, ...]
    routing: tuple[RoutingRule, ...]
    hours: Hours
    holidays: Holidays
    limits: Limits
    pillar_sets: tuple[PillarSet, ...]
    indicators: tuple[Indicator, ...]
    aims: tuple[Aim, ...]
    facts: tuple[CityFact, ...]
