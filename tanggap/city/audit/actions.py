"""What is done with the trail: a note is added, the notes are chained, the chain is looked over."""

import os
from collections.abc import Sequence
from uuid import UUID

import msgspec

from tanggap.city.audit import rules, store
from tanggap.city.audit.rules import Break, EntryId, Flaw, Head, Link, Row
from tanggap.city.cities import Cities
from tanggap.city.desk import Desk, OpenCity
from tanggap.city.packs.pack import CityState
from tanggap.kit.ids import new_id

PAGE = 1000
SALT_BYTES = 16

Code = str | int | float | bool | UUID | None


async def note(desk: Desk, act: str, *, thing: UUID | None = None, **codes: Code) -> None:
    """Note what the person at this desk does or reads, in the same transaction.

    ``act`` and ``codes`` are codes, ids and numbers; a name, a word or an address has no place here.
    """
    await store.add(
        desk.db,
        Row(
            city_id=desk.city,
            id=EntryId(new_id()),
            # When it reached this house, also for what is told of an earlier moment.
            at=desk.tools.clock.now(),
            actor=desk.actor.person,
            act=act,
            thing=thing,
            body={name: msgspec.to_builtins(code) for name, code in codes.items() if code is not None},
            salt=os.urandom(SALT_BYTES),
            epoch=desk.tools.epoch,
            xid=0,
        ),
    )


async def chain(desk: Desk) -> int:
    """Link what a city has noted since the last link; how many rows. Nothing when another worker is at it."""
    if not await store.hold(desk.db, desk.city):
        return 0
    count = 0
    while True:
        after = await store.last(desk.db, desk.city)
        rows = await store.unlinked(desk.db, desk.city, epoch=desk.tools.epoch, limit=PAGE)
        if rows:
            await store.add_links(desk.db, desk.city, rules.linked(after, rows))
        count += len(rows)
        if len(rows) < PAGE:
            return count


async def chain_all(cities: Cities, open_desk: OpenCity) -> int:
    """Link what every city with staff has noted, one transaction a city; how many rows. For the worker, once a second.

    A city that is only listened to has no staff, and its few rows wait until it has.
    """
    count = 0
    for city in list(cities.all()):
        if city.state is not CityState.LISTENING:
            async with open_desk(city.id) as desk:
                count += await chain(desk)
    return count


async def head(desk: Desk) -> Head | None:
    """Where the city's chain ends now: to be kept outside the house, and given to `verify` later."""
    last = await store.last(desk.db, desk.city)
    return Head(nth=last.nth, digest=last.digest) if last is not None else None


async def verify(desk: Desk, heads: Sequence[Head] = ()) -> list[Break]:
    """Every place where a city's chain does not hold; none when nothing was changed, left out, swapped or cut.

    What was cut off at the end, or rewritten as a whole, shows only against ``heads`` kept elsewhere.
    """
    found: list[Break] = []
    published = {each.nth: each for each in heads}
    before: Link | None = None
    while page := await store.links(desk.db, desk.city, after=before.nth if before else 0, limit=PAGE):
        found += rules.breaks(before, page)
        for link in page:
            kept = published.pop(link.nth, None)
            if kept is not None and kept.digest != link.digest:
                found.append(Break(flaw=Flaw.NOT_AS_PUBLISHED, nth=link.nth, entry=link.entry))
        before = page[-1]
    found += (Break(flaw=Flaw.LINK_GONE, nth=each.nth) for each in published.values())
    left = await store.left_out(desk.db, desk.city)
    return [*found, *(Break(flaw=Flaw.LEFT_OUT, entry=entry) for entry in left)]
