"""Load and kills at the same time, and what is left when both are over."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from random import Random
from statistics import quantiles

import httpx
from msgspec import Struct
from rich.table import Table

from tanggap.app.tools import Workbench
from tests.kill.installed import Installation, Part
from tests.kill.killer import Killer
from tests.kill.senders import Browser, Entry, Ledger, Program, Sender
from tests.mailbox import Mailbox

PROGRAMS, BROWSERS = 8, 4
ANSWER_S = 15.0
LAST_ANSWERS_S = 60.0


class Aftermath(Struct, kw_only=True):
    """Everybody who was there; ``since`` in seconds of the monotonic clock."""

    since: float
    city: Installation
    bench: Workbench
    ledger: Ledger
    senders: Sequence[Sender]
    killer: Killer
    mailbox: Mailbox


@asynccontextmanager
async def people(city: Installation, chance: Random) -> AsyncGenerator[list[Sender]]:
    """Senders at every door, ready to begin."""
    async with AsyncExitStack() as opened:
        senders: list[Sender] = []
        for number in range(PROGRAMS + BROWSERS):
            http = httpx.AsyncClient(base_url=city.settings.base_url, timeout=ANSWER_S)
            await opened.enter_async_context(http)
            door = Program if number < PROGRAMS else Browser
            senders.append(door(number, http, Random(chance.random())))
            await senders[-1].arrive()
        yield senders


@asynccontextmanager
async def load(senders: Sequence[Sender], ledger: Ledger) -> AsyncGenerator[None]:
    """Everybody sends meanwhile; at the end each waits for the answer to the last report."""
    over = asyncio.Event()
    async with asyncio.timeout(None) as patience, asyncio.TaskGroup() as tasks:
        for sender in senders:
            tasks.create_task(sender.send_on(ledger, over))
        yield
        over.set()
        patience.reschedule(asyncio.get_running_loop().time() + LAST_ANSWERS_S)


def table(after: Aftermath) -> Table:
    """Who was killed how often, and how long it took until somebody was answered again, in seconds."""
    entries = after.ledger.entries
    came = mails_by_address(after.mailbox)
    told = Table(
        *("killed", "times", "p50 s", "p99 s"),
        title=f"{len(entries)} reports acknowledged",
        caption=f"{came.total()} mails to {len(came)} people",
    )
    for part in Part:
        waits = sorted(_wait_s(kill.at, entries) for kill in after.killer.kills if kill.part is part)
        if waits:
            told.add_row(part, str(len(waits)), f"{_share(waits, 50):.2f}", f"{_share(waits, 99):.2f}")
    return told


def _wait_s(killed_at: float, entries: Sequence[Entry]) -> float:
    """How long after a kill a report was acknowledged that was sent after it."""
    return min(
        (entry.at - killed_at for entry in entries if entry.tried_at > killed_at), default=float("inf")
    )


def _share(values: Sequence[float], percent: int) -> float:
    return quantiles(values, n=100, method="inclusive")[percent - 1] if len(values) > 1 else values[0]


def mails_by_address(mailbox: Mailbox) -> Counter[str]:
    """How many mails came for each address."""
    return Counter(str(mail["To"]) for mail in mailbox.mails)
