"""A picture is asked after, and arrives piece by piece."""

from collections.abc import AsyncIterator, Sequence

from msgspec import Struct

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.terms import CityId
from tanggap.journey.intake import photos
from tanggap.journey.intake.uploads import rules, store
from tanggap.journey.intake.uploads.rules import Piece, Upload
from tanggap.kit.errors import Busy, Invalid, Stale
from tanggap.kit.files import Received, receive
from tanggap.kit.pictures.picture import MAX_BYTES
from tanggap.kit.pictures.workshop import Workshop
from tanggap.kit.words import say
from tanggap.report.report import PhotoId
from tanggap.report.views import claim

PIECES_MOST = 10_000
"""How many pieces a city holds at most: two gigabytes of pictures that nobody has finished sending."""


class Standing(Struct, frozen=True, kw_only=True):
    """How far a picture has come: so many bytes, or all of them and it is kept."""

    offset: int
    kept: bool = False


async def standing(desk: Desk, upload: Upload) -> Standing:
    """How far this browser's picture has come; another's, and one nobody sent, are alike at the beginning."""
    found = await claim(desk.db, desk.city, upload.photo)
    if found is not None and found.sent_by == upload.sent_by:
        return Standing(offset=0, kept=True)
    return Standing(offset=await store.arrived(desk.db, desk.city, upload))


async def add(
    open_desk: OpenDesk, workshop: Workshop, upload: Upload, piece: Piece, *, city: CityId
) -> Standing:
    """Take the next piece; with the last one the picture is developed and kept.

    A piece that does not begin where the last one ended is not taken: the answer tells where to go on.
    Raises Invalid for a piece or picture that is none, Stale when all arrived and is not what it was said to be,
    Busy when there is no room.
    """
    rules.check(piece)
    async with open_desk(city) as desk:
        now = await standing(desk, upload)
        if now.kept or now.offset != piece.start:
            return now
        if piece.content:
            await _require_room(desk, piece)
            await store.add(desk.db, desk.city, upload, piece.content, start=piece.start, at=desk.now())
        now = Standing(offset=piece.start + len(piece.content))
    if now.offset < piece.size:
        return now
    return await _finish(open_desk, workshop, upload, city=city)


async def _require_room(desk: Desk, piece: Piece) -> None:
    """Refuse a new picture where too many are unfinished; one that has begun may always end."""
    if piece.start == 0 and await store.waiting(desk.db, desk.city, most=PIECES_MOST) >= PIECES_MOST:
        raise Busy(say("Terlalu banyak foto sedang dikirim. Coba lagi sebentar."), retry_after_s=60)


async def _finish(open_desk: OpenDesk, workshop: Workshop, upload: Upload, *, city: CityId) -> Standing:
    async with open_desk(city) as desk:
        tools = desk.tools
        arrived = await store.pieces(desk.db, desk.city, upload)
    received = await receive(_in_turn(arrived), limit=MAX_BYTES, folder=tools.files.scratch)
    try:
        developed = await photos.develop(tools, workshop, _checked(received, upload), upload.photo)
    except (Invalid, Stale):
        async with open_desk(city) as desk:
            await store.forget(desk.db, desk.city, upload)
        raise
    finally:
        received.path.unlink(missing_ok=True)
    async with open_desk(city) as desk:
        await photos.keep(desk, developed)
        await store.forget(desk.db, desk.city, upload)
    return Standing(offset=0, kept=True)


def _checked(received: Received, upload: Upload) -> Received:
    if received.sha256 != upload.sha256:
        raise Stale(say("Foto berubah di tengah jalan. Foto ini dikirim ulang dari awal."))
    return received


async def _in_turn(pieces: Sequence[bytes]) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


async def require_all(desk: Desk, wanted: Sequence[PhotoId]) -> None:
    """That every one of these pictures is here. Raises Stale, upon which they are sent again."""
    if await store.known(desk.db, desk.city, list(wanted)) < len(set(wanted)):
        raise Stale(say("Foto belum lengkap sampai. Foto dikirim ulang."))
