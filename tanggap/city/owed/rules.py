"""When a message that could not be delivered is tried again."""

from datetime import datetime, timedelta

TRIES_MOST = 8
_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(days=1)


def again_at(tries: int, *, now: datetime) -> datetime | None:
    """When to try again after so many tries: each wait four times the one before, a day at most.

    None when it is given up. Eight tries take about two days, as long as mail servers usually keep on.
    """
    if tries >= TRIES_MOST:
        return None
    return now + min(_FIRST_WAIT * 4 ** (tries - 1), _LONGEST_WAIT)
