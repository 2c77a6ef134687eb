"""The pictures reporters sent: handed over as files, and removed from the rows and the file store."""

from collections.abc import Sequence
from uuid import UUID

from tanggap.city.desk import Desk
from tanggap.city.offers import Copy, Holding, Subject
from tanggap.kit.words import Name
from tanggap.report.photos import store
from tanggap.report.photos.files import forget, own
from tanggap.report.photos.store import Sent

TITLE = Name(id="Foto", en="Photos")


async def export(desk: Desk, subject: Subject) -> Sequence[Copy]:
    """When each was taken and sent, and the largest file of it, with nothing covered."""
    sent = await _sent(desk, subject)
    rows = [
        {"file": _name(each), "role": each.role, "taken_at": each.taken_at, "sent_at": each.sent_at}
        for each in sent
    ]
    return [Copy(title=TITLE, rows=rows, files={_name(each): _file(each) for each in sent})]


async def empty(desk: Desk, subject: Subject) -> None:
    """The files first: should the rest fail, asking again finishes it, and nothing is left where no row points."""
    sent = await _sent(desk, subject)
    for photo in sent:
        await forget(desk.tools.files, photo.id)
    await store.forget(desk.db, desk.city, [each.id for each in sent], reports=subject.reports)


async def join(desk: Desk, browser: bytes, resident: UUID) -> None:
    """What the browser sent is the resident's from now on."""
    await store.join(desk.db, desk.city, browser, resident.bytes)


async def _sent(desk: Desk, subject: Subject) -> list[Sent]:
    return await store.of_reporter(desk.db, desk.city, subject.reports, subject.seats)


def _file(photo: Sent) -> str:
    return own(photo.id, screening=photo.screening, covered=photo.covered, version=photo.version)


def _name(photo: Sent) -> str:
    return f"foto/{photo.id}.jpeg"


HOLDING = Holding(name="photos", tables=frozenset({"photo"}), export=export, empty=empty, join=join)
