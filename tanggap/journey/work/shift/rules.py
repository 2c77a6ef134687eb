"""When something that is told late is taken to have happened. Values only."""

from datetime import datetime, timedelta
from math import isfinite

from msgspec import Struct

from tanggap.city.terms import PersonId
from tanggap.journey.intake.rules import KEY_LEAST, KEY_MOST, NO_KEY
from tanggap.kit.errors import Invalid, Stale
from tanggap.kit.words import say
from tanggap.report.report import TaskId

SHIFT = timedelta(hours=16)
"""How far back an act may reach: a double shift. Whoever is without a signal for longer is believed this much."""
TOLD_MOST = timedelta(days=30)
"""What a phone says beyond this is its clock's mistake, and not even written down."""


class Act(Struct, frozen=True, kw_only=True):
    """What an officer did: under which key, to which task, which step, and how long ago by the phone's own clock.

    ``by`` is who they were: a phone that others sign in on must not speak for them.
    """

    key: str
    task: TaskId
    step: str
    ago: timedelta
    by: PersonId


def ago(seconds: float | None) -> timedelta:
    """How long ago something was done, as a phone tells it in seconds; what lies ahead is now. Raises Invalid."""
    if seconds is None or not isfinite(seconds):
        raise Invalid(say("Tulis berapa detik yang lalu langkah ini dikerjakan."), field="ago")
    return timedelta(seconds=min(max(0.0, seconds), TOLD_MOST.total_seconds()))


def key(text: str | None) -> str:
    """A key as long as keys are. Raises Invalid."""
    if text is None or not KEY_LEAST <= len(text) <= KEY_MOST:
        raise Invalid(NO_KEY, field="key")
    return text


def require_same(act: Act, person: PersonId | None) -> None:
    """That who did it is who sends it. Raises Stale: it waits until they are signed in again."""
    if act.by != person:
        raise Stale(
            say("Langkah ini ditulis petugas lain di ponsel ini. Dia yang harus masuk untuk mengirimnya.")
        )


def happened(act: Act, *, now: datetime, last: datetime) -> datetime:
    """When an act happened: as long ago as its phone says, but neither before a shift nor before what happened last.

    ``last`` is when anything happened to the report before. So the log keeps its order, and no limit is met by a
    clock that was set back.
    """
    return max(last, now - min(act.ago, SHIFT))
