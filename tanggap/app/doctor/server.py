"""What the doctor knows of a database server."""

from datetime import datetime

from msgspec import Struct


class Server(Struct, frozen=True, kw_only=True):
    """How a database is set up, as the role that runs the city sees it."""

    role: str
    strong: bool
    """Whether that role may step over the walls between cities."""
    forgetful: list[str]
    """The settings by which an acknowledged report could be lost with the power."""
    unwalled: list[str]
    """Tables of cities without their wall."""
    clock_at: datetime
