"""The seam and the order: rules are asked one after another, as the city says; the first that knows decides."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from tanggap.city.areas.area import Area
from tanggap.city.ground import Ground
from tanggap.city.packs.pack import Agency, Kind
from tanggap.city.terms import AgencySlug, AreaCode, RuleName
from tanggap.kit.words import Say, say


class Question(Struct, frozen=True, kw_only=True):
    """What a rule may look at."""

    ground: Ground
    kind: Kind
    area: Area | None


class Rule(Struct, frozen=True, kw_only=True):
    """A way to route. ``choose`` names the agency or says nothing; ``reason`` is what a citizen reads."""

    name: RuleName
    choose: Callable[[Question], Agency | None]
    reason: Callable[[Question, Agency], Say]


class Route(Struct, frozen=True, kw_only=True):
    """The agency, the rule that chose it (None for the fallback) and the reason."""

    agency: AgencySlug
    rule: RuleName | None
    reason: Say


def route(ground: Ground, rules: Mapping[str, Rule], kind: Kind, area: AreaCode | None) -> Route | None:
    """Who answers for this kind in this area; None where nobody does yet.

    When no rule of the city's order knows, it falls to the area's own office, and people look at it first.
    """
    question = Question(ground=ground, kind=kind, area=ground.area(area))
    for step in ground.routing:
        rule = rules.get(step.rule)
        chosen = rule.choose(question) if rule is not None else None
        if rule is not None and chosen is not None:
            return Route(agency=AgencySlug(chosen.slug), rule=rule.name, reason=rule.reason(question, chosen))
    office = office_of(ground, area)
    if office is None:
        return None
    return Route(
        agency=AgencySlug(office.slug),
        rule=None,
        reason=say("Untuk {agency}, karena belum ada aturan yang lebih tepat.", agency=office.name),
    )


def office_of(ground: Ground, area: AreaCode | None) -> Agency | None:
    """The office of an area, or of the nearest area above it that has one."""
    while area is not None:
        found = ground.offices.get(area)
        if found is not None:
            return found
        above = ground.area(area)
        area = AreaCode(above.parent) if above is not None and above.parent is not None else None
    return None


def explain(
    ground: Ground,
    rules: Mapping[str, Rule],
    *,
    rule: RuleName | None,
    kind: Kind,
    area: AreaCode | None,
    agency: AgencySlug,
) -> Say:
    """Why a report went to an agency, told again from what the event kept: codes only."""
    found = ground.agencies.get(agency)
    known = rules.get(rule) if rule is not None else None
    if found is None or known is None:
        return say("Dikirim oleh petugas kota.")
    return known.reason(Question(ground=ground, kind=kind, area=ground.area(area)), found)
