"""Rules that can never decide are pointed out, and no other is."""

from collections.abc import Sequence
from datetime import UTC, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tanggap.city.ground import Ground
from tanggap.city.packs.routing import Conditions, Opening, RoutingRule
from tanggap.city.packs.times import Window
from tanggap.city.terms import AgencySlug, KindSlug, RuleName
from tanggap.journey.routing.conditions import Case, holds, owner_of
from tanggap.journey.routing.ordering import reach
from tanggap.journey.routing.route import route
from tanggap.report.report import Channel, Visibility
from tests import bekasi
from tests.bekasi import CLEANSING, MARGAHAYU, ROADS
from tests.journey.lines import (
    BESIDE_MARKET,
    BY_KIND,
    ELSEWHERE,
    IN_MARKET,
    MARKET,
    WAYS,
    case,
    city,
    decided,
    line,
)


def never(ground: Ground) -> dict[str, str]:
    return {each.rule: each.words.text for each in reach.flaws(ground) if each.never}


UNREACHABLE: Sequence[tuple[RoutingRule, RoutingRule]] = (
    (line("wide"), line("own", kinds=("flood",))),
    (line("wide", groups=("roads",)), line("own", kinds=("road-damage",), opening=Opening.CLOSED)),
    (line("wide", areas=("32.75.01",)), line("own", areas=(MARGAHAYU,), words=("pasar",))),
    (line("wide", words=("pasar",)), line("own", words=("pasar induk", "pasar baru"))),
    (line("wide", zone=MARKET), line("own", zone=(*MARKET[:2], IN_MARKET))),
    (
        line("wide", window=Window(opens=time(22), closes=time(5))),
        line("own", window=Window(opens=time(23), closes=time(1))),
    ),
    (line("wide", kinds=("flood",)), line("own", kinds=("flood",), groups=("roads",))),
    (line("wide", kinds=("flood",)), line("own", kinds=("fire",), urgencies=("low",))),
    (line("wide", kinds=("flood",)), line("own", zone=MARKET, areas=(ELSEWHERE,))),
    (line("wide", kinds=("flood",)), line("own", AgencySlug("gone"))),
    (line("wide", kinds=("flood",)), line("own", None, way="by_utility", kinds=("road-damage",))),
    (
        line("wide", kinds=("flood",)),
        line("own", opening=Opening.OFFICE, window=Window(opens=time(22), closes=time(4))),
    ),
    (BY_KIND, line("own", kinds=("flood", "fire"))),
)


@pytest.mark.parametrize(("before", "own"), UNREACHABLE)
def test_a_rule_that_can_never_decide_is_pointed_out(before: RoutingRule, own: RoutingRule) -> None:
    assert "own" in never(city(before, own))


REACHABLE: Sequence[tuple[RoutingRule, RoutingRule]] = (
    (line("wide", zone=MARKET), line("own", kinds=("flood",))),
    (line("wide", kinds=("flood",)), line("own")),
    (line("wide", channels=("web",)), line("own", kinds=("flood",))),
    (line("wide", words=("pasar induk",)), line("own", words=("pasar",))),
    (line("wide", AgencySlug("gone")), line("own")),
    (line("wide", None, way="by_utility"), line("own", kinds=("loose-cable",))),
)


@pytest.mark.parametrize(("before", "own"), REACHABLE)
def test_a_rule_that_may_decide_is_left_in_peace(before: RoutingRule, own: RoutingRule) -> None:
    assert "own" not in never(city(before, own))


KINDS = ("road-damage", "flood", "loose-cable", "fire", "violence-women-child", "garbage-pile")
conditions = st.builds(
    Conditions,
    kinds=st.sets(st.sampled_from(KINDS), max_size=2).map(tuple),
    groups=st.sets(st.sampled_from(("roads", "water", "utilities", "waste")), max_size=2).map(tuple),
    areas=st.sampled_from(((), ("32.75.01",), (MARGAHAYU,), (ELSEWHERE, "32.75.01"))),
    zone=st.sampled_from(((), MARKET, (*MARKET[:2], IN_MARKET))),
    owners=st.sampled_from(((), ("telecom",), ("telecom", "power_utility"))),
    opening=st.sampled_from((None, *Opening)),
    window=st.sampled_from(
        (
            None,
            Window(opens=time(22), closes=time(5)),
            Window(opens=time(23), closes=time(1)),
            Window(opens=time(1), closes=time(22)),
        )
    ),
    channels=st.sampled_from(((), ("web",), ("web", "sms"))),
    visibilities=st.sampled_from(((), ("public",), ("confidential",))),
    words=st.sampled_from(((), ("pasar",), ("pasar induk",), ("pasar induk", "lubang"))),
)
lines = st.builds(
    RoutingRule,
    rule=st.sampled_from(("by_case", "by_kind", "by_area", "by_utility")).map(RuleName),
    agency=st.sampled_from((ROADS, CLEANSING, AgencySlug("gone"))),
    when=conditions,
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A report as it could come in: whose the thing is and who may read it follow from its kind."""
    ground = bekasi.ground()
    kind = ground.kinds[KindSlug(draw(st.sampled_from(KINDS)))]
    visibility = draw(st.sampled_from(Visibility))
    wire = draw(st.sampled_from(("power", "telecom", "unknown", "")))
    return case(
        kind.slug,
        draw(st.sampled_from((None, IN_MARKET, BESIDE_MARKET, (107.019, -6.2495)))),
        area=draw(st.sampled_from((None, MARGAHAYU, ELSEWHERE))),
        at=draw(st.datetimes(datetime(2026, 7, 1), datetime(2026, 7, 12), timezones=st.just(UTC))),  # noqa: DTZ001  # hypothesis adds the zone
        channel=draw(st.sampled_from((Channel.WEB, Channel.SMS, Channel.PHONE))),
        text=draw(st.sampled_from(("", "Pasar baru", "dekat pasar induk", "lubang"))),
        owner=owner_of(ground, kind, {"wire": (wire,)}),
        visibility=Visibility.CONFIDENTIAL if kind.sealed else visibility,
    )


@settings(max_examples=50)
@given(drawn=st.lists(lines, min_size=1, max_size=4), asked=st.lists(cases(), min_size=1, max_size=8))
def test_what_is_said_never_to_decide_never_does(drawn: list[RoutingRule], asked: list[Case]) -> None:
    ground = city(*(replace(each, code=f"r{nth}") for nth, each in enumerate(drawn)))
    silent = never(ground)

    for each in asked:
        found = route(ground, WAYS, each)
        assert found is None or found.rule not in silent


@settings(max_examples=50)
@given(drawn=st.lists(lines, min_size=1, max_size=4), asked=cases())
def test_the_decision_is_the_first_whose_conditions_hold_and_that_knows_a_unit(
    drawn: list[RoutingRule], asked: Case
) -> None:
    order = [replace(each, code=f"r{nth}") for nth, each in enumerate(drawn)]
    alone = [each for each in order if decided(city(each), asked) is not None]

    assert all(holds(city(each), each, asked) for each in alone)
    assert decided(city(*order), asked) == (alone[0].code if alone else None)
