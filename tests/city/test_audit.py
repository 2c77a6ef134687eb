"""Who changes the trail afterwards leaves a mark in it."""

import asyncio
from collections.abc import AsyncIterator
from typing import LiteralString
from uuid import UUID

import psycopg
import pytest

from tanggap.app.tools import Workbench
from tanggap.city import audit
from tanggap.city.audit import rules, store
from tanggap.city.audit.rules import BEGINNING, Flaw
from tanggap.city.desk import Desk
from tanggap.kit.db import Connection, Database
from tanggap.kit.ids import new_id
from tests.conftest import BEKASI, Addresses


@pytest.fixture
async def noted(bench: Workbench) -> list[UUID]:
    """Five things somebody looked at, each in a transaction of its own, not chained yet."""
    things = [new_id() for _ in range(5)]
    for thing in things:
        async with bench.entrance.open_desk(BEKASI) as desk:
            await audit.note(desk, "read_contact", thing=thing, reason="call_back")
    return things


@pytest.fixture
async def desk(bench: Workbench, noted: list[UUID]) -> AsyncIterator[Desk]:
    """A desk in the city whose five notes are chained."""
    async with bench.entrance.open_desk(BEKASI) as opened:
        assert await audit.chain(opened) == len(noted)
    async with bench.entrance.open_desk(BEKASI) as opened:
        yield opened


@pytest.fixture
async def owner(addresses: Addresses) -> AsyncIterator[Connection]:
    """Somebody who may change anything: the tables' owner, at the database itself."""
    async with await psycopg.AsyncConnection.connect(addresses.owner, autocommit=True) as connection:
        await connection.execute("select set_config('app.city', %s, false)", [str(BEKASI)])
        yield connection


async def flaws(desk: Desk, *heads: rules.Head) -> list[tuple[Flaw, int | None]]:
    """What is wrong with the city's trail."""
    return [(each.flaw, each.nth) for each in await audit.verify(desk, heads)]


async def test_an_untouched_trail_holds(desk: Desk) -> None:
    assert await flaws(desk) == []


async def test_notes_are_chained_in_the_order_they_were_written_and_only_once(
    desk: Desk, noted: list[UUID]
) -> None:
    links = await store.links(desk.db, BEKASI, after=0, limit=10)

    assert [link.row and link.row.thing for link in links] == noted
    assert await audit.chain(desk) == 0


async def test_the_chain_goes_on_where_it_ended(bench: Workbench, desk: Desk) -> None:
    async with bench.entrance.open_desk(BEKASI) as another:
        await audit.note(another, "exported")

    assert await audit.chain_all(bench.tools.cities, bench.entrance.open_desk) == 1
    assert await flaws(desk) == []


async def test_a_note_whose_transaction_is_still_open_is_not_overtaken(bench: Workbench) -> None:
    async with bench.entrance.open_desk(BEKASI) as slow:
        await audit.note(slow, "slow")
        async with bench.entrance.open_desk(BEKASI) as quick:
            await audit.note(quick, "quick")
        async with bench.entrance.open_desk(BEKASI) as chaining:
            meanwhile = await audit.chain(chaining)

    async with bench.entrance.open_desk(BEKASI) as chaining:
        afterwards = await audit.chain(chaining)
        links = await store.links(chaining.db, BEKASI, after=0, limit=10)

    assert (meanwhile, afterwards) == (0, 2)
    assert [link.row and link.row.act for link in links] == ["slow", "quick"]


async def test_many_writers_and_many_workers_leave_one_chain_without_gaps(bench: Workbench) -> None:
    async def write() -> None:
        for _ in range(10):
            async with bench.entrance.open_desk(BEKASI) as desk:
                await audit.note(desk, "read_contact")

    async def work() -> None:
        for _ in range(10):
            await audit.chain_all(bench.tools.cities, bench.entrance.open_desk)

    await asyncio.gather(write(), work(), write(), work(), write())
    async with bench.entrance.open_desk(BEKASI) as desk:
        await audit.chain(desk)

    async with bench.entrance.open_desk(BEKASI) as desk:
        head = await audit.head(desk)
        assert head is not None
        assert head.nth == 30
        assert await flaws(desk) == []


async def test_a_changed_note_shows(desk: Desk, owner: Connection, noted: list[UUID]) -> None:
    await owner.execute("update audit set act = 'nothing' where thing = %s", [noted[2]])

    assert await flaws(desk) == [(Flaw.CHANGED, 3)]


@pytest.mark.parametrize(
    "change",
    [
        "update audit set at = at + '1 microsecond' where thing = %s",
        "update audit set actor = id where thing = %s",
        "update audit set thing = null where thing = %s",
        "update audit set body = '{}' where thing = %s",
        "update audit set salt = 'pepper' where thing = %s",
    ],
)
async def test_every_part_of_a_note_counts(
    desk: Desk, owner: Connection, noted: list[UUID], change: LiteralString
) -> None:
    await owner.execute(change, [noted[2]])

    assert await flaws(desk) == [(Flaw.CHANGED, 3)]


async def test_a_deleted_note_shows(desk: Desk, owner: Connection, noted: list[UUID]) -> None:
    await owner.execute("delete from audit where thing = %s", [noted[2]])

    assert await flaws(desk) == [(Flaw.ROW_GONE, 3)]


async def test_a_note_deleted_with_its_link_shows(desk: Desk, owner: Connection, noted: list[UUID]) -> None:
    await owner.execute("delete from audit_chain where nth = 3")
    await owner.execute("delete from audit where thing = %s", [noted[2]])

    assert (Flaw.LINK_GONE, 3) in await flaws(desk)


async def test_a_beginning_cut_off_shows(desk: Desk, owner: Connection) -> None:
    await owner.execute("delete from audit_chain where nth <= 2")

    assert (Flaw.LINK_GONE, 1) in await flaws(desk)


async def test_two_notes_that_changed_places_show(desk: Desk, owner: Connection) -> None:
    await owner.execute("update audit_chain set nth = -nth where nth in (2, 3)")
    await owner.execute("update audit_chain set nth = 5 + nth where nth < 0")

    assert (Flaw.OUT_OF_ORDER, 3) in await flaws(desk)


async def test_a_note_slipped_in_afterwards_shows(desk: Desk, owner: Connection, noted: list[UUID]) -> None:
    await owner.execute(
        """
        insert into audit (city_id, id, at, actor, act, thing, body, salt, epoch, xid)
        select city_id, %s, at, actor, act, thing, body, salt, epoch, xid
          from audit
         where thing = %s
        """,
        [UUID(int=0), noted[2]],
    )

    assert await flaws(desk) == [(Flaw.LEFT_OUT, None)]


async def test_an_end_cut_off_shows_against_an_end_kept_elsewhere(desk: Desk, owner: Connection) -> None:
    kept = await audit.head(desk)
    await owner.execute("delete from audit where id = (select entry from audit_chain where nth = 5)")
    await owner.execute("delete from audit_chain where nth = 5")

    assert kept is not None
    assert await flaws(desk) == []
    assert await flaws(desk, kept) == [(Flaw.LINK_GONE, 5)]


async def test_a_trail_written_anew_as_a_whole_shows_against_an_end_kept_elsewhere(
    desk: Desk, owner: Connection
) -> None:
    kept = await audit.head(desk)
    await owner.execute(
        "update audit set act = 'nothing' where id = (select entry from audit_chain where nth = 2)"
    )
    links = await store.links(desk.db, BEKASI, after=0, limit=10)
    for link in rules.linked(None, [link.row for link in links if link.row is not None]):
        await owner.execute("update audit_chain set digest = %s where nth = %s", [link.digest, link.nth])

    assert kept is not None
    assert await flaws(desk) == []
    assert await flaws(desk, kept) == [(Flaw.NOT_AS_PUBLISHED, 5)]


async def test_the_house_itself_cannot_change_the_trail(addresses: Addresses, desk: Desk) -> None:
    async with Database(addresses.app) as database:
        for change in (
            "update audit set act = 'nothing'",
            "delete from audit",
            "update audit_chain set nth = 0",
            "delete from audit_chain",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                async with database.transaction(BEKASI) as db:
                    await db.run(change)


async def test_equal_notes_have_unequal_digests(desk: Desk) -> None:
    first, second, *_ = [link.row for link in await store.links(desk.db, BEKASI, after=0, limit=10)]
    assert first is not None
    assert second is not None

    assert rules.digest(BEGINNING, first) != rules.digest(BEGINNING, second)
    assert first.salt != second.salt
