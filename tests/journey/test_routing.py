"""Rules of routing: whom they send to, why, which of them never decide, and what another order would have done."""

from collections.abc import Sequence
from datetime import time, timedelta
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tanggap.city.packs.routing import Opening, RoutingRule
from tanggap.city.packs.times import Window
from tanggap.city.terms import AgencySlug, KindSlug, RuleName
from tanggap.journey.routing.conditions import Case, owner_of
from tanggap.journey.routing.ordering import history, rules
from tanggap.journey.routing.ordering.history import Past
from tanggap.journey.routing.ordering.zone_text import read_zone, write_zone
from tanggap.journey.routing.route import explain, route
from tanggap.kit.errors import Invalid, Refused
from tanggap.kit.words import Name
from tanggap.report.report import Channel, Visibility
from tests import bekasi
from tests.bekasi import CLEANSING, MARGAHAYU, NOW, ROADS
from tests.journey.lines import (
    BESIDE_MARKET,
    BY_KIND,
    ELSEWHERE,
    IN_MARKET,
    MARKET,
    POWER,
    RESCUE,
    SATURDAY_NIGHT,
    WAYS,
    case,
    city,
    decided,
    line,
)

MATCHES: Sequence[tuple[dict[str, Any], Case, Case]] = (
    ({"kinds": ("road-damage",)}, case(), case("flood")),
    ({"groups": ("roads",)}, case(), case("flood")),
    ({"areas": ("32.75.01",)}, case(), case(area=ELSEWHERE)),
    ({"zone": MARKET}, case(point=IN_MARKET), case(point=BESIDE_MARKET)),
    ({"zone": MARKET}, case(point=MARKET[0]), case()),
    ({"opening": Opening.OFFICE}, case(), case(at=SATURDAY_NIGHT)),
    ({"opening": Opening.CLOSED}, case(at=NOW + timedelta(hours=12)), case()),
    ({"opening": Opening.DAY_OFF}, case(at=SATURDAY_NIGHT), case(at=NOW + timedelta(hours=12))),
    ({"window": Window(opens=time(22), closes=time(5))}, case(at=SATURDAY_NIGHT), case()),
    ({"window": Window(opens=time(8), closes=time(9))}, case(at=NOW - timedelta(minutes=1)), case()),
    ({"urgencies": ("critical",)}, case("fire"), case("sidewalk-damage")),
    ({"channels": ("call112",)}, case(channel=Channel.CALL112), case()),
    ({"visibilities": ("confidential",)}, case(visibility=Visibility.CONFIDENTIAL), case()),
    ({"words": ("pasar induk",)}, case(text="Di depan Pasar, pasar INDUK!"), case(text="pasar induknya")),
    (
        {"owners": ("telecom",)},
        case("loose-cable", owner="telecom"),
        case("loose-cable", owner="power_utility"),
    ),
)


@pytest.mark.parametrize(("when", "inside", "outside"), MATCHES)
def test_a_rule_takes_what_its_condition_is_for_and_leaves_the_rest(
    when: dict[str, Any], inside: Case, outside: Case
) -> None:
    ground = city(line("own", RESCUE, **when), BY_KIND)

    assert decided(ground, inside) == "own"
    assert decided(ground, outside) == "by_kind"


def test_all_conditions_of_a_rule_must_hold() -> None:
    ground = city(line("own", RESCUE, kinds=("road-damage",), words=("pasar",)), BY_KIND)

    assert decided(ground, case(text="Pasar")) == "own"
    assert decided(ground, case()) == "by_kind"
    assert decided(ground, case("flood", text="Pasar")) == "by_kind"


def test_the_first_rule_that_fits_decides_and_a_retired_one_never() -> None:
    first, second = line("first", CLEANSING), line("second", ROADS)

    assert decided(city(first, second), case()) == "first"
    assert decided(city(replace(first, retired=True), second), case()) == "second"


def test_whose_a_thing_is_comes_from_the_answer_and_else_from_its_kind() -> None:
    ground = bekasi.ground()
    cable, outage = ground.kinds[KindSlug("loose-cable")], ground.kinds[KindSlug("power-outage")]
    telecom = Name(id="Telepon atau internet", en="Telephone or internet")

    assert owner_of(ground, cable, {"wire": ("telecom",)}) == "telecom"
    assert owner_of(ground, cable, {"wire": (telecom,)}) == "telecom"
    assert owner_of(ground, cable, {"wire": ("unknown",)}) == ""
    assert owner_of(ground, outage, {}) == "power_utility"


def test_a_cable_goes_to_the_utility_that_owns_it() -> None:
    ground = bekasi.ground()

    found = route(ground, WAYS, case("loose-cable", owner="telecom"))
    unsure = route(ground, WAYS, case("loose-cable"))

    assert found is not None
    assert (found.agency, found.rule) == ("telekomunikasi", "by_utility")
    assert unsure is not None
    assert (unsure.agency, unsure.rule) == (POWER, "by_kind")


def test_why_a_report_went_somewhere_is_told_after_its_rule_was_retired() -> None:
    reason = Name(id="pasar dibersihkan pengelolanya", en="the market is cleaned by those who run it")
    ground = city(replace(line("market", CLEANSING), reason=reason, retired=True), BY_KIND)
    told = explain(ground, WAYS, rule=RuleName("market"), kind=case().kind, area=MARGAHAYU, agency=CLEANSING)
    gone = explain(ground, WAYS, rule=RuleName("gone"), kind=case().kind, area=MARGAHAYU, agency=CLEANSING)

    assert told.values["reason"] == reason
    assert "sudah tidak dipakai" in gone.text


def past(first: AgencySlug, last: AgencySlug, kind: str = "road-damage") -> Past:
    return Past(
        kind=KindSlug(kind),
        area=MARGAHAYU,
        at=NOW,
        lon=IN_MARKET[0],
        lat=IN_MARKET[1],
        channel=Channel.WEB,
        visibility=Visibility.PUBLIC,
        text="",
        given={},
        first=first,
        last=last,
    )


def test_history_tells_what_would_have_gone_elsewhere_and_how_often_that_would_have_been_right() -> None:
    now = bekasi.ground()
    then = now.with_routing(
        (line("own", CLEANSING, way="by_zone", zone=MARKET, groups=("roads",)), *now.routing)
    )

    found = history.difference(
        now,
        then,
        WAYS,
        [
            past(ROADS, ROADS),
            past(ROADS, CLEANSING),
            past(ROADS, RESCUE),
            past(CLEANSING, CLEANSING, "garbage-pile"),
        ],
    )

    assert (found.of, found.count, found.handed, found.right) == (4, 3, 2, 1)
    assert [(each.was, each.now, each.count) for each in found.moves] == [(ROADS, CLEANSING, 3)]
    assert history.difference(now, now, WAYS, [past(ROADS, CLEANSING)]).count == 0


WANTED = RoutingRule(rule=RuleName("by_case"), name="Pasar induk", agency=ROADS)
ON = frozenset({RuleName("by_kind"), RuleName("pasar-induk")})


def test_a_rule_in_force_keeps_its_code_for_ever_and_what_replaces_it_gets_another() -> None:
    new = rules.put((BY_KIND,), WANTED, instead_of=None, known=ON)
    changed = rules.put(new, replace(WANTED, agency=CLEANSING), instead_of="pasar-induk", known=ON)
    drafted = rules.put(new, replace(WANTED, agency=CLEANSING), instead_of="pasar-induk", known=frozenset())

    assert [(each.called, each.retired, each.agency) for each in changed] == [
        ("pasar-induk-2", False, CLEANSING),
        ("by_kind", False, None),
        ("pasar-induk", True, ROADS),
    ]
    assert [each.called for each in drafted] == ["pasar-induk", "by_kind"]
    with pytest.raises(Invalid):
        rules.put(new, WANTED, instead_of="pasar-induk", known=ON)


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from(("up", "down", "retire", "restore", "edit"))),
        max_size=12,
    )
)
def test_whatever_is_moved_or_retired_no_rule_in_force_is_lost_or_doubled(
    steps: list[tuple[int, rules.Move | Literal["edit"]]],
) -> None:
    found: rules.Rules = (replace(WANTED, code="pasar-induk"), BY_KIND)
    for nth, (at, move) in enumerate(steps):
        code = found[at % len(found)].called
        if move == "edit":
            found = rules.put(found, replace(WANTED, name=f"Pasar {nth}"), instead_of=code, known=ON)
        else:
            found = rules.moved(found, code, move, known=ON)

    names = [each.called for each in found]
    assert len(set(names)) == len(names)
    assert set(names) >= ON
    kept = {each.called: replace(each, retired=False) for each in found}
    assert kept[RuleName("pasar-induk")] == replace(WANTED, code="pasar-induk")
    assert kept[RuleName("by_kind")] == BY_KIND


def test_rules_move_by_one_place_and_stay_where_there_is_no_further() -> None:
    order = (line("a"), line("b"), line("c"))

    def names(found: rules.Rules) -> str:
        return "".join(each.called for each in found)

    assert names(rules.moved(order, "c", "up", known=ON)) == "acb"
    assert names(rules.moved(order, "a", "up", known=ON)) == "abc"
    assert names(rules.moved(order, "a", "down", known=ON)) == "bac"
    with pytest.raises(Refused):
        rules.moved(order, "gone", "up", known=ON)


def test_a_zone_is_read_as_maps_show_points_and_as_geojson() -> None:
    lines = "-6.25, 107.0\n-6.25 107.02\r\n\n-6.24;107.02\n-6.24,107\n-6.25, 107.0"
    ring = [[lon, lat] for lon, lat in (*MARKET, MARKET[0])]
    shape = f'{{"type":"Polygon","coordinates":[{ring}]}}'
    feature = f'{{"type":"FeatureCollection","features":[{{"type":"Feature","geometry":{shape}}}]}}'

    assert read_zone(lines) == read_zone(shape) == read_zone(feature) == MARKET
    assert read_zone(write_zone(MARKET)) == MARKET
    assert read_zone(" \n") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Pasar",
        "-6.25, 107.0\n-6.25, 107.02",
        "-6.25, 107.0\n-6.24, 107.02\n-6.25, 107.02\n-6.24, 107.0",
        "1, 2\n3, 4\n5, 6",
        "-96, 107\n-96, 108\n-95, 108",
        "{",
        "{}",
        '{"type":"Polygon","coordinates":[]}',
        '{"type":"Polygon","coordinates":[[[1e999,0],[0,1],[1,1]]]}',
        '{"type":"FeatureCollection","features":[1]}',
        "{" + '"type":{' * 3000,
    ],
)
def test_what_is_no_zone_is_refused_in_words(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_zone(text)

    assert refused.value.field == "zone"
