"""What may be sent of a picture, and what it will be called."""

import re

from msgspec import Struct

from tanggap.journey.intake.photos import named
from tanggap.journey.intake.rules import KEY_LEAST, KEY_MOST, NO_KEY
from tanggap.kit.errors import Invalid
from tanggap.kit.pictures.picture import MAX_BYTES
from tanggap.kit.words import say
from tanggap.report.report import PhotoId

SCOPE = "outbox"
"""Under which phones name what they send; the same in every session, so that signing in makes no second report."""
PIECE_BYTES_MOST = 200_000
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


class Upload(Struct, frozen=True, kw_only=True):
    """A picture on its way: how it is known here, what it must be when it is whole, and who sends it."""

    photo: PhotoId
    sha256: str
    sent_by: bytes | None


class Piece(Struct, frozen=True, kw_only=True):
    """A part of a picture of ``size`` bytes, ``start`` bytes from its beginning."""

    start: int
    size: int
    content: bytes


def upload(sha256: str, *, scope: str, key: str, sent_by: bytes | None) -> Upload:
    """A picture by what it is and the sending it belongs to: sent again, it is the same. Raises Invalid."""
    if not KEY_LEAST <= len(key) <= KEY_MOST:
        raise Invalid(NO_KEY, field="key")
    if not _SHA256.fullmatch(sha256):
        raise Invalid(say("Foto dikenali dari SHA-256 isinya, 64 angka heksadesimal."), field="photos")
    return Upload(photo=named(sha256, sending=f"{scope}/{key}"), sha256=sha256, sent_by=sent_by)


def check(piece: Piece) -> None:
    """Whether a piece can be one. Raises Invalid."""
    if piece.size > MAX_BYTES:
        raise Invalid(
            say(
                "Berkas ini lebih besar dari {megabytes} MB. Kirim berkas yang lebih kecil.",
                megabytes=MAX_BYTES >> 20,
            ),
            field="photos",
        )
    if len(piece.content) > PIECE_BYTES_MOST:
        raise Invalid(
            say("Satu potong foto paling banyak {most} byte.", most=PIECE_BYTES_MOST), field="photos"
        )
    if piece.size <= 0 or piece.start < 0 or piece.start + len(piece.content) > piece.size:
        raise Invalid(say("Potongan ini ada di luar foto."), field="photos")
