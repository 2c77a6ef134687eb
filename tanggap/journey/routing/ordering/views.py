"""The rules' pages as structs: what stands in force, what is drafted, one rule's form, what a draft would have done."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from urllib.parse import quote
from uuid import UUID

from msgspec import Struct

from tanggap.city.areas.area import Area, Level
from tanggap.city.areas.sketch import Drawing, sketch
from tanggap.city.desk import Desk
from tanggap.city.ground import Ground
from tanggap.city.packs.routing import RoutingRule
from tanggap.city.terms import AgencySlug, AreaCode, RuleName
from tanggap.journey.routing import naming
from tanggap.journey.routing.ordering.actions import HISTORY_MOST, Ordering
from tanggap.journey.routing.ordering.history import Difference, Move
from tanggap.journey.routing.ordering.reach import Flaw
from tanggap.journey.routing.ordering.rules import changes, in_use
from tanggap.kit.words import Name, Say, Tongue, say

ADDRESS = "/admin/routing"
_ZONE = AreaCode("zone")


class RuleRow(Struct, frozen=True, kw_only=True):
    """A rule in its place; ``count`` how often it decided, None where that is not told."""

    code: str
    name: str
    target: str
    conditions: tuple[Say, ...]
    reason: Name | None
    count: int | None
    flaws: tuple[Say, ...]
    edit: str


class ChangeRow(Struct, frozen=True, kw_only=True):
    """A change that was made; ``id`` where it can be taken back."""

    at: datetime
    who: str
    reason: str
    edits: tuple[Say, ...]
    takes_back: bool
    id: UUID | None


class RoutingPage(Struct, frozen=True, kw_only=True):
    """What routing/routing.html is given."""

    rules: tuple[RuleRow, ...]
    retired: tuple[RuleRow, ...]
    fallback: Say
    drafting: bool
    changes: tuple[ChangeRow, ...]


class DraftPage(Struct, frozen=True, kw_only=True):
    """What routing/draft.html is given."""

    rules: tuple[RuleRow, ...]
    retired: tuple[RuleRow, ...]
    changes: tuple[Say, ...]
    begun: bool
    stale: bool


class MoveRow(Struct, frozen=True, kw_only=True):
    """Reports that would have gone from one unit to another."""

    was: str
    now: str
    count: int
    handed: int
    right: int


class PreviewPage(Struct, frozen=True, kw_only=True):
    """What routing/preview.html is given."""

    changes: tuple[Say, ...]
    flaws: tuple[tuple[str, Say], ...]
    of: int
    most: int
    count: int
    handed: int
    right: int
    moves: tuple[MoveRow, ...]
    drawings: tuple[tuple[str, Drawing], ...]
    stale: bool
    reason: str
    errors: dict[str, Say]


FALLBACK = say(
    "Kalau tidak ada aturan yang cocok: diusulkan ke kantor wilayahnya, dan petugas memeriksa dulu."
)


def rule_rows(
    ground: Ground,
    lines: Sequence[RoutingRule],
    tongue: Tongue,
    *,
    often: Mapping[RuleName, int],
    known: Collection[RuleName],
    flaws: Sequence[Flaw] = (),
) -> tuple[RuleRow, ...]:
    """Rules as a list shows them; only what is or was in force has a count."""
    return tuple(
        RuleRow(
            code=line.called,
            name=naming.spoken(naming.rule_name(line), tongue),
            target=naming.spoken(naming.target(ground, line), tongue),
            conditions=naming.conditions(ground, line, tongue),
            reason=line.reason,
            count=often.get(line.called, 0) if line.called in known else None,
            flaws=tuple(each.words for each in flaws if each.rule == line.called),
            edit=f"{ADDRESS}/draft/rule?code={quote(line.called)}",
        )
        for line in lines
    )


def preview_page(
    desk: Desk,
    found: Ordering,
    ran: Difference,
    flaws: Sequence[Flaw],
    *,
    reason: str = "",
    errors: Mapping[str, Say],
) -> PreviewPage:
    """What a draft would change, and what it would have done to reports of old."""
    lines = {each.called: each for each in found.rules}
    zones = [each for each in in_use(found.rules) if each.when.zone and each not in found.live]
    return PreviewPage(
        changes=changes(found.live, found.rules),
        flaws=tuple(
            (naming.spoken(naming.rule_name(lines[each.rule]), desk.tongue), each.words) for each in flaws
        ),
        of=ran.of,
        most=HISTORY_MOST,
        count=ran.count,
        handed=ran.handed,
        right=ran.right,
        moves=tuple(_move(desk, each) for each in ran.moves),
        drawings=tuple(
            (each.name or each.called, drawn)
            for each in zones
            if (drawn := drawing(desk.ground, each)) is not None
        ),
        stale=found.stale,
        reason=reason,
        errors=dict(errors),
    )


def _move(desk: Desk, move: Move) -> MoveRow:
    return MoveRow(
        was=_unit(desk, move.was),
        now=_unit(desk, move.now),
        count=move.count,
        handed=move.handed,
        right=move.right,
    )


def _unit(desk: Desk, agency: AgencySlug | None) -> str:
    if agency is None:
        return desk.tongue(say("Belum ada unit"))
    return naming.agency_name(desk.ground, agency)


def drawing(ground: Ground, line: RoutingRule) -> Drawing | None:
    """The city's kelurahan with a rule's zone over them, as the last area; None where no shape is known."""
    if ground.drawing is None:
        return None
    kelurahan = [area for area in ground.areas.all() if area.level is Level.KELURAHAN]
    shape = ground.with_routing((line,)).zones[line.called].shape
    zone = Area(code=_ZONE, parent=None, level=Level.KELURAHAN, name=line.name or "", shape=shape)
    return sketch([*kelurahan, zone])
