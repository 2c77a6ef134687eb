"""The postman: brings what is owed to people, city by city, each message under a lease."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import structlog
from msgspec import Struct

from tanggap.app import letters
from tanggap.app.letters import Packing
from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.city.offers import Delivery, Parcel
from tanggap.city.owed import store
from tanggap.city.owed.rules import TRIES_MOST, again_at
from tanggap.city.owed.store import DIGEST, Owed
from tanggap.city.terms import CityId
from tanggap.kit.db import AWAY
from tanggap.kit.errors import Gone, Unreachable
from tanggap.kit.words import Say, say

LOOK_S = 1.0
AT_ONCE = 10
DELIVERY_S = 20.0
LEASE = timedelta(seconds=45)
"""Longer than one delivery and the noting of it; what a dead postman had in hand waits no longer than this."""

NOT_SET_UP = say("Saluran ini belum disetel.")
PRACTICE = say("Kota latihan tidak mengirim apa pun ke luar.")
NOBODY = say("Tidak ada lagi yang bisa diberi tahu.")
SILENT = say("Tidak ada jawaban pada waktunya.")
INTERRUPTED = say("Pengiriman berkali-kali terputus.")
MISTAKE = say("Ada kesalahan di pihak kami; rinciannya ada di catatan.")

log = structlog.get_logger()


class Tried(Struct, frozen=True, kw_only=True):
    """How a delivery went: why it did not arrive, whether it never will, and what was inside."""

    failure: Say | None = None
    final: bool = False
    gone: bool = False
    inside: tuple[UUID, ...] = ()


class Postman:
    """Delivers until cancelled. Each message arrives, and may arrive once more for each time we are killed."""

    def __init__(self, bench: Workbench, deliveries: Mapping[str, Delivery] | None = None) -> None:
        """Deliver by these, or by what the channels make of the settings."""
        self._bench = bench
        self._deliveries = deliveries if deliveries is not None else _deliveries(bench)

    async def run(self) -> None:
        """Look once a second for what is due; a database that is away is met again when it is back."""
        while True:
            try:
                while await self.round():
                    pass
            except AWAY as lost:
                log.warning("postman: database away", cause=type(lost).__name__)
            await asyncio.sleep(LOOK_S)

    async def round(self) -> int:
        """One batch for each city that has something due; how many messages were tried."""
        now = self._bench.clock.now()
        async with self._bench.reader.transaction() as reader:
            cities = await store.cities_with_due(reader, now=now)
        return sum([await self._batch(city) for city in cities])

    async def _batch(self, city: CityId) -> int:
        async with self._bench.entrance.open_desk(city) as desk:
            now = desk.now()
            claimed = await store.claim(desk.db, city, now=now, until=now + LEASE, limit=AT_ONCE)
        await asyncio.gather(*(self._bring(city, owed) for owed in claimed))
        return len(claimed)

    async def _bring(self, city: CityId, owed: Owed) -> None:
        """Deliver one message and remember how it went."""
        tried = Tried(failure=INTERRUPTED) if owed.tries > TRIES_MOST else await self._try(city, owed)
        async with self._bench.entrance.open_desk(city) as desk:
            now = desk.now()
            if tried.failure is None:
                await store.delivered(desk.db, city, owed.id, at=now, inside=tried.inside)
                return
            again = None if tried.final else again_at(owed.tries, now=now)
            if tried.gone:
                await letters.owe_instead(desk, owed, at=now)
            await store.failed(
                desk.db, city, owed.id, failure=desk.tongue(tried.failure), at=now, again_at=again
            )
        if tried.failure is not PRACTICE:
            log.warning(
                "message not delivered",
                channel=owed.channel,
                failure=tried.failure.text,
                given_up=again is None,
            )

    async def _try(self, city: CityId, owed: Owed) -> Tried:
        """How it went."""
        if (await self._bench.cities.ground(city)).known.training:
            return Tried(failure=PRACTICE, final=True)
        delivery = self._deliveries.get(owed.channel)
        if delivery is None:
            return Tried(failure=NOT_SET_UP)
        async with self._bench.entrance.open_desk(city) as desk:
            parcel, inside = await self._packed(desk, owed)
        if parcel is None:
            # An envelope that everything was taken out of has nothing to say; anything else was for somebody.
            return Tried(failure=None if owed.message == DIGEST else NOBODY, final=True, inside=inside)
        try:
            async with asyncio.timeout(DELIVERY_S):
                await delivery(parcel)
        except Gone as failure:
            return Tried(failure=failure.args[0], final=True, gone=True)
        except Unreachable as failure:
            return Tried(failure=failure.args[0])
        except TimeoutError:
            return Tried(failure=SILENT)
        except Exception as mistake:
            log.error("mistake in delivery", channel=owed.channel, exc_info=mistake)
            return Tried(failure=MISTAKE)
        return Tried(inside=inside)

    async def _packed(self, desk: Desk, owed: Owed) -> tuple[Parcel | None, tuple[UUID, ...]]:
        """What goes out, and which messages are done with it; nothing when there is nobody to tell."""
        found = await letters.inside(desk, owed)
        inside = tuple(each.id for each in found)
        told = [each for each in found if each.to is not None]
        if owed.message == DIGEST:
            to = told[0].to if told else None
        else:
            to = await letters.addressed(desk, owed.recipient)
        if to is None:
            return None, inside
        tongue = self._bench.entrance.tongue(desk.ground, to.language)
        packing = Packing(desk, tongue=tongue, base_url=self._bench.settings.base_url)
        return await packing.parcel(owed, to, told), inside


def _deliveries(bench: Workbench) -> dict[str, Delivery]:
    made = {
        name: channel.deliver(bench.settings)
        for name, channel in bench.offers.channels.items()
        if channel.deliver is not None
    }
    return {name: delivery for name, delivery in made.items() if delivery is not None}
