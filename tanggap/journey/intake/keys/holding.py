"""The random keys messages came in under, and what was answered to them."""

from collections.abc import Sequence

from tanggap.city.desk import Desk
from tanggap.city.offers import Copy, Holding, Subject
from tanggap.journey.intake.keys import store
from tanggap.kit.words import Name

TITLE = Name(id="Kode kiriman", en="Sending codes")


async def export(desk: Desk, subject: Subject) -> Sequence[Copy]:
    """Which random code each report was sent under, and when."""
    sent = await store.of_reports(desk.db, desk.city, subject.reports)
    return [Copy(title=TITLE, rows=[{"code": each.key, "at": each.taken_at} for each in sent])]


async def empty(desk: Desk, subject: Subject) -> None:
    """A message that was still on its way finds its key used, and does not bring back what was erased."""
    await store.empty(desk.db, desk.city, subject.reports)


HOLDING = Holding(name="intake keys", tables=frozenset({"intake_key"}), export=export, empty=empty)
