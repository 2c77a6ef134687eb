"""What a listener could not take is listed, and given to it again once its cause is mended."""

import asyncio
from collections.abc import Mapping
from typing import LiteralString
from uuid import UUID

import psycopg
import pytest
from msgspec import Struct

from tanggap.app import house
from tanggap.app.commands import parked
from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.app.worker import reactor_of
from tanggap.kit.clock import SetClock
from tanggap.kit.errors import Missing
from tanggap.kit.log import Ticker
from tests.app.terminal import typed
from tests.conftest import BEKASI, running

pytestmark = pytest.mark.story


def test_what_a_listener_could_not_take_is_given_again_once_and_in_order(
    settings: Settings, clock: SetClock, around: Mapping[str, str]
) -> None:
    let_notices("revoke insert on notice from tanggap_app", settings)
    asyncio.run(report(settings, clock, times=2))

    listed = typed(parked.app, "list", "--listener", "notices", around=around)
    still = typed(parked.app, "retry", around=around, status=1)
    let_notices("grant insert on notice to tanggap_app", settings)
    given = typed(parked.app, "retry", around=around)
    asyncio.run(report(settings, clock))

    assert listed.count("kota-bekasi") == 2
    assert "2 hal masih gagal" in still
    assert "permission denied for table notice" in still
    assert "2 hal sudah diterima" in given
    assert typed(parked.app, "list", around=around) == ""
    *again, untroubled = asyncio.run(noticed(settings))
    assert again == [untroubled, untroubled]
    assert untroubled == sorted(set(untroubled))


def test_a_listener_nobody_knows_is_named_with_those_there_are(around: Mapping[str, str]) -> None:
    with pytest.raises(Missing) as refused:
        typed(parked.app, "retry", "--listener", "gossip", around=around)

    there = house.offers(pages=False).listeners
    assert refused.value.say.values["known"] == ", ".join(each.name for each in there)


def let_notices(grant: LiteralString, settings: Settings) -> None:
    """Let the application write notices, or no more."""
    with psycopg.connect(settings.database_owner_url, autocommit=True) as owner:
        owner.execute(grant)


async def report(settings: Settings, clock: SetClock, *, times: int = 1) -> None:
    """Reports come in, and every listener hears of them."""
    async with running(settings, clock) as visitor:
        for _ in range(times):
            await visitor.report()
    await hear(settings)


async def hear(settings: Settings) -> None:
    """Tick, and let every listener hear what is new."""
    async with Workbench(settings) as bench:
        await Ticker(app=bench.app, reader=bench.reader, epoch=bench.tools.epoch).tick()
        await reactor_of(bench).catch_up()


class Noticed(Struct, frozen=True, kw_only=True):
    """Of which event of a report its reporter found a notice."""

    report: UUID
    nth: int


async def noticed(settings: Settings) -> list[list[int]]:
    """For each report, the events its reporter has a notice of."""
    async with Workbench(settings) as bench, bench.app.transaction(BEKASI) as db:
        # Where a row stands is when it was written, as long as none was taken out.
        found = await db.all(
            Noticed,
            "select report, nth from notice where city_id = %(city)s and person is null order by ctid limit 99",
            city=BEKASI,
        )
    reports = dict.fromkeys(each.report for each in found)
    return [[each.nth for each in found if each.report == report] for report in reports]
