"""What is counted of the reports of a city, in values."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from msgspec import Struct

LEVELS = (11, 12, 13, 14, 15, 16, 18)
"""Of the grid, in which cells are counted: each a quarter of its tile's side or finer, from the coarsest on."""

FIRST_DAY, LAST_DAY = date(1, 1, 1), date(9999, 12, 31)


class Period(Struct, frozen=True, kw_only=True):
    """Days of the city's own calendar, both ends in it."""

    first: date = FIRST_DAY
    last: date = LAST_DAY

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def afterwards(self) -> "Period":
        """Everything that comes after it."""
        return Period(first=min(self.last, LAST_DAY - timedelta(days=1)) + timedelta(days=1))


ALWAYS = Period()


class By(StrEnum):
    """A way of looking at a period's reports: of those anybody may find, except ``UNLISTED``, which are all others as one."""

    ALL = "all"
    UNLISTED = "unlisted"
    DAY = "day"
    KIND = "kind"
    AREA = "area"
    AGENCY = "agency"
    OUTCOME = "outcome"


PUBLIC = tuple(by for by in By if by is not By.UNLISTED)
"""What may be told to everybody: told beside what can be found, the others would be given away by subtraction."""


class Tally(Struct, frozen=True, kw_only=True):
    """The reports received in a period that share a key: a day, a slug, a code; '' for those without one.

    ``finished`` are closed now; ``ever_finished`` are those and the ones that were opened again since.
    ``stars`` is the sum over the ``rated``.
    """

    by: By
    key: str
    reports: int
    open: int
    finished: int
    on_time: int
    responded: int
    stars: int
    rated: int
    reopened: int
    ever_finished: int

    @property
    def mean_stars(self) -> float | None:
        """1 to 5; None when nobody has rated."""
        return self.stars / self.rated if self.rated else None


class Hour(Struct, frozen=True, kw_only=True):
    """The hour that begins at a moment: how many reports came in, and of how many the last closing fell into it."""

    at: datetime
    received: int
    finished: int


NOTHING = Tally(
    by=By.ALL,
    key="",
    reports=0,
    open=0,
    finished=0,
    on_time=0,
    responded=0,
    stars=0,
    rated=0,
    reopened=0,
    ever_finished=0,
)
