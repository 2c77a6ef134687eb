"""Counting all of a city's reports anew, while people report and the listener counts what they do.

Another generation is filled in short transactions of which none holds the city's counts. What something happened to
meanwhile is counted in it again, first as it comes, the last of it while the counts are held; then that generation is
read. Killed in the middle this leaves rows nobody reads, and the next rebuild forgets them.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from itertools import pairwise

from msgspec import Struct

from tanggap.city.desk import Desk, OpenCity
from tanggap.city.terms import CityId
from tanggap.kit.errors import Refused
from tanggap.kit.words import say
from tanggap.oversight.counts.anew import store
from tanggap.oversight.counts.following import store as following
from tanggap.oversight.counts.tally import LEVELS

PIECE = 50_000
"""Reports, or rows of what nobody reads, in one transaction: about a second's work."""

AT_ONCE = 5000
"""Reports counted again by one statement."""

FEW = 1000
"""So few are counted again while the listener waits: a fraction of a second."""

ROUNDS = 20
"""So often what moved is counted again before the listener is made to wait for the rest."""


class Rebuilt(Struct, frozen=True, kw_only=True):
    """How many reports were counted, and how many of them again because something happened to them meanwhile."""

    reports: int
    again: int


async def rebuild(open_desk: OpenCity, city: CityId, *, piece: int = PIECE) -> Rebuilt:
    """Count all the city's reports anew, and read that from now on.

    Raises Refused when somebody else begins to do the same before this has ended.
    """
    async with open_desk(city) as desk:
        fresh = await store.begin(desk.db, city)
    async with open_desk(city) as desk:
        # What somebody was writing when the first piece is read may be in none.
        since = await store.now(desk.db)
    making = _Making(open_desk, city, fresh, piece)
    await making.clear()
    reports = await making.fill()
    await making.add_up()
    again = await making.turn(since)
    await making.clear()
    return Rebuilt(reports=reports, again=again)


class _Making:
    """One rebuild on its way."""

    def __init__(self, open_desk: OpenCity, city: CityId, fresh: int, piece: int) -> None:
        self._open_desk = open_desk
        self._city = city
        self._fresh = fresh
        self._piece = piece

    @asynccontextmanager
    async def _step(self) -> AsyncGenerator[Desk]:
        """A transaction of its own, as long as nobody else has begun."""
        async with self._open_desk(self._city) as desk:
            await store.take_time(desk.db)
            await self._still_ours(desk)
            yield desk

    async def _still_ours(self, desk: Desk) -> None:
        if not await store.is_ours(desk.db, self._city, self._fresh):
            raise Refused(say("Hitungan kota ini sedang dibuat ulang oleh perintah lain."))

    async def clear(self) -> None:
        """Forget what nobody reads, piece by piece."""
        gone = 1
        while gone:
            async with self._step() as desk:
                gone = await store.clear(desk.db, self._city, fresh=self._fresh, size=self._piece)

    async def fill(self) -> int:
        """Remember as what each report is counted; how many."""
        reports, after, more = 0, None, True
        while more:
            async with self._step() as desk:
                last = await store.end_of_piece(desk.db, self._city, after, size=self._piece)
                reports += await store.fill(desk.db, self._city, self._fresh, after=after, last=last)
            after, more = last, last is not None
        return reports

    async def add_up(self) -> None:
        """Add up what was filled; nobody but us touches it, so each sum may be of a transaction of its own."""
        async with self._step() as desk:
            await store.sum_days(desk.db, self._city, self._fresh)
        async with self._step() as desk:
            await store.sum_hours(desk.db, self._city, self._fresh)
        async with self._step() as desk:
            await store.sum_finest_cells(desk.db, self._city, self._fresh, level=LEVELS[-1])
        for finer, level in pairwise(reversed(LEVELS)):
            async with self._step() as desk:
                await store.sum_cells(desk.db, self._city, self._fresh, level=level, finer=finer)

    async def turn(self, since: int) -> int:
        """Count again what moved since, and let this generation be read; how many were counted again."""
        again = 0
        for _ in range(ROUNDS):
            async with self._step() as desk:
                count, since = await self._again(desk, since)
            again += count
            if count <= FEW:
                break
        async with self._step() as desk:
            await following.hold(desk.db, self._city)
            # Whoever began while we waited has taken this generation from us.
            await self._still_ours(desk)
            count, _ = await self._again(desk, since)
            await store.turn_to(desk.db, self._city, self._fresh, at=desk.now())
        return again + count

    async def _again(self, desk: Desk, since: int) -> tuple[int, int]:
        moved = await store.moved(desk.db, self._city, epoch=desk.tools.epoch, since=since)
        things = sorted(moved.things)
        for at in range(0, len(things), AT_ONCE):
            await following.count(desk.db, self._city, self._fresh, things[at : at + AT_ONCE])
        return len(moved.things), moved.since
