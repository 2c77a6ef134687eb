"""What a wall is, and the scenes it can show."""

from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import AreaCode

WallId = NewType("WallId", UUID)


class SceneSort(StrEnum):
    """What a scene is about."""

    OVERVIEW = "overview"
    LATE = "late"
    GROUP = "group"
    AGENCY = "agency"


class Scene(Struct, frozen=True):
    """One scene of a wall; ``slug`` names the group of kinds or the agency it is about."""

    sort: SceneSort
    slug: str = ""

    @property
    def code(self) -> str:
        """As rows and addresses have it: `overview`, `group:water`."""
        return f"{self.sort}:{self.slug}" if self.slug else str(self.sort)


class Wall(Struct, frozen=True, kw_only=True):
    """A screen of the operations centre.

    ``link_until`` is how long its link still stands, ``opened_at`` since when a screen shows it.
    """

    id: WallId
    name: str
    scenes: tuple[str, ...]
    area: AreaCode | None
    made_at: datetime
    link_until: datetime | None
    opened_at: datetime | None
