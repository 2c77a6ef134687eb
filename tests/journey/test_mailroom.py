"""The mailroom: one key is one report, whatever happens around it."""

import asyncio
import uuid
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

import pytest
from msgspec.structs import replace

from tanggap.app.tools import Workbench
from tanggap.city.terms import AreaCode, CityId, KindSlug
from tanggap.journey.intake import mailroom as rooms
from tanggap.journey.intake.message import Message, Taken
from tanggap.kit.errors import Busy, Invalid
from tanggap.kit.log import history
from tanggap.report import store as reports
from tanggap.report import timeline
from tanggap.report.events import EVENTS
from tanggap.report.report import Channel, Report
from tests.conftest import BEKASI


def message(*, key: str | None = None, text: str = "Jalan berlubang di depan pasar") -> Message:
    """A damaged road in Margahayu."""
    return Message(
        channel=Channel.APP,
        scope="test",
        key=key or str(uuid.uuid4()),
        text=text,
        kind=KindSlug("road-damage"),
        area=AreaCode("32.75.01.1002"),
    )


@asynccontextmanager
async def open_mailroom(
    bench: Workbench, draw: Callable[[int], int] | None = None
) -> AsyncGenerator[Callable[[Message], "asyncio.Task[Taken]"]]:
    """The process's own mailroom at work; with ``draw``, numbers come from there."""
    mailroom = bench.reception.mailroom
    if draw is not None:
        mailroom.draw = draw
    writing = asyncio.create_task(mailroom.run())
    try:
        yield lambda sent: asyncio.create_task(bench.reception.receive(sent, city=BEKASI))
    finally:
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)


async def stored(bench: Workbench, city: CityId = BEKASI) -> list[Report]:
    """Every report of a city."""
    async with bench.app.transaction(city) as db:
        numbers = await db.all(
            int, "select number from report where city_id = %(city)s order by number limit 1000", city=city
        )
        return [await reports.find(db, city, number) for number in numbers]


async def test_64_repeats_of_one_key_make_one_report_and_equal_answers(bench: Workbench) -> None:
    sent = message()
    async with open_mailroom(bench) as send:
        taken = await asyncio.gather(*(send(sent) for _ in range(64)))

    assert len({each.receipt.report for each in taken}) == 1
    assert len({bench.reception.key(each.receipt) for each in taken}) == 1
    assert len(await stored(bench)) == 1


async def test_the_same_key_with_another_body_is_refused(bench: Workbench) -> None:
    sent = message()
    async with open_mailroom(bench) as send:
        await send(sent)
        with pytest.raises(Invalid, match="laporan lain"):
            await send(replace(sent, text="Sesuatu yang lain sama sekali"))
        together = await asyncio.gather(
            send(message(key="a" * 32, text="satu")),
            send(message(key="a" * 32, text="dua")),
            return_exceptions=True,
        )

    assert [type(each) for each in together] == [Taken, Invalid]
    assert len(await stored(bench)) == 2


async def test_batches_with_the_same_keys_in_any_order_never_deadlock(bench: Workbench) -> None:
    keys = [uuid.uuid4().hex for _ in range(40)]
    async with (
        Workbench(bench.settings, clock=bench.clock) as second,
        open_mailroom(bench) as here,
        open_mailroom(second) as there,
    ):
        taken = await asyncio.gather(
            *(here(message(key=key)) for key in keys), *(there(message(key=key)) for key in reversed(keys))
        )

    assert len({each.receipt.report for each in taken}) == 40
    assert len(await stored(bench)) == 40


async def test_a_number_source_that_repeats_itself_harms_nobody(bench: Workbench) -> None:
    drawn = iter([7] * 10 + list(range(100, 1000)))
    async with open_mailroom(bench, draw=lambda _: next(drawn)) as send:
        first = [send(replace(message(), text=f"laporan {n}")) for n in range(3)]
        receipts = [each.receipt for each in await asyncio.gather(*first)]
        again = (await send(replace(message(key="k" * 32), text="x"))).receipt

    found = await stored(bench)
    assert len({report.number for report in found}) == 4
    assert {receipt.number for receipt in (*receipts, again)} == {report.number for report in found}


async def test_what_was_taken_adds_up_to_its_own_history(bench: Workbench) -> None:
    async with open_mailroom(bench) as send:
        await asyncio.gather(*(send(message()) for _ in range(20)))

    for report in await stored(bench):
        async with bench.app.transaction(BEKASI) as db:
            told = timeline.told(await history(db, BEKASI, report.id))
        assert told == report


async def test_a_newer_ground_is_decided_upon_again(bench: Workbench) -> None:
    await bench.cities.ground(BEKASI)
    async with bench.app.transaction(BEKASI) as db:
        await db.run("update city set version = version + 1 where id = %(city)s", city=BEKASI)

    async with open_mailroom(bench) as send:
        taken = await send(message())

    assert taken.receipt.agency == "dbmsda"
    assert (await bench.cities.ground(BEKASI)).version == await _version(bench)


async def _version(bench: Workbench) -> int:
    async with bench.app.transaction(BEKASI) as db:
        found = await db.one(int, "select version from city where id = %(city)s", city=BEKASI)
    assert found is not None
    return found


async def test_one_bad_message_does_not_take_the_others_of_its_batch_along(bench: Workbench) -> None:
    async with open_mailroom(bench) as send:
        good = [send(message()) for _ in range(7)]
        bad = send(replace(message(), accuracy_m=1e5, landmark="\ud800"))
        answers = await asyncio.gather(*good, bad, return_exceptions=True)

    assert all(isinstance(each, Taken) for each in answers[:7])
    assert isinstance(answers[7], Exception)


async def test_a_full_room_says_so_and_loses_nothing(bench: Workbench) -> None:
    waiting = [
        asyncio.create_task(bench.reception.receive(message(), city=BEKASI))
        for _ in range(rooms.MOST_WAITING - rooms.FOR_EMERGENCIES)
    ]
    await _settled(bench, len(waiting))

    with pytest.raises(Busy):
        await bench.reception.receive(message(), city=BEKASI)
    fire = asyncio.create_task(
        bench.reception.receive(replace(message(), kind=KindSlug("fire")), city=BEKASI)
    )
    async with open_mailroom(bench):
        taken = await asyncio.gather(*waiting, fire)

    assert len(taken) == len(await stored(bench)) == len(waiting) + 1


async def _settled(bench: Workbench, waiting: int) -> None:
    """Until so many messages are in the room."""
    while bench.reception.mailroom.waiting < waiting:  # noqa: ASYNC110 (the room has no reason to tell a test)
        await asyncio.sleep(0)


async def test_a_caller_who_leaves_harms_nobody(bench: Workbench) -> None:
    left = asyncio.create_task(bench.reception.receive(message(), city=BEKASI))
    stays = asyncio.create_task(bench.reception.receive(message(), city=BEKASI))
    await _settled(bench, 2)
    left.cancel()

    async with open_mailroom(bench):
        await stays

    assert len(await stored(bench)) == 2


async def test_after_its_30_days_a_key_still_finds_its_report_as_it_stands_today(bench: Workbench) -> None:
    sent = message()
    async with open_mailroom(bench) as send:
        first = await send(sent)
        async with bench.app.transaction() as db:
            await db.run("update intake_key set answer = null")
        again = await send(sent)

    assert again.again
    assert again.receipt.report == first.receipt.report
    assert again.receipt.number == first.receipt.number


def test_every_event_of_a_report_is_in_the_vocabulary() -> None:
    assert {"Received", "Verified", "Disposed"} <= EVENTS.kinds.keys()
