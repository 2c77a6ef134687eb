"""What may be followed, and which report concerns whom.

An alert may never tell more than the public page of a report does. A circle would tell where a report lies within
its radius, and many of them exactly; so circles find only what is public to the point, and everything else is found
by its kelurahan, and told when the public may know of it.
"""

from collections.abc import Callable
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from tanggap.city.hearing import Pace, Way
from tanggap.city.packs.pack import Sensitivity
from tanggap.city.terms import AreaCode, GroupSlug, KindSlug, PersonId
from tanggap.kit.errors import Invalid
from tanggap.kit.geo import distance_m
from tanggap.kit.words import say
from tanggap.report.report import ReportId, Visibility

TOLD = (Sensitivity.PUBLIC, Sensitivity.BLURRED)
"""How sensitive a kind may be to be told of at all."""
RADIUS_M = (100, 5000)
RADII_M = (250, 500, 1000, 2000, 5000)
"""Those a form offers."""
BLOCK_SIZES = range(6, 20)
"""The sizes of the blocks that circles of those radii touch, anywhere between 85 degrees north and south."""
ALERTS_MOST = 20
"""How many one seat or address may follow."""
UNCONFIRMED_MOST = 3
"""How many letters asking for confirmation an address may be sent before it answers."""


class What(StrEnum):
    """What is told of a report: that it is there, or that it is done."""

    FRESH = "fresh"
    DONE = "done"


class Circle(Struct, frozen=True, kw_only=True):
    """A point and a distance around it."""

    lon: float
    lat: float
    radius_m: int


class Wish(Struct, frozen=True, kw_only=True):
    """What somebody wants to follow: an area or a circle; a kind, a group of kinds, or everything.

    ``announced``: also what the offices of the area say.
    """

    area: AreaCode | None
    circle: Circle | None
    kind: KindSlug | None
    group: GroupSlug | None
    fresh: bool
    done: bool
    announced: bool
    way: Way
    pace: Pace


class Seen(Struct, frozen=True, kw_only=True):
    """What an alert has to know of a report."""

    id: ReportId
    number: int
    area: AreaCode | None
    kind: KindSlug | None
    kind_group: GroupSlug | None
    visibility: Visibility
    sensitivity: Sensitivity
    lon: float | None
    lat: float | None
    cell: int | None

    @property
    def exact(self) -> bool:
        """Whether the public may know of it to the point and to the minute."""
        return self.visibility is Visibility.PUBLIC and self.sensitivity is Sensitivity.PUBLIC


class Following(Struct, frozen=True, kw_only=True):
    """An alert that may concern a report, and whom it is for."""

    id: UUID
    lon: float | None
    lat: float | None
    radius_m: int | None
    kind: KindSlug | None
    kind_group: GroupSlug | None
    fresh: bool
    done: bool
    way: Way
    pace: Pace
    seat: bytes | None
    person: PersonId | None
    ear: UUID | None
    lookup: bytes | None


def concerns(alert: Following, report: Seen, what: What) -> bool:
    """Whether this is something the alert asked for; its area or blocks were asked already."""
    if not (alert.fresh if what is What.FRESH else alert.done):
        return False
    if alert.kind not in (None, report.kind) or alert.kind_group not in (None, report.kind_group):
        return False
    if alert.radius_m is None or alert.lon is None or alert.lat is None:
        return True
    if not report.exact or report.lon is None or report.lat is None:
        return False
    return distance_m(alert.lon, alert.lat, report.lon, report.lat) <= alert.radius_m


def chain(area: AreaCode | None) -> list[str]:
    """An area and all it lies in, by code: codes of the Interior Ministry nest by their dots."""
    parts = area.split(".") if area else []
    return [".".join(parts[:nth]) for nth in range(2, len(parts) + 1)]


def read(
    field: Callable[[str], str | None],
    *,
    areas: Callable[[str], bool],
    kinds: Callable[[str], bool],
    groups: Callable[[str], bool],
) -> Wish:
    """What a form asks to follow; ``areas``, ``kinds`` and ``groups`` say what the city has. Raises Invalid."""
    circle = _circle(field)
    area = field("area")
    if circle is None and (area is None or not areas(area)):
        raise Invalid(say("Pilih kelurahan atau kecamatan, atau pakai lokasi."), field="area")
    about = field("about")
    kind = about if about is not None and kinds(about) else None
    group = about if about is not None and groups(about) else None
    if about is not None and kind is None and group is None:
        raise Invalid(say("Pilih salah satu yang ada."), field="about")
    fresh, done = field("fresh") is not None, field("done") is not None
    # An office speaks to an area; a circle has none.
    announced = field("announced") is not None and circle is None
    if not (fresh or done or announced):
        raise Invalid(
            say("Pilih setidaknya satu macam kabar. Pengumuman hanya untuk wilayah."), field="fresh"
        )
    return Wish(
        area=AreaCode(area) if area is not None and circle is None else None,
        circle=circle,
        kind=KindSlug(kind) if kind else None,
        group=GroupSlug(group) if group else None,
        fresh=fresh,
        done=done,
        announced=announced,
        way=_way(field("way")),
        pace=Pace.DAILY if field("pace") == Pace.DAILY else Pace.AT_ONCE,
    )


def _way(text: str | None) -> Way:
    found = next((way for way in (Way.EMAIL, Way.PUSH, Way.APP) if way == text), None)
    if found is None:
        raise Invalid(say("Pilih salah satu yang ada."), field="way")
    return found


def _circle(field: Callable[[str], str | None]) -> Circle | None:
    """The circle a form tells of; none without both a point and a radius. Raises Invalid for one that cannot be."""
    lon, lat, radius = field("lon"), field("lat"), field("radius")
    if not (lon and lat and radius):
        return None
    try:
        circle = Circle(lon=float(lon), lat=float(lat), radius_m=int(radius))
    except ValueError:
        raise Invalid(say("Tulis angka saja di sini."), field="radius") from None
    if not (-180 <= circle.lon <= 180 and -85 <= circle.lat <= 85):
        raise Invalid(say("Titik ini tidak ada di peta."), field="area")
    if not RADIUS_M[0] <= circle.radius_m <= RADIUS_M[1]:
        raise Invalid(say("Jarak paling dekat 100 m, paling jauh 5 km."), field="radius")
    return circle


def address(text: str | None) -> str:
    """An address that can be written to, as it was typed. Raises Invalid."""
    name, at, domain = (text or "").partition("@")
    whole = bool(name and at and "." in domain) and len(text or "") <= 254
    if text is None or not whole or any(each.isspace() or not each.isprintable() for each in text):
        raise Invalid(say("Alamat surel ini tidak lengkap."), field="email")
    return text
