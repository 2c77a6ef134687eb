"""A citizen sends photos with a report: they are shown from their pixels, or left out with a reason."""

import io
import uuid

import pytest
from PIL import Image

from tests.nursery import none_grows_up
from tests.stories.sending import PHOTO, hole, picture, send
from tests.visitor import Visitor

pytestmark = pytest.mark.story


async def test_a_form_sent_again_after_its_photo_failed_by_chance_is_the_same_report(
    visitor: Visitor,
) -> None:
    key = str(uuid.uuid4())
    photo = picture()

    async with none_grows_up():
        first = await send(visitor, idempotency_key=key, photos=(photo,))
    receipt = await visitor.see(f"/reports/{first}/receipt")
    second = await send(visitor, idempotency_key=key, photos=(photo,))

    assert "Foto 1: Foto belum dapat diolah" in receipt
    assert first == second


async def test_where_data_is_saved_photos_are_loaded_when_they_are_asked_for(visitor: Visitor) -> None:
    number = await send(visitor, text="", photos=(picture(),))
    paths = ("/", "/reports", f"/reports/{number}")
    visitor.client.headers["save-data"] = "on"

    for path in paths:
        assert "<img" not in await visitor.see(path)
    asked = PHOTO.search(await visitor.see(f"/reports/{number}"))
    answer = await visitor.fill_in("/data-saver", form_on="/", saving="off", back="/reports")
    for path in paths:
        assert "<img" in await visitor.see(path)
    del visitor.client.headers["save-data"]
    await visitor.fill_in("/data-saver", form_on="/", saving="on", back="//evil.example")

    assert asked
    assert (await visitor.client.get(asked[0])).headers["content-type"] == "image/jpeg"
    assert answer.headers["location"] == "/reports"
    assert "<img" not in await visitor.see("/reports")


async def test_a_photo_alone_is_enough_and_is_shown_from_its_pixels_only(visitor: Visitor) -> None:
    number = await send(visitor, text="", photos=(picture(),))

    address = PHOTO.search(await visitor.other().see(f"/reports/{number}"))
    assert address
    answer = await visitor.other().client.get(address[0])

    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["cache-control"] == "public, max-age=5, must-revalidate"
    assert "set-cookie" not in answer.headers
    assert not Image.open(io.BytesIO(answer.content)).getexif()


async def test_a_broken_photo_is_left_out_with_a_reason_and_the_report_is_taken(visitor: Visitor) -> None:
    number = await send(visitor, photos=(picture(), b"\xff\xd8\xff broken", b"<svg/>"))

    receipt = await visitor.see(f"/reports/{number}/receipt")

    assert "Ada foto yang tidak bisa dipakai: Foto 2:" in receipt
    assert "Foto 3:" in receipt
    assert len(set(PHOTO.findall(await visitor.see(f"/reports/{number}")))) > 0
    assert "Ada foto yang tidak bisa dipakai" not in await visitor.see("/")


async def test_a_photo_over_10_mb_is_left_out_and_the_rest_of_the_form_is_taken(visitor: Visitor) -> None:
    number = await send(visitor, photos=(bytes(10 * 2**20 + 1), picture()))

    assert "lebih besar dari 10 MB" in await visitor.see(f"/reports/{number}/receipt")
    assert PHOTO.search(await visitor.see(f"/reports/{number}"))


async def test_a_form_with_nothing_but_a_broken_photo_comes_back_and_says_why(visitor: Visitor) -> None:
    files = [("photo", ("a.jpg", b"\xff\xd8\xff broken", "image/jpeg"))]

    answer = await visitor.fill_in(
        "/reports", status=422, files=files, form_on="/reports/new", **hole(text="")
    )

    assert 'id="photo-error"' in answer.text


async def test_more_photos_than_are_taken_are_refused_before_any_is_developed(visitor: Visitor) -> None:
    files = [("photo", ("a.jpg", b"x", "image/jpeg"))] * 6

    answer = await visitor.fill_in("/reports", status=422, files=files, form_on="/reports/new", **hole())

    assert "Paling banyak 5 foto." in answer.text
