"""A month in numbers."""

from datetime import date, datetime

from msgspec import Struct

from tanggap.oversight.briefs.months.rules import Lasted, days_of
from tanggap.oversight.counts.tally import Period, Tally


class Facts(Struct, frozen=True, kw_only=True):
    """A month in numbers as they stood when it was made: what every page, sheet and table of it is drawn from."""

    first: date
    told: tuple[Tally, ...]
    lasted: tuple[Lasted, ...]
    month_before: int
    year_before: int
    later: int
    made_at: datetime

    @property
    def period(self) -> Period:
        """Its days."""
        return days_of(self.first)
