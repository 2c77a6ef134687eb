"""Which scenes a wall shows, when it is dimmed, and what makes it stop on one scene. Values only."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from msgspec import Struct

from tanggap.city.ground import Ground
from tanggap.city.terms import AgencySlug, AreaCode, KindSlug
from tanggap.kit.errors import Invalid
from tanggap.kit.words import say
from tanggap.oversight.operations_centre.walls.wall import Scene, SceneSort

NAME_MOST = 60
SCENES_MOST = 12
LINK_LASTS = timedelta(days=3)
ROTATES_S = 40
"""How long a scene stands, seconds. Source: UI 5 (30 to 60 s)."""
DIM_FROM, DIM_TO = 22, 5
"""Hours of the city's day between which a wall is dim. Source: UI 5."""

BURST = 5
"""So many reports of one kind in one kelurahan within `LATELY` are one thing that happens there."""
LATELY = timedelta(hours=1)


class Cause(StrEnum):
    """Why a wall stops, the gravest first."""

    EMERGENCY = "emergency"
    BURST = "burst"
    EXECUTIVE = "executive"


class Recent(Struct, frozen=True, kw_only=True):
    """How many reports of a kind came from a kelurahan within `LATELY`, and when the last of them did."""

    kind: KindSlug
    area: AreaCode
    count: int
    last_at: datetime


class Breach(Struct, frozen=True, kw_only=True):
    """A report that reached the executive within `LATELY`, because its agency let it pass twice its limit."""

    kind: KindSlug | None
    area: AreaCode | None
    agency: AgencySlug | None
    at: datetime


class Alert(Struct, frozen=True, kw_only=True):
    """What a wall stops on: why, what it is, where, how many, and which scene shows it."""

    cause: Cause
    kind: KindSlug | None
    area: AreaCode | None
    agency: AgencySlug | None = None
    count: int
    at: datetime
    scene: Scene

    @property
    def key(self) -> str:
        """The same as long as it is the same alert."""
        return f"{self.cause}:{self.kind or ''}:{self.area or ''}"


def alert(
    recent: Iterable[Recent],
    breaches: Sequence[Breach],
    *,
    emergencies: frozenset[KindSlug],
    groups: Mapping[KindSlug, str],
) -> Alert | None:
    """The gravest of what happened lately, of equals the newest; None for an ordinary hour.

    ``groups`` is each kind's group, whose scene shows it.
    """
    found = [
        Alert(
            cause=Cause.EMERGENCY if each.kind in emergencies else Cause.BURST,
            kind=each.kind,
            area=each.area,
            count=each.count,
            at=each.last_at,
            scene=_scene_of(groups.get(each.kind)),
        )
        for each in recent
        if each.kind in emergencies or each.count >= BURST
    ]
    if breaches:
        last = max(breaches, key=lambda breach: breach.at)
        found.append(
            Alert(
                cause=Cause.EXECUTIVE,
                kind=last.kind,
                area=last.area,
                agency=last.agency,
                count=len(breaches),
                at=last.at,
                scene=Scene(SceneSort.LATE),
            )
        )
    order = list(Cause)
    return min(
        found, key=lambda each: (order.index(each.cause), -each.at.timestamp(), each.key), default=None
    )


def _scene_of(group: str | None) -> Scene:
    return Scene(SceneSort.GROUP, group) if group else Scene(SceneSort.OVERVIEW)


def read_scene(code: str, ground: Ground) -> Scene | None:
    """The scene a code names; None for what this city does not know."""
    sort, _, slug = code.partition(":")
    match sort:
        case SceneSort.OVERVIEW | SceneSort.LATE if not slug:
            return Scene(SceneSort(sort))
        case SceneSort.GROUP if slug in ground.groups:
            return Scene(SceneSort.GROUP, slug)
        case SceneSort.AGENCY if AgencySlug(slug) in ground.agencies:
            return Scene(SceneSort.AGENCY, slug)
        case _:
            return None


def scenes_of(codes: Iterable[str], ground: Ground) -> tuple[Scene, ...]:
    """A wall's scenes as the city is now: what it no longer knows is left out, and there is always one."""
    known = tuple(scene for code in codes if (scene := read_scene(code, ground)) is not None)
    return known or (Scene(SceneSort.OVERVIEW),)


def check_name(name: str | None) -> str:
    """What a wall is called. Raises Invalid."""
    if not name or len(name) > NAME_MOST or not name.isprintable():
        raise Invalid(say("Tulis namanya, paling banyak {most} huruf.", most=NAME_MOST), field="name")
    return name


def check_scenes(codes: Sequence[str], ground: Ground) -> tuple[str, ...]:
    """The scenes somebody chose, each once. Raises Invalid."""
    chosen = tuple(dict.fromkeys(codes))
    if not chosen or len(chosen) > SCENES_MOST:
        raise Invalid(say("Pilih 1 sampai {most} adegan.", most=SCENES_MOST), field="scenes")
    for code in chosen:
        if read_scene(code, ground) is None:
            raise Invalid(say("Pilihan ini tidak dikenal: {code}.", code=code), field="scenes")
    return chosen


def check_area(code: str | None, ground: Ground) -> AreaCode | None:
    """The area a wall shows alone; None for the whole city. Raises Invalid."""
    if not code:
        return None
    if ground.area(AreaCode(code)) is None:
        raise Invalid(say("Pilihan ini tidak dikenal: {code}.", code=code), field="area")
    return AreaCode(code)


def dim(now: datetime, zone: ZoneInfo) -> bool:
    """Whether a wall is dim at this moment: nobody is to be dazzled at night."""
    hour = now.astimezone(zone).hour
    return hour >= DIM_FROM or hour < DIM_TO


def levels(loads: Mapping[str, int]) -> dict[str, int]:
    """How much each area carries beside the others, 1 to 5: the fifth it stands in among those that carry anything.

    Equal loads stand in the same fifth, the highest any of them reaches.
    """
    carrying = sorted(load for load in loads.values() if load > 0)
    top = {load: nth for nth, load in enumerate(carrying, start=1)}
    return {code: -(-5 * top[load] // len(carrying)) for code, load in loads.items() if load > 0}
