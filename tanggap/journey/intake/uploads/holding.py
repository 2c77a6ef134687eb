"""Pictures that are still arriving: gone within a day, or at once when somebody leaves."""

from collections.abc import Sequence

from tanggap.city.desk import Desk
from tanggap.city.offers import Copy, Holding, Subject
from tanggap.journey.intake.uploads import store


async def export(desk: Desk, subject: Subject) -> Sequence[Copy]:
    """Nothing: a piece of a picture is no picture yet, and its whole is still with its sender."""
    return []


async def empty(desk: Desk, subject: Subject) -> None:
    """What had arrived goes."""
    await store.forget_seats(desk.db, desk.city, subject.seats)


HOLDING = Holding(name="uploads", tables=frozenset({"photo_piece"}), export=export, empty=empty)
