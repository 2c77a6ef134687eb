"""What waits on phones comes in by the same gate as everything else, and whatever it cannot take now waits on."""

import hashlib
import uuid
from collections.abc import Mapping
from itertools import count
from typing import Any

import pytest
from msgspec.structs import replace

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.kit.web.gate import WEIGHT
from tanggap.kit.web.proof import leading_zeros
from tanggap.report.report import HideReason, Report
from tests.stories.sending import hole, picture
from tests.stories.test_a_citizen_has_the_last_word import found
from tests.visitor import ORIGIN, Visitor

pytestmark = pytest.mark.story

UNASKED = 4
"""Reports one address may send here unasked, half of it from one browser."""


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A house that soon finds that somebody comes often."""
    return replace(settings, reports_per_address=UNASKED)


@pytest.fixture
def phone(visitor: Visitor) -> Visitor:
    """A phone behind an address of its own."""
    return visitor.other(address="203.0.113.80")


async def carried(phone: Visitor, key: str | None = None, *, works: bool) -> Any:
    """A report as the courier sends it, with or without the work it was asked for."""
    asked: Mapping[str, str] = (await phone.client.get("/mine/outbox/token")).json()
    form = hole(idempotency_key=key or str(uuid.uuid4()), csrf=asked["token"])
    if works:
        form["proof"] = solved(asked["challenge"])
    headers = {"origin": ORIGIN, "accept": "application/json"}
    return await phone.client.post("/mine/outbox", data=form, headers=headers)


def solved(challenge: str) -> str:
    bits = int(challenge.split(".")[2])
    return next(f"{challenge}:{n}" for n in count() if leading_zeros(f"{challenge}:{n}") >= bits)


async def stands(bench: Workbench, answer: Any) -> Report:
    assert answer.status_code == 201, answer.text
    return await found(bench, answer.json()["number"])


async def test_work_lets_a_report_in_and_without_it_the_report_is_held_and_then_waits(
    phone: Visitor, bench: Workbench
) -> None:
    await phone.see("/")
    usual = [await stands(bench, await carried(phone, works=False)) for _ in range(UNASKED // 2)]
    held = await stands(bench, await carried(phone, works=False))
    worked = await stands(bench, await carried(phone, works=True))
    while (answer := await carried(phone, key := str(uuid.uuid4()), works=False)).status_code == 201:
        assert (await stands(bench, answer)).hidden is HideReason.FLOOD

    assert {each.hidden for each in (*usual, worked)} == {None}
    assert held.hidden is HideReason.FLOOD
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert (await stands(bench, await carried(phone, key, works=True))).hidden is None


async def test_a_report_that_comes_again_is_the_same_whatever_the_door_thought_of_it(
    phone: Visitor, bench: Workbench
) -> None:
    await phone.see("/")
    for _ in range(UNASKED // 2):
        await carried(phone, works=False)
    key = str(uuid.uuid4())
    held = await carried(phone, key, works=False)
    again = await carried(phone, key, works=True)

    assert again.json() == held.json()
    assert (await stands(bench, again)).hidden is HideReason.FLOOD


async def test_a_photo_is_counted_once_in_however_many_pieces_it_comes(phone: Visitor) -> None:
    await phone.see("/")
    most = int(UNASKED * WEIGHT["photos"])
    content = picture()
    first = [await piece(phone, content, start=n, end=n + 100) for n in range(0, 100 * (most + 1), 100)]
    others = [await piece(phone, content + bytes([n]), start=0, end=100) for n in range(most - 1)]
    refused = await piece(phone, content + b"one more", start=0, end=100)
    going_on = await piece(phone, content, start=100 * (most + 1), end=len(content))

    assert {answer.status_code for answer in (*first, *others)} == {200}
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0
    assert going_on.json()["id"] is not None


async def piece(phone: Visitor, content: bytes, *, start: int, end: int) -> Any:
    digest = hashlib.sha256(content).hexdigest()
    headers = {
        "idempotency-key": "0b1f6f0e-7c55-4a0e-9f0a-3c1d2e4f5a6b",
        "upload-offset": str(start),
        "upload-length": str(len(content)),
    }
    return await phone.client.put(f"/api/v1/photos/{digest}", content=content[start:end], headers=headers)
