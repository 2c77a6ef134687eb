"""The officer who stands there sees that place or kind is wrong, says so, and the report goes on without being lost."""

import re
from typing import Any

import pytest

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AgencySlug, AreaCode
from tanggap.kit.clock import SetClock
from tanggap.kit.log import Reactor, Ticker
from tanggap.oversight.counts import store as counts
from tanggap.oversight.counts.tally import ALWAYS, By
from tanggap.report.report import Status
from tests.conftest import BEKASI
from tests.staff import enter, hire, say_what_for
from tests.stories.meanwhile import found
from tests.stories.sending import send
from tests.visitor import Visitor

pytestmark = pytest.mark.story

ROADS = AgencySlug("dbmsda")
PEOPLE = {
    "Petugas": Duty(role=Role.FIELD_OFFICER, agency=ROADS),
    "Liaison": Duty(role=Role.LIAISON, agency=ROADS),
    "Koordinator": Duty(role=Role.COORDINATOR),
}
JAKASAMPURNA = AreaCode("32.75.02.1005")
THERE: dict[str, Any] = {"lon": "107.0110", "lat": "-6.2720", "accuracy_m": "6"}


@pytest.fixture(autouse=True)
async def city_hall(settings: Settings, clock: SetClock) -> None:
    await hire(settings, clock, PEOPLE)


async def tasked(bench: Workbench, number: str) -> str:
    report = await found(bench, number)
    assert report.lead is not None
    return f"/tasks/{report.lead.id}"


async def follow(bench: Workbench, *names: str) -> None:
    """Let these listeners follow what happened."""
    await Ticker(app=bench.app, reader=bench.reader, epoch=bench.tools.epoch).tick()
    await Reactor(
        app=bench.app,
        reader=bench.reader,
        listeners=[each for each in bench.offers.listeners if each.name in names],
        open_desk=lambda _: bench.entrance.open_desk(BEKASI),
        epoch=bench.tools.epoch,
    ).catch_up()


async def test_a_wrong_kelurahan_is_put_right_and_everybody_can_follow_it(
    visitor: Visitor, bench: Workbench
) -> None:
    number = await send(visitor, landmark="Dekat pasar")
    task, officer = await tasked(bench, number), await enter(visitor, "Petugas")
    assert f"{task}/correction" in await officer.see(task)
    page = await officer.see(f"{task}/correction")
    assert 'value="106.9756"' in page
    assert 'value="Dekat pasar"' in page

    await officer.fill_in(
        f"{task}/correction/place", form_on=task, **THERE, area=JAKASAMPURNA, note="Salah titik."
    )

    after = await found(bench, number)
    assert after.area not in (None, JAKASAMPURNA)
    assert (after.agency, after.status) == (ROADS, Status.DISPOSED)
    public = await visitor.other().see(f"/reports/{number}")
    told = public[public.index("Tempat dibetulkan") :]
    assert "Salah titik." in told
    assert "Dinas Bina Marga" in told[:600]
    assert "Petugas" not in told[:600], "the public reads of the unit, and of no person"
    staff = await officer.see(f"{task}/correction")
    assert "Tempat sebelumnya" in staff
    assert "geo:-6.238300,106.975600" in staff


async def test_naming_another_kelurahan_lets_go_of_the_wrong_point(
    visitor: Visitor, bench: Workbench
) -> None:
    number = await send(visitor)
    task, officer = await tasked(bench, number), await enter(visitor, "Petugas")
    shown: dict[str, Any] = {"lon": "106.9756", "lat": "-6.2383", "area": "32.75.01.1002", "landmark": ""}

    await officer.fill_in(f"{task}/correction/place", form_on=task, **shown)

    assert (await found(bench, number)).area == "32.75.01.1002"
    again = await officer.fill_in(
        f"{task}/correction/place",
        form_on=task,
        status=422,
        **shown | {"lon": "", "lat": "", "note": "Di sini."},
    )
    assert "Tempatnya masih sama" in again.text
    assert "Di sini." in again.text


async def test_a_kind_of_another_unit_is_suggested_to_it_and_handed_over_by_a_press(
    visitor: Visitor, bench: Workbench
) -> None:
    number = await send(visitor)
    task, officer = await tasked(bench, number), await enter(visitor, "Petugas")
    await visitor.fill_in(f"/reports/{number}/correction/kind", kind="garbage-pile")
    page = await officer.see(f"{task}/correction")
    assert page.index("garbage-pile") < page.index("flood"), "what its reporter says it is stands first"
    before = (await found(bench, number)).due_at

    await officer.fill_in(f"{task}/correction/kind", form_on=task, kind="garbage-pile")
    assert "ini sekarang tugas Dinas Lingkungan Hidup" in await officer.see(task)

    after = await found(bench, number)
    assert (after.kind, after.agency, after.offered_to) == ("garbage-pile", ROADS, None)
    assert after.due_at is not None
    assert before is not None
    assert after.due_at <= before
    shown = await officer.see(task)
    offer = re.search(
        r'name="agency" value="([\w-]+)"><input type="hidden" name="reason" value="([^"]+)"', shown
    )
    assert offer
    await officer.fill_in(f"{task}/handover", form_on=task, agency=offer[1], reason=offer[2])
    assert (await found(bench, number)).offered_to == offer[1] == "dlh"


async def test_a_kind_that_is_sealed_is_closed_at_once_even_to_who_said_so(
    visitor: Visitor, bench: Workbench
) -> None:
    number = await send(visitor)
    task, officer = await tasked(bench, number), await enter(visitor, "Petugas")

    answer = await officer.fill_in(f"{task}/correction/kind", form_on=task, kind="violence-women-child")

    assert answer.headers["location"].endswith("/bench")
    await visitor.other().see(f"/reports/{number}", status=404)
    await officer.see(task, status=404)
    liaison = await enter(visitor, "Liaison")
    await say_what_for(liaison, number)
    assert number in await liaison.see(task)
    await liaison.fill_in(f"{task}/correction/kind", form_on=task, kind="road-damage")
    await visitor.other().see(f"/reports/{number}", status=404)
    boss = await enter(visitor, "Koordinator")
    await say_what_for(boss, number)
    assert f"{task}/correction" in await boss.see(f"/reports/{number}")
    await boss.fill_in(f"{task}/correction/kind", form_on=f"{task}/correction", kind="flood")
    await visitor.other().see(f"/reports/{number}")


async def test_what_is_no_place_or_no_kind_comes_back_with_what_was_typed(
    visitor: Visitor, bench: Workbench
) -> None:
    number = await send(visitor)
    task, officer = await tasked(bench, number), await enter(visitor, "Petugas")

    nowhere = await officer.fill_in(
        f"{task}/correction/place", form_on=task, status=422, lon="200", lat="-6", note="Jauh."
    )
    none = await officer.fill_in(f"{task}/correction/kind", form_on=task, status=422, note="Entah.")
    long = await officer.fill_in(
        f"{task}/correction/kind", form_on=task, status=422, kind="flood", note="x" * 301
    )

    assert "tidak ada di peta bumi" in nowhere.text
    assert 'value="200"' in nowhere.text
    assert "Jauh." in nowhere.text
    assert "Pilih jenis yang benar" in none.text
    assert "Entah." in none.text
    assert "paling panjang 300" in long.text


async def test_whoever_reported_hears_of_it_and_the_counts_follow(visitor: Visitor, bench: Workbench) -> None:
    number = await send(visitor)
    task, officer = await tasked(bench, number), await enter(visitor, "Petugas")
    await officer.fill_in(f"{task}/correction/place", form_on=task, **THERE)
    await officer.fill_in(f"{task}/correction/kind", form_on=task, kind="flood")
    await follow(bench, "notices", "counts")

    news = await visitor.see("/notices")
    assert f"Petugas membetulkan letak laporan {number}." in news
    assert f"Petugas membetulkan jenis laporan {number}." in news
    area = (await found(bench, number)).area
    async with bench.entrance.open_desk(BEKASI) as desk:
        by_area = await counts.told(desk.db, BEKASI, ALWAYS, By.AREA)
    assert {each.key: each.reports for each in by_area if each.reports} == {area: 1}
