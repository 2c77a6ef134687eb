"""What somebody follows, and where it is mailed: handed over, and ended."""

from collections.abc import Sequence
from uuid import UUID

from tanggap.city import owed
from tanggap.city.desk import Desk
from tanggap.city.hearing import store as ears
from tanggap.city.offers import Copy, Holding, Subject
from tanggap.journey.alerts import store
from tanggap.kit.words import Name

TITLE = Name(id="Wilayah yang diikuti", en="Areas you follow")


async def export(desk: Desk, subject: Subject) -> Sequence[Copy]:
    """Each area or circle, what of it is told, by which way and to which address."""
    rows = [
        {
            "area": each.area,
            "lon": each.lon,
            "lat": each.lat,
            "radius_m": each.radius_m,
            "kind": each.kind or each.kind_group,
            "new": each.fresh,
            "done": each.done,
            "announced": each.announced,
            "way": each.way,
            "pace": each.pace,
            "email": await _address(desk, each.ear),
            "since": each.created_at,
        }
        for each in await store.of_seats(desk.db, desk.city, subject.seats)
    ]
    return [Copy(title=TITLE, rows=rows)]


async def _address(desk: Desk, ear: UUID | None) -> str | None:
    found = await ears.open_ear(desk.db, desk.tools.secrets, desk.city, ear) if ear is not None else None
    return found.place if found is not None else None


async def empty(desk: Desk, subject: Subject) -> None:
    """They follow nothing any more, and nothing is owed to the addresses it was mailed to."""
    mine = await store.of_seats(desk.db, desk.city, subject.seats)
    await owed.forget(desk.db, desk.city, [each.ear for each in mine if each.ear is not None])
    await store.end(desk.db, desk.city, [each.id for each in mine])


async def join(desk: Desk, browser: bytes, resident: UUID) -> None:
    """What the browser follows, the resident follows from now on."""
    await store.join(desk.db, desk.city, browser, resident.bytes)


HOLDING = Holding(
    name="alerts",
    tables=frozenset({"alert", "alert_block", "alert_hit"}),
    export=export,
    empty=empty,
    join=join,
)
