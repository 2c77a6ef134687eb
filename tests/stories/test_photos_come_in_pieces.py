"""A photo comes in pieces, goes on where it was cut off, and belongs to nobody but the browser that sends it."""

import hashlib
import random
import uuid
from datetime import timedelta
from typing import Any

import pytest

from tanggap.app.tidy.actions import tidy
from tanggap.app.tools import Workbench
from tanggap.kit.clock import SetClock
from tests.conftest import BEKASI
from tests.stories.sending import KEY, PHOTO, hole, picture
from tests.visitor import ORIGIN, Visitor

pytestmark = pytest.mark.story

PIECE = 700


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class Phone:
    """A phone that sends one report from its outbox, under one key."""

    def __init__(self, visitor: Visitor, key: str | None = None) -> None:
        self.visitor = visitor
        self.key = key or str(uuid.uuid4())

    def _named(self, point: str | None) -> dict[str, str]:
        return {"idempotency-key": self.key} | ({"report-point": point} if point else {})

    async def standing(self, photo: bytes, *, point: str | None = None) -> dict[str, Any]:
        """How far a photo has come."""
        answer = await self.visitor.client.get(f"/api/v1/photos/{sha256(photo)}", headers=self._named(point))
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def put(
        self, photo: bytes, *, start: int, end: int, size: int | None = None, point: str | None = None
    ) -> Any:
        """Send a part of a photo."""
        headers = self._named(point) | {
            "upload-offset": str(start),
            "upload-length": str(size if size is not None else len(photo)),
        }
        path = f"/api/v1/photos/{sha256(photo)}"
        return await self.visitor.client.put(path, content=photo[start:end], headers=headers)

    async def send_photo(self, photo: bytes, *, point: str | None = None) -> str:
        """Piece by piece until it has an id."""
        told = await self.standing(photo, point=point)
        while told["id"] is None:
            start = told["offset"]
            answer = await self.put(photo, start=start, end=start + PIECE, point=point)
            assert answer.status_code == 200, answer.text
            told = answer.json()
        return str(told["id"])

    async def send_report(self, *photos: bytes, **fields: str) -> Any:
        """Send the report these photos were for."""
        token = await self.visitor.client.get("/mine/outbox/token")
        form = hole(idempotency_key=self.key, csrf=token.json()["token"], **fields)
        form["photo_sha256"] = [sha256(photo) for photo in photos]
        headers = {"origin": ORIGIN, "accept": "application/json"}
        return await self.visitor.client.post("/mine/outbox", data=form, headers=headers)


async def test_a_photo_in_pieces_is_on_the_report_its_sender_holds(visitor: Visitor) -> None:
    phone = Phone(visitor)
    first, second = picture(), picture("#336699")
    await visitor.see("/")

    await phone.send_photo(first)
    await phone.send_photo(second)
    answer = await phone.send_report(first, second)

    receipt = await visitor.see(answer.json()["receipt"])
    shown = {
        each.split("/")[2] for each in PHOTO.findall(await visitor.see(f"/reports/{answer.json()['number']}"))
    }
    assert answer.status_code == 201
    assert KEY.search(receipt)
    assert len(shown) == 2


async def test_a_photo_goes_on_where_it_was_cut_off(visitor: Visitor) -> None:
    phone, photo = Phone(visitor), picture()

    await visitor.see("/")
    await phone.put(photo, start=0, end=PIECE)
    told = await phone.standing(photo)
    early = await phone.put(photo, start=PIECE + 5, end=PIECE + 9)
    again = await phone.put(photo, start=0, end=PIECE)

    assert told == {"offset": PIECE, "id": None}
    assert early.json()["offset"] == PIECE
    assert again.json()["offset"] == PIECE
    assert await phone.send_photo(photo)


async def test_a_photo_whose_last_answer_was_lost_is_the_same_photo(visitor: Visitor) -> None:
    phone, photo = Phone(visitor), picture()
    await visitor.see("/")

    first = await phone.send_photo(photo)
    again = await phone.put(photo, start=0, end=PIECE)

    assert again.json()["id"] == first
    assert await phone.standing(photo) == {"offset": 0, "id": first}


async def test_nobody_else_learns_that_a_photo_is_known(visitor: Visitor) -> None:
    phone, photo = Phone(visitor), picture()
    await visitor.see("/")
    await phone.send_photo(photo)
    other = visitor.other()
    await other.see("/")

    same_key = await Phone(other, phone.key).standing(photo)
    same_browser = await Phone(visitor).standing(photo)

    assert same_key == {"offset": 0, "id": None}
    assert same_browser == {"offset": 0, "id": None}


async def test_a_report_sent_again_after_signing_in_meanwhile_is_the_same_report(visitor: Visitor) -> None:
    phone, photo = Phone(visitor), picture()
    await visitor.see("/")
    await phone.send_photo(photo)
    first = await phone.send_report(photo)
    other = visitor.other()  # the same phone with a new cookie
    await other.see("/")
    later = Phone(other, phone.key)

    await later.send_photo(photo)
    second = await later.send_report(photo)

    assert second.json() == first.json()
    assert KEY.search(await other.see(second.json()["receipt"]))


async def test_a_report_whose_photo_is_not_here_waits_for_it(visitor: Visitor) -> None:
    phone, photo = Phone(visitor), picture()

    early = await phone.send_report(photo)
    await phone.send_photo(photo)
    later = await phone.send_report(photo)

    assert early.status_code == 409
    assert later.status_code == 201


async def test_a_photo_follows_its_report_into_another_city(visitor: Visitor) -> None:
    phone, photo = Phone(visitor), picture()
    await visitor.see("/")

    await phone.send_photo(photo, point="106.9756,-6.2383")
    answer = await phone.put(photo, start=0, end=PIECE, point="not a point")

    assert answer.status_code == 422
    assert (await phone.send_report(photo, lon="106.9756", lat="-6.2383")).status_code == 201


async def test_what_is_no_photo_is_refused_once_it_is_whole_and_forgotten(visitor: Visitor) -> None:
    phone, junk = Phone(visitor), random.Random(1).randbytes(900)
    await visitor.see("/")

    answer = await phone.put(junk, start=0, end=900)

    assert answer.status_code == 422
    assert (await phone.standing(junk))["offset"] == 0


async def test_bytes_that_are_not_what_they_were_said_to_be_begin_again(visitor: Visitor) -> None:
    phone, photo = Phone(visitor), picture()
    await visitor.see("/")

    answer = await phone.put(photo, start=0, end=PIECE, size=PIECE)

    assert answer.status_code == 409
    assert (await phone.standing(photo))["offset"] == 0


@pytest.mark.parametrize(
    ("start", "end", "size"), [(0, 0, 0), (0, PIECE, 10), (-1, 5, 100), (0, PIECE, 10 * 2**20 + 1)]
)
async def test_a_piece_that_cannot_be_one_is_refused_in_words(
    visitor: Visitor, start: int, end: int, size: int
) -> None:
    answer = await Phone(visitor).put(picture(), start=start, end=end, size=size)

    assert answer.status_code == 422
    assert answer.json()["error"]


async def test_a_piece_larger_than_one_is_refused(visitor: Visitor) -> None:
    large = bytes(200_001)

    answer = await Phone(visitor).put(large, start=0, end=len(large))

    assert answer.status_code == 422


async def test_a_refused_report_says_which_block_to_mend(visitor: Visitor) -> None:
    answer = await Phone(visitor).send_report(lon="", lat="")

    assert answer.status_code == 422
    assert answer.json()["field"] == "place"


async def test_pieces_nobody_finished_go_after_a_day(
    visitor: Visitor, bench: Workbench, clock: SetClock
) -> None:
    phone, photo = Phone(visitor), picture()
    await phone.put(photo, start=0, end=PIECE)

    await tidy(bench)
    kept = await phone.standing(photo)
    clock.move(timedelta(days=1, seconds=1))
    await tidy(bench)

    async with bench.app.transaction(BEKASI) as db:
        left = await db.one(int, "select count(*) from photo_piece where city_id = %(city)s", city=BEKASI)
    assert kept["offset"] == PIECE
    assert left == 0


async def test_a_shared_photo_and_its_words_wait_in_the_form_for_this_browser_alone(visitor: Visitor) -> None:
    await visitor.see("/")
    files = [("photo", ("a.jpg", picture(), "image/jpeg"))]
    shared = await visitor.client.post("/share", data={"text": "Lampu mati"}, files=files)
    photo = shared.text.split('name="photo_id" value="')[1].split('"')[0]

    other = await visitor.other().fill_in(
        "/reports", status=422, form_on="/reports/new", **hole(photo_id=photo)
    )
    sent = await visitor.fill_in("/reports", form_on="/reports/new", **hole(photo_id=photo, text=""))

    assert "Lampu mati" in shared.text
    assert 'id="photo-error"' in other.text
    assert photo in await visitor.see(sent.headers["location"].removesuffix("/receipt"))


async def test_no_page_elsewhere_may_share(visitor: Visitor) -> None:
    answer = await visitor.client.post("/share", data={"text": "x"}, headers={"sec-fetch-site": "cross-site"})

    assert answer.status_code == 403


async def test_a_phone_may_keep_pages_that_tell_of_nobody_and_no_others(visitor: Visitor) -> None:
    form = await visitor.client.get("/reports/new")
    receipt = await visitor.client.get(
        (await visitor.fill_in("/reports", form_on="/reports/new", **hole())).headers["location"]
    )
    home = await visitor.client.get("/")
    staff = await visitor.client.get("/sign-in")

    kept = [answer.headers["cache-control"] for answer in (form, receipt, home, staff)]
    assert kept == ["private, no-cache", *["no-store, private"] * 3]


async def test_the_manifest_names_the_city_and_stays_below_its_path(visitor: Visitor) -> None:
    there = (await visitor.client.get("/kota-bekasi/manifest.webmanifest")).json()

    assert there["name"] == "Tanggap Kota Bekasi"
    assert {there["id"], there["scope"], there["start_url"]} == {"/kota-bekasi/"}
    assert there["share_target"]["action"] == "/kota-bekasi/share"
    assert {(icon["sizes"], icon["purpose"]) for icon in there["icons"]} >= {
        ("192x192", "maskable"),
        ("512x512", "maskable"),
    }
