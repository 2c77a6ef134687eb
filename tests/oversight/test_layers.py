"""Layers of the map: rooms offer them, and what they shade is what whoever asks may know."""

from datetime import timedelta

import pytest

from tanggap.app import house
from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.screens import Shades, Sight
from tanggap.city.terms import AgencySlug, AreaCode, GroupSlug, KindSlug
from tanggap.journey.deadlines.overdue.layers import shade
from tanggap.kit.clock import SetClock
from tanggap.report.report import Visibility
from tests.conftest import BEKASI
from tests.journey.office import JAKASAMPURNA, sent
from tests.mailroom import at_work
from tests.staff import enter, hire
from tests.visitor import Visitor

COORDINATOR = Actor(duties=(Duty(role=Role.COORDINATOR),))
EXECUTIVE = Actor(duties=(Duty(role=Role.EXECUTIVE),))
ELSEWHERE = Actor(duties=(Duty(role=Role.COORDINATOR, area=AreaCode("32.75.01")),))
CHIEF = "Kepala operasi"


def test_what_stands_on_a_wall_needs_nobody_of_staff_and_names_are_no_ones_twice() -> None:
    layers = house.offers().layers

    assert {layer.form for layer in layers if layer.wall} == {"areas", "clusters", "points"}
    assert all(layer.look is None for layer in layers if layer.wall)
    assert all(layer.form == "areas" for layer in layers if layer.look is not None)
    assert len({layer.name for layer in layers}) == len(layers)
    assert sum(layer.at_first for layer in layers if layer.form in ("heat", "areas")) == 1


async def test_where_the_limits_pass_is_shaded_for_who_may_know_of_the_reports(
    bench: Workbench, clock: SetClock
) -> None:
    async with at_work(bench):
        await sent(bench)
        await sent(bench, kind="garbage-pile")
        await sent(bench, visibility=Visibility.CONFIDENTIAL)

    async def shaded(actor: Actor, **about: str) -> Shades:
        async with bench.entrance.open_desk(BEKASI, actor=actor) as desk:
            return await shade(
                desk,
                Sight(
                    area=AreaCode(about["area"]) if "area" in about else None,
                    group=GroupSlug(about["group"]) if "group" in about else None,
                    kind=KindSlug(about["kind"]) if "kind" in about else None,
                    agency=AgencySlug(about["agency"]) if "agency" in about else None,
                ),
            )

    assert (await shaded(COORDINATOR)).counts == {}
    clock.move(timedelta(days=400))

    assert (await shaded(COORDINATOR)).counts == {JAKASAMPURNA: 3}
    assert (await shaded(EXECUTIVE)).counts == {JAKASAMPURNA: 2}
    assert (await shaded(ELSEWHERE)).counts == {}
    assert (await shaded(EXECUTIVE, kind="garbage-pile")).counts == {JAKASAMPURNA: 1}
    assert (await shaded(EXECUTIVE, group="roads")).counts == {JAKASAMPURNA: 1}
    assert (await shaded(EXECUTIVE, agency="dlh")).counts == {JAKASAMPURNA: 1}
    assert (await shaded(EXECUTIVE, area="32.75.02")).counts == {JAKASAMPURNA: 2}
    assert (await shaded(EXECUTIVE, area="32.75.01")).counts == {}


@pytest.mark.story
async def test_the_desks_map_leads_from_a_layer_to_the_list_behind_it(
    settings: Settings, clock: SetClock, visitor: Visitor
) -> None:
    await hire(settings, clock, {CHIEF: Duty(role=Role.EXECUTIVE)})
    number = (await visitor.report(kind="road-damage"))["number"]
    clock.move(timedelta(days=400))
    chief = await enter(visitor, CHIEF)

    page = await chief.see("/operations?days=30&group=roads")
    told = (await chief.client.get("/operations/layers/overdue?group=roads")).json()
    others = (await chief.client.get("/operations/layers/overdue?group=waste")).json()

    assert 'data-href="/operations/layers/overdue"' in page
    assert "group=roads" in page.split('data-tiles="/operations/tiles" data-query="')[1].split('"')[0]
    assert told == {"counts": {JAKASAMPURNA: 1}, "behind": "/overdue?area="}
    assert others["counts"] == {}
    assert number in await chief.see(told["behind"] + JAKASAMPURNA)
    assert number not in await chief.see(told["behind"] + "32.75.01")
    square = "/operations/reports?square=14-13060-8476"
    assert number in await chief.see(square)
    assert number not in await chief.see("/operations/reports?square=14-1-1")
    await chief.see("/operations/reports?square=nowhere", status=422)
    await chief.see("/operations/layers/heat", status=404)
