"""Where a report belongs, and how that is known."""

from msgspec import Struct

from tanggap.city.ground import Ground
from tanggap.city.terms import AreaCode
from tanggap.kit.errors import Invalid
from tanggap.kit.words import Say, say


class Located(Struct, frozen=True, kw_only=True):
    """The area a report lies in, with the reason; none where only words say the place."""

    area: AreaCode | None
    out_of_area: bool
    reason: Say


def locate(ground: Ground, *, lon: float | None, lat: float | None, area: AreaCode | None) -> Located:
    """Find the area: by the point, else by the area the reporter named, else leave it to people.

    A point decides against a named area. Raises Invalid when the city has no area of that code.
    """
    if lon is not None and lat is not None:
        found = ground.areas.at(lon, lat)
        if found is None:
            return Located(area=None, out_of_area=True, reason=say("Titik ini di luar wilayah kota."))
        return Located(
            area=AreaCode(found.code), out_of_area=False, reason=say("Titik ini di {area}.", area=found.name)
        )
    if area is not None:
        named = ground.area(area)
        if named is None:
            raise Invalid(say("Wilayah ini tidak ada di kota ini."), field="area")
        return Located(area=area, out_of_area=False, reason=say("Pelapor memilih {area}.", area=named.name))
    return Located(area=None, out_of_area=False, reason=say("Tempatnya baru berupa patokan."))
