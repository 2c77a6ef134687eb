"""Small signs of a report: its status, its kind, its clock, its place and its pictures."""

from datetime import datetime
from uuid import UUID

from tanggap.city.areas.area import Level
from tanggap.city.ground import Ground
from tanggap.city.packs.pack import Kind
from tanggap.city.terms import AreaCode, KindSlug
from tanggap.kit.words import Name, Say, Tongue, say
from tanggap.report.report import Status
from tanggap.report.transitions import status_word
from tanggap.report.views.parts import DueClock, KindSign, PhotoView, PlaceView, Shape, StatusMark, Tone
from tanggap.report.views.reader import Reader, told_text

THUMB, MIDDLE, FULL = 320, 800, 1600
"""The longest sides photos are kept in, pixels."""

LEVEL_WORDS: dict[Level, Say] = {
    Level.CITY: say("Kota"),
    Level.KECAMATAN: say("Kecamatan"),
    Level.KELURAHAN: say("Kelurahan"),
}
_UNKNOWN = KindSign(slug="", name="", icon="question", colour="#5c6670")
_SIGNS: dict[Status, tuple[Shape, Tone]] = {
    Status.RECEIVED: ("ring", "waiting"),
    Status.NEEDS_INFO: ("ring", "waiting"),
    Status.VERIFIED: ("ring", "waiting"),
    Status.REOPENED: ("ring", "waiting"),
    Status.COORDINATING: ("half", "moving"),
    Status.DISPOSED: ("half", "moving"),
    Status.IN_PROGRESS: ("half", "moving"),
    Status.ON_HOLD: ("half", "moving"),
    Status.RESOLVED: ("half", "moving"),
    Status.CLOSED: ("full", "done"),
    Status.REJECTED: ("struck", "aside"),
    Status.MERGED: ("struck", "aside"),
    Status.WITHDRAWN: ("struck", "aside"),
}
# The promise is to resolve: once there is proof, or while the reporter is asked, no clock runs.
_NO_CLOCK = frozenset({Status.NEEDS_INFO, Status.RESOLVED})


def status_mark(status: Status) -> StatusMark:
    """A status as it is shown (DOMAIN 5.1)."""
    shape, tone = _SIGNS[status]
    return StatusMark(code=status, word=status_word(status), shape=shape, tone=tone)


def of_tone(tone: Tone) -> list[Status]:
    """The statuses shown in one tone."""
    return [status for status, (_, its) in _SIGNS.items() if its == tone]


def kind_name(ground: Ground, kind: KindSlug | None) -> Name | Say:
    """What a kind is called in this city."""
    found = ground.kinds.get(kind) if kind is not None else None
    return found.name if found is not None else say("Jenis belum ditentukan")


def kind_sign(ground: Ground, kind: KindSlug | None, tongue: Tongue) -> KindSign:
    """A kind's picture and name; a question mark as long as nobody knows which."""
    found = ground.kinds.get(kind) if kind is not None else None
    if found is None:
        return KindSign(
            slug="",
            name=tongue(say("Jenis belum ditentukan")),
            icon=_UNKNOWN.icon,
            colour=_UNKNOWN.colour,
        )
    return KindSign(
        slug=found.slug,
        name=found.name.in_(tongue.language),
        icon=found.icon,
        colour=colour_of(ground, found),
    )


def colour_of(ground: Ground, kind: Kind) -> str:
    """The colour of a kind: its group's."""
    group = ground.groups.get(kind.group)
    return group.colour if group is not None else _UNKNOWN.colour


def due_clock(status: Status, due_at: datetime | None, now: datetime) -> DueClock | None:
    """How long there still is; None when it is over, paused, or nothing was promised."""
    if due_at is None or not status.open or status in _NO_CLOCK:
        return None
    late = now > due_at
    words = say("lewat {span}", span=now - due_at) if late else say("sisa {span}", span=due_at - now)
    return DueClock(words=words, late=late, at=due_at)


def area_name(ground: Ground, area: AreaCode | None, tongue: Tongue, *, out_of_area: bool = False) -> str:
    """The name of an area; a word for none."""
    found = ground.area(area)
    if found is not None:
        return found.name
    return tongue(say("Di luar wilayah kota")) if out_of_area else tongue(say("Wilayah belum diketahui"))


def place_view(
    ground: Ground,
    area: AreaCode | None,
    tongue: Tongue,
    *,
    landmark: str | None,
    out_of_area: bool = False,
    reader: Reader = Reader.PUBLIC,
) -> PlaceView:
    """Where it is, the smaller area first: "Margahayu, Bekasi Timur"."""
    found = ground.area(area)
    chain = ground.areas.chain(area) if area is not None else ()
    # The city itself is told by the page's head.
    names = [each.name for each in chain if each.level is not Level.CITY]
    return PlaceView(
        words=", ".join(names) or area_name(ground, area, tongue, out_of_area=out_of_area),
        landmark=told_text(landmark, reader=reader),
        approximate=found is not None and found.approximate,
    )


def photo_view(photo: UUID, width: int, height: int, *, alt: Say, side: int = MIDDLE) -> PhotoView:
    """A picture of these pixels in one of the kept sizes. Never larger than it was."""
    scale = min(1.0, side / max(width, height))
    return PhotoView(
        avif=photo_path(photo, side, "avif"),
        webp=photo_path(photo, side, "webp"),
        jpeg=photo_path(photo, side, "jpeg"),
        full=photo_path(photo, FULL, "jpeg"),
        width=max(1, round(width * scale)),
        height=max(1, round(height * scale)),
        alt=alt,
    )


def photo_path(photo: UUID, side: int, format_: str) -> str:
    """The path of one file of a picture, without the city's prefix."""
    return f"/photos/{photo}/{side}.{format_}"
