"""Writes a pack out as a folder that reads back as the same pack."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, cast

import msgspec
from msgspec import Struct

from tanggap.city.areas.area import Level
from tanggap.city.areas.shapes import write_geojson
from tanggap.city.packs.pack import Pack
from tanggap.city.packs.spelling import spell_limit, spell_window
from tanggap.city.packs.times import Limit, Window


def write_pack(pack: Pack, folder: Path) -> None:
    """Write every part of a pack into a folder, whole: nothing is left to a default.

    What a city says of an inherited kind or group is all there is to say: a field left out would be inherited again.

    Every agency gets its file; area offices are written as the agencies they are.
    """
    (folder / "agencies").mkdir(parents=True, exist_ok=True)
    _write(folder / "city.toml", _fields(pack.city))
    _write(folder / "kinds.toml", {"groups": pack.groups, "kinds": pack.kinds})
    _write(folder / "agency_types.toml", {"agency_types": pack.agency_types})
    _write(folder / "routing.toml", {"order": pack.routing})
    _write(folder / "hours.toml", _fields(pack.hours))
    _write(folder / "holidays.toml", _fields(pack.holidays))
    _write(folder / "limits.toml", _fields(pack.limits))
    _write(
        folder / "pillars.toml",
        {
            "pillar_sets": pack.pillar_sets,
            "indicators": pack.indicators,
            "aims": pack.aims,
            "facts": pack.facts,
        },
    )
    for agency in pack.agencies:
        _write(folder / "agencies" / f"{agency.slug}.toml", _fields(agency))
    write_geojson((area for area in pack.areas if area.level is not Level.CITY), folder / "areas.geojson")


def _write(path: Path, fields: Mapping[str, Any]) -> None:
    plain = {key: value for key, value in fields.items() if not _is_tables(value)}
    lines = [f"{key} = {_spell(value)}" for key, value in plain.items()]
    for key, value in fields.items():
        if _is_tables(value):
            for item in value:
                lines += [
                    "",
                    f"[[{key}]]",
                    *(f"{name} = {_spell(each)}" for name, each in _fields(item, all_of_them=True).items()),
                ]
    path.write_text("\n".join(lines).strip() + "\n", encoding="utf-8")


def _is_tables(value: Any) -> bool:
    match value:
        case (Struct(), *_):
            return True
        case _:
            return False


def _fields(struct: Struct, *, all_of_them: bool = False) -> dict[str, Any]:
    """A struct's fields by name, without those that are nothing or, unless all are asked for, repeat their default."""
    return {
        field.encode_name: value
        for field in msgspec.structs.fields(struct)
        if (value := getattr(struct, field.name)) is not None and (all_of_them or value != field.default)
    }


def _spell(value: Any) -> str:
    """A value as TOML, on one line."""
    if isinstance(value, Limit):
        return json.dumps(spell_limit(value))
    if isinstance(value, Window):
        return json.dumps(spell_window(value))
    if isinstance(value, Struct):
        return _table(_fields(value).items())
    if isinstance(value, Mapping):
        return _table(cast(Mapping[str, Any], value).items())
    if isinstance(value, tuple | list):
        return f"[{', '.join(_spell(item) for item in cast(Iterable[Any], value))}]"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value.value if isinstance(value, Enum) else value, ensure_ascii=False)


def _table(items: Iterable[tuple[str, Any]]) -> str:
    inside = ", ".join(f"{key} = {_spell(value)}" for key, value in items)
    return f"{{ {inside} }}" if inside else "{}"
