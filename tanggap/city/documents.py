"""A pack as the documents a database keeps, and back: what equals the default is not kept."""

from collections.abc import Mapping
from typing import Any

import msgspec

from tanggap.city.packs.pack import Agency, AgencyType, City, Group, Kind, Pack, Point
from tanggap.city.packs.pillars import Aim, CityFact, Indicator, PillarSet
from tanggap.city.packs.routing import RoutingRule
from tanggap.city.packs.times import Holidays, Hours, Limits
from tanggap.city.store import KnownCity

_TYPES: Mapping[str, Any] = {
    "city": City,
    "groups": tuple[Group, ...],
    "kinds": tuple[Kind, ...],
    "agency_types": tuple[AgencyType, ...],
    "agencies": tuple[Agency, ...],
    "routing": tuple[RoutingRule, ...],
    "hours": Hours,
    "holidays": Holidays,
    "limits": Limits,
    "pillar_sets": tuple[PillarSet, ...],
    "indicators": tuple[Indicator, ...],
    "aims": tuple[Aim, ...],
    "facts": tuple[CityFact, ...],
}


def documents(pack: Pack, taxonomy: Pack) -> dict[str, str]:
    """The parts of a pack that differ from the default taxonomy, each as JSON."""
    return {
        part: msgspec.json.encode(getattr(pack, part)).decode()
        for part in _TYPES
        if getattr(pack, part) != getattr(taxonomy, part)
    }


def pack_of(known: KnownCity, taxonomy: Pack, parts: Mapping[str, Any]) -> Pack:
    """The pack of a city: its own documents over the default taxonomy. Areas stand apart."""
    own = {
        part: msgspec.convert(parts[part], kind, strict=False)
        for part, kind in _TYPES.items()
        if part in parts
    }
    return msgspec.structs.replace(taxonomy, **{"city": _profile(known, taxonomy.city), **own})


def _profile(known: KnownCity, usual: City) -> City:
    """A city that has not said anything of itself: what is known of it, and what is usual, emergency numbers too."""
    return msgspec.structs.replace(
        usual,
        slug=known.slug,
        name=known.name,
        code=known.code,
        area_code=known.area_code,
        state=known.state,
        timezone=known.timezone,
        centre=Point(lon=known.lon, lat=known.lat),
    )
