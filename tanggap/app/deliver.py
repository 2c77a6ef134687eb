"""The postman: brings what is owed to people, city by city, each message under a lease."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import structlog

from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.city.offers import Addressed, Delivery, Parcel
from tanggap.city.owed import store
from tanggap.city.owed.rules import TRIES_MOST, again_at
from tanggap.city.owed.store import Owed
from tanggap.city.terms import CityId
from tanggap.kit.db import AWAY
from tanggap.kit.errors import Unreachable
from tanggap.kit.words import Say, say

LOOK_S = 1.0
AT_ONCE = 10
DELIVERY_S = 20.0
LEASE = timedelta(seconds=45)
"""Longer than one delivery and the noting of it; what a dead postman had in hand waits no longer than this."""

NOT_SET_UP = say("Saluran ini belum disetel.")
NOBODY = say("Tidak ada lagi yang bisa diberi tahu.")
SILENT = say("Tidak ada jawaban pada waktunya.")
INTERRUPTED = say("Pengiriman berkali-kali terputus.")
MISTAKE = say("Ada kesalahan di pihak kami; rinciannya ada di catatan.")

log = structlog.get_logger()


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
        failure = None if owed.tries <= TRIES_MOST else INTERRUPTED
        if failure is None:
            failure = await self._try(city, owed)
        async with self._bench.entrance.open_desk(city) as desk:
            if failure is None:
                await store.delivered(desk.db, city, owed.id, at=desk.now())
                return
            again = None if failure == NOBODY else again_at(owed.tries, now=desk.now())
            await store.failed(
                desk.db, city, owed.id, failure=desk.tongue(failure), at=desk.now(), again_at=again
            )
        log.warning(
            "message not delivered", channel=owed.channel, failure=failure.text, given_up=again is None
        )

    async def _try(self, city: CityId, owed: Owed) -> Say | None:
        """Why it could not be delivered; None when it was."""
        delivery = self._deliveries.get(owed.channel)
        if delivery is None:
            return NOT_SET_UP
        parcel = await self._parcel(city, owed)
        if parcel is None:
            return NOBODY
        try:
            async with asyncio.timeout(DELIVERY_S):
                await delivery(parcel)
        except Unreachable as failure:
            return failure.args[0]
        except TimeoutError:
            return SILENT
        except Exception as mistake:
            log.error("mistake in delivery", channel=owed.channel, exc_info=mistake)
            return MISTAKE
        return None

    async def _parcel(self, city: CityId, owed: Owed) -> Parcel | None:
        async with self._bench.entrance.open_desk(city) as desk:
            to = await _addressed(desk, owed.recipient)
            ground, now = desk.ground, desk.now()
        if to is None:
            return None
        tongue = self._bench.entrance.tongue(ground, to.language)
        link = f"{self._bench.settings.base_url}/{ground.known.slug}{owed.message.path}"
        return Parcel(
            dedupe=f"{city}:{owed.dedupe}",
            address=to.address,
            language=to.language,
            subject=tongue(_filled(owed.message.subject, to)),
            body=f"{tongue(_filled(owed.message.body, to))}\n\n{link}\n\n{ground.known.name}\n",
            sent_at=now,
        )


async def _addressed(desk: Desk, recipient: UUID) -> Addressed | None:
    for addressee in desk.offers.addressees:
        found = await addressee.find(desk, recipient)
        if found is not None:
            return found
    return None


def _filled(words: Say, to: Addressed) -> Say:
    """A sentence with what only its addressee may read; it was never kept with the message."""
    return Say(
        words.text, words.values | {name: to.values[name] for name in to.values if name in words.values}
    )


def _deliveries(bench: Workbench) -> dict[str, Delivery]:
    made = {
        name: channel.deliver(bench.settings)
        for name, channel in bench.offers.channels.items()
        if channel.deliver is not None
    }
    return {name: delivery for name, delivery in made.items() if delivery is not None}
