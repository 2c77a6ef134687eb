"""What the demo is made of: `demo.toml`, its numbers, and `phrases.toml`, its words."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from tanggap.city.rights import Role
from tanggap.city.terms import AgencySlug, KindSlug
from tanggap.report.report import Status

_HERE = Path(__file__).parent


class History(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many reports of each kind came from the first day to the last, both included."""

    first: date
    last: date
    kinds: dict[KindSlug, int]


class Storm(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A night of rain: how many reports of each kind it brings to where the water gathers."""

    month: int
    day: int
    kinds: dict[KindSlug, int]


class Year(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The year before the demo begins: so many reports, by the kinds' shares, beside those of its storms.

    ``seasons`` has twelve factors, January first, for the kinds that have a season; a storm is
    reported from the areas ``low_lying``.
    """

    reports: int
    kinds: dict[KindSlug, float]
    seasons: dict[KindSlug, tuple[float, ...]]
    low_lying: tuple[str, ...]
    storms: tuple[Storm, ...]

    def season(self, kind: KindSlug, day: date) -> float:
        """How much more or less of a kind comes on a day than usual."""
        factors = self.seasons.get(kind)
        return factors[day.month - 1] if factors is not None else 1


class Trouble(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """So many reports of a kind, between so many days ago, the longest first, and so many."""

    kind: KindSlug
    reports: int
    days: tuple[float, float]


class Troubles(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What needs the mayor when the demo begins.

    Work nobody goes on with (``late``), or has begun (``silent``); proof a verifier found ``untrue``, and other proof of
    the same unit that was ``proven``; an ``emergency``; what residents told the mayor's room (``direct``).
    """

    late: Trouble
    silent: Trouble
    untrue: Trouble
    proven: Trouble
    emergency: Trouble
    direct: Trouble


class Pace(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an agency keeps up: work done in time, answered in time and opened again, in percent, and its usual stars."""

    in_time: int
    stars: float
    answered: int = 92
    reopened: float = 4.5


class Clerk(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody who may sign in, named by what they do."""

    email: str
    name: str
    role: Role
    agency: AgencySlug | None = None


class Script(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The demo's numbers. ``city`` is the folder of its pack."""

    city: str
    history: History
    year: Year
    present: dict[Status, int]
    troubles: Troubles
    pace: dict[str, Pace]
    people: tuple[Clerk, ...]

    def pace_of(self, agency: AgencySlug) -> Pace:
        """How this agency keeps up."""
        return self.pace.get(agency) or self.pace["usual"]


class Wording(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How people write about one kind of thing; an opening has its ``{place}``."""

    openings: tuple[str, ...]
    endings: tuple[str, ...]


class Phrases(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The demo's words. A place has its ``{area}``; replies are the city's, by occasion."""

    places: tuple[str, ...]
    kinds: Mapping[KindSlug, Wording]
    replies: Mapping[str, tuple[str, ...]]


def read_script() -> Script:
    """The demo's numbers."""
    return msgspec.toml.decode((_HERE / "demo.toml").read_bytes(), type=Script)


def read_phrases() -> Phrases:
    """The demo's words."""
    return msgspec.toml.decode((_HERE / "phrases.toml").read_bytes(), type=Phrases)
