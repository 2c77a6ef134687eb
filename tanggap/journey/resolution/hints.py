"""What is doubtful about a proof, in one list: for the officer who files it, and for the verifier. Values only.

A hint blocks nothing. Some ask for an explanation; all are shown to whoever checks the work.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from tanggap.kit.words import Say, say

NEAR_M = 150
"""How far from the report an after-photo may be taken. Source: DOMAIN 5.4; telephones may be that wrong."""
FRESH = timedelta(hours=24)
"""How long before filing an after-photo may be taken. Source: DOMAIN 5.4."""
CLOCKS_DIFFER = timedelta(minutes=10)
"""So far ahead of ours a telephone's clock may be; a photo from later than that has no known time."""
SAME_POINTS = 12
"""From so many shared points on two photos show one scene. Measured by `bench.scenes`: different ones shared 7 at most."""


class HintCode(StrEnum):
    """What can be doubtful about a proof."""

    USED = "used"
    GENERATED = "generated"
    EDITED = "edited"
    UNPLACED = "unplaced"
    FAR = "far"
    OLD = "old"
    UNDATED = "undated"
    MANIFEST = "manifest"


ASK_ALWAYS = frozenset({HintCode.USED, HintCode.GENERATED, HintCode.EDITED})
"""These ask for an explanation whatever the kind of report."""
ASK_NEVER = frozenset({HintCode.UNDATED, HintCode.MANIFEST})
"""Honest photos have these too: messengers wipe the time, and some telephones seal every photo they take."""


class Used(Struct, frozen=True, kw_only=True):
    """A picture of a report that looks like a proof filed later."""

    number: str | None
    """Of its report; None where not everybody who checks work may know of it."""
    here: bool
    """Whether it is the report's own."""
    sent_at: datetime


class Facts(Struct, frozen=True, kw_only=True):
    """What is known of a photo that is filed as proof, ``at`` this moment.

    ``placed``: whether its place is known, or nobody could say how far it is; ``distance_m`` from the report's point,
    ``accuracy_m`` of the telephone's own saying; ``marks`` as the picture child found them.
    """

    at: datetime
    placed: bool
    distance_m: float | None = None
    accuracy_m: float | None = None
    taken_at: datetime | None = None
    marks: tuple[str, ...] = ()
    used: Sequence[Used] = ()


class Hint(Struct, frozen=True, kw_only=True):
    """One doubt: what is so, and what each of the two can do about it, where that is not plain."""

    code: HintCode
    words: Say
    to_officer: Say
    to_verifier: Say | None

    def asks(self, *, needs_proof: bool) -> bool:
        """Whether it asks for an explanation where the kind of report needs proof, or does not."""
        return self.code in ASK_ALWAYS or (needs_proof and self.code not in ASK_NEVER)


def hints(facts: Facts) -> tuple[Hint, ...]:
    """Everything that is doubtful about a proof, the gravest first."""
    return tuple(
        Hint(code=code, words=words, to_officer=_TO_OFFICER[code], to_verifier=_TO_VERIFIER.get(code))
        for code, words in _found(facts)
    )


def _found(facts: Facts) -> Iterator[tuple[HintCode, Say]]:
    for each in facts.used:
        yield HintCode.USED, used_before(each)
    if "generated" in facts.marks:
        yield HintCode.GENERATED, say("Berkas foto ini menyebut gambar buatan AI.")
    if "edited" in facts.marks:
        yield HintCode.EDITED, say("Berkas foto ini menyebut aplikasi penyunting gambar.")
    if not facts.placed:
        yield HintCode.UNPLACED, say("Tempat foto sesudah tidak diketahui.")
    if facts.distance_m is not None and facts.distance_m > NEAR_M:
        yield HintCode.FAR, _far(facts.distance_m, facts.accuracy_m)
    if facts.taken_at is None:
        yield HintCode.UNDATED, say("Waktu foto sesudah diambil tidak diketahui.")
    elif facts.at - facts.taken_at > FRESH:
        yield HintCode.OLD, say("Foto sesudah diambil {age} sebelum dikirim.", age=facts.at - facts.taken_at)
    if "manifest" in facts.marks:
        yield HintCode.MANIFEST, say("Berkas foto ini membawa catatan asal-usul digital (C2PA).")


def _far(distance_m: float, accuracy_m: float | None) -> Say:
    if accuracy_m is None:
        return say("Foto sesudah diambil {far} m dari titik laporan.", far=round(distance_m))
    return say(
        "Foto sesudah diambil {far} m dari titik laporan, dengan ketelitian lokasi {off} m.",
        far=round(distance_m),
        off=round(accuracy_m),
    )


def used_before(used: Used) -> Say:
    """That a picture like the proof was used before: never a verdict, for two photos of one place may be alike."""
    if used.here:
        return say("Foto ini sama dengan foto yang sudah ada di laporan ini sejak {at}.", at=used.sent_at)
    if used.number is None:
        return say("Foto ini sudah dipakai di laporan lain pada {at}.", at=used.sent_at)
    return say("Foto ini sudah dipakai di {number} pada {at}.", number=used.number, at=used.sent_at)


def taken(by_file: datetime | None, by_browser: datetime | None, *, at: datetime) -> datetime | None:
    """When a photo was taken: the earliest that its file or the browser says, as far as it can be true ``at`` now."""
    told = [each for each in (by_file, by_browser) if each is not None and each - at <= CLOCKS_DIFFER]
    return min(told, default=None)


def same_scene(points: int) -> Say:
    """Whether a proof shows the place of the complaint, as far as shared points tell: help for the eye, no verdict."""
    if points >= SAME_POINTS:
        return say("{n} titik di foto ini cocok dengan foto laporan.", n=points)
    return say("Tidak ada yang cocok dengan foto laporan. Lihat baik-baik.")


_NEW_PHOTO = say("Lampirkan foto baru dari tempat kerja, atau jelaskan.")
_TO_OFFICER = {
    HintCode.USED: _NEW_PHOTO,
    HintCode.GENERATED: _NEW_PHOTO,
    HintCode.EDITED: _NEW_PHOTO,
    HintCode.UNPLACED: say("Nyalakan lokasi, atau jelaskan."),
    HintCode.FAR: say("Jelaskan mengapa berbeda."),
    HintCode.OLD: _NEW_PHOTO,
    HintCode.UNDATED: say("Foto dari kamera di halaman ini membawa waktunya."),
    HintCode.MANIFEST: say("Pemeriksa melihatnya juga."),
}
_TO_VERIFIER = {
    HintCode.USED: say("Buka laporan itu dan bandingkan."),
    HintCode.GENERATED: say("Baca penjelasan petugas, lalu minta foto asli kalau ragu."),
    HintCode.EDITED: say("Baca penjelasan petugas. Potong atau terangkan foto bukan kecurangan."),
    HintCode.UNDATED: say("Banyak aplikasi menghapus waktu foto."),
    HintCode.MANIFEST: say("Sebagian kamera menyegel semua fotonya; sebagian pembuat gambar juga."),
}
