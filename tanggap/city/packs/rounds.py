"""How the crews of a city get round in a day."""

from msgspec import Struct


class Rounds(Struct, frozen=True, kw_only=True):
    """How fast a crew gets on along the straight line, in km/h, and how many minutes it stays at one place.

    Both are guesses of ours (DOMAIN: D) until a city has measured its own; `source` says where its own come from.
    """

    kmh: int = 20
    stop_minutes: int = 30
    source: str = ""


KMH_MOST, STOP_MOST = 90, 480
"""Beyond these it is a slip of the pen: nobody drives faster in a city, and a day has eight hours of work."""
