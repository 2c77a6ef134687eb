"""A citizen sends a report by the form: in words, from anywhere, whatever they type."""

import json
import re
import uuid
from pathlib import Path
from typing import Any

import pytest

from tests.stories.sending import KEY, NUMBER, hole, picture, refused, send
from tests.visitor import ORIGIN, Visitor

pytestmark = pytest.mark.story
SHARED = Path(__file__).parents[2] / "../shared/data"


async def test_the_receipt_tells_number_key_agency_reason_and_limit(visitor: Visitor) -> None:
    number = await send(visitor)

    receipt = await visitor.see(f"/reports/{number}/receipt")

    assert number in receipt
    assert KEY.search(receipt)
    assert "Dinas Bina Marga" in receipt
    assert "di Jakasampurna adalah tugasnya" in receipt
    assert "sisa" in receipt


async def test_a_sent_report_stands_on_the_first_page_in_the_feed_and_on_its_own_page(
    visitor: Visitor,
) -> None:
    number = await send(visitor)

    home = await visitor.see("/")
    feed = await visitor.see("/reports")
    page = await visitor.see(f"/reports/{number}")

    assert "Laporan saya</h2>" in home
    for shown in (home, feed, page):
        assert "Lubang dalam di tikungan dekat pasar" in shown
    assert "Laporan saya</h2>" not in await visitor.other().see("/")


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


async def test_a_used_form_with_other_words_is_refused_and_given_a_new_key(visitor: Visitor) -> None:
    key = str(uuid.uuid4())
    await send(visitor, idempotency_key=key)

    page = await refused(visitor, idempotency_key=key, text="Lain lagi: lampu mati")

    assert key not in page
    assert "Lain lagi: lampu mati" in page


async def test_the_place_field_learns_the_area_of_a_point(visitor: Visitor) -> None:
    inside = await visitor.client.get("/areas/at?lon=106.9756&lat=-6.2383")
    outside = await visitor.client.get("/areas/at?lon=110&lat=-7")

    assert inside.json()["name"] == "Jakasampurna"
    assert outside.json()["code"] is None
    assert "Di luar semua kota" in outside.json()["says"]


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
