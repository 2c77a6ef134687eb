"""People talk under a report, each under an alias, and what must not stand there is taken away."""

import re

import pytest

from tanggap.app.settings import Settings
from tanggap.city.rights import Duty, Role
from tanggap.kit.clock import SetClock
from tests.staff import enter, hire
from tests.stories.sending import send
from tests.visitor import Visitor

pytestmark = pytest.mark.story

SPOKE = re.compile(r"<b>(Warga [A-Z][a-z]+ \d\d)</b>")


async def comment(who: Visitor, number: str, text: str, *, status: int = 303) -> str:
    answer = await who.fill_in(
        f"/reports/{number}/comments", status=status, form_on=f"/reports/{number}", text=text
    )
    return answer.text


async def test_everybody_reads_what_was_said_and_nobody_who_said_it(visitor: Visitor) -> None:
    first, second = await send(visitor), await send(visitor)
    neighbour = visitor.other()
    for number in (first, second):
        await comment(neighbour, number, "Saya jatuh di sini <b>kemarin</b>.")
    await comment(visitor, first, "Sudah saya foto.")

    page = await visitor.other().see(f"/reports/{first}")
    elsewhere = await visitor.other().see(f"/reports/{second}")

    assert "<b>Pelapor</b>" in page
    assert "<b>kemarin</b>" not in (await visitor.other().client.get(f"/reports/{first}")).text
    here, there = SPOKE.search(page), SPOKE.search(elsewhere)
    assert here
    assert there
    assert await comment(neighbour, first, "Masih ada.") == ""
    assert SPOKE.findall(await visitor.other().see(f"/reports/{first}")) == [here[1]] * 2


@pytest.mark.parametrize(
    ("text", "why"), [("", "Tulis dulu"), ("  \n ", "Tulis dulu"), ("x" * 1001, "1.000")]
)
async def test_nothing_and_too_much_are_refused(visitor: Visitor, text: str, why: str) -> None:
    number = await send(visitor)

    assert why in await comment(visitor.other(), number, text, status=422)


async def test_a_coordinator_takes_a_comment_away_and_its_writer_sees_why(
    visitor: Visitor, settings: Settings, clock: SetClock
) -> None:
    await hire(settings, clock, {"Koordinator": Duty(role=Role.COORDINATOR)})
    coordinator, writer = await enter(visitor, "Koordinator"), visitor.other()
    number = await send(visitor)
    await comment(writer, number, "Pinjaman cepat, hubungi saya.")
    page = f"/reports/{number}"
    hiding = re.search(r"/comments/[0-9a-f-]{36}/hiding", await coordinator.see(page))
    assert hiding

    mute = await coordinator.fill_in(hiding[0], status=422)
    await coordinator.fill_in(hiding[0], reason="spam")

    assert "Pilih alasannya." in mute.text
    assert "Pinjaman cepat" not in await visitor.other().see(page)
    assert "Tidak ditampilkan: Iklan atau berulang" in await writer.see(page)
    await coordinator.fill_in(hiding[0].replace("hiding", "showing"))
    assert "Pinjaman cepat" in await visitor.other().see(page)


async def test_nobody_comments_on_what_is_not_theirs_to_know(visitor: Visitor) -> None:
    number = await send(visitor, visibility="confidential")

    await visitor.other().fill_in(f"/reports/{number}/comments", status=404, text="Halo")
