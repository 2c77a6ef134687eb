"""While processes are killed at random under load, nothing that was acknowledged is lost or doubled.

Each run prints its seed; `KILL_SEED` gives it again, `KILL_SECONDS` makes the storm shorter or longer.
"""

import asyncio
import json
import os
import re
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from itertools import chain, groupby
from operator import attrgetter
from random import Random, randrange
from time import monotonic
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from msgspec.structs import replace
from PIL import Image
from rich.console import Console

from tanggap.app import installation
from tanggap.app.tools import Workbench
from tanggap.kit.log import Heard
from tanggap.kit.log.store import lags
from tanggap.oversight.counts.anew.actions import rebuild
from tanggap.report import store as reports
from tanggap.report import timeline
from tanggap.report.report import ReportId
from tests.conftest import BEKASI
from tests.kill.installed import Installation, Part, installed, until
from tests.kill.killer import Killer
from tests.kill.senders import CITY, Entry, Ledger, Sender
from tests.kill.storm import Aftermath, load, mails_by_address, people, table
from tests.mailbox import mail_server

pytestmark = [pytest.mark.kill, pytest.mark.timeout(300), pytest.mark.asyncio(loop_scope="module")]

SECONDS = float(os.environ.get("KILL_SECONDS", "90"))
SEED = int(os.environ.get("KILL_SEED", randrange(1_000_000)))
KILLS_A_SECOND = 60 / 90
CATCH_UP_S = 60.0
CALIBRATION_S = 40.0
OTHER_BODIES = 50
LOGGING_PROCESSES = 4


@asynccontextmanager
async def opened(city: Installation) -> AsyncGenerator[Workbench]:
    """The tools of one more process of a city that runs."""
    async with Workbench(installation.addressed(city.settings)) as bench:
        yield bench


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def after(pytestconfig: pytest.Config) -> AsyncIterator[Aftermath]:
    """What is left after the storm, once the worker has caught up."""
    chance = Random(SEED)
    async with mail_server() as mailbox, installed(mail_port=mailbox.port) as city:
        since = monotonic()
        await city.start()
        ledger = Ledger(city.settings.folder / "ledger")
        killer = Killer(city, chance)
        async with people(city, chance) as senders:
            async with load(senders, ledger):
                await killer.rage(seconds=SECONDS)
            async with opened(city) as bench:
                left = Aftermath(
                    since=since,
                    city=city,
                    bench=bench,
                    ledger=ledger,
                    senders=senders,
                    killer=killer,
                    mailbox=mailbox,
                )
                await catch_up(bench)
                capture: Any = pytestconfig.pluginmanager.get_plugin("capturemanager")
                with capture.global_and_fixture_disabled():
                    Console().print(f"\nKILL_SEED={SEED}", table(left))
                yield left
        ledger.close()


async def rows(bench: Workbench, query: Any) -> list[tuple[Any, ...]]:
    """The answer to a question about Kota Bekasi."""
    async with bench.app.transaction(BEKASI) as db:
        return await (await db.connection.execute(query)).fetchall()


async def catch_up(bench: Workbench) -> None:
    """Wait until the worker has heard everything and has brought what is owed."""

    async def heard() -> bool:
        [(reports, counted)] = await rows(
            bench,
            """
            select (select count(*) from report),
                   (select count(*) from counted join counts_generation using (city_id, generation))
            """,
        )
        async with bench.app.transaction() as db:
            behind = [each for each in await lags(db, bench.tools.epoch) if each.seconds > 0]
        return reports == counted and not behind

    async def brought() -> bool:
        # What somebody had taken who was killed is free again after its lease; that time passes here.
        await rows(bench, "update owed set lease_until = null where delivered_at is null returning id")
        return not await rows(bench, "select id from owed where delivered_at is null and given_up_at is null")

    await until(heard, within_s=CATCH_UP_S)
    await until(brought, within_s=CATCH_UP_S)


async def lost(bench: Workbench, entries: list[Entry]) -> set[str]:
    """The keys that were acknowledged and of which the database knows no report."""
    kept = {
        key for (key,) in await rows(bench, "select i.key from intake_key i join report r on r.id = i.report")
    }
    return {entry.sending.key for entry in entries} - kept


async def test_enough_was_killed_while_enough_came_in(after: Aftermath) -> None:
    assert len(after.killer.kills) >= SECONDS * KILLS_A_SECOND
    assert all(after.killer.count(part) for part in Part)
    assert len(after.ledger.entries) > SECONDS


async def test_no_acknowledged_report_is_lost(after: Aftermath) -> None:
    assert await lost(after.bench, after.ledger.entries) == set()


async def test_one_key_made_one_report(after: Aftermath) -> None:
    [(keys, of_keys, reports)] = await rows(
        after.bench,
        "select count(*), count(distinct report), (select count(*) from report) from intake_key",
    )

    assert keys == of_keys == reports


async def test_nobody_was_told_anything_but_yes_or_later(after: Aftermath) -> None:
    assert [strange for sender in after.senders for strange in sender.strange] == []


async def test_the_same_key_is_answered_the_same_byte_for_byte(after: Aftermath) -> None:
    async def again(sender: Sender) -> list[Entry]:
        own = [entry for entry in after.ledger.entries if entry.sending.sender == sender.number]
        return [entry for entry in own if await sender.send(entry.sending) != entry.answer]

    different = await asyncio.gather(*map(again, after.senders))
    assert list(chain(*different)) == []


async def test_a_key_that_stands_for_a_report_is_refused_for_another(after: Aftermath) -> None:
    by_programs = [entry.sending for entry in after.ledger.entries if entry.answer.status == 201]
    chosen = by_programs[:OTHER_BODIES]
    told = Counter[int]()
    for sending in chosen:
        body = json.loads(sending.body) | {"text": "Sebenarnya lampu jalannya juga mati."}
        told[
            await after.senders[sending.sender].try_once(replace(sending, body=json.dumps(body).encode()))
        ] += 1

    assert told == {422: len(chosen)}


async def test_every_picture_of_an_acknowledged_report_can_be_seen(after: Aftermath) -> None:
    with_photos = [entry for entry in after.ledger.entries if entry.sending.photos]
    for entry in with_photos:
        sent = json.loads(entry.answer.body)
        http = after.senders[entry.sending.sender].http
        shown = (await http.get(f"{CITY}/api/v1/reports/{sent['number']}")).json()
        assert len(shown["photos"]) == entry.sending.photos
        for photo in shown["photos"]:
            Image.open(BytesIO((await http.get(photo)).content)).load()

    assert with_photos


async def test_every_report_stands_as_its_history_tells(after: Aftermath) -> None:
    async with after.bench.app.transaction(BEKASI) as db:
        events = await db.all(
            Heard,
            """
            select city_id, thing, nth, kind, v, body, actor, happened_at, written_at, epoch
              from event
             order by thing, nth
            """,
        )
        told = {thing: timeline.told(history) for thing, history in groupby(events, key=attrgetter("thing"))}
        found = {
            report: await reports.get(db, BEKASI, ReportId(report))
            for report in await db.all(UUID, "select id from report")
        }

    assert found == told


async def test_the_counts_are_what_counting_anew_gives(after: Aftermath) -> None:
    counted = """
        select day, agency, area, kind, channel, outcome, reports, open
          from counts_day
          join counts_generation using (city_id, generation)
         order by day, agency, area, kind, channel, outcome
    """
    followed = await rows(after.bench, counted)
    await rebuild(after.bench.entrance.open_desk, BEKASI)

    assert await rows(after.bench, counted) == followed
    [(number,)] = await rows(after.bench, "select count(*) from report")
    assert sum(row[6] for row in followed) == number


async def test_nothing_was_set_aside_by_those_who_listen(after: Aftermath) -> None:
    assert await rows(after.bench, "select listener, thing, failure from parked") == []


async def test_every_message_owed_arrived_and_at_most_once_more_for_each_kill(after: Aftermath) -> None:
    owed_to = {entry.sending.mail_to for entry in after.ledger.entries} - {None}
    came = mails_by_address(after.mailbox)
    interruptions = after.killer.count(Part.WORKER, Part.POSTMASTER, Part.BACKEND)

    assert owed_to <= came.keys()
    assert await rows(after.bench, "select id from owed where given_up_at is not null") == []
    assert max(came.values()) <= 1 + interruptions
    assert len({mail["Message-ID"] for mail in after.mailbox.mails}) == len(came)


async def test_the_log_tells_a_cause_once_a_second_and_of_no_mistake(after: Aftermath) -> None:
    told = after.city.told.read_text()
    times = Counter(re.sub(r"[0-9a-f]*[0-9][0-9a-f]*", "N", line) for line in told.splitlines())

    assert "Traceback" not in told
    assert max(times.values()) <= LOGGING_PROCESSES * (monotonic() - after.since)


async def test_a_database_that_says_committed_too_early_is_found_out() -> None:
    """The calibration: without this the others would prove nothing."""
    async with mail_server() as mailbox, installed(mail_port=mailbox.port) as city:
        city.write_late()
        await city.start()
        ledger = Ledger(city.settings.folder / "ledger")
        async with people(city, Random(SEED)) as senders:
            # After the start, which would have been refused; then everybody connects anew.
            async with opened(city) as bench, bench.app.transaction() as db:
                await db.run("alter role current_user set synchronous_commit = off")
            city.kill_database()
            async with load(senders, ledger):
                missing = await first_loss(city, ledger)
        ledger.close()

    assert missing


async def first_loss(city: Installation, ledger: Ledger) -> set[str]:
    """Kill the database until an acknowledged report is missing; its key. Raises TimeoutError when none is in time."""
    async with asyncio.timeout(CALIBRATION_S):
        while True:
            await more(ledger)
            await more(ledger)
            acknowledged = list(ledger.entries)
            city.kill_database()
            await more(ledger)
            async with opened(city) as bench:
                missing = await lost(bench, acknowledged)
            if missing:
                return missing


async def more(ledger: Ledger) -> None:
    """Wait until one more report is acknowledged."""
    before = len(ledger.entries)

    async def came() -> bool:
        return len(ledger.entries) > before

    await until(came, within_s=CALIBRATION_S)
