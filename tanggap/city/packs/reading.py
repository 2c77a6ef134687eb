"""Fills the structs of a pack from the tables of one file, naming every mistake on the way."""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from enum import EnumType
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Protocol, TypeVar, get_args, get_origin

import msgspec
from msgspec import NODEFAULT, Struct

from tanggap.city.packs.lines import Lines, Place
from tanggap.city.packs.mistakes import Mistake
from tanggap.city.packs.spelling import read_limit, read_window
from tanggap.city.packs.times import Limit, Window
from tanggap.kit.words import Say, say

S = TypeVar("S", bound=Struct)

SPELLED: dict[Any, Callable[[object], Any]] = {Limit: read_limit, Window: read_window}


class Source(Protocol):
    """A file of a pack in which something can be wrong at a place."""

    def mistake(self, place: Place, what: Say, do: Say, *, warning: bool = False) -> None:
        """Name something wrong at a place of this file."""
        ...


class Spot(Struct, frozen=True):
    """Where a thing stands, so that what is wrong with it can be named there."""

    source: Source
    place: Place = ()

    def mistake(self, what: Say, do: Say, *, at: str = "", warning: bool = False) -> None:
        """Name something wrong with this thing, or with its field `at` (dotted)."""
        place = (*self.place, *at.split(".")) if at else self.place
        self.source.mistake(place, what, do, warning=warning)


class Sheet:
    """A file of rows, in which a place is the number of a line."""

    def __init__(self, folder: Path, name: str, mistakes: list[Mistake]) -> None:
        self._file = f"{folder.name}/{name}"
        self._mistakes = mistakes

    def mistake(self, place: Place, what: Say, do: Say, *, warning: bool = False) -> None:
        """Name something wrong on a line of this file."""
        line = int(place[0]) if place else 1
        self._mistakes.append(Mistake(file=self._file, line=line, what=what, do=do, warning=warning))


class Reader:
    """One TOML file of a pack. What is wrong in it is added to `mistakes`."""

    def __init__(self, folder: Path, name: str, mistakes: list[Mistake]) -> None:
        path = folder / name
        self.exists = path.exists()
        self._file = f"{folder.name}/{name}"
        self._mistakes = mistakes
        text = path.read_text(encoding="utf-8", errors="replace") if self.exists else ""
        self._lines = Lines(text)
        self.tables = self._parse(text)

    def mistake(self, place: Place, what: Say, do: Say, *, warning: bool = False) -> None:
        """Name something wrong at a place of this file."""
        line = self._lines.of(place)
        self._mistakes.append(Mistake(file=self._file, line=line, what=what, do=do, warning=warning))

    def only(self, *allowed: str) -> None:
        """Name every key at the top of the file that means nothing there."""
        for key in self.tables.keys() - set(allowed):
            self._unknown((key,), allowed)

    def several(
        self, wanted: type[S], key: str, *, known: Mapping[str, S] | None = None
    ) -> list[tuple[int, S]]:
        """The tables under `[[key]]` with their positions; broken ones are left out.

        A table whose slug is `known` gives only what it changes.
        """
        found: list[tuple[int, S]] = []
        tables = _listed(self.tables.get(key, []))
        if tables is None:
            self._unlike((key,), say("ditulis sebagai [[{key}]]", key=key))
            return found
        for nth, table in enumerate(tables):
            slug = (_tabled(table) or {}).get("slug")
            base = known.get(str(slug)) if known else None
            filled = self.one(wanted, table, (key, nth), base=base)
            if filled is not None:
                found.append((nth, filled))
        return found

    def one(self, wanted: type[S], table: object, place: Place = (), *, base: S | None = None) -> S | None:
        """A struct filled from a table, or nothing when some of it is wrong.

        What the table does not give is taken from `base`, else from the struct's defaults.
        """
        given = _tabled(table)
        if given is None:
            self._unlike(place, say("berupa tabel isian"))
            return None
        fields = {field.encode_name: field for field in msgspec.structs.fields(wanted)}
        for key in given.keys() - fields.keys():
            self._unknown((*place, key), tuple(fields))
        before = len(self._mistakes)
        values: dict[str, Any] = {}
        for name, field in fields.items():
            if name in given:
                values[field.name] = self._value(field.type, given[name], (*place, name))
            elif base is not None:
                values[field.name] = getattr(base, field.name)
            elif field.default is NODEFAULT and field.default_factory is NODEFAULT:
                self._absent((*place, name))
        return wanted(**values) if len(self._mistakes) == before else None

    def _value(self, wanted: Any, value: Any, place: Place) -> Any:
        wanted = _plain(wanted)
        if wanted in SPELLED:
            return self._spelled(wanted, value, place)
        if _is_struct(wanted):
            return self.one(wanted, value, place)
        items = _listed(value)
        if get_origin(wanted) is tuple and items is not None:
            return tuple(
                self._value(get_args(wanted)[0], item, (*place, nth)) for nth, item in enumerate(items)
            )
        if isinstance(value, str) and not value.strip():
            self.mistake(
                place, say("Isian “{field}” kosong.", field=_dotted(place)), say("Isi atau hapus baris ini.")
            )
            return None
        try:
            return msgspec.convert(value, wanted)
        except msgspec.ValidationError:
            self._unlike(place, _expected(wanted))
            return None

    def _spelled(self, wanted: Any, value: object, place: Place) -> Any:
        try:
            return SPELLED[wanted](value)
        except ValueError:
            self._unlike(place, _expected(wanted))
            return None

    def _parse(self, text: str) -> dict[str, Any]:
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            self._mistakes.append(
                Mistake(
                    file=self._file,
                    line=int(line[1]) if line else text.count("\n") + 1,
                    what=say("Berkas ini bukan TOML yang benar."),
                    do=say("Perbaiki tanda kutip, kurung, atau tanda = di sekitar baris ini."),
                )
            )
            return {}

    def _unknown(self, place: Place, allowed: tuple[str, ...]) -> None:
        self.mistake(
            place,
            say("Isian “{field}” tidak dikenal.", field=_dotted(place)),
            say("Hapus, atau pakai salah satu dari: {allowed}.", allowed=", ".join(allowed)),
        )

    def _absent(self, place: Place) -> None:
        field = _dotted(place)
        self.mistake(
            place, say("Isian “{field}” belum ada.", field=field), say("Tambahkan “{field}”.", field=field)
        )

    def _unlike(self, place: Place, expected: Say) -> None:
        self.mistake(
            place,
            say("Isian “{field}” tidak dapat dibaca.", field=_dotted(place)),
            say("Isian ini harus {expected}.", expected=expected),
        )


def _tabled(value: Any) -> dict[str, Any] | None:
    return value if isinstance(value, dict) else None  # pyright: ignore[reportUnknownVariableType] read as TOML


def _listed(value: Any) -> list[Any] | None:
    return value if isinstance(value, list) else None  # pyright: ignore[reportUnknownVariableType] read as TOML


def _is_struct(wanted: Any) -> bool:
    return isinstance(wanted, type) and issubclass(wanted, Struct)


def _plain(wanted: Any) -> Any:
    """The type a distinct identity is made of, or the one a value has when it is given at all."""
    wanted = getattr(wanted, "__supertype__", wanted)
    if isinstance(wanted, UnionType):
        return _plain(next(choice for choice in get_args(wanted) if choice is not type(None)))
    return wanted


def _expected(wanted: Any) -> Say:
    if wanted is Limit:
        return say("lama waktu seperti “24 hours” atau “5 working days”")
    if wanted is Window:
        return say("jam seperti “07:30-12:00”")
    if wanted is date:
        return say("tanggal seperti 2026-01-31")
    if wanted is bool:
        return say("true atau false")
    if wanted in (int, float):
        return say("angka")
    if isinstance(wanted, EnumType) or get_origin(wanted) is Literal:
        choices = wanted if isinstance(wanted, EnumType) else get_args(wanted)
        return say("salah satu dari: {choices}", choices=", ".join(str(choice) for choice in choices))
    if get_origin(wanted) is tuple:
        return say("daftar dalam kurung siku")
    return say("berupa tabel isian") if get_origin(wanted) is dict else say("teks dalam tanda kutip")


def _dotted(place: Place) -> str:
    """A place as a person would name it: keys only, from the thing it belongs to on."""
    keys: list[str] = []
    for step in place:
        keys = keys if isinstance(step, str) else []
        if isinstance(step, str):
            keys.append(step)
    return ".".join(keys) or ".".join(step for step in place if isinstance(step, str))
