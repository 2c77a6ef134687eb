"""What reporters allowed those who act on their reports."""

from collections.abc import Sequence

from tanggap.city.desk import Desk
from tanggap.city.offers import Copy, Holding, Subject
from tanggap.kit.words import Name
from tanggap.report.purposes import store

TITLE = Name(id="Izin melihat foto asli", en="Leave to see original photos")


async def export(desk: Desk, subject: Subject) -> Sequence[Copy]:
    """Since when, and until when it was taken back, report by report."""
    rows = [
        {"report": each.report, "given_at": each.given_at, "revoked_at": each.revoked_at}
        for each in await store.consents(desk.db, desk.city, subject.reports)
    ]
    return [Copy(title=TITLE, rows=rows)]


async def empty(desk: Desk, subject: Subject) -> None:
    """Nothing is allowed any more, and nothing says that it ever was."""
    await store.forget_consents(desk.db, desk.city, subject.reports)


HOLDING = Holding(name="consents", tables=frozenset({"photo_consent"}), export=export, empty=empty)
