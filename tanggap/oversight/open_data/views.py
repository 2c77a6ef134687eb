"""What the pages of the open data are given."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from tanggap.city.packs.open_data import OpenData
from tanggap.kit.parquet import Kind
from tanggap.kit.words import Say, say
from tanggap.oversight.counts.views import Totals
from tanggap.oversight.open_data.datasets import Dataset, Format
from tanggap.oversight.open_data.rules import Row, text_of
from tanggap.oversight.operations_centre.tiles.views import BigMap
from tanggap.oversight.scorecards.views import Badge
from tanggap.report.choices import Option, OptionGroup

TYPES: Mapping[Kind, Say] = {
    "text": say("teks"),
    "whole": say("bilangan bulat"),
    "number": say("bilangan"),
    "moment": say("tanggal dan jam"),
    "yes_no": say("ya atau tidak"),
}

NAMES = {
    Format.CSV: "CSV",
    Format.JSON: "JSON",
    Format.GEOJSON: "GeoJSON",
    Format.PARQUET: "Parquet",
}


Theme = Literal["light", "dark"]


class FileLink(Struct, frozen=True, kw_only=True):
    """A file to take along."""

    href: str
    name: str


class Offered(Struct, frozen=True, kw_only=True):
    """A dataset in the list."""

    href: str
    title: str
    words: str
    rhythm: str
    files: tuple[FileLink, ...]


class Frame(Struct, frozen=True, kw_only=True):
    """A frame for other sites: what it shows, and the code to copy."""

    name: Say
    href: str
    code: str


class OpenDataPage(Struct, frozen=True, kw_only=True):
    """What open_data/catalogue.html is given."""

    datasets: tuple[Offered, ...]
    licence: OpenData
    rss: str
    atom: str
    frames: tuple[Frame, ...]


class Embed(Struct, frozen=True, kw_only=True):
    """What open_data/embed.html is given: the city's totals, or the score of a unit in a month; ``href`` tells more."""

    title: str
    theme: Theme | None
    as_of: datetime | None
    totals: Totals | None = None
    score: Badge | None = None
    failed_because: tuple[Say, ...] = ()
    month: date | None = None
    href: str = "/overview"


class EmbeddedMap(Struct, frozen=True, kw_only=True):
    """What open_data/embed_map.html is given: the map of what anybody may find, and how many that are, up to ``most``."""

    title: str
    theme: Theme | None
    map: BigMap
    count: int
    most: int
    as_of: datetime
    href: str


class FieldRow(Struct, frozen=True, kw_only=True):
    """A line of the dictionary."""

    name: str
    kind: Say
    unit: str
    means: str


class Choosing(Struct, frozen=True, kw_only=True):
    """What of the dataset can be asked for, and is; lists are empty where it cannot be asked so."""

    first: date | None
    last: date | None
    kinds: tuple[OptionGroup, ...]
    areas: tuple[OptionGroup, ...]
    agencies: tuple[Option, ...]
    statuses: tuple[Option, ...]


class DatasetPage(Struct, frozen=True, kw_only=True):
    """What open_data/dataset.html is given; ``choosing`` is None where everything is always given."""

    title: str
    words: str
    rhythm: str
    publisher: str
    since: date | None
    until: date | None
    licence: OpenData
    path: str
    files: tuple[FileLink, ...]
    choosing: Choosing | None
    chosen: bool
    fields: tuple[FieldRow, ...]
    rows: tuple[tuple[str, ...], ...]
    cite: str
    program: str


def frames(root: str, city: str, agency: str, language: str) -> tuple[Frame, ...]:
    """What other sites may show; ``agency`` is the slug of one unit, ``root`` the address of the city's pages."""

    def frame(name: Say, path: str, height: int) -> Frame:
        href = f"{path}?theme=light&lang={language}"
        code = f'<iframe src="{root}{href}" title="Tanggap {city}" width="100%" height="{height}" style="border:0"></iframe>'
        return Frame(name=name, href=href, code=code.replace("&", "&amp;"))

    return (
        frame(say("Jumlah laporan kota"), "/embed/count", 220),
        frame(say("Peta laporan"), "/embed/map", 480),
        frame(say("Nilai satu unit"), f"/embed/score/{agency}", 260),
    )


def dictionary(dataset: Dataset, language: str) -> tuple[FieldRow, ...]:
    """What each column means, in one language."""
    return tuple(
        FieldRow(name=field.name, kind=TYPES[field.kind], unit=field.unit, means=field.means.in_(language))
        for field in dataset.fields
    )


def cells(rows: Sequence[Row]) -> tuple[tuple[str, ...], ...]:
    """Rows as they stand in the files, for the eye."""
    return tuple(tuple(map(text_of, row)) for row in rows)


def cited(publisher: str, title: str, url: str, licence: str, *, on: date) -> Say:
    """How the dataset is to be named by whoever uses it."""
    return say(
        "{publisher}: {title}. Diunduh {day} dari {url}. Lisensi {licence}.",
        publisher=publisher,
        title=title,
        day=on,
        url=url,
        licence=licence,
    )


def files(slug: str, formats: Sequence[Format], query: str) -> tuple[FileLink, ...]:
    """The files a dataset comes in, of the rows asked for."""
    asked = f"?{query}" if query else ""
    return tuple(FileLink(href=f"/open/data/{slug}.{each}{asked}", name=NAMES[each]) for each in formats)
