"""A citizen answers, takes back, rates and disputes; and nobody else does it for them."""

import re
from typing import Any

import pytest

from tanggap.app.tools import Workbench
from tanggap.report.events import Asked, Questioned
from tanggap.report.report import Status
from tests.stories.meanwhile import finish, found, happen
from tests.stories.sending import picture, send
from tests.visitor import Visitor

pytestmark = pytest.mark.story


async def test_a_question_is_read_and_answered_by_its_reporter_alone(
    visitor: Visitor, bench: Workbench
) -> None:
    number = await send(visitor)
    await happen(bench, number, Asked(was=Status.DISPOSED, now=Status.NEEDS_INFO), note="Di lajur mana?")
    stranger = visitor.other()

    await visitor.fill_in(
        f"/reports/{number}/answer",
        files=[("photo", ("a.jpg", picture(), "image/jpeg"))],
        form_on=f"/reports/{number}",
        text="Lajur kiri, depan rumah nomor 5",
    )
    mine, theirs = await visitor.see(f"/reports/{number}"), await stranger.see(f"/reports/{number}")
    answered = re.search(r"/photos/[0-9a-f-]{36}/\d+\.jpeg", mine)

    assert (await found(bench, number)).status is Status.RECEIVED
    assert "Di lajur mana?" in mine
    assert "Lajur kiri, depan rumah nomor 5" in mine
    assert "Di lajur mana?" not in theirs
    assert "Lajur kiri" not in theirs
    assert answered
    assert answered[0] not in theirs
    await stranger.see(answered[0], status=404)


async def test_a_question_beside_the_work_does_not_stop_it(visitor: Visitor, bench: Workbench) -> None:
    number = await send(visitor)
    await happen(bench, number, Questioned(), note="Ada rambu di dekatnya?")

    assert "Ada rambu di dekatnya?" in await visitor.see(f"/reports/{number}")
    await visitor.fill_in(f"/reports/{number}/answer", form_on="/track", text="Tidak ada")

    assert (await found(bench, number)).status is Status.DISPOSED
    again = await visitor.fill_in(f"/reports/{number}/answer", status=409, form_on="/track", text="Lagi")
    assert "Tidak ada pertanyaan yang menunggu jawaban." in again.text


async def test_a_closed_report_is_rated_once_and_the_comment_stays_with_the_office(
    visitor: Visitor, bench: Workbench
) -> None:
    number = await send(visitor)
    await finish(bench, number)
    rating: dict[str, Any] = {"stars": "4", "comment": "Cepat, tapi debunya banyak"}

    await visitor.fill_in(f"/reports/{number}/rating", form_on=f"/reports/{number}", **rating)
    again = await visitor.fill_in(f"/reports/{number}/rating", status=409, form_on="/track", **rating)
    public = await visitor.other().see(f"/reports/{number}")

    assert (await found(bench, number)).stars == 4
    assert "Laporan ini sudah dinilai." in again.text
    assert "4 dari 5 bintang" in public
    assert "debunya banyak" not in public
    assert "debunya banyak" in await visitor.see(f"/reports/{number}")


async def test_a_report_is_taken_back_before_work_begins_and_not_after(
    visitor: Visitor, bench: Workbench
) -> None:
    early, late = await send(visitor), await send(visitor)
    await finish(bench, late)

    await visitor.fill_in(f"/reports/{early}/withdrawal", form_on=f"/reports/{early}", reason="Sudah beres")
    refused = await visitor.fill_in(f"/reports/{late}/withdrawal", status=409, form_on="/track")

    assert (await found(bench, early)).status is Status.WITHDRAWN
    assert "Muat ulang halaman ini." in refused.text


@pytest.mark.parametrize("act", ["answer", "rating", "dispute", "withdrawal"])
async def test_nobody_acts_on_a_report_that_is_not_theirs(visitor: Visitor, act: str) -> None:
    public, hidden = await send(visitor), await send(visitor, visibility="confidential")
    stranger = visitor.other()
    fields: dict[str, Any] = {"text": "x", "stars": "1", "reason": "x"}

    await stranger.fill_in(f"/reports/{public}/{act}", status=403, form_on="/track", **fields)
    await stranger.fill_in(f"/reports/{hidden}/{act}", status=404, form_on="/track", **fields)


@pytest.mark.parametrize("stars", ["", "0", "6", "٣", "five", "1e0"])
async def test_stars_are_one_to_five(visitor: Visitor, bench: Workbench, stars: str) -> None:
    number = await send(visitor)
    await finish(bench, number)

    await visitor.fill_in(f"/reports/{number}/rating", status=422, form_on="/track", stars=stars)

    assert (await found(bench, number)).stars is None
