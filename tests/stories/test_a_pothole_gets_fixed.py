"""A pothole on its way: doubtful proof, another unit, what no rule sends on, what is kept. The straight way is walked in tests/browser."""

import io
import re
from typing import Any

import pytest
from PIL import Image

from tanggap.app.settings import Settings
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AgencySlug
from tanggap.kit.clock import SetClock
from tests.staff import enter, hire, say_what_for
from tests.visitor import Visitor

pytestmark = pytest.mark.story

ROADS, CLEANSING = AgencySlug("dbmsda"), AgencySlug("dlh")
HERE: dict[str, Any] = {"lon": "106.9756", "lat": "-6.2383"}
FAR: dict[str, Any] = {"lon": "106.9956", "lat": "-6.2383"}
TASK = re.compile(r'href="(/tasks/[0-9a-f-]{36})"')


@pytest.fixture(autouse=True)
async def city_hall(settings: Settings, clock: SetClock) -> None:
    """A coordinator, an officer of the roads and one of cleansing, and a verifier."""
    await hire(
        settings,
        clock,
        {
            "Koordinator": Duty(role=Role.COORDINATOR),
            "Petugas jalan": Duty(role=Role.FIELD_OFFICER, agency=ROADS),
            "Petugas kebersihan": Duty(role=Role.LIAISON, agency=CLEANSING),
            "Pemeriksa": Duty(role=Role.VERIFIER),
        },
    )


def photo() -> dict[str, tuple[str, bytes, str]]:
    """A picture as a browser sends it."""
    jpeg = io.BytesIO()
    Image.new("RGB", (640, 480), "grey").save(jpeg, "JPEG")
    return {"photo": ("sesudah.jpg", jpeg.getvalue(), "image/jpeg")}


async def on_the_bench(officer: Visitor) -> str:
    """The path of the first task on this officer's bench."""
    found = TASK.search(await officer.see("/bench"))
    assert found, "the bench is empty"
    return found[1]


async def status(visitor: Visitor, receipt: dict[str, str]) -> str:
    """Where a report stands, as its reporter is told."""
    answer = await visitor.client.get(
        f"/api/v1/reports/{receipt['number']}", headers={"Report-Key": receipt["key"]}
    )
    return str(answer.json()["status"])


async def test_a_photo_from_far_away_is_taken_with_an_explanation(visitor: Visitor) -> None:
    receipt = await visitor.report(kind="road-damage")
    officer = await enter(visitor, "Petugas jalan")
    task = await on_the_bench(officer)
    await officer.fill_in(f"{task}/acceptance")

    doubted = await officer.fill_in(f"{task}/proof", status=422, files=photo(), text="Ditambal.", **FAR)
    kept = re.search(r'name="kept" value="([0-9a-f-]{36})"', doubted.text)
    assert kept, "the photo is not kept"
    assert "dari titik laporan" in doubted.text
    await officer.fill_in(
        f"{task}/proof", text="Ditambal.", note="Titik laporan keliru.", kept=kept[1], **FAR
    )

    assert await status(visitor, receipt) == "resolved"
    verifier = await enter(visitor, "Pemeriksa")
    assert "dari titik laporan" in await verifier.see("/verification")


async def test_work_without_its_photo_is_not_proven(visitor: Visitor) -> None:
    receipt = await visitor.report(kind="road-damage")
    officer = await enter(visitor, "Petugas jalan")
    task = await on_the_bench(officer)
    await officer.fill_in(f"{task}/acceptance")

    refused = await officer.fill_in(f"{task}/proof", status=422, text="Ditambal.", **HERE)
    broken = {"photo": ("sesudah.jpg", b"no picture at all", "image/jpeg")}
    unread = await officer.fill_in(f"{task}/proof", status=422, files=broken, text="Ditambal.", **HERE)

    assert "Lampirkan foto sesudah" in refused.text
    assert "Ditambal." in unread.text
    assert await status(visitor, receipt) == "in_progress"


async def test_a_report_is_handed_from_one_unit_to_another_only_when_that_one_takes_it(
    visitor: Visitor,
) -> None:
    receipt = await visitor.report(kind="road-damage")
    roads, cleansing = await enter(visitor, "Petugas jalan"), await enter(visitor, "Petugas kebersihan")
    task = await on_the_bench(roads)

    await roads.fill_in(f"{task}/handover", agency="dlh", reason="Ini tumpukan sampah.")
    assert await status(visitor, receipt) == "coordinating"
    offered = await on_the_bench(cleansing)
    answer = await cleansing.fill_in(f"{offered}/acceptance")

    assert await status(visitor, receipt) == "disposed"
    assert "Terima tugas" in await cleansing.see(answer.headers["location"])
    assert not TASK.search(await roads.see("/bench"))


async def test_a_report_without_a_kind_is_sent_on_by_the_coordinator(visitor: Visitor) -> None:
    receipt = await visitor.report(kind=None)
    coordinator = await enter(visitor, "Koordinator")

    queue = await coordinator.see("/triage")
    one = await coordinator.see(f"/triage/{receipt['number']}")
    area = re.search(r'<option value="([\d.]+)" selected>Jakasampurna', one)
    assert area, "the place is not suggested"
    await coordinator.fill_in(
        f"/triage/{receipt['number']}/disposition", kind="road-damage", area=area[1], agency="dbmsda"
    )

    assert receipt["number"] in queue
    assert "jenis belum jelas" in queue
    assert '<option value="road-damage" selected>' in one, "the words speak of a hole in the road"
    assert await status(visitor, receipt) == "disposed"
    assert "Antrean kosong" in await coordinator.see("/triage")


async def test_a_report_that_is_not_the_rules_choice_needs_a_reason(visitor: Visitor) -> None:
    receipt = await visitor.report(kind=None)
    coordinator = await enter(visitor, "Koordinator")
    chosen = {"kind": "road-damage", "area": "32.75.02.1005", "agency": "dlh"}

    refused = await coordinator.fill_in(f"/triage/{receipt['number']}/disposition", status=422, **chosen)

    assert "Tulis alasannya." in refused.text
    assert await status(visitor, receipt) == "received"


async def test_a_report_that_follows_another_stands_alone_again(visitor: Visitor) -> None:
    first, second = await visitor.report(), await visitor.report()
    coordinator = await enter(visitor, "Koordinator")
    page = await coordinator.see(f"/triage/{second['number']}")

    await coordinator.fill_in(f"/triage/{second['number']}/merger", primary=first["number"])
    merged = await status(visitor, second)
    circle = await coordinator.fill_in(
        f"/triage/{first['number']}/merger", status=422, primary=second["number"]
    )
    await coordinator.fill_in(f"/triage/{second['number']}/separation", reason="Lubang lain.")

    assert f"Gabung ke {first['number']}" in page, "what lies at the same place is offered"
    assert merged == "merged"
    assert "sudah mengikutinya" in circle.text
    assert await status(visitor, second) == "disposed"


async def test_nobody_of_another_unit_learns_of_a_confidential_report(visitor: Visitor) -> None:
    receipt = await visitor.report(visibility="confidential")
    officer, cleansing = await enter(visitor, "Petugas jalan"), await enter(visitor, "Petugas kebersihan")
    coordinator = await enter(visitor, "Koordinator")

    await say_what_for(coordinator, receipt["number"])
    await coordinator.see(f"/triage/{receipt['number']}")
    assert not TASK.search(await officer.see("/bench"))
    assert not TASK.search(await cleansing.see("/bench"))
