"""Telling the stints of all the city's reports anew, while people report and the listener tells theirs.

Piece by piece, each in a short transaction of its own that holds the city's stints: whatever is read between two of
them is whole, some of it told before and some anew, and the sums are those of the stints. Killed in the middle it
leaves just that; begun again it starts from the front, where nothing is left to be written. What happens to a report
after its piece is heard by the listener, which waits for a piece at most.
"""

from uuid import UUID

from msgspec import Struct

from tanggap.city.desk import Desk, OpenCity
from tanggap.city.terms import CityId
from tanggap.oversight.scorecards.stints import rules
from tanggap.oversight.scorecards.stints import store as stints
from tanggap.oversight.scorecards.stints.anew import store
from tanggap.oversight.scorecards.stints.anew.store import FIRST, LAST, Piece

PIECE = 10_000
"""Reports in one transaction: about a second's work."""


class Rebuilt(Struct, frozen=True, kw_only=True):
    """How many reports were told anew, of how many something else was remembered, and how many sums were not theirs."""

    reports: int
    changed: int
    mended: int


async def rebuild(open_desk: OpenCity, city: CityId, *, piece: int = PIECE) -> Rebuilt:
    """Tell the stints of all the city's reports anew, and add them up."""
    after, reports, changed = FIRST, 0, 0
    while after != LAST:
        async with open_desk(city) as desk:
            await stints.hold(desk.db, city)
            await store.take_time(desk.db)
            found = await store.next_piece(desk.db, city, after, size=piece)
            changed += await _retell(desk, found)
        after, reports = found.last, reports + found.reports
    mended = 0
    async with open_desk(city) as desk:
        units = await store.units(desk.db, city)
    for unit in units:
        mended += await _add_up(open_desk, city, unit)
    async with open_desk(city) as desk:
        await stints.rebuilt(desk.db, city, at=desk.now())
    return Rebuilt(reports=reports, changed=changed, mended=mended)


async def _retell(desk: Desk, piece: Piece) -> int:
    """Remember of a piece what is so; of how many reports that was not what was remembered.

    Clocks run by office calendars, which the database does not know; the rest is told there.
    """
    terms = rules.terms(desk.ground, await store.led(desk.db, desk.city, piece))
    changed: list[UUID] = await store.retell(desk.db, desk.city, piece, terms)
    if changed:
        await stints.add(desk.db, desk.city, changed, sign=1)
        await stints.forget_empty(desk.db, desk.city)
    return len(changed)


async def _add_up(open_desk: OpenCity, city: CityId, unit: str) -> int:
    async with open_desk(city) as desk:
        await stints.hold(desk.db, city)
        await store.take_time(desk.db)
        return await store.add_up(desk.db, city, unit)
