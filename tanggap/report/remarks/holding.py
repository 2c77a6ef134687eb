"""What people said in public: handed over, and emptied where they wish it."""

from collections.abc import Sequence
from uuid import UUID

from msgspec.structs import replace

from tanggap.city.desk import Desk
from tanggap.city.offers import Copy, Holding, Subject
from tanggap.kit.words import Name
from tanggap.report.remarks import store
from tanggap.report.remarks.remark import About

TITLE = Name(id="Komentar", en="Comments")


async def find(desk: Desk, subject: Subject) -> Subject:
    """With the reports they said something under."""
    said = await store.of_subject(desk.db, desk.city, subject.seats, ())
    return replace(subject, remarked=tuple({each.thing for each in said if each.about is About.REPORT}))


async def export(desk: Desk, subject: Subject) -> Sequence[Copy]:
    """Each comment, the alias it stood under, and whether it is shown."""
    said = await store.of_subject(desk.db, desk.city, subject.seats, subject.reports)
    rows = [{"at": each.at, "alias": each.alias, "text": each.text, "status": each.state} for each in said]
    return [Copy(title=TITLE, rows=rows)]


async def empty(desk: Desk, subject: Subject) -> None:
    """What was said as the reporter of these reports goes too, from whatever browser it was said."""
    said = await store.of_subject(desk.db, desk.city, subject.seats, subject.reports)
    await store.empty(desk.db, desk.city, [each.id for each in said])


async def join(desk: Desk, browser: bytes, resident: UUID) -> None:
    """What the browser said is the resident's from now on."""
    await store.join(desk.db, desk.city, browser, resident.bytes)


HOLDING = Holding(
    name="remarks", tables=frozenset({"remark"}), find=find, export=export, empty=empty, join=join
)
