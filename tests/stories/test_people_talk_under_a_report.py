"""People talk under a report, each under an alias, and what must not stand there is taken away."""

import re
from datetime import timedelta

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
    hiding = re.search(r"/remarks/[0-9a-f-]{36}/hiding", await coordinator.see(page))
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


async def test_words_the_city_blocks_wait_in_the_queue_until_a_coordinator_has_read_them(
    visitor: Visitor, settings: Settings, clock: SetClock
) -> None:
    await hire(settings, clock, {"Koordinator": Duty(role=Role.COORDINATOR)})
    coordinator, writer = await enter(visitor, "Koordinator"), visitor.other()
    number = await send(visitor)
    await comment(writer, number, "Lewat sini lagi, MATI KAU")
    page = f"/reports/{number}"

    assert "MATI KAU" not in await visitor.other().see(page)
    assert "Diperiksa dulu sebelum tampil" in await writer.see(page)
    queue = await coordinator.see("/held")
    assert "memuat kata yang dilarang" in queue
    showing = re.search(r"/remarks/[0-9a-f-]{36}/showing", queue)
    assert showing
    answer = await coordinator.fill_in(showing[0], form_on="/held", back="/held")
    assert answer.headers["location"] == "/held"
    assert "MATI KAU" in await visitor.other().see(page)
    assert "MATI KAU" not in await coordinator.see("/held")


async def test_what_three_readers_flag_is_held_and_a_coordinators_word_stands_until_three_more_do(
    visitor: Visitor, settings: Settings, clock: SetClock
) -> None:
    await hire(settings, clock, {"Koordinator": Duty(role=Role.COORDINATOR)})
    coordinator, number = await enter(visitor, "Koordinator"), await send(visitor)
    await comment(visitor.other(), number, "Dasar tukang tipu.")
    page = f"/reports/{number}"
    readers = [visitor.other(address=f"203.0.113.{n}") for n in range(4)]
    found = re.search(r"/remarks/[0-9a-f-]{36}/flag", await readers[0].see(page))
    assert found

    mute = await readers[0].fill_in(found[0], status=422, form_on=page)
    for reader in readers[:2]:
        await reader.fill_in(found[0], form_on=page, reason="insult")
    again = await readers[0].fill_in(found[0], status=409, form_on=page, reason="insult")
    still = await visitor.other().see(page)
    await readers[2].fill_in(found[0], form_on=page, reason="insult")

    assert "Pilih alasannya." in mute.text
    assert "sudah pernah" in again.text
    assert "tukang tipu" in still
    assert "tukang tipu" not in await visitor.other().see(page)
    assert "ditandai pembaca" in await coordinator.see("/held")
    clock.move(timedelta(minutes=1))
    await coordinator.fill_in(found[0].replace("flag", "showing"), form_on=page)
    clock.move(timedelta(minutes=1))
    await readers[3].fill_in(found[0], form_on=page, reason="insult")
    assert "tukang tipu" in await visitor.other().see(page)
