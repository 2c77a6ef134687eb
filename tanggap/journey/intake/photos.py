"""Pictures on their way to a report: developed, kept in the file store, and claimed later by id."""

import hashlib
import shutil
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from tempfile import mkdtemp
from uuid import UUID

import msgspec

from tanggap.city.desk import Desk, Tools
from tanggap.kit.files import Received
from tanggap.kit.ids import new_id
from tanggap.kit.pictures.picture import Picture, Rendition
from tanggap.kit.pictures.workshop import Workshop
from tanggap.report.photos import files, store
from tanggap.report.photos.rules import Screening
from tanggap.report.report import PhotoId


class Developed(msgspec.Struct, frozen=True, kw_only=True):
    """A picture whose files are safe in the store, not yet in the database."""

    id: PhotoId
    picture: Picture
    digest: bytes


def name(received: Received, *, sending: str | None = None) -> PhotoId:
    """What a file that came in will be called: by ``sending``, the same file of the same sending is the same picture."""
    if sending is None:
        return PhotoId(new_id())
    return named(received.sha256, sending=sending)


def named(sha256: str, *, sending: str) -> PhotoId:
    """What a file of this content is called in a sending; nobody can tell it who does not know both."""
    digest = hashlib.blake2b(f"{sending}/{sha256}".encode(), digest_size=16).digest()
    return PhotoId(UUID(bytes=digest, version=5))


async def develop(
    tools: Tools, workshop: Workshop, received: Received, photo: PhotoId | None = None
) -> Developed:
    """Make a stranger's file a plain picture and keep it, fsynced, before anything is answered.

    Outside any transaction, since it takes a second. Raises Invalid with what is wrong with the file, Busy (503)
    where none can be developed just now.
    """
    photo = photo or name(received)
    folder = Path(mkdtemp(dir=tools.files.scratch))
    try:
        picture = await workshop.develop(received.path, folder)
        for key, rendition in _keys(photo, picture):
            await tools.files.put(key, rendition.path, files.MEDIA[rendition.format])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Developed(id=photo, picture=picture, digest=bytes.fromhex(received.sha256))


async def keep(desk: Desk, developed: Developed, *, role: str = "before") -> PhotoId:
    """Remember a developed picture until a report claims it."""
    picture = developed.picture
    taken = picture.taken_at
    await store.keep(
        desk.db,
        desk.city,
        store.Photo(
            id=developed.id,
            role=role,
            width=picture.width,
            height=picture.height,
            colour=picture.colour,
            taken_at=taken.replace(tzinfo=desk.ground.zone).astimezone(UTC) if taken is not None else None,
            sent_at=desk.now(),
            likeness=picture.likeness,
            trace=picture.traced.trace if picture.traced is not None else None,
            screening=_screened(picture),
            covers=picture.covers or (),
            marks=picture.marks,
        ),
        digest=developed.digest,
        sent_by=desk.actor.seat,
        looks=picture.traced.looks if picture.traced is not None else (),
    )
    return developed.id


def _keys(photo: PhotoId, picture: Picture) -> Iterator[tuple[str, Rendition]]:
    """Every file of a picture under its key. Where nothing could look for faces, the public has no copy."""
    apart = picture.covers is None or bool(picture.covered)
    for each in picture.sizes:
        key = files.sharp_key if apart else files.public_key
        yield key(photo, each.side, each.format), each
    for each in picture.covered:
        yield files.public_key(photo, each.side, each.format), each


def _screened(picture: Picture) -> Screening:
    if picture.covers is None:
        return Screening.FAILED
    return Screening.FOUND if picture.covers else Screening.CLEAR
