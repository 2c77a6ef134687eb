"""A sent report is found by those who may know of it: its reporter, the public, and nobody else."""

import re
import uuid

import pytest

from tests.stories.sending import PHOTO, key_of, picture, send
from tests.visitor import Visitor

pytestmark = pytest.mark.story


async def test_only_the_browser_that_sent_a_report_sees_its_receipt(visitor: Visitor) -> None:
    number = await send(visitor)

    await visitor.other().see(f"/reports/{number}/receipt", status=404)


async def test_a_confidential_report_is_not_there_for_anybody_else(visitor: Visitor) -> None:
    number = await send(visitor, visibility="confidential", photos=(picture(),))
    address = PHOTO.search(await visitor.see(f"/reports/{number}"))
    assert address
    stranger = visitor.other()

    await stranger.see(f"/reports/{number}", status=404)
    await stranger.see(address[0], status=404)
    mine = await visitor.client.get(address[0])

    assert number not in await stranger.see("/reports")
    assert number not in await stranger.see("/")
    assert mine.status_code == 200
    assert mine.headers["cache-control"] == "private, no-store"


async def test_an_unknown_number_and_a_confidential_one_answer_alike(visitor: Visitor) -> None:
    number = await send(visitor, visibility="confidential")
    stranger = visitor.other()

    hidden = await stranger.see(f"/reports/{number}", status=404)
    unknown = await stranger.see("/reports/BKS-48210-97315-1", status=404)

    assert re.findall(r"<p>.*</p>", hidden) == re.findall(r"<p>.*</p>", unknown)


async def test_an_anonymous_report_tells_the_public_only_the_hour(visitor: Visitor) -> None:
    await send(visitor, idempotency_key=str(uuid.uuid4()), visibility="anonymous")

    feed = await visitor.other().see("/reports")

    assert '<time datetime="2026-07-01T09:00:00+07:00"' in feed


async def test_a_report_nobody_may_list_of_a_sealed_kind_is_confidential_whatever_was_chosen(
    visitor: Visitor,
) -> None:
    number = await send(visitor, kind="official-conduct", visibility="public")

    await visitor.other().see(f"/reports/{number}", status=404)


async def test_a_number_opens_a_public_report_and_the_key_makes_it_ones_own(visitor: Visitor) -> None:
    number = await send(visitor)
    key = await key_of(visitor, number)
    phone = visitor.other()

    seen = await phone.fill_in("/track", form_on="/track", number=number.lower().replace("-", " "))
    stranger = await phone.see(seen.headers["location"])
    await phone.fill_in("/track", form_on="/track", number=number, key=key.lower())
    own = await phone.see(f"/reports/{number}")

    assert "Cabut laporan" not in stranger
    assert "Cabut laporan" in own


async def test_a_mistyped_number_is_told_apart_from_one_that_is_not_there(visitor: Visitor) -> None:
    number = await send(visitor)
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)

    answer = await visitor.fill_in("/track", status=422, form_on="/track", number=wrong)

    assert "Nomor ini salah ketik?" in answer.text
    assert wrong in answer.text


async def test_a_wrong_key_and_a_missing_report_are_refused_in_the_same_words(visitor: Visitor) -> None:
    number = await send(visitor, visibility="confidential")

    wrong = await visitor.fill_in("/track", status=422, form_on="/track", number=number, key="AAAAA-AAAAA")
    missing = await visitor.fill_in(
        "/track", status=422, form_on="/track", number="BKS-48210-97315-1", key="AAAAA-AAAAA"
    )

    for answer in (wrong, missing):
        assert "Nomor dan kunci ini tidak cocok." in answer.text


async def test_keys_cannot_be_tried_without_end(visitor: Visitor) -> None:
    number = await send(visitor, visibility="confidential")
    key = await key_of(visitor, number)
    stranger = visitor.other()
    for _ in range(20):
        await stranger.fill_in("/track", status=422, form_on="/track", number=number, key="AAAAA-AAAAA")

    answer = await stranger.fill_in("/track", status=422, form_on="/track", number=number, key=key)

    assert "Terlalu sering salah." in answer.text
