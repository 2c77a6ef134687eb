"""Somebody sees what was reported already: asked before they write, they support it and hear how it ends."""

import re

import pytest

from tanggap.app.tools import Workbench
from tests.stories.sending import send
from tests.stories.test_a_citizen_has_the_last_word import finish, found
from tests.visitor import Visitor

pytestmark = pytest.mark.story

SIMILAR = "/reports/similar?kind=road-damage&lon=106.9756&lat=-6.2383"


async def test_the_same_is_asked_about_supported_heard_of_and_taken_back(
    visitor: Visitor, bench: Workbench
) -> None:
    number = await send(visitor)
    neighbour = visitor.other()

    asked = await neighbour.see(SIMILAR)
    await neighbour.fill_in(f"/reports/{number}/support", form_on="/reports/new", contact="")
    page = await neighbour.see(f"/reports/{number}")

    assert f'formaction="/reports/{number}/support"' in asked
    assert "kurang dari 25 m" in asked
    assert "<html" not in asked
    assert "2 orang melaporkan ini" in page
    assert "Anda mendukung" in page
    assert "1 dukungan" in await visitor.see("/reports")

    await finish(bench, number)
    await neighbour.fill_in(f"/reports/{number}/support/withdrawal", form_on=f"/reports/{number}")

    assert (await found(bench, number)).supporters == 0


async def test_who_was_not_asked_before_is_asked_on_the_receipt(visitor: Visitor) -> None:
    first = await send(visitor)
    neighbour = visitor.other()

    second = await send(neighbour)
    receipt = await neighbour.see(f"/reports/{second}/receipt")

    assert "Sama dengan ini?" in receipt
    assert f'formaction="/reports/{first}/support"' in receipt
    assert f'formaction="/reports/{second}/support"' not in receipt


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?kind=road-damage",
        "?kind=nothing&lon=106.9756&lat=-6.2383",
        "?kind=road-damage&lon=nan&lat=inf",
        "?kind=road-damage&lon=1e999&lat=-6.2",
        "?kind=road-damage&lon=0&lat=90",
        "?kind=road-damage&lon=180&lat=-90",
        "?kind=%00&lon=x&lat=y&area=%27%20or%201=1",
        "?kind=road-damage&area=" + "9" * 5000,
    ],
)
async def test_a_question_about_nothing_is_answered_by_nothing(visitor: Visitor, query: str) -> None:
    await send(visitor)

    assert (await visitor.see(f"/reports/similar{query}")).strip() == ""


async def test_a_supporter_leaves_no_way_to_be_reached_that_nothing_could_be_sent_to(
    visitor: Visitor,
) -> None:
    number = await send(visitor)

    refused = await visitor.other().fill_in(
        f"/reports/{number}/support", status=422, form_on="/reports/new", contact="abc"
    )

    assert "alamat email yang lengkap" in refused.text


async def test_a_distance_is_told_to_nobody_more_exactly_than_in_steps(visitor: Visitor) -> None:
    await send(visitor)

    for metres in range(0, 100, 7):
        asked = await visitor.see(
            f"/reports/similar?kind=road-damage&lon=106.9756&lat={-6.2383 + metres / 111_195}"
        )
        assert set(re.findall(r"kurang dari (\d+) m", asked)) <= {"25", "50", "75", "100"}
