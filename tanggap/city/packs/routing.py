"""Who answers, as a city says it: rules asked in order, each with the cases it is for."""

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.packs.times import Window
from tanggap.city.terms import AgencySlug, AreaCode, KindSlug, RuleName
from tanggap.kit.words import Name


class Opening(StrEnum):
    """Whether the city's offices work at a moment."""

    OFFICE = "office"
    CLOSED = "closed"
    DAY_OFF = "day_off"


class Conditions(Struct, frozen=True, kw_only=True):
    """What must hold of a report, all of it; of several values in one field, one. What is empty asks nothing.

    ``areas`` hold what lies in them; ``zone`` are the corners of a polygon, longitude and latitude in degrees;
    ``owners`` are agencies or their types, as kinds and answers name who a broken thing belongs to; a ``window``
    that closes before it opens reaches over midnight, local time; ``words`` are words or phrases of the reporter.
    """

    kinds: tuple[KindSlug, ...] = ()
    groups: tuple[str, ...] = ()
    areas: tuple[AreaCode, ...] = ()
    zone: tuple[tuple[float, ...], ...] = ()
    owners: tuple[str, ...] = ()
    opening: Opening | None = None
    window: Window | None = None
    urgencies: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    visibilities: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


ANY = Conditions()


class RoutingRule(Struct, frozen=True, kw_only=True):
    """One rule in the city's order: how the agency is found (a name in `journey/routing/rules`), and in which cases.

    Events keep its ``code``, so that it is never given to another; a rule that is changed gets a new one, and the old
    one stays, ``retired``, to tell why reports went where they did. ``reason`` goes on after "Dikirim ke … karena".
    ``agency``, or the first agency of ``agency_type``, is for the ways that are told whom to choose.
    """

    rule: RuleName
    code: str | None = None
    name: str | None = None
    reason: Name | None = None
    agency: AgencySlug | None = None
    agency_type: str | None = None
    when: Conditions = ANY
    retired: bool = False

    @property
    def called(self) -> RuleName:
        """By which name events keep it: its code, or where it has none its way's."""
        return RuleName(self.code or self.rule)


def with_retired(rules: Sequence[RoutingRule], other: Sequence[RoutingRule]) -> tuple[RoutingRule, ...]:
    """These rules, and behind them, retired, those of another time that they have not: reports name them for ever."""
    known = {each.called for each in rules}
    return (*rules, *(replace(each, retired=True) for each in other if each.called not in known))
