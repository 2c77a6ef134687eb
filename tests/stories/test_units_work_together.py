"""Rubbish lies in a hole: the roads hold the report, cleansing has its part, and both are reached again."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.rights import Duty, Role
from tanggap.journey.work.partners.listener import KINDS, LISTENER
from tanggap.kit.clock import SetClock
from tanggap.kit.log import history
from tanggap.report import number as numbers
from tanggap.report import store as reports
from tests.bekasi import CLEANSING, NOW, ROADS
from tests.conftest import BEKASI
from tests.staff import enter, hire
from tests.visitor import Visitor

pytestmark = pytest.mark.story

TASK = re.compile(r'href="(/tasks/[0-9a-f-]{36})"')
PART = re.compile(r'href="(/partners/[0-9a-f-]{36})"')
KEPT = re.compile(r'name="kept" value="([0-9a-f-]{36})"')
HERE: dict[str, Any] = {"lon": "106.9756", "lat": "-6.2383"}
WANTED: dict[str, Any] = {
    "agency": "dlh",
    "text": "Angkut dulu sampah di lubangnya.",
    "until": (NOW + timedelta(days=2)).date().isoformat(),
    "weight": "must",
}


@pytest.fixture(autouse=True)
async def city_hall(settings: Settings, clock: SetClock) -> None:
    """An officer of the roads, one of cleansing, and a verifier."""
    await hire(
        settings,
        clock,
        {
            "Petugas jalan": Duty(role=Role.FIELD_OFFICER, agency=ROADS),
            "Petugas kebersihan": Duty(role=Role.FIELD_OFFICER, agency=CLEANSING),
            "Pemeriksa": Duty(role=Role.VERIFIER),
        },
    )


def photo() -> dict[str, tuple[str, bytes, str]]:
    """A picture as a browser sends it."""
    jpeg = io.BytesIO()
    Image.new("RGB", (640, 480), "grey").save(jpeg, "JPEG")
    return {"photo": ("sesudah.jpg", jpeg.getvalue(), "image/jpeg")}


async def first(officer: Visitor, link: re.Pattern[str]) -> str:
    """The path of the first such thing on this officer's bench."""
    found = link.search(await officer.see("/bench"))
    assert found, "nothing of the kind on the bench"
    return found[1]


async def reach_again(bench: Workbench, number: str) -> None:
    """What the worker does once it has heard."""
    async with bench.entrance.open_desk(BEKASI) as desk:
        report = await reports.find(desk.db, BEKASI, numbers.read(number).digits)
        told = await history(desk.db, BEKASI, report.id)
        await LISTENER.on_events(desk, [heard for heard in told if heard.kind in KINDS])


async def test_a_report_that_comes_back_reaches_the_unit_that_helped_once_more(
    visitor: Visitor, bench: Workbench
) -> None:
    number = (await visitor.report(kind="road-damage"))["number"]
    roads, cleansing = await enter(visitor, "Petugas jalan"), await enter(visitor, "Petugas kebersihan")
    task = await first(roads, TASK)
    await roads.fill_in(f"{task}/acceptance")
    unsaid = await roads.fill_in(f"{task}/partners", status=422, **WANTED | {"text": ""})
    await roads.fill_in(f"{task}/partners", **WANTED)
    part = await first(cleansing, PART)
    await cleansing.fill_in(f"{part}/acceptance")
    assert "sedang mengerjakan" in await visitor.see(f"/reports/{number}")
    doubted = await cleansing.fill_in(
        f"{part}/answer", status=422, files=photo(), text="Sampah sudah diangkut."
    )
    kept = KEPT.search(doubted.text)
    assert kept, "the photo is not kept"
    assert "Tempat foto sesudah tidak diketahui" in doubted.text
    again = await cleansing.fill_in(
        f"{part}/answer", status=200, retake="yes", text="Sampah sudah diangkut.", kept=kept[1]
    )
    assert "Sampah sudah diangkut." in again.text, "another photo is no reason to write again"
    assert not KEPT.search(again.text)
    await cleansing.fill_in(
        f"{part}/answer", text="Sampah sudah diangkut.", note="Lokasi mati.", kept=kept[1]
    )

    assert not PART.search(await cleansing.see("/bench"))
    public = await visitor.see(f"/reports/{number}")
    assert "Dikerjakan bersama" in public
    assert "Sampah sudah diangkut." in public
    await roads.fill_in(f"{task}/proof", files=photo(), text="Ditambal.", note="Foto sama.", **HERE)
    verifier = await enter(visitor, "Pemeriksa")
    shown = await verifier.see("/verification")
    assert "Bagian Dinas Lingkungan Hidup" in shown
    assert shown.count("Yang meragukan dari foto ini") == 2, "of both photos"
    assert "Sampah sudah diangkut." in shown
    await verifier.fill_in(
        f"/verification/{number}/return", reason="reused", whose="dlh", note="Masih ada sampah."
    )
    await reach_again(bench, number)
    await reach_again(bench, number)

    assert "Tulis apa yang diperlukan." in unsaid.text
    again = await first(cleansing, PART)
    assert again != part
    assert WANTED["text"] in await cleansing.see(again), "asked again in the words of the first time"
    assert len(PART.findall(await cleansing.see("/bench"))) == 1, "hearing twice asks once"


async def test_a_unit_that_cannot_help_says_why_and_the_lead_goes_on_without_it(visitor: Visitor) -> None:
    number = (await visitor.report(kind="road-damage"))["number"]
    roads, cleansing = await enter(visitor, "Petugas jalan"), await enter(visitor, "Petugas kebersihan")
    task = await first(roads, TASK)
    await roads.fill_in(f"{task}/acceptance")
    await roads.fill_in(f"{task}/partners", **WANTED)
    declined = await first(cleansing, PART)

    await cleansing.fill_in(f"{declined}/refusal", reason="wrong_agency", text="Ini puing bangunan.")
    told = await roads.see(task)
    await roads.fill_in(f"{task}/partners", **WANTED)
    part = await first(cleansing, PART)
    await cleansing.fill_in(f"{part}/withdrawal", status=403, reason="Bukan kami.")
    unsaid = await roads.fill_in(f"{part}/withdrawal", status=422)
    await roads.fill_in(f"{part}/withdrawal", reason="Sudah bersih.")

    assert "Ini puing bangunan." in told
    assert "Tulis alasannya." in unsaid.text
    assert "Bagian ini sudah berakhir." in await cleansing.see(part)
    assert "Dikerjakan bersama" not in await visitor.see(f"/reports/{number}")
    await roads.fill_in(f"{task}/proof", files=photo(), text="Ditambal.", **HERE)
