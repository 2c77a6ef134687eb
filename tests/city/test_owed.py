"""What is owed is owed once, claimed by one, tried again at growing distances, and given up in sight."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from tanggap.app.tools import Workbench
from tanggap.city.owed import Letter, NewLetter, forget, owe, store
from tanggap.city.owed.rules import TRIES_MOST, again_at
from tanggap.city.owed.standing import store as standing
from tanggap.city.terms import CityId
from tanggap.kit.words import say
from tests.conftest import BEKASI, NOW

LETTER = Letter(subject=say("Kabar laporan {number}", number="BKS-1"), body=say("Halo."), path="/track")
LEASE = timedelta(minutes=5)


async def owed(bench: Workbench, *dedupes: str, city: CityId = BEKASI, due_at: datetime = NOW) -> None:
    async with bench.app.transaction(city) as db:
        letters = [
            NewLetter(dedupe=dedupe, channel="email", recipient=uuid4(), letter=LETTER, due_at=due_at)
            for dedupe in dedupes
        ]
        await owe(db, city, letters, at=NOW)


async def claimed(bench: Workbench, *, now: datetime = NOW, limit: int = 20) -> list[store.Owed]:
    async with bench.app.transaction(BEKASI) as db:
        return await store.claim(db, BEKASI, now=now, until=now + LEASE, limit=limit)


async def failed(bench: Workbench, message: UUID, *, again: datetime | None) -> None:
    async with bench.app.transaction(BEKASI) as db:
        await store.failed(db, BEKASI, message, failure="550", at=NOW, again_at=again)


async def due(bench: Workbench, *, now: datetime = NOW) -> list[CityId]:
    async with bench.reader.transaction() as reader:
        return await store.cities_with_due(reader, now=now)


async def test_the_same_message_is_owed_once(bench: Workbench) -> None:
    await owed(bench, "a")
    await owed(bench, "a", "b")

    assert [each.dedupe for each in await claimed(bench)] == ["a", "b"]


async def test_a_message_comes_back_as_it_was_said(bench: Workbench) -> None:
    await owed(bench, "a")

    [message] = await claimed(bench)

    assert message.message == LETTER
    assert message.tries == 1


async def test_who_claims_a_message_has_it_alone_until_the_lease_is_over(bench: Workbench) -> None:
    await owed(bench, "a", "b", "c")

    first = await claimed(bench, limit=2)
    second = await claimed(bench)
    later = await claimed(bench, now=NOW + LEASE)

    assert [len(first), len(second), len(later)] == [2, 1, 3]
    assert {each.dedupe for each in first + second} == {"a", "b", "c"}


async def test_what_is_delivered_is_owed_no_more(bench: Workbench) -> None:
    await owed(bench, "a")
    [message] = await claimed(bench)

    async with bench.app.transaction(BEKASI) as db:
        await store.delivered(db, BEKASI, message.id, at=NOW)

    assert await claimed(bench, now=NOW + timedelta(days=9)) == []
    assert await due(bench) == []


async def test_what_failed_is_due_again_when_it_was_put_off_to(bench: Workbench) -> None:
    await owed(bench, "a")
    [message] = await claimed(bench)
    await failed(bench, message.id, again=NOW + timedelta(minutes=1))

    assert await claimed(bench) == []
    [again] = await claimed(bench, now=NOW + timedelta(minutes=1))
    assert again.tries == 2


async def test_what_is_given_up_stays_in_sight_with_its_failure(bench: Workbench) -> None:
    await owed(bench, "a")
    [message] = await claimed(bench)
    await failed(bench, message.id, again=None)

    async with bench.app.transaction(BEKASI) as db:
        [lost] = await standing.given_up(db, BEKASI)

    assert (lost.failure, lost.tries, lost.given_up_at) == ("550", 1, NOW)
    assert await claimed(bench, now=NOW + timedelta(days=9)) == []


async def test_the_reader_sees_which_cities_have_something_due_and_how_much_waits(bench: Workbench) -> None:
    await owed(bench, "now")
    await owed(bench, "later", due_at=NOW + timedelta(hours=1))

    assert await due(bench) == [BEKASI]
    async with bench.reader.transaction() as reader:
        assert await standing.pending(reader) == 2


def test_each_wait_is_longer_than_the_one_before_and_after_eight_tries_it_is_over() -> None:
    waits = [again_at(tries, now=NOW) for tries in range(1, TRIES_MOST + 1)]

    assert waits[:4] == [NOW + timedelta(minutes=minutes) for minutes in (1, 4, 16, 64)]
    assert waits[6] == NOW + timedelta(days=1)
    assert waits[7] is None


@pytest.mark.parametrize("tries", [8, 9, 100])
def test_nothing_is_tried_for_ever(tries: int) -> None:
    assert again_at(tries, now=NOW) is None


async def test_an_envelope_carries_what_is_put_in_and_goes_out_again_for_what_comes_late(
    bench: Workbench,
) -> None:
    async def put(dedupe: str) -> None:
        letter = NewLetter(
            dedupe=dedupe, channel="email", recipient=uuid4(), letter=LETTER, due_at=NOW, envelope="daily"
        )
        async with bench.app.transaction(BEKASI) as db:
            await owe(db, BEKASI, [letter], at=NOW)

    async def sent() -> list[int]:
        async with bench.app.transaction(BEKASI) as db:
            claimed = await store.claim(db, BEKASI, now=NOW, until=NOW, limit=20)
            counts: list[int] = []
            for each in claimed:
                inside = await store.inside(db, BEKASI, each.dedupe)
                counts.append(len(inside))
                await store.delivered(db, BEKASI, each.id, at=NOW, inside=[one.id for one in inside])
            return counts

    await put("a")
    await put("b")
    await put("a")
    assert await sent() == [2]
    assert await sent() == []

    await put("c")
    assert await sent() == [1]
    assert await sent() == []


async def test_what_is_put_into_an_envelope_while_it_is_carried_is_not_lost(bench: Workbench) -> None:
    async def put(dedupe: str) -> None:
        letter = NewLetter(
            dedupe=dedupe, channel="email", recipient=uuid4(), letter=LETTER, due_at=NOW, envelope="daily"
        )
        async with bench.app.transaction(BEKASI) as db:
            await owe(db, BEKASI, [letter], at=NOW)

    await put("a")
    [envelope] = await claimed(bench)
    async with bench.app.transaction(BEKASI) as db:
        carried = [each.id for each in await store.inside(db, BEKASI, envelope.dedupe)]
    await put("b")
    async with bench.app.transaction(BEKASI) as db:
        await store.delivered(db, BEKASI, envelope.id, at=NOW, inside=carried)

    [again] = await claimed(bench)
    async with bench.app.transaction(BEKASI) as db:
        assert len(await store.inside(db, BEKASI, again.dedupe)) == 1


async def test_who_is_forgotten_takes_nothing_with_them_that_others_at_their_address_wait_for(
    bench: Workbench,
) -> None:
    first, second = uuid4(), uuid4()
    letters = [
        NewLetter(
            dedupe=str(each), channel="email", recipient=each, letter=LETTER, due_at=NOW, envelope="daily"
        )
        for each in (first, second)
    ]
    async with bench.app.transaction(BEKASI) as db:
        await owe(db, BEKASI, letters, at=NOW)

        await forget(db, BEKASI, [second])

    [envelope] = await claimed(bench)
    async with bench.app.transaction(BEKASI) as db:
        carried = await store.inside(db, BEKASI, envelope.dedupe)
        await forget(db, BEKASI, [first])
        left = await db.one(int, "select count(*) from owed")
    assert ([each.recipient for each in carried], left) == ([first], 0)
