"""A phone brings what an officer did without a signal: once, with its photo, or it is told what stood in its way."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from tanggap.app.settings import Settings
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AgencySlug
from tanggap.kit.clock import SetClock
from tests.staff import enter, hire
from tests.stories.sending import picture
from tests.stories.test_a_pothole_gets_fixed import HERE, on_the_bench, status
from tests.stories.test_photos_come_in_pieces import Phone, sha256
from tests.visitor import ORIGIN, Visitor

pytestmark = pytest.mark.story


async def bring(officer: Visitor, task: str, step: str, *, key: str | None = None, **fields: Any) -> Any:
    """One act of the officer, as their phone sends it; the answer."""
    page = await officer.see("/bench")
    token = (await officer.client.get("/mine/outbox/token")).json()["token"]
    body = {
        "csrf": token,
        "key": key or uuid.uuid4().hex,
        "task": task.removeprefix("/tasks/"),
        "step": step,
        "by": page.partition('data-person="')[2].partition('"')[0],
        "ago": "600",
    } | fields
    headers = {"origin": ORIGIN, "accept": "application/json"}
    return await officer.client.post("/bench/acts", data=body, headers=headers)


async def test_a_proof_made_without_a_signal_arrives_once_with_its_photo_and_its_time(
    visitor: Visitor, settings: Settings, clock: SetClock
) -> None:
    roads = Duty(role=Role.FIELD_OFFICER, agency=AgencySlug("dbmsda"))
    await hire(settings, clock, {"Petugas jalan": roads, "Rekan jalan": roads})
    receipt = await visitor.report(kind="road-damage")
    officer = await enter(visitor, "Petugas jalan")
    task = await on_the_bench(officer)
    clock.move(timedelta(minutes=20))
    proof: dict[str, Any] = {"text": "Lubang ditambal.", "photo_sha256": sha256(picture()), **HERE}
    phone = Phone(officer, uuid.uuid4().hex)

    assert (await bring(officer, task, "acceptance")).json()["done"]
    early = await bring(officer, task, "proof", key=phone.key, **proof)
    await phone.send_photo(picture())
    answers = [await bring(officer, task, "proof", key=phone.key, **proof) for _ in range(2)]

    assert early.status_code == 409, "its photo is not here yet: it is tried again"
    assert [each.json()["done"] for each in answers] == [True, True]
    assert await status(visitor, receipt) == "resolved"
    assert (await officer.see(task)).count("Lubang ditambal.") == 1
    assert "09.10" in await officer.see(task), "ten minutes before it arrived"

    late = (await bring(officer, task, "hold", reason="material", until="2026-07-20", note="Aspal.")).json()
    assert not late["done"]
    assert "Ditindaklanjuti" in late["said"]
    assert late["meanwhile"][0]["note"] == "Lubang ditambal."
    other = await enter(visitor, "Rekan jalan")
    theirs = (await other.see("/bench")).partition('data-person="')[2].partition('"')[0]
    assert (await bring(officer, task, "note", by=theirs, text="Bukan saya.")).status_code == 409


@pytest.mark.parametrize(
    "fields",
    [
        {"ago": "nan"},
        {"ago": "kemarin"},
        {"by": "siapa"},
        {"step": "closing"},
        {"key": "x"},
        {"task": "../.."},
    ],
)
async def test_what_no_phone_of_ours_would_send_is_refused_in_words(
    visitor: Visitor, settings: Settings, clock: SetClock, fields: dict[str, str]
) -> None:
    roads = Duty(role=Role.FIELD_OFFICER, agency=AgencySlug("dbmsda"))
    await hire(settings, clock, {"Petugas jalan": roads})
    officer = await enter(visitor, "Petugas jalan")

    sent: dict[str, Any] = {"task": str(uuid.uuid4()), "step": "note", "key": None} | fields
    answer = await bring(officer, sent.pop("task"), sent.pop("step"), key=sent.pop("key"), **sent)

    assert answer.status_code == 422
    assert answer.json()["error"]
