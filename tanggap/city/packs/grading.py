"""How a city grades its units: what weighs how much in a month's score, and what fails it."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field


class Override(Struct, frozen=True, kw_only=True):
    """What makes a month red whatever its points: so many of a measure, or a share of it over or under a line (percent)."""

    measure: str
    at_least: int = 1
    above_percent: float | None = None
    below_percent: float | None = None


def _weights() -> dict[str, float]:
    return {"on_time": 50.0, "first_answer": 20.0, "rating": 20.0, "stayed_closed": 10.0}


OVERRIDES = (
    Override(measure="neglected"),
    Override(measure="on_time", below_percent=50.0),
    # Repeated is from the second on: one may be a mistake; and of a unit that filed many, a few are not what it is like.
    Override(measure="untrue", at_least=2, above_percent=5.0),
)


class Grading(Struct, frozen=True, kw_only=True):
    """How months that begin on ``valid_from`` or later are graded. Scores are 0 to 100.

    ``weights`` by the names of measures; ``fewest`` is how many items must stand behind a score, and behind each part
    of it. A month is published on the ``publish_day`` of the next one; ``draft_days`` before, the heads of its units
    see it. Source of the figures: DOMAIN 8 (D).
    """

    valid_from: date = date(2000, 1, 1)
    weights: Mapping[str, float] = field(default_factory=_weights)
    green_from: float = 85.0
    yellow_from: float = 70.0
    fewest: int = 5
    overrides: tuple[Override, ...] = OVERRIDES
    publish_day: int = 7
    draft_days: int = 3


LAST_PUBLISH_DAY = 28
"""Every month has it."""
RANKED_BY = "on_time"
"""The measure whose uncertainty decides on ranks: without a weight nothing would keep five lucky reports from leading."""
WEIGHT = 100.0
"""What the weights of a city add up to, so that each is what its measure adds to a score at the most."""
