"""What rooms offer to the screens of the operations centre: panels for walls, layers for maps."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, Literal

from msgspec import Struct

from tanggap.city.terms import AgencySlug, AreaCode, GroupSlug, KindSlug
from tanggap.kit.words import Say


class Sight(Struct, frozen=True, kw_only=True):
    """What a screen of the operations centre looks at: what lies in an area, is of a group or kind, is held by an agency.

    None leaves nothing out; ``late`` asks for what is past its limit. No wall is about one kind.
    """

    area: AreaCode | None = None
    group: GroupSlug | None = None
    kind: KindSlug | None = None
    agency: AgencySlug | None = None
    late: bool = False


class Seen(Struct, frozen=True, kw_only=True):
    """What a panel shows, and until when what it tells is true."""

    shown: Any
    as_of: datetime


class Panel(Struct, frozen=True, kw_only=True):
    """What a room shows on the walls of the operations centre.

    ``look(desk, sight)`` gives what the template finds as ``panel``, or None where there is nothing to show; visitors
    stand before walls, and the desk is one of theirs. It is asked anew every ``interval_s``, and ``soon_s`` after
    something happened in the city; None where that does not change it. It stands at its ``place``, in the order of
    ``order``, in scenes of these sorts (`overview`, `late`, `group`, `agency`).
    """

    name: str
    title: Say
    place: Literal["alert", "figures", "side", "map", "chart", "feed"]
    order: int
    template: str
    look: Callable[[Any, Sight], Awaitable[Seen | None]]
    interval_s: float
    soon_s: float | None = None
    scenes: frozenset[str] = frozenset({"overview"})


class Shades(Struct, frozen=True, kw_only=True):
    """How much of something each area carries, and the path that lists it: what ends it is an area's code."""

    counts: Mapping[AreaCode, int]
    behind: str


class Layer(Struct, frozen=True, kw_only=True):
    """What a room lays over the map of the operations centre.

    As `heat`, `clusters` or `points` it is drawn from the tiles of the reports a screen is about. As `areas` it shades
    the kelurahan: by what ``look(desk, sight)`` gives when somebody at the desk switches it on, or as the screen's own
    drawing does where there is no ``look``. ``at_first`` it is on at the desk; on a ``wall``, where nobody switches
    anything and nobody of staff is asked for, only what needs no ``look`` can stand.
    """

    name: str
    title: Say
    order: int
    form: Literal["heat", "clusters", "points", "areas"]
    look: Callable[[Any, Sight], Awaitable[Shades]] | None = None
    at_first: bool = False
    wall: bool = False
