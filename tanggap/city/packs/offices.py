"""Offices that every area of a level has, said once instead of area by area."""

import re
from collections.abc import Iterable

from msgspec import Struct

from tanggap.city.areas.area import Area, Level
from tanggap.city.packs.pack import Agency
from tanggap.city.terms import AgencySlug


class Office(Struct, frozen=True, kw_only=True):
    """An agency for each area of a level; `{area}` in slug and names stands for the area's name."""

    level: Level
    slug: str
    name: str
    short: str
    types: tuple[str, ...]
    source: str = ""


def offices_of(office: Office, areas: Iterable[Area]) -> list[Agency]:
    """The agencies an office stands for. Areas of one name are told apart by their code."""
    level = [area for area in areas if area.level is office.level]
    names = [slug_of(area.name) for area in level]
    return [
        Agency(
            slug=AgencySlug(
                office.slug.replace(
                    "{area}", slug if names.count(slug) == 1 else f"{slug}-{slug_of(area.code)}"
                )
            ),
            name=office.name.replace("{area}", area.name),
            short=office.short.replace("{area}", area.name),
            types=office.types,
            areas=(area.code,),
            source=office.source,
        )
        for area, slug in zip(level, names, strict=True)
    ]


def slug_of(name: str) -> str:
    """A name as it can stand in an address: small letters, digits and dashes."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
