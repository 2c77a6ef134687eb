"""What a reader of the public list wants to see, and in which order."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import AgencySlug, AreaCode, GroupSlug, KindSlug
from tanggap.kit.db import column
from tanggap.report.report import Status


class Order(StrEnum):
    """What comes first."""

    NEWEST = "newest"
    SUPPORTED = "supported"
    NEAREST = "nearest"


class Filter(Struct, frozen=True, kw_only=True):
    """What a reader wants to see; None for everything."""

    group: GroupSlug | None = None
    kind: KindSlug | None = None
    area: AreaCode | None = None
    agency: AgencySlug | None = None
    statuses: Sequence[Status] | None = None

    def values(self) -> dict[str, object]:
        """The same as the values of a statement."""
        return {
            "group": self.group,
            "of_kind": self.kind,
            "area": self.area,
            "agency": self.agency,
            "statuses": column(self.statuses) if self.statuses is not None else None,
        }


class Position(Struct, frozen=True, kw_only=True):
    """Where a report stands in every order of the list."""

    id: UUID
    received_at: datetime
    supporters: int
    area: AreaCode | None
