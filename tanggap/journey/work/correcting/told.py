"""A place as the place field of a form tells it."""

from msgspec import Struct

from tanggap.city.ground import Ground
from tanggap.city.terms import AreaCode
from tanggap.journey.intake.rules import check_place
from tanggap.journey.location.rules import locate
from tanggap.kit.web import Form
from tanggap.report.report import PlaceSource
from tanggap.report.store import Place


class PlaceGiven(Struct, frozen=True, kw_only=True):
    """Where it is as told last, or as typed before a refusal."""

    lon: str = ""
    lat: str = ""
    accuracy_m: str = ""
    place_source: str = ""
    area: str = ""
    landmark: str = ""


class PlaceTold(Struct, frozen=True, kw_only=True):
    """Where somebody says it is; the revision of the ``place`` is not known yet."""

    place: Place
    area: AreaCode | None
    out_of_area: bool
    landmark: str | None


def typed(form: Form) -> PlaceGiven:
    """What stands in the field, to be shown again."""
    return PlaceGiven(**{name: form.text(name) or "" for name in PlaceGiven.__struct_fields__})


def place_told(ground: Ground, form: Form, *, unless: Place | None = None) -> PlaceTold:
    """Where the form says it is.

    Its point decides, ``unless`` it is the one that stood there before and another area was named: then that one is
    meant, and not the point. Raises Invalid naming the field for what is no place of this city.
    """
    lon, lat, accuracy_m = form.number("lon"), form.number("lat"), form.number("accuracy_m")
    area, landmark = form.text("area"), form.text("landmark")
    named = AreaCode(area) if area else None
    kept = unless is not None and lon is not None and (lon, lat) == _as_typed(unless)
    if unless is not None and kept and named not in (None, unless.area):
        lon, lat, accuracy_m, kept = None, None, None, False
    check_place(lon=lon, lat=lat, accuracy_m=accuracy_m, area=named, landmark=landmark)
    located = locate(ground, lon=lon, lat=lat, area=named)
    place = Place(
        revision=0,
        lon=lon,
        lat=lat,
        accuracy_m=accuracy_m,
        source=source_of(form, accuracy_m) if lon is not None else PlaceSource.TEXT,
        area=located.area,
    )
    return PlaceTold(
        place=unless if unless is not None and kept else place,
        area=located.area,
        out_of_area=located.out_of_area,
        landmark=landmark,
    )


def source_of(form: Form, accuracy_m: float | None) -> PlaceSource:
    """Who said where it is: the phone where it said how exactly, the photo where that was taken, else a hand."""
    if accuracy_m is not None:
        return PlaceSource.DEVICE
    exif = form.text("place_source") == PlaceSource.EXIF
    return PlaceSource.EXIF if exif else PlaceSource.MAP_PIN


def given(place: Place | None, landmark: str | None, area: AreaCode | None) -> PlaceGiven:
    """A place as its field shows it; whoever saves it unchanged has changed nothing."""
    lon, lat = _as_typed(place) if place is not None else (None, None)
    return PlaceGiven(
        lon="" if lon is None else str(lon),
        lat="" if lat is None else str(lat),
        area=area or "",
        landmark=landmark or "",
    )


_DECIMALS = 6


def _as_typed(place: Place) -> tuple[float | None, float | None]:
    """A point as the field holds it: to a tenth of a metre."""
    if place.lon is None or place.lat is None:
        return None, None
    return round(place.lon, _DECIMALS), round(place.lat, _DECIMALS)
