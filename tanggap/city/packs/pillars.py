"""What a city says of itself in figures: its six pillars, what is reckoned for each, its aims, and facts others counted."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from tanggap.city.terms import GroupSlug, KindSlug
from tanggap.kit.words import Name


class Better(StrEnum):
    """Which way of an indicator is the good one; of a mere measure of use, neither."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


class Fact(StrEnum):
    """A number of the city that somebody else counted and that rates need: people, km of road, km2, permits issued in a year."""

    POPULATION = "population"
    ROAD_KM = "road_km"
    AREA_KM2 = "area_km2"
    PERMITS = "permits"


class Pillar(Struct, frozen=True, kw_only=True):
    """One of the things a city wants to be good at."""

    slug: str
    name: Name


class PillarSet(Struct, frozen=True, kw_only=True):
    """The pillars as somebody counts them; a city chooses a set by its slug."""

    slug: str
    name: Name
    pillars: tuple[Pillar, ...]


class Indicator(Struct, frozen=True, kw_only=True):
    """What is reckoned for a pillar, in words; the reckoning itself is `oversight/pillars/rules.py`, by the slug.

    `means` is its one sentence, `formula` how it comes about, `pillars` the pillar it stands under in each set (in a
    set that is not named it does not appear). What is of some kinds of reports alone names them in `kinds`, or whole
    `groups` of them. `needs` says what would bring a value, where the house itself counts nothing for it.
    """

    slug: str
    title: Name
    means: Name
    formula: Name
    unit: Name
    pillars: dict[str, str]
    better: Better
    source: Name
    kinds: tuple[KindSlug, ...] = ()
    groups: tuple[GroupSlug, ...] = ()
    needs: Name | None = None

    @property
    def code(self) -> str:
        """As it is quoted: GOV-1."""
        return self.slug.upper()


class Aim(Struct, frozen=True, kw_only=True):
    """What the city wants an indicator to be, in its unit, from a day on; who decided it."""

    indicator: str
    valid_from: date
    value: float
    source: str


class CityFact(Struct, frozen=True, kw_only=True):
    """A number of the city in one year, and where it was read."""

    fact: Fact
    year: int
    value: float
    source: str
