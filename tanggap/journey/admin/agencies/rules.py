"""How agencies stand under one another, and which slug a new one gets. Values only."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import inf

from msgspec import Struct

from tanggap.city.packs.offices import slug_of
from tanggap.city.packs.pack import Agency, Point
from tanggap.city.terms import AgencySlug, AreaCode
from tanggap.kit.errors import Invalid
from tanggap.kit.words import say

AREA_OFFICE = "area_office"
SLUG_MOST = 60
_POINT = re.compile(r"(-?[0-9]{1,2}(?:\.[0-9]{1,12})?)\s*[,;\s]\s*(-?[0-9]{1,3}(?:\.[0-9]{1,12})?)")


class Branch(Struct, frozen=True, kw_only=True):
    """An agency and the units under it."""

    agency: Agency
    units: tuple["Branch", ...] = ()

    @property
    def size(self) -> int:
        """How many units stand under it, on every level."""
        return sum(1 + unit.size for unit in self.units)


def tree(agencies: Sequence[Agency], above: Mapping[AreaCode, AreaCode]) -> tuple[Branch, ...]:
    """The agencies as they stand under one another, each level by name.

    An area office that names no parent stands under that of the area around its own: ``above`` gives an area's parent.
    """
    offices = {code: each.slug for each in agencies if AREA_OFFICE in each.types for code in each.areas}
    under: dict[AgencySlug | None, list[Agency]] = {}
    for each in agencies:
        under.setdefault(_parent(each, offices, above), []).append(each)

    def branch(agency: Agency) -> Branch:
        return Branch(agency=agency, units=tuple(map(branch, _by_name(under.get(agency.slug, ())))))

    return tuple(map(branch, _by_name(under.get(None, ()))))


def _parent(
    agency: Agency, offices: Mapping[AreaCode, AgencySlug], above: Mapping[AreaCode, AreaCode]
) -> AgencySlug | None:
    if agency.parent is not None or AREA_OFFICE not in agency.types or len(agency.areas) != 1:
        return agency.parent
    area = above.get(agency.areas[0])
    around = offices.get(area) if area is not None else None
    return around if around != agency.slug else None


def _by_name(agencies: Iterable[Agency]) -> list[Agency]:
    return sorted(agencies, key=lambda each: (each.retired, each.name.casefold()))


def new_slug(name: str, taken: Collection[str], *, field: str) -> str:
    """A slug made from a name, unlike any there ever was. Raises Invalid when the name has no letter to make it of."""
    slug = slug_of(name)[:SLUG_MOST].strip("-")
    if not slug:
        raise Invalid(say("Pakai huruf atau angka di namanya."), field=field)
    return next(
        each for each in (slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 3))) if each not in taken
    )


def write_point(point: Point | None) -> str:
    """A point as maps on a telephone tell it: latitude, longitude; empty for none."""
    return f"{point.lat:.6f}, {point.lon:.6f}" if point is not None else ""


def read_point(text: str, *, field: str) -> Point | None:
    """A point as `write_point` writes it; None for an empty line. Raises Invalid."""
    if not text:
        return None
    match = _POINT.fullmatch(text)
    lat, lon = (float(match[1]), float(match[2])) if match else (inf, inf)
    if abs(lat) > 90 or abs(lon) > 180:
        raise Invalid(say("Tulis lintang lalu bujur, seperti -6.2383, 106.9756."), field=field)
    return Point(lon=lon, lat=lat)
