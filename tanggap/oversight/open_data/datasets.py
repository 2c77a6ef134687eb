"""The catalogue: which datasets there are, what each field of them means, in what files they come."""

from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from tanggap.kit.errors import Missing
from tanggap.kit.parquet import Kind
from tanggap.kit.words import Name, say

Filter = Literal["from", "to", "kind", "area", "agency", "status"]


class Format(StrEnum):
    """A file a dataset comes in."""

    CSV = "csv"
    JSON = "json"
    GEOJSON = "geojson"
    PARQUET = "parquet"


MEDIA = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.JSON: "application/json",
    Format.GEOJSON: "application/geo+json",
    Format.PARQUET: "application/vnd.apache.parquet",
}
PLAIN = (Format.CSV, Format.JSON, Format.PARQUET)
PLACED = (Format.CSV, Format.JSON, Format.GEOJSON, Format.PARQUET)


class Field(Struct, frozen=True, kw_only=True):
    """One column: its name, what it holds, in which unit, and what it means."""

    name: str
    kind: Kind
    means: Name
    unit: str = ""


class Dataset(Struct, frozen=True, kw_only=True):
    """A table that is given away; ``filters`` are what can be asked of it."""

    slug: str
    title: Name
    words: Name
    rhythm: Name
    fields: tuple[Field, ...]
    filters: tuple[Filter, ...] = ()
    formats: tuple[Format, ...] = PLAIN

    @property
    def names(self) -> tuple[str, ...]:
        """Its columns in order."""
        return tuple(field.name for field in self.fields)


def _field(kind: Kind, name: str, id: str, en: str, unit: str = "") -> Field:
    return Field(name=name, kind=kind, means=Name(id=id, en=en), unit=unit)


_text = partial(_field, "text")
_moment = partial(_field, "moment")
_whole = partial(_field, "whole")
_yes_no = partial(_field, "yes_no")
_degrees = partial(_field, "number", unit="°")
_AT_ONCE = Name(id="langsung, hari ini termasuk", en="at once, today included")
_WITH_THE_CITY = Name(id="saat kota mengubahnya", en="when the city changes it")
_AGENCY = _text("agency", "Kode unit yang memegang, lihat data unit", "The unit that holds it, see agencies")
_AREA = _text(
    "area", "Kode wilayah Kemendagri, lihat data wilayah", "The Interior Ministry's code, see areas"
)
_KIND = _text("kind", "Kode jenis laporan, lihat data jenis", "What it is about, see kinds")
_LON = _degrees("lon", "Bujur, WGS84", "Longitude, WGS84")
_LAT = _degrees("lat", "Lintang, WGS84", "Latitude, WGS84")

TEXT = _text(
    "text",
    "Kata-kata pelapor; data pribadi ditutup bintang",
    "The reporter's words; what is personal is covered by asterisks",
)

REPORTS = Dataset(
    slug="reports",
    title=Name(id="Laporan warga", en="Reports"),
    words=Name(
        id="Setiap laporan yang terbuka untuk umum, satu baris satu laporan, yang terbaru di atas. "
        "Laporan rahasia, yang disembunyikan, dan yang ditarik pelapornya tidak ada di sini.",
        en="Every report that is open to the public, one a row, the newest first. "
        "Confidential, hidden and withdrawn reports are not in it.",
    ),
    rhythm=_AT_ONCE,
    fields=(
        _text("number", "Nomor laporan", "The report's number"),
        _text("url", "Halaman laporan", "The report's page"),
        _moment("received_at", "Kapan masuk", "When it came in"),
        _text(
            "time_precision",
            "Seberapa tepat semua waktunya: exact, hour (pelapor anonim), day (jenis yang disamarkan)",
            "How exact its moments are: exact, hour (anonymous reporters), day (blurred kinds)",
        ),
        _text("status", "Sampai di mana", "Where it stands"),
        _KIND,
        _text("kind_name", "Nama jenisnya", "The kind's name in Indonesian"),
        _text("kind_group", "Kelompok jenisnya", "The group of its kind"),
        _AREA,
        _text("area_name", "Nama wilayahnya", "The area's name"),
        _AGENCY,
        _text("agency_name", "Nama unitnya", "The unit's name"),
        _moment("due_at", "Batas waktunya", "Until when it is to be resolved"),
        _moment("resolved_at", "Kapan hasil kerja dilaporkan", "When the work was filed"),
        _moment("closed_at", "Kapan ditutup", "When it was closed"),
        _yes_no(
            "on_time",
            "Selesai dalam batasnya; kosong bila belum selesai",
            "Whether it was resolved in time; empty while it is not closed",
        ),
        _whole("reopened", "Berapa kali dibuka lagi", "How often it was opened again"),
        _whole("supporters", "Berapa orang ikut mendukung", "How many people say the same"),
        _LON,
        _LAT,
        _text(
            "place_precision",
            "exact: titik sebenarnya; moved: digeser 150–400 m; none: tidak ada titik",
            "exact: the point itself; moved: by 150 to 400 m; none: no point",
        ),
    ),
    filters=("from", "to", "kind", "area", "agency", "status"),
    formats=PLACED,
)

MONTHLY = Dataset(
    slug="monthly",
    title=Name(id="Jumlah per bulan", en="Counts by month"),
    words=Name(
        id="Berapa laporan masuk tiap bulan, dan berapa di antaranya selesai, tepat waktu, atau lewat batas: per unit, "
        "wilayah, dan jenis, sendiri-sendiri maupun bersama. Dibulatkan ke kelipatan lima; di bawah lima dikosongkan. "
        "Laporan yang tidak terbuka ikut dihitung sesudah bulannya lewat, dan hanya bila ada lima atau lebih.",
        en="How many reports came in each month, and how many of them are closed, in time or overdue: by unit, area and "
        "kind, alone and together. Rounded to fives; below five nothing is said. Reports that are not public are "
        "counted when the month is over, and only where there are five of them or more.",
    ),
    rhythm=_AT_ONCE,
    fields=(
        _text("month", "Bulan masuk, tahun-bulan", "The month they came in, year-month"),
        _text(
            "by",
            "Menurut apa baris ini: all, agency, area, kind, atau gabungannya dengan +",
            "What the row is by: all, agency, area, kind, or several joined by +",
        ),
        _AGENCY,
        _AREA,
        _KIND,
        _whole("reports", "Yang masuk", "How many came in", "±4"),
        _whole("closed", "Yang sekarang ditutup", "How many are closed now", "±4"),
        _whole(
            "on_time", "Yang ditutup dan selesai dalam batas", "How many closed and resolved in time", "±4"
        ),
        _whole("overdue", "Yang terbuka lewat batas", "How many are open past their limit", "±4"),
    ),
    filters=("from", "to", "kind", "area", "agency"),
)

INQUIRIES = Dataset(
    slug="information-requests",
    title=Name(id="Permohonan informasi", en="Information requests"),
    words=Name(
        id="Register permohonan informasi publik (PPID), satu baris satu permohonan, yang terbaru di atas. "
        "Siapa pemohonnya dan apa yang ditulisnya tidak ada di sini.",
        en="The register of formal requests for public information, one a row, the newest first. "
        "Who asked, and what they wrote, is not in it.",
    ),
    rhythm=_AT_ONCE,
    fields=(
        _text("number", "Nomor permohonan", "The request's number"),
        _text("received_on", "Hari diterima, tahun-bulan-hari", "The day it came in, year-month-day"),
        _text(
            "subject",
            "Tentang apa, dalam kata-kata petugas; kosong sebelum diringkas",
            "What it is about, in the officer's words; empty until it is summed up",
        ),
        _text(
            "status",
            "Sampai di mana: open, answered, objected, decided, withdrawn",
            "Where it stands: open, answered, objected, decided, withdrawn",
        ),
        _text(
            "decision",
            "Jawabannya: granted, part, refused, not_held, public (sudah terbuka); kosong bila belum dijawab",
            "The answer: granted, part, refused, not_held, public (open already); empty while there is none",
        ),
        _text("answered_on", "Hari dijawab", "The day it was answered"),
        _whole("days", "Hari kerja sampai dijawab", "Working days until it was answered", "hari kerja"),
        _yes_no("extended", "Waktunya diperpanjang", "Whether its time was extended"),
        _text("objected_on", "Hari keberatan diajukan", "The day its requester objected"),
        _text(
            "objection",
            "Putusan keberatan: upheld (jawaban tetap), part, granted",
            "What was decided about the objection: upheld (the answer stands), part, granted",
        ),
        _text("decided_on", "Hari keberatan diputus", "The day that was decided"),
    ),
    filters=("from", "to"),
)

AREAS = Dataset(
    slug="areas",
    title=Name(id="Wilayah", en="Areas"),
    words=Name(
        id="Kecamatan dan kelurahan kota ini. Berkas GeoJSON berisi batasnya, disederhanakan bersama sehingga tetap bersinggungan.",
        en="The city's kecamatan and kelurahan. The GeoJSON file holds their borders, simplified together so that they touch.",
    ),
    rhythm=_WITH_THE_CITY,
    fields=(
        _text("code", "Kode Kemendagri", "The Interior Ministry's code"),
        _text("parent", "Kode wilayah di atasnya", "The code of what it lies in"),
        _text("level", "city, kecamatan, atau kelurahan", "city, kecamatan or kelurahan"),
        _text("name", "Namanya", "Its name"),
        _LON,
        _LAT,
        _yes_no("approximate", "Apakah batasnya perkiraan", "Whether its border is approximate"),
    ),
    formats=PLACED,
)

KINDS = Dataset(
    slug="kinds",
    title=Name(id="Jenis laporan", en="Kinds of report"),
    words=Name(
        id="Apa saja yang bisa dilaporkan, dan seberapa terbuka.",
        en="What can be reported, and how open it is.",
    ),
    rhythm=_WITH_THE_CITY,
    fields=(
        _text("slug", "Kodenya", "Its code"),
        _text("group", "Kelompoknya", "Its group"),
        _text("name_id", "Nama dalam bahasa Indonesia", "Its name in Indonesian"),
        _text("name_en", "Nama dalam bahasa Inggris", "Its name in English"),
        _text(
            "sensitivity",
            "Seberapa terbuka: S0 terbuka, S1 disamarkan, S2 dan S3 tidak didaftar",
            "How open it is: S0 public, S1 blurred, S2 and S3 not listed",
        ),
        _yes_no("retired", "Tidak dipakai lagi", "No longer offered"),
    ),
)

AGENCIES = Dataset(
    slug="agencies",
    title=Name(id="Unit", en="Agencies"),
    words=Name(id="Siapa yang menjawab laporan di kota ini.", en="Who answers reports in this city."),
    rhythm=_WITH_THE_CITY,
    fields=(
        _text("slug", "Kodenya", "Its code"),
        _text("name", "Namanya", "Its name"),
        _text("short", "Singkatannya", "Its short name"),
        _text("parent", "Kode unit di atasnya", "The code of what it belongs to"),
        _text(
            "areas",
            "Kode wilayahnya, dipisah spasi; kosong: seluruh kota",
            "Codes of its areas; none: the whole city",
        ),
        _yes_no("retired", "Tidak dipakai lagi", "No longer in service"),
    ),
)

CATALOGUE: Sequence[Dataset] = (REPORTS, MONTHLY, INQUIRIES, AREAS, KINDS, AGENCIES)


def dataset(slug: str, *, text: bool) -> Dataset:
    """The dataset of this name; ``text`` tells whether the city lets words go along. Raises Missing."""
    found = next((each for each in CATALOGUE if each.slug == slug), None)
    if found is None:
        raise Missing(say("Data ini tidak ada. Lihat daftarnya di halaman data terbuka."))
    return replace(found, fields=(*found.fields, TEXT)) if text and found is REPORTS else found
