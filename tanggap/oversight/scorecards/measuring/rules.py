"""What is told of what units hold, and in whose cards it is counted. Pure."""

from msgspec import Struct


class Backlog(Struct, frozen=True, kw_only=True):
    """How many a unit held at the month's end, and for how many days half of them had been held (median)."""

    held: int
    days: float


class Above(Struct, frozen=True, kw_only=True):
    """Each unit with itself and every office above it, and each area with itself and those around it, pair by pair."""

    offices: tuple[tuple[str, str], ...]
    areas: tuple[tuple[str, str], ...]
