"""How standing grows and shrinks: by what was confirmed, never by how much was sent. There is no list of anybody."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from tanggap.city.terms import GroupSlug
from tanggap.kit.words import Say, say
from tanggap.report.events import Closed, Merged, Rejected, Reopened, Undone, Withdrawn
from tanggap.report.report import RejectReason
from tanggap.report.transitions import Party

ABUSED_COSTS = 3
"""So many useful reports one abusive report takes back: more than it would pay to try."""
GROUPS_FOR_ALL_ROUND = 3
MONTHS_FOR_STEADY = 3

_ABUSIVE = frozenset({RejectReason.SPAM, RejectReason.ABUSIVE})


class Mark(StrEnum):
    """What became of a report, as far as it says anything of who sent it."""

    USEFUL = "useful"
    ABUSED = "abused"


class Marked(Struct, frozen=True, kw_only=True):
    """One report that says something: an honest mistake, a duplicate or somebody else's task says nothing."""

    mark: Mark
    kind_group: GroupSlug | None
    at: datetime


class Level(StrEnum):
    """How far somebody's reports have carried."""

    NEW = "new"
    HEARD = "heard"
    USEFUL = "useful"
    TRUSTED = "trusted"
    PILLAR = "pillar"


class Badge(StrEnum):
    """Something particular in somebody's reports."""

    FIRST = "first"
    ALL_ROUND = "all_round"
    STEADY = "steady"


class Standing(Struct, frozen=True, kw_only=True):
    """What somebody's reports have done: how many were of use, the level that follows, and the badges."""

    useful: int
    level: Level
    badges: tuple[Badge, ...]


LEVELS: tuple[tuple[int, Level], ...] = (
    (0, Level.NEW),
    (1, Level.HEARD),
    (3, Level.USEFUL),
    (10, Level.TRUSTED),
    (30, Level.PILLAR),
)
"""From how many points on each level begins."""

LEVEL_WORDS = {
    Level.NEW: say("Warga baru"),
    Level.HEARD: say("Warga yang didengar"),
    Level.USEFUL: say("Mata lingkungan"),
    Level.TRUSTED: say("Sahabat kota"),
    Level.PILLAR: say("Penjaga kota"),
}
BADGE_WORDS: dict[Badge, Say] = {
    Badge.FIRST: say("Laporan pertama yang selesai"),
    Badge.ALL_ROUND: say("Peduli banyak hal: {n} bidang berbeda", n=GROUPS_FOR_ALL_ROUND),
    Badge.STEADY: say("Setia: berguna dalam {n} bulan berbeda", n=MONTHS_FOR_STEADY),
}


def mark_of(event: object) -> tuple[bool, Mark | None]:
    """Whether an event says anew what became of its report, and what.

    Closed by whoever looked at the proof, a report was of use; refused as spam or abuse it did harm. Closed because
    nobody objected, opened again, merged, withdrawn or refused for any other reason, it says nothing of who sent it.
    """
    match event:
        case Closed(by=by):
            return True, Mark.USEFUL if by is Party.VERIFIER else None
        case Rejected(reason=reason):
            return True, Mark.ABUSED if reason in _ABUSIVE else None
        case Reopened() | Merged() | Withdrawn() | Undone():
            return True, None
        case _:
            return False, None


def standing(marked: Iterable[Marked]) -> Standing:
    """Where somebody stands, by what became of their reports."""
    found = list(marked)
    useful = [each for each in found if each.mark is Mark.USEFUL]
    points = max(0, len(useful) - ABUSED_COSTS * (len(found) - len(useful)))
    level = [level for least, level in LEVELS if points >= least][-1]
    return Standing(useful=len(useful), level=level, badges=_badges(useful) if points else ())


def _badges(useful: Sequence[Marked]) -> tuple[Badge, ...]:
    groups = {each.kind_group for each in useful if each.kind_group is not None}
    months = {(each.at.year, each.at.month) for each in useful}
    earned = (
        (Badge.FIRST, bool(useful)),
        (Badge.ALL_ROUND, len(groups) >= GROUPS_FOR_ALL_ROUND),
        (Badge.STEADY, len(months) >= MONTHS_FOR_STEADY),
    )
    return tuple(badge for badge, is_earned in earned if is_earned)
