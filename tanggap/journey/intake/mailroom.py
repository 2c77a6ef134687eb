"""The mailroom: requests that arrive while a commit is in flight share the next one.

Never waits on purpose: the commit in flight is the right timer. One transaction is one city's; cities take
turns; the acknowledgement leaves only after the commit.
"""

import asyncio
import secrets as chance
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from time import monotonic

import structlog

from tanggap.city.terms import CityId
from tanggap.journey.intake import store
from tanggap.journey.intake.draft import Draft
from tanggap.journey.intake.message import Receipt, Taken
from tanggap.journey.intake.store import Known
from tanggap.kit.clock import Clock
from tanggap.kit.db import AWAY, CLASH, Database, Db, Error, is_wrong_value
from tanggap.kit.errors import Busy, Invalid
from tanggap.kit.words import say
from tanggap.report import number

MOST_WAITING = 1000
MOST_WAITING_BYTES = 16_000_000
MOST_TOGETHER = 128
WRITERS = 2
"""Cities written at a time: one need not wait for another's disk; more only make the batches smaller."""
PATIENCE_S = 5.0
# A tenth of the room is kept for emergencies; one city may fill half of it while another waits.
FOR_EMERGENCIES = MOST_WAITING // 10

log = structlog.get_logger()

Redraft = Callable[[Draft], Awaitable[Draft]]
BeforeCommit = Callable[[Db, Sequence[Draft]], Awaitable[None]]


class _Waiting:
    """One draft in the room, and who waits for it."""

    __slots__ = ("draft", "future", "since", "weight")

    def __init__(self, draft: Draft, future: "asyncio.Future[Taken]") -> None:
        self.draft = draft
        self.future = future
        self.since = monotonic()
        self.weight = len(draft.message.text or "") * 4 + 1000


class NewerGround(Exception):
    """The city's ground has changed since these drafts were decided upon."""


class Mailroom:
    """Takes drafts in, writes them together, hands receipts out. One per web process."""

    def __init__(
        self,
        database: Database,
        *,
        clock: Clock,
        epoch: int,
        redraft: Redraft,
        before_commit: BeforeCommit | None = None,
        draw: Callable[[int], int] = chance.randbelow,
    ) -> None:
        """Make a mailroom over a database.

        ``redraft`` decides anew on the newest ground, under the same ids, for the batch may have been
        committed without our knowing; ``before_commit`` writes what comes with a report.
        """
        self._database = database
        self._clock = clock
        self._epoch = epoch
        self._redraft = redraft
        self._before_commit = before_commit
        self.draw = draw
        self._rooms: OrderedDict[CityId, deque[_Waiting]] = OrderedDict()
        self._writing: set[CityId] = set()
        self._count = 0
        self._bytes = 0
        self._arrived = asyncio.Event()
        self._emptier = asyncio.Event()
        self._closing = False

    async def run(self) -> None:
        """Write until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            for _ in range(WRITERS):
                tasks.create_task(self._write_on())

    @property
    def waiting(self) -> int:
        """How many messages are in the room."""
        return self._count

    async def close(self, *, within_s: float = 10.0) -> None:
        """Take nothing more and see what is here through."""
        self._closing = True
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                while self._count or self._writing:
                    self._emptier.clear()
                    await self._emptier.wait()

    async def post(self, draft: Draft, *, emergency: bool = False) -> Taken:
        """Have a draft written. Returns after its commit.

        Raises Busy (503) when there is no room or it took over five seconds, Invalid (422) when its key
        stands for another message. A caller who leaves harms nobody: what is begun is seen through.
        """
        self._admit(draft.report.city_id, emergency=emergency)
        waiting = _Waiting(draft, asyncio.get_running_loop().create_future())
        self._rooms.setdefault(draft.report.city_id, deque()).append(waiting)
        self._count += 1
        self._bytes += waiting.weight
        self._arrived.set()
        return await waiting.future

    def _admit(self, city: CityId, *, emergency: bool) -> None:
        room = MOST_WAITING if emergency else MOST_WAITING - FOR_EMERGENCIES
        crowded = len(self._rooms.get(city, ())) >= MOST_WAITING // 2 and len(self._rooms) > 1
        if self._closing or self._count >= room or self._bytes >= MOST_WAITING_BYTES or crowded:
            raise _full()

    async def _write_on(self) -> None:
        while True:
            taken = self._take()
            if taken is None:
                self._arrived.clear()
                await self._arrived.wait()
                continue
            city, batch = taken
            try:
                await self._see_through(city, batch)
            finally:
                self._writing.discard(city)
                self._arrived.set()
                self._emptier.set()

    def _take(self) -> tuple[CityId, list[_Waiting]] | None:
        """The next city's turn: its messages, at most 128, and not while another batch of it is in flight."""
        for city in list(self._rooms):
            if city in self._writing:
                continue
            room = self._rooms[city]
            batch = [room.popleft() for _ in range(min(len(room), MOST_TOGETHER))]
            if room:
                self._rooms.move_to_end(city)
            else:
                del self._rooms[city]
            self._count -= len(batch)
            self._bytes -= sum(each.weight for each in batch)
            self._writing.add(city)
            return city, batch
        return None

    async def _see_through(self, city: CityId, batch: list[_Waiting]) -> None:
        """Write a batch whatever happens: again when the connection was lost, apart when one message is bad."""
        late = [each for each in batch if monotonic() - each.since > PATIENCE_S]
        for each in late:
            _answer(each, _full())
        batch = [each for each in batch if each not in late]
        try:
            await self._persist(city, batch)
        except (*AWAY, TimeoutError):
            for each in batch:
                _answer(each, _full())
        except Error as bad:
            await self._write_apart(city, batch, bad)
        except Exception as bad:  # noqa: BLE001 (whoever waits is told, and the writer lives on)
            for each in batch:
                _answer(each, bad)

    async def _persist(self, city: CityId, batch: list[_Waiting]) -> None:
        """Write a batch, repeating it under the same ids and keys while the database is away (5 s at most)."""
        until = monotonic() + PATIENCE_S
        again = True
        while batch:
            try:
                return await self._write(city, batch)
            except NewerGround:
                await self._decide_again(batch)
                batch = [each for each in batch if not each.future.done()]
            except CLASH:
                if not again:
                    raise
                again = False
            except AWAY:
                if monotonic() > until:
                    raise
                await asyncio.sleep(0.1)
        return None

    async def _write_apart(self, city: CityId, batch: list[_Waiting], bad: Error) -> None:
        """Only a wrong value (SQLSTATE 22, 23) is one message's fault; halve until it stands alone."""
        if not is_wrong_value(bad) or len(batch) == 1:
            log.error("mailroom: a message could not be written", city=city, exc_info=bad)
            for each in batch:
                _answer(each, bad)
            return
        middle = len(batch) // 2
        await self._see_through(city, batch[:middle])
        await self._see_through(city, batch[middle:])

    async def _decide_again(self, batch: list[_Waiting]) -> None:
        for each in batch:
            try:
                each.draft = await self._redraft(each.draft)
            except Exception as bad:  # noqa: BLE001 (each caller hears what went wrong with its own message)
                _answer(each, bad)

    async def _write(self, city: CityId, batch: list[_Waiting]) -> None:
        firsts: dict[tuple[str, str], Draft] = {}
        for each in batch:
            firsts.setdefault(_key(each.draft), each.draft)
        drafts = list(firsts.values())
        async with self._database.transaction(city) as db:
            written, known = await self._transact(db, city, drafts)
        made = {_key(draft): draft for draft in written}
        for each in batch:
            key, draft = _key(each.draft), each.draft
            if key in made:
                first, receipt, again = made[key].digest, made[key].receipt, draft is not firsts[key]
            else:
                found = known[key]
                first, receipt, again = found.digest, found.answer, found.report != draft.report.id
            _answer(each, _same(draft, first, receipt, again=again))

    async def _transact(
        self, db: Db, city: CityId, drafts: list[Draft]
    ) -> tuple[list[Draft], dict[tuple[str, str], Known]]:
        outcome = await store.take_in(db, city, drafts, at=self._clock.now(), epoch=self._epoch)
        if any(draft.version != outcome.version for draft in drafts):
            raise NewerGround
        old = [draft for draft in drafts if draft.report.id not in outcome.fresh]
        new = [draft for draft in drafts if draft.report.id in outcome.written]
        taken = [draft for draft in drafts if draft.report.id in outcome.fresh - outcome.written]
        if taken:
            new += await self._renumbered(db, city, taken)
        known = await store.known_keys(db, old) if old else {}
        if new and self._before_commit is not None:
            await self._before_commit(db, new)
        return new, known

    async def _renumbered(self, db: Db, city: CityId, drafts: list[Draft]) -> list[Draft]:
        """Write drafts whose number somebody had, each under one that nobody has."""
        drafts = [draft.renumbered(number.draw(self.draw)) for draft in drafts]
        records = [draft.record for draft in drafts]
        numbers = await store.write(db, city, records, epoch=self._epoch, draw=self.draw)
        drafts = [draft.renumbered(numbers[draft.report.id]) for draft in drafts]
        await store.keep_answers(db, drafts)
        return drafts


def _key(draft: Draft) -> tuple[str, str]:
    return draft.message.scope, draft.message.key


def _same(draft: Draft, first: bytes, receipt: Receipt, *, again: bool) -> Taken | Exception:
    if draft.digest != first:
        return Invalid(
            say("Idempotency-Key ini sudah dipakai untuk laporan lain. Pakai kunci baru."), field="key"
        )
    return Taken(receipt=receipt, again=again)


def _answer(waiting: _Waiting, answer: Taken | Exception) -> None:
    if waiting.future.done():
        return
    if isinstance(answer, Exception):
        waiting.future.set_exception(answer)
        # A caller who left never looks; asyncio would say so on standard error.
        waiting.future.exception()
    else:
        waiting.future.set_result(answer)


def _full() -> Busy:
    return Busy(
        say("Sedang sangat ramai. Laporan ini belum tersimpan; kirim lagi sebentar."), retry_after_s=5
    )
