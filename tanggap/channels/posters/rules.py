"""What a sheet says: its sizes, its words in both languages, and the address behind its code."""

from collections.abc import Mapping
from enum import StrEnum
from urllib.parse import urlencode

from msgspec import Struct

from tanggap.kit.words import Name


class Sheet(StrEnum):
    """What is printed."""

    A4 = "a4"
    A5 = "a5"
    A6 = "a6"
    STICKERS = "stickers"


SIZES: Mapping[Sheet, tuple[float, float]] = {
    Sheet.A4: (210, 297),
    Sheet.A5: (148, 210),
    Sheet.A6: (105, 148),
    Sheet.STICKERS: (210, 297),
}
"""Width and height in millimetres (ISO 216)."""

SEE = Name(id="Lihat masalah?", en="Seen a problem?")
DO = Name(id="Foto, kirim, pantau.", en="Photograph it, send it, follow it.")
REPORT_IT = Name(id="Laporkan dari sini.", en="Report it from here.")
STEPS = (
    Name(id="Arahkan kamera ponsel ke kode ini.", en="Point your phone's camera at this code."),
    Name(id="Ambil foto, pilih jenis, kirim.", en="Take a photo, choose the kind, send."),
    Name(
        id="Dapat nomor, tahu siapa yang menangani dan sampai kapan.",
        en="Get a number, see who answers and by when.",
    ),
)
OR_OPEN = Name(id="atau buka", en="or open")
FREE = Name(id="Tanpa biaya, tanpa aplikasi, nama tidak wajib.", en="Free, no app, no name needed.")
DANGER = Name(id="Ada bahaya? Telepon sekarang.", en="Danger? Call now.")
EMERGENCY = Name(id="Darurat", en="Emergency")
NOT_FOR_DANGER = Name(id="Tanggap bukan layanan darurat.", en="Tanggap is not an emergency service.")


class Phone(Struct, frozen=True, kw_only=True):
    """An emergency number and who answers."""

    number: str
    name: Name

    @property
    def who(self) -> str:
        """Who answers, in both languages, once where they are the same."""
        return " · ".join(dict.fromkeys((self.name.id, self.name.en)))


class Poster(Struct, frozen=True, kw_only=True):
    """What is printed on a sheet; ``colour`` and ``icon`` are the kind's. ``address`` is behind the code, ``short`` is for people."""

    city: str
    place: str | None
    agency: str | None
    kind: Name | None
    icon: str
    colour: str
    address: str
    short: str
    phones: tuple[Phone, ...]

    @property
    def headline(self) -> tuple[Name, Name]:
        """The two large lines: of a kind where one was chosen, else of anything."""
        if self.kind is None:
            return SEE, DO
        return Name(id=f"{self.kind.id}?", en=f"{self.kind.en}?"), REPORT_IT


def address_of(base: str, *, area: str | None, kind: str | None) -> str:
    """The address that opens the form with a place and a kind chosen; ``base`` is the city's own."""
    asked = {name: value for name, value in (("area", area), ("kind", kind)) if value}
    return f"{base}/lapor?{urlencode(asked)}" if asked else f"{base}/lapor"


def short_of(base: str) -> str:
    """The address as people type it."""
    return f"{base.partition('://')[2] or base}/lapor"


def file_name(sheet: Sheet, *, city: str, area: str | None, kind: str | None) -> str:
    """What the file is called: only what a slug or a code may hold."""
    return "-".join(part for part in ("tanggap", city, kind, area, sheet.value) if part) + ".pdf"
