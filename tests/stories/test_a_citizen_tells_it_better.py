"""A reporter corrects place and kind and adds photos after sending, as long as it is of use."""

import re
from typing import Any

import pytest

from tanggap.app.tools import Workbench
from tanggap.report import store as reports
from tanggap.report.report import Status
from tests.conftest import BEKASI
from tests.stories.meanwhile import finish, found
from tests.stories.sending import picture, send
from tests.visitor import Visitor

pytestmark = pytest.mark.story


async def test_the_place_is_put_right_and_its_holder_stays(visitor: Visitor, bench: Workbench) -> None:
    number = await send(visitor)
    before = await found(bench, number)
    page = f"/reports/{number}/correction"

    await visitor.fill_in(
        f"{page}/place", form_on=page, lon="107.0110", lat="-6.2720", landmark="Di seberang sekolah"
    )

    after = await found(bench, number)
    async with bench.entrance.open_desk(BEKASI) as desk:
        place, words = await reports.place(desk.db, after), await reports.words(desk.db, after)
    assert place is not None
    assert (place.lon, place.lat, place.area) == (107.0110, -6.2720, after.area)
    assert after.area != before.area
    assert (after.agency, after.status) == (before.agency, before.status)
    assert words.landmark == "Di seberang sekolah"
    assert "Tempat dibetulkan" in await visitor.other().see(f"/reports/{number}")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "Tunjukkan tempatnya"),
        ({"lon": "200", "lat": "-6"}, "tidak ada di peta bumi"),
        ({"lon": "106.9"}, "bujur dan lintang"),
        ({"area": "99.99", "landmark": "Pasar"}, "Wilayah ini tidak ada"),
        ({"landmark": "x" * 301}, "paling panjang 300"),
    ],
)
async def test_a_place_nobody_could_go_to_is_refused_and_nothing_is_lost(
    visitor: Visitor, fields: dict[str, Any], why: str
) -> None:
    number = await send(visitor)

    again = await visitor.fill_in(f"/reports/{number}/correction/place", status=422, **fields)

    assert why in again.text
    typed = {name: value for name, value in fields.items() if name != "area"}
    assert all(f'value="{value}"' in again.text for value in typed.values())


async def test_a_kind_is_put_right_before_anybody_reads_it_and_told_to_its_unit_afterwards(
    visitor: Visitor, bench: Workbench
) -> None:
    unread, held = await send(visitor, kind=""), await send(visitor, kind="road-damage")

    for number in (unread, held):
        await visitor.fill_in(f"/reports/{number}/correction/kind", kind="flood")

    assert (await found(bench, unread)).kind == "flood"
    assert (await found(bench, held)).kind == "road-damage"
    assert "Pelapor menyebut jenis lain: Banjir / genangan" in await visitor.see(f"/reports/{held}")
    assert "jenis lain" not in await visitor.other().see(f"/reports/{held}")


async def test_a_kind_that_is_sealed_hides_the_report_from_strangers(visitor: Visitor) -> None:
    number = await send(visitor, kind="")

    await visitor.fill_in(f"/reports/{number}/correction/kind", kind="violence-women-child")

    await visitor.see(f"/reports/{number}")
    await visitor.other().see(f"/reports/{number}", status=404)


@pytest.mark.parametrize("kind", ["", "no-such-kind", "road-damage"])
async def test_no_kind_an_unknown_one_and_the_same_are_refused(visitor: Visitor, kind: str) -> None:
    number = await send(visitor, kind="road-damage")

    await visitor.fill_in(f"/reports/{number}/correction/kind", status=422, kind=kind)


async def test_more_photos_are_there_for_everybody(visitor: Visitor) -> None:
    number = await send(visitor)
    sent: Any = [("photo", ("a.jpg", picture(), "image/jpeg"))]

    await visitor.fill_in(f"/reports/{number}/photos", files=sent)

    public = await visitor.other().see(f"/reports/{number}")
    photo = re.search(r"/photos/[0-9a-f-]{36}/800\.jpeg", public)
    assert photo
    await visitor.other().client.get(photo[0])


async def test_once_it_is_done_nothing_is_changed_any_more(visitor: Visitor, bench: Workbench) -> None:
    number = await send(visitor)
    await finish(bench, number)
    sent: Any = [("photo", ("a.jpg", picture(), "image/jpeg"))]

    await visitor.see(f"/reports/{number}/correction", status=409)
    await visitor.fill_in(f"/reports/{number}/correction/kind", status=409, kind="flood")
    await visitor.fill_in(f"/reports/{number}/correction/place", status=409, landmark="Di sana")
    await visitor.fill_in(f"/reports/{number}/photos", status=409, files=sent)

    assert (await found(bench, number)).status is Status.CLOSED
