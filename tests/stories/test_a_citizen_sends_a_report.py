"""A citizen sends a report by the form: with and without photos, in words, from anywhere, whatever they type."""

import io
import json
import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.nursery import none_grows_up
from tests.visitor import ORIGIN, Visitor

pytestmark = pytest.mark.story

SHARED = Path(__file__).parents[2] / "../shared/data"
NUMBER = re.compile(r"BKS-\d{5}-\d{5}-\d")
KEY = re.compile(r">([0-9A-Z]{5}-[0-9A-Z]{5})<")
PHOTO = re.compile(r"/photos/[0-9a-f-]{36}/\d+\.jpeg")


def hole(**fields: str) -> dict[str, Any]:
    """A filled-in form: a hole in Jakasampurna where nothing else is said."""
    return {
        "idempotency_key": str(uuid.uuid4()),
        "kind": "road-damage",
        "text": "Lubang dalam di tikungan dekat pasar",
        "lon": "106.9756",
        "lat": "-6.2383",
        "visibility": "public",
    } | fields


async def send(visitor: Visitor, *, photos: tuple[bytes, ...] = (), **fields: str) -> str:
    """Send a form; the number it was given."""
    files = [("photo", (f"{n}.jpg", photo, "image/jpeg")) for n, photo in enumerate(photos)] or None
    answer = await visitor.fill_in("/reports", files=files, form_on="/reports/new", **hole(**fields))
    found = NUMBER.search(answer.headers["location"])
    assert found
    return found[0]


async def refused(visitor: Visitor, **fields: str) -> str:
    """The page a form comes back with."""
    answer = await visitor.fill_in("/reports", status=422, form_on="/reports/new", **hole(**fields))
    return answer.text


async def key_of(visitor: Visitor, number: str) -> str:
    found = KEY.search(await visitor.see(f"/reports/{number}/receipt"))
    assert found
    return found[1]


def picture() -> bytes:
    """A small photograph."""
    made = io.BytesIO()
    Image.new("RGB", (640, 480), "#a58f77").save(made, "JPEG")
    return made.getvalue()


async def test_the_receipt_tells_number_key_agency_reason_and_limit(visitor: Visitor) -> None:
    number = await send(visitor)

    receipt = await visitor.see(f"/reports/{number}/receipt")

    assert number in receipt
    assert KEY.search(receipt)
    assert "Dinas Bina Marga" in receipt
    assert "di Jakasampurna adalah tugasnya" in receipt
    assert "sisa" in receipt


async def test_only_the_browser_that_sent_a_report_sees_its_receipt(visitor: Visitor) -> None:
    number = await send(visitor)

    await visitor.other().see(f"/reports/{number}/receipt", status=404)


async def test_a_sent_report_stands_on_the_first_page_in_the_feed_and_on_its_own_page(
    visitor: Visitor,
) -> None:
    number = await send(visitor)

    home = await visitor.see("/")
    feed = await visitor.see("/reports")
    page = await visitor.see(f"/reports/{number}")

    assert "Laporan saya" in home
    for shown in (home, feed, page):
        assert "Lubang dalam di tikungan dekat pasar" in shown
    assert "Laporan saya" not in await visitor.other().see("/")


async def test_the_pages_speak_english_to_whoever_chose_it(visitor: Visitor) -> None:
    answer = await visitor.fill_in("/language", form_on="/", language="en", back="/reports/new")

    assert answer.headers["location"] == "/reports/new"
    assert '<html lang="en"' in await visitor.see("/reports/new")


@pytest.mark.parametrize("back", ["//evil.example", "/\\evil.example", "https://evil.example", "evil"])
async def test_choosing_a_language_never_leads_out_of_the_house(visitor: Visitor, back: str) -> None:
    answer = await visitor.fill_in("/language", form_on="/", language="en", back=back)

    assert answer.headers["location"] == "/"


async def test_a_report_without_a_kind_waits_and_says_for_what(visitor: Visitor) -> None:
    number = await send(visitor, kind="")

    receipt = await visitor.see(f"/reports/{number}/receipt")

    assert "Petugas akan menentukan jenisnya" in receipt


async def test_a_report_from_outside_the_city_is_taken_and_says_so(visitor: Visitor) -> None:
    number = await send(visitor, lon="108.5", lat="-7.5")

    assert "Tempatnya di luar wilayah kota" in await visitor.see(f"/reports/{number}/receipt")


async def test_a_landmark_is_place_enough(visitor: Visitor) -> None:
    number = await send(visitor, lon="", lat="", landmark="Seberang halte pasar")

    assert "Seberang halte pasar" in await visitor.see(f"/reports/{number}")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"text": ""}, "Tulis masalahnya atau lampirkan satu foto."),
        ({"lon": "", "lat": ""}, "Tunjukkan tempatnya"),
        ({"lon": "abc"}, "Tulis angka saja di sini."),
        ({"lat": "nan"}, "Titik ini tidak ada di peta bumi."),
        ({"kind": "no-such-kind"}, "Jenis laporan ini tidak ada di kota ini."),
        ({"lon": "", "lat": "", "area": "99.99"}, "Wilayah ini tidak ada di kota ini."),
        ({"contact": "rumah saya"}, "Tulis nomor HP atau alamat email yang lengkap."),
        ({"visibility": "secret"}, "Pilih salah satu yang ada."),
        ({"text": "x" * 4001}, "Keterangan paling panjang"),
        ({"name": "n" * 121}, "Nama paling panjang"),
    ],
)
async def test_a_refused_form_comes_back_as_it_was_typed(
    visitor: Visitor, typed: dict[str, str], why: str
) -> None:
    page = await refused(visitor, landmark="", **(typed | {"name": typed.get("name", "Pelapor")}))

    assert why in page
    assert typed.get("text", "Lubang dalam di tikungan dekat pasar") in page
    assert typed.get("name", "Pelapor") in page


async def test_a_form_sent_twice_makes_one_report_also_with_a_photo(visitor: Visitor) -> None:
    key = str(uuid.uuid4())
    photo = picture()

    first = await send(visitor, idempotency_key=key, photos=(photo,))
    second = await send(visitor, idempotency_key=key, photos=(photo,))

    assert first == second
    assert len(set(NUMBER.findall(await visitor.see("/reports")))) == 1


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


async def test_a_used_form_with_other_words_is_refused_and_given_a_new_key(visitor: Visitor) -> None:
    key = str(uuid.uuid4())
    await send(visitor, idempotency_key=key)

    page = await refused(visitor, idempotency_key=key, text="Lain lagi: lampu mati")

    assert key not in page
    assert "Lain lagi: lampu mati" in page


async def test_a_photo_alone_is_enough_and_is_shown_from_its_pixels_only(visitor: Visitor) -> None:
    number = await send(visitor, text="", photos=(picture(),))

    address = PHOTO.search(await visitor.other().see(f"/reports/{number}"))
    assert address
    answer = await visitor.other().client.get(address[0])

    assert answer.headers["content-type"] == "image/jpeg"
    assert "immutable" in answer.headers["cache-control"]
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


async def test_the_place_field_learns_the_area_of_a_point(visitor: Visitor) -> None:
    inside = await visitor.client.get("/areas/at?lon=106.9756&lat=-6.2383")
    outside = await visitor.client.get("/areas/at?lon=110&lat=-7")

    assert inside.json()["name"] == "Jakasampurna"
    assert outside.content in {b"", b"null"}


@pytest.mark.parametrize("path", ["/help", "/offline", "/track", "/reports/new"])
async def test_every_plain_page_stands(visitor: Visitor, path: str) -> None:
    assert "<h1>" in await visitor.see(path)


async def test_short_addresses_lead_to_the_form_and_to_tracking(visitor: Visitor) -> None:
    new, track = await visitor.client.get("/lapor"), await visitor.client.get("/cek")

    assert (new.headers["location"], track.headers["location"]) == ("/reports/new", "/track")


def hostile() -> list[str]:
    file = SHARED / "naughty-strings/blns.json"
    return json.loads(file.read_text("utf-8")) if file.exists() else []


@pytest.mark.skipif(not hostile(), reason="the list of naughty strings is not beside the repository")
async def test_hostile_text_in_any_field_is_kept_as_text_and_breaks_nothing(visitor: Visitor) -> None:
    token = await visitor.token("/reports/new")
    strings = hostile()
    answers: list[Any] = []
    for n, string in enumerate(strings):
        other = ("kind", "lon", "lat", "area", "visibility", "contact", "idempotency_key")[n // 3 % 7]
        typed = hole(text=string, landmark=string, name=string) | ({other: string} if n % 3 == 0 else {})
        answers.append(
            await visitor.client.post("/reports", data={"csrf": token, **typed}, headers={"origin": ORIGIN})
        )
    tracked = [
        await visitor.client.post(
            "/track", data={"csrf": token, "number": string, "key": string}, headers={"origin": ORIGIN}
        )
        for string in strings[::5]
    ]
    feed = await visitor.client.get("/reports")

    assert {answer.status_code for answer in answers} <= {303, 400, 422}
    assert {answer.status_code for answer in tracked} <= {303, 400, 422}
    assert sum(answer.status_code == 303 for answer in answers) > len(strings) // 3
    assert feed.status_code == 200
    assert not re.search(r"<(script|img|svg|iframe)[^>]*(alert|onerror|onload)", feed.text, re.IGNORECASE)
