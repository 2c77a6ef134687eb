"""A coordinator at the queue: many reports refused at once and taken back, one of two problems split, words kept ready."""

import re
from typing import Any

import pytest

from tanggap.app.settings import Settings
from tanggap.city.rights import Duty, Role
from tanggap.kit.clock import SetClock
from tests.staff import enter, hire
from tests.stories.sending import picture, send
from tests.visitor import Visitor

pytestmark = pytest.mark.story


@pytest.fixture
async def boss(visitor: Visitor, settings: Settings, clock: SetClock) -> Visitor:
    """The coordinator, signed in."""
    await hire(settings, clock, {"Koordinator": Duty(role=Role.COORDINATOR)})
    return await enter(visitor, "Koordinator")


async def test_many_are_refused_for_one_reason_and_all_taken_back(visitor: Visitor, boss: Visitor) -> None:
    one, two = [(await visitor.report(kind=None))["number"] for _ in range(2)]
    form: dict[str, Any] = {"form_on": "/triage", "report": [one, two], "act": "refuse"}

    again = await boss.fill_in("/triage/batches", status=422, **form)
    answer = await boss.fill_in("/triage/batches", refusal="spam", reason="Hanya uji coba.", **form)
    batch = answer.headers["location"]
    told = await boss.see(batch)
    refused = await visitor.see(f"/reports/{one}")
    await boss.fill_in(f"{batch}/undoing", form_on=batch)

    assert "Tulis alasannya." in again.text
    assert re.search(rf'value="{one}" checked', again.text), "what was ticked stays ticked"
    assert "2 laporan ditolak." in told
    assert "Hanya uji coba." in refused
    assert "2 laporan kembali seperti semula." in await boss.see(batch)
    assert "Menunggu" in await visitor.see(f"/reports/{one}")
    assert two in await boss.see("/triage")


async def test_one_report_of_two_problems_becomes_two_and_one_again(visitor: Visitor, boss: Visitor) -> None:
    number = await send(
        visitor, text="Jalan berlubang dan lampunya mati.", photos=(picture(), picture("#335577"))
    )
    page = await boss.see(f"/triage/{number}")
    photo = re.findall(r'name="photo" value="([0-9a-f-]{36})"', page)[1]

    answer = await boss.fill_in(
        f"/triage/{number}/split", form_on=f"/triage/{number}", text="Lampu jalan mati.", photo=photo
    )
    second = re.findall(r"BKS-[0-9-]+", answer.headers["location"])[0]
    stranger = visitor.other()

    assert second != number
    assert second in await stranger.see(f"/reports/{number}")
    there = await stranger.see(f"/reports/{second}")
    assert number in there
    assert "Lampu jalan mati." in there
    assert photo in there
    assert photo not in await stranger.see(f"/reports/{number}")
    assert f"Dipecah dari laporan {number}" in await visitor.see(f"/reports/{second}"), (
        "its reporter holds it"
    )
    await boss.fill_in(f"/triage/{second}/rejoining", form_on=f"/triage/{second}", reason="Satu masalah.")
    assert photo in await stranger.see(f"/reports/{number}")
    assert second not in await stranger.see(f"/reports/{number}")


async def test_words_kept_ready_fill_the_form_and_a_refusal_has_its_own(
    visitor: Visitor, boss: Visitor
) -> None:
    number = (await visitor.report(kind=None))["number"]
    await boss.fill_in(
        "/replies",
        form_on="/replies",
        act="ask",
        title="Patokan",
        told_id="Di dekat apa {nomor}?",
        status=422,
    )
    await boss.fill_in(
        "/replies", form_on="/replies", act="ask", title="Patokan", told_id="Di dekat apa {number}?"
    )
    offered = re.search(
        rf"/triage/{number}\?by=age&reply=[0-9a-f-]+", await boss.see(f"/triage/{number}?by=age")
    )
    assert offered

    filled = await boss.see(offered[0])
    await boss.fill_in(
        f"/triage/{number}/rejection", form_on=f"/triage/{number}", reason="no_location", text=""
    )

    assert f"Di dekat apa {number}?" in filled
    assert "titik di peta atau patokan yang jelas" in await visitor.see(f"/reports/{number}")
