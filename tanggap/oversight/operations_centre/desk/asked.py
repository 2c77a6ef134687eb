"""What an address of the desk asks for, and the addresses of its neighbours."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.ground import Ground
from tanggap.kit.errors import Invalid
from tanggap.kit.words import say
from tanggap.oversight.counts.rules import chosen, latest
from tanggap.oversight.counts.tally import Period
from tanggap.oversight.operations_centre.desk.rules import DAYS_FIRST, Against, Only, other
from tanggap.oversight.operations_centre.tiles.rules import Square
from tanggap.oversight.operations_centre.wanted import Wanted, last_days, wanted

ADDRESS = "/operations"
REPORTS = "/operations/reports"
PERIOD_MOST = 3660
"""Days the desk shows at once: ten years."""


class Asked(Struct, frozen=True, kw_only=True):
    """What the desk shows: the reports of ``period``, and those of which other days they are compared with.

    ``days`` where the last so many were asked for, which go along with the calendar; ``second`` where other days
    were chosen.
    """

    wanted: Wanted
    period: Period
    days: int | None = None
    against: Against | None = None
    second: Period | None = None

    @property
    def other(self) -> Period | None:
        """The days it is compared with; None for none."""
        return None if self.against is None else other(self.period, self.against, self.second)

    @property
    def query(self) -> str:
        """The same as the query of an address of the desk."""
        days = {"days": self.days} if self.days is not None else {}
        second = (
            {"since": self.second.first, "till": self.second.last}
            if self.against is Against.CHOSEN and self.second is not None
            else {}
        )
        against = {"against": self.against} if self.against is not None else {}
        mine = urlencode({**days, **against, **second})
        # Days that go along are kept as such, and not as those they are today.
        others = replace(self.wanted, period=None if self.days is not None else self.period).query
        return "&".join(part for part in (others, mine) if part)

    @property
    def href(self) -> str:
        """Its address."""
        return f"{ADDRESS}?{self.query}"

    def narrowed(self, **to: Any) -> "Asked":
        """The same desk for other reports: each named field of `Wanted` set to this, or to None."""
        return replace(self, wanted=replace(self.wanted, **to))

    def of_days(self, period: Period, days: int | None = None) -> "Asked":
        """The same desk for other days."""
        return replace(self, period=period, days=days, wanted=replace(self.wanted, period=period))

    def behind(self, only: Only | None = None, *, period: Period | None = None, **to: Any) -> str:
        """Where the reports behind a figure are listed."""
        those = replace(self.wanted, period=period or self.period, **to)
        return listed(those, only)


def listed(
    those: Wanted, only: Only | None = None, *, path: str = REPORTS, square: Square | None = None
) -> str:
    """Where these reports are listed, or only those of them that are so, or that lie in a tile of the map."""
    place = f"square={'-'.join(map(str, square))}" if square is not None else ""
    query = "&".join(
        part for part in (those.query, f"only={only}" if only is not None else "", place) if part
    )
    return f"{path}?{query}" if query else path


def asked(query: Mapping[str, str], ground: Ground, *, today: date) -> Asked:
    """What an address asks for; the last week where it names no days. Raises Invalid."""
    those = wanted(query, ground, today=today)
    days = DAYS_FIRST if those.period is None else last_days(query)
    period = those.period or latest(today, DAYS_FIRST)
    if period.days > PERIOD_MOST:
        raise Invalid(say("Pilih masa paling lama {days} hari.", days=PERIOD_MOST), field="from")
    against = _against(query.get("against", "").strip())
    return Asked(
        wanted=replace(those, period=period),
        period=period,
        days=days,
        against=against,
        second=_second(query, today) if against is Against.CHOSEN else None,
    )


def only_of(query: Mapping[str, str]) -> Only | None:
    """Which of the reports an address asks for. Raises Invalid."""
    code = query.get("only", "").strip()
    if code and code not in set(Only):
        raise Invalid(say("Pilihan ini tidak dikenal: {code}.", code=code), field="only")
    return Only(code) if code else None


def _against(code: str) -> Against | None:
    if code and code not in set(Against):
        raise Invalid(say("Pilihan ini tidak dikenal: {code}.", code=code), field="against")
    return Against(code) if code else None


def _second(query: Mapping[str, str], today: date) -> Period | None:
    return chosen(query.get("since", "").strip(), query.get("till", "").strip(), today=today)
