"""The seam and the order: rules are asked one after another, as the city says; the first that knows decides."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from tanggap.city.areas.area import Area
from tanggap.city.ground import Ground
from tanggap.city.packs.pack import Agency, Kind
from tanggap.city.packs.routing import RoutingRule
from tanggap.city.terms import AgencySlug, AreaCode, RuleName
from tanggap.journey.routing.conditions import Case, holds
from tanggap.kit.words import Say, say


class Question(Struct, frozen=True, kw_only=True):
    """What a rule may look at: the city, the line of its order that asks, the kind and place of a report.

    ``owner`` is the agency, or its type, that the thing belongs to as its kind or an answer says.
    """

    ground: Ground
    line: RoutingRule
    kind: Kind
    area: Area | None
    owner: str = ""


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


def route(ground: Ground, rules: Mapping[str, Rule], case: Case) -> Route | None:
    """Who answers for such a report; None where nobody does yet.

    When no rule of the city's order knows, it falls to the area's own office, and people look at it first.
    """
    for line in ground.routing:
        rule = rules.get(line.rule)
        if rule is None or line.retired or not holds(ground, line, case):
            continue
        question = Question(
            ground=ground, line=line, kind=case.kind, area=ground.area(case.area), owner=case.owner
        )
        chosen = rule.choose(question)
        if chosen is not None:
            return Route(
                agency=AgencySlug(chosen.slug), rule=line.called, reason=_reason(rule, question, chosen)
            )
    office = office_of(ground, case.area)
    if office is None:
        return None
    return Route(
        agency=AgencySlug(office.slug),
        rule=None,
        reason=say("Untuk {agency}, karena belum ada aturan yang lebih tepat.", agency=office.name),
    )


def _reason(rule: Rule, question: Question, agency: Agency) -> Say:
    own = question.line.reason
    if own is None:
        return rule.reason(question, agency)
    return say("Dikirim ke {agency} karena {reason}.", agency=agency.name, reason=own)


def office_of(ground: Ground, area: AreaCode | None) -> Agency | None:
    """The office of an area, or of the nearest area above it that has one."""
    while area is not None:
        found = ground.offices.get(area)
        if found is not None:
            return found
        above = ground.area(area)
        area = AreaCode(above.parent) if above is not None and above.parent is not None else None
    return None


def serving(ground: Ground, agency_type: str, area: Area | None) -> Agency | None:
    """The first agency of a type that serves an area."""
    for agency in ground.agencies_by_type.get(agency_type, ()):
        if not agency.areas or (area is not None and area.code in agency.areas):
            return agency
    return None


def named(ground: Ground, name: str, area: Area | None) -> Agency | None:
    """The agency in service of this name, or else the first of this type that serves an area."""
    found = ground.agencies.get(AgencySlug(name))
    return found if found is not None and not found.retired else serving(ground, name, area)


def told_whom(question: Question) -> Agency | None:
    """The agency that the line itself names."""
    line = question.line
    return named(question.ground, line.agency or line.agency_type or "", question.area)


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
    if rule is None or found is None:
        return say("Dikirim oleh petugas kota.")
    line = ground.rules.get(rule)
    way = rules.get(line.rule) if line is not None else None
    if line is None or way is None:
        return say(
            "Dikirim ke {agency} menurut aturan kota yang sudah tidak dipakai lagi.", agency=found.name
        )
    return _reason(way, Question(ground=ground, line=line, kind=kind, area=ground.area(area)), found)
