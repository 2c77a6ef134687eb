"""For how long a line may be set aside, and what must be said for it."""

from datetime import date, timedelta

from tanggap.kit.errors import Invalid
from tanggap.kit.words import say

REASON_LEAST, REASON_MOST = 5, 300
DAYS_MOST = 30


def checked(reason: str | None, until: str | None, *, today: date) -> tuple[str, date]:
    """A reason, and the last day on which a line is not shown. Raises Invalid."""
    said = (reason or "").strip()
    if not REASON_LEAST <= len(said) <= REASON_MOST:
        raise Invalid(
            say("Tulis alasannya, {least} sampai {most} huruf.", least=REASON_LEAST, most=REASON_MOST),
            field="reason",
        )
    latest = today + timedelta(days=DAYS_MOST)
    try:
        day = date.fromisoformat(until or "")
    except ValueError:
        day = date.min
    if not today <= day <= latest:
        raise Invalid(say("Pilih hari antara hari ini dan {latest}.", latest=latest), field="until")
    return said, day
