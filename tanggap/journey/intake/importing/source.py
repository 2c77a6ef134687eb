"""The map of a foreign file: which column is what, and what its words mean here."""

import tomllib
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from tanggap.city.packs.times import ReportType
from tanggap.city.terms import AgencySlug, KindSlug
from tanggap.kit.errors import Invalid
from tanggap.kit.words import say
from tanggap.report.report import Channel, Visibility


class Columns(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The names of the columns, as the file's first line has them.

    ``ended`` is when the work was reported done, ``reply`` what the reporter was told then. A place is a
    point in degrees, a kelurahan (with its kecamatan where two have one name), a landmark, or all of them.
    """

    id: str
    text: str
    received: str
    landmark: str | None = None
    lon: str | None = None
    lat: str | None = None
    kecamatan: str | None = None
    kelurahan: str | None = None
    kind: str | None = None
    agency: str | None = None
    ended: str | None = None
    reply: str | None = None
    channel: str | None = None
    type: str | None = None

    @property
    def named(self) -> frozenset[str]:
        """Every column the file must have."""
        return frozenset(name for name in msgspec.structs.astuple(self) if name is not None)


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A foreign file and what its words mean here.

    ``name`` says where it comes from: a row is known again by it and its own id. ``time`` is a format of
    strptime, read in ``zone`` (the city's where it is not said). Kinds and agencies that are not listed
    are looked for by their names here; a kind nobody knows becomes ``other`` with the word as a note.
    """

    name: str
    columns: Columns
    time: str = "%Y-%m-%d %H:%M:%S"
    zone: str | None = None
    delimiter: str = ","
    channel: Channel = Channel.WEB
    visibility: Visibility = Visibility.PUBLIC
    kinds: dict[str, KindSlug] = {}
    agencies: dict[str, AgencySlug] = {}
    channels: dict[str, Channel] = {}
    types: dict[str, ReportType] = {}


def read_source(file: Path) -> Source:
    """The map in a TOML file. Raises Invalid with what is wrong in it."""
    try:
        read: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
        return msgspec.convert(read, Source)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as wrong:
        raise Invalid(say("Peta {file} tidak bisa dipakai: {why}", file=file.name, why=str(wrong))) from None
