"""A proof is looked into by somebody else: what is doubtful is said, what closed by itself may be drawn, nobody checks themselves."""

import io
import re
from typing import Any

import pytest
from PIL import Image

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.people import actions as people
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AgencySlug
from tanggap.kit.clock import SetClock
from tests.album import scene
from tests.conftest import BEKASI
from tests.journey.filed import closed_by_itself, heard
from tests.staff import PASSWORD, address, enter, hire
from tests.stories.meanwhile import found
from tests.visitor import Visitor

pytestmark = pytest.mark.story

WORKS = Duty(role=Role.FIELD_OFFICER, agency=AgencySlug("dbmsda"))
CHECKS = Duty(role=Role.VERIFIER)
TASK = re.compile(r'href="(/tasks/[0-9a-f-]{36})"')
KEPT = re.compile(r'name="kept" value="([0-9a-f-]{36})"')


@pytest.fixture(autouse=True)
async def city_hall(settings: Settings, clock: SetClock, bench: Workbench) -> None:
    """An officer of the roads, a verifier, and somebody who is both."""
    await hire(settings, clock, {"Petugas jalan": WORKS, "Pemeriksa": CHECKS})
    name = "Petugas merangkap"
    async with bench.entrance.open_desk(BEKASI) as desk:
        kept = await people.choose(PASSWORD, email=address(name), name=name)
        await people.add(desk, email=address(name), name=name, duties=[WORKS, CHECKS], password=kept)


def edited() -> dict[str, tuple[str, bytes, str]]:
    """A photo that says by what it was edited, and neither where nor when it was taken."""
    exif = Image.Exif()
    exif[0x0131] = "Adobe Photoshop 25.1"
    jpeg = io.BytesIO()
    scene(1).save(jpeg, "JPEG", exif=exif)
    return {"photo": ("sesudah.jpg", jpeg.getvalue(), "image/jpeg")}


def plain() -> dict[str, tuple[str, bytes, str]]:
    """A photo that says nothing of itself."""
    jpeg = io.BytesIO()
    scene(2).save(jpeg, "JPEG")
    return {"photo": ("sesudah.jpg", jpeg.getvalue(), "image/jpeg")}


async def taken_on(officer: Visitor) -> str:
    """The path of the only task on the bench, accepted."""
    waiting = TASK.search(await officer.see("/bench"))
    assert waiting, "the bench is empty"
    await officer.fill_in(f"{waiting[1]}/acceptance")
    return waiting[1]


async def test_without_a_script_the_page_says_what_is_missing_and_the_verifier_reads_all_of_it(
    visitor: Visitor,
) -> None:
    officer, verifier = await enter(visitor, "Petugas jalan"), await enter(visitor, "Pemeriksa")
    receipt = await visitor.report(kind="road-damage")
    task = await taken_on(officer)

    asked = await officer.fill_in(f"{task}/proof", status=422, files=edited(), text="Ditambal.")
    doubts = ("penyunting gambar", "Tempat foto sesudah tidak diketahui", "Waktu foto sesudah diambil")
    kept = KEPT.search(asked.text)
    assert kept, "the photo is not kept"
    assert all(doubt in asked.text for doubt in doubts)
    await officer.fill_in(f"{task}/proof", text="Ditambal.", note="Hanya dipotong.", kept=kept[1])

    shown = await verifier.see("/verification")
    assert receipt["number"] in shown
    assert all(doubt in shown for doubt in doubts)
    assert "Hanya dipotong." in shown


async def test_what_the_browser_says_of_the_camera_is_kept_and_shown(
    visitor: Visitor, clock: SetClock
) -> None:
    officer, verifier = await enter(visitor, "Petugas jalan"), await enter(visitor, "Pemeriksa")
    await visitor.report(kind="road-damage")
    task = await taken_on(officer)
    said: dict[str, Any] = {"lon": "106.9756", "lat": "-6.2374", "accuracy_m": "18"}

    nonsense = {**said, "accuracy_m": "nan", "captured_at": "9999-99-99"}
    await officer.fill_in(f"{task}/proof", status=422, files=plain(), **nonsense)
    captured = clock.now().isoformat()
    await officer.fill_in(f"{task}/proof", files=plain(), text="Ditambal.", captured_at=captured, **said)

    shown = re.sub(r"\s+", " ", await verifier.see("/verification"))
    assert "100 m dari titik laporan (± 18 m)" in shown
    assert "dari kamera di aplikasi" in shown
    assert "foto diambil" in shown
    assert "Yang meragukan" not in shown


async def test_whoever_works_and_checks_never_checks_their_own_work(visitor: Visitor) -> None:
    both, verifier = await enter(visitor, "Petugas merangkap"), await enter(visitor, "Pemeriksa")
    receipt = await visitor.report(kind="road-damage")
    task = await taken_on(both)
    at: dict[str, Any] = {"lon": "106.9756", "lat": "-6.2383"}
    await both.fill_in(f"{task}/proof", files=plain(), text="Ditambal.", **at)

    assert "Tidak ada yang menunggu diperiksa" in await both.see("/verification")
    for answer, fields in (("acceptance", {}), ("return", {"reason": "not_finished", "note": "Belum."})):
        await both.fill_in(f"/verification/{receipt['number']}/{answer}", status=403, **fields)
    await verifier.fill_in(f"/verification/{receipt['number']}/acceptance")

    assert "Diperiksa dan dinyatakan selesai" in await visitor.see(f"/reports/{receipt['number']}")


async def test_what_closed_by_itself_and_was_drawn_goes_back_to_the_unit_that_did_it(
    visitor: Visitor, bench: Workbench
) -> None:
    officer, verifier = await enter(visitor, "Petugas jalan"), await enter(visitor, "Pemeriksa")
    receipt = await visitor.report(kind="road-damage")
    report = await found(bench, receipt["number"])
    await closed_by_itself(bench, report.id, drawn=True)
    await heard(bench, report.id)

    drawn = await verifier.see("/verification")
    await verifier.fill_in(
        f"/verification/{receipt['number']}/return", reason="wrong_place", note="Ini jalan lain."
    )
    await heard(bench, report.id)

    assert "terpilih acak untuk diperiksa" in drawn
    assert "Ini jalan lain." in await officer.see(await taken_on(officer))
    told = await visitor.see(f"/reports/{receipt['number']}")
    assert "Diperiksa acak sesudah menutup sendiri: ternyata belum" in told

    task = TASK.search(await officer.see("/bench"))
    assert task
    at: dict[str, Any] = {"lon": "106.9756", "lat": "-6.2383"}
    await officer.fill_in(f"{task[1]}/proof", files=plain(), text="Ditambal.", **at)
    assert "hasil kerja Dinas Bina Marga dan Sumber Daya Air ternyata tidak benar" in await verifier.see(
        "/verification"
    )
