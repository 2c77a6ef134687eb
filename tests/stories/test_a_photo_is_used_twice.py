"""A photo that proved one piece of work is sent for another: asked about, told to the verifier, never simply refused."""

import io
import re
from typing import Any

import pytest
from PIL import Image, ImageOps

from tanggap.app.settings import Settings
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AgencySlug
from tanggap.kit.clock import SetClock
from tests.album import scene
from tests.staff import enter, hire
from tests.visitor import Visitor

pytestmark = pytest.mark.story

HERE: dict[str, Any] = {"lon": "106.9756", "lat": "-6.2383"}
TASK = re.compile(r'href="(/tasks/[0-9a-f-]{36})"')
KEPT = re.compile(r'name="kept" value="([0-9a-f-]{36})"')


@pytest.fixture(autouse=True)
async def city_hall(settings: Settings, clock: SetClock) -> None:
    """An officer of the roads, and a verifier."""
    officer = Duty(role=Role.FIELD_OFFICER, agency=AgencySlug("dbmsda"))
    await hire(settings, clock, {"Petugas jalan": officer, "Pemeriksa": Duty(role=Role.VERIFIER)})


def sent(photo: Image.Image) -> dict[str, tuple[str, bytes, str]]:
    """A picture as a browser sends it."""
    jpeg = io.BytesIO()
    photo.save(jpeg, "JPEG", quality=60)
    return {"photo": ("sesudah.jpg", jpeg.getvalue(), "image/jpeg")}


async def taken_on(officer: Visitor) -> str:
    """The path of the only task on the bench, accepted."""
    found = TASK.search(await officer.see("/bench"))
    assert found, "the bench is empty"
    await officer.fill_in(f"{found[1]}/acceptance")
    return found[1]


async def status(visitor: Visitor, receipt: dict[str, str]) -> str:
    """Where a report stands, as its reporter is told."""
    answer = await visitor.client.get(
        f"/api/v1/reports/{receipt['number']}", headers={"Report-Key": receipt["key"]}
    )
    return str(answer.json()["status"])


async def test_a_mirrored_and_cropped_proof_of_other_work_is_asked_about_and_comes_back(
    visitor: Visitor,
) -> None:
    officer, verifier = await enter(visitor, "Petugas jalan"), await enter(visitor, "Pemeriksa")
    mended = await visitor.report(kind="road-damage")
    task = await taken_on(officer)
    await officer.fill_in(f"{task}/proof", files=sent(scene(1)), text="Ditambal.", **HERE)
    assert "sudah dipakai" not in await verifier.see("/verification")
    await verifier.fill_in(f"/verification/{mended['number']}/acceptance")

    untouched = await visitor.report(kind="road-damage", lon=106.98, lat=-6.24)
    task = await taken_on(officer)
    at: dict[str, Any] = {"lon": "106.98", "lat": "-6.24"}
    again = ImageOps.mirror(scene(1)).crop((20, 10, 470, 350))
    asked = await officer.fill_in(f"{task}/proof", status=422, files=sent(again), text="Ditambal.", **at)
    kept = KEPT.search(asked.text)
    assert kept, "the photo is not kept"
    assert f"sudah dipakai di {mended['number']}" in asked.text
    assert await status(visitor, untouched) == "in_progress"

    await officer.fill_in(f"{task}/proof", text="Ditambal.", note="Lubangnya sama.", kept=kept[1], **at)
    shown = await verifier.see("/verification")
    assert re.search(
        rf'href="[^"]*/reports/{mended["number"]}">Foto ini sudah dipakai di {mended["number"]}', shown
    )

    await verifier.fill_in(
        f"/verification/{untouched['number']}/return", reason="old_photo", note="Itu foto lubang lain."
    )
    assert await status(visitor, untouched) == "reopened"


async def test_another_photo_of_the_same_officer_is_not_asked_about(visitor: Visitor) -> None:
    officer = await enter(visitor, "Petugas jalan")
    for nth in (1, 2):
        receipt = await visitor.report(kind="road-damage")
        task = await taken_on(officer)
        await officer.fill_in(f"{task}/proof", files=sent(scene(nth)), text="Ditambal.", **HERE)

        assert await status(visitor, receipt) == "resolved"
