"""What is kept of somebody here: their devices, and how they chose to be told.

What was chosen for an address by a link in its mail stays, and above all that nothing is written there: it stands
under a digest only, and whoever typed that address into a report of theirs must not be able to undo it.
"""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from tanggap.city import owed
from tanggap.city.desk import Desk
from tanggap.city.hearing import store
from tanggap.city.hearing.wishes import store as wishes
from tanggap.city.offers import Copy, Holding, Subject
from tanggap.kit.words import Name

CHOICES = Name(id="Cara menerima kabar", en="How you hear from the city")
DEVICES = Name(id="Perangkat yang diberi kabar", en="Devices that are told")


async def export(desk: Desk, subject: Subject) -> Sequence[Copy]:
    """What they chose, and where their devices take messages."""
    made = (await wishes.choices(desk.db, desk.city, subject.seats)).values()
    mine = await store.of_seats(desk.db, desk.city, subject.seats)
    ears = [await store.open_ear(desk.db, desk.tools.secrets, desk.city, each) for each in mine]
    return [
        Copy(title=CHOICES, rows=[{"at": each.at, **msgspec.to_builtins(each.body)} for each in made]),
        Copy(
            title=DEVICES,
            rows=[
                {"endpoint": msgspec.json.decode(each.place)["endpoint"], "language": each.language}
                for each in ears
                if each is not None
            ],
        ),
    ]


async def empty(desk: Desk, subject: Subject) -> None:
    """Their devices are told nothing any more, and nobody chose anything there."""
    mine = await store.of_seats(desk.db, desk.city, subject.seats)
    await owed.forget(desk.db, desk.city, mine)
    await store.forget_ears(desk.db, desk.city, mine)
    await wishes.forget_choices(desk.db, desk.city, subject.seats)


async def join(desk: Desk, browser: bytes, resident: UUID) -> None:
    """What the browser chose, and its device, are the resident's from now on."""
    await wishes.join(desk.db, desk.city, browser, resident.bytes)
    await store.join(desk.db, desk.city, browser, resident)


HOLDING = Holding(
    name="hearing",
    tables=frozenset({"hearing_choice", "ear", "mail_stop"}),
    export=export,
    empty=empty,
    join=join,
)
