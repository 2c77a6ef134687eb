"""What time it is. Only the edges of the house look at a clock; rules are told the time."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that can tell the present moment, aware and in UTC."""

    def now(self) -> datetime:
        """The present moment."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(UTC)


class SetClock:
    """A clock that stands still until it is moved: for tests and for the demo's past."""

    def __init__(self, moment: datetime) -> None:
        if moment.tzinfo is None:
            raise ValueError("a clock is set to an aware moment")
        self._moment = moment.astimezone(UTC)

    def now(self) -> datetime:
        """The moment this clock was set or moved to."""
        return self._moment

    def move(self, by: timedelta) -> None:
        """Turn the clock by this much; backwards is allowed."""
        self._moment += by
