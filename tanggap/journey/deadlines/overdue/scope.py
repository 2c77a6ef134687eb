"""Whose reports over their limit somebody is shown."""

from collections.abc import Sequence

from tanggap.city.desk import Desk
from tanggap.city.rights import Role
from tanggap.city.rights import within as lies_within
from tanggap.city.terms import AreaCode
from tanggap.journey.deadlines.overdue.store import Scope
from tanggap.report import parties

ADDRESS = "/overdue"
_HEADS = (Role.UNIT_HEAD, Role.AGENCY_HEAD)


def scope_of(desk: Desk, *, within: AreaCode | None = None) -> Scope:
    """Whose reports somebody answers for: all of them, or those of the agencies they head and of the offices below.

    ``within`` an area, as far as they answer for it.
    """
    actor, ground = desk.actor, desk.ground
    if actor.is_a(Role.COORDINATOR, Role.EXECUTIVE):
        areas = parties.reach(actor, Role.COORDINATOR, Role.EXECUTIVE)
        guarded = actor.is_a(Role.COORDINATOR) and parties.reach(actor, Role.COORDINATOR) == areas
        return Scope(agencies=None, areas=_narrowed(areas, within), guarded=guarded)
    headed = actor.agencies(*_HEADS)
    below = (slug for slug in ground.agencies if headed.intersection(ground.offices_above(slug)))
    areas = _narrowed(parties.reach(actor, *_HEADS), within)
    return Scope(agencies=sorted({*headed, *below}), areas=areas, guarded=False)


def _narrowed(reach: Sequence[AreaCode] | None, area: AreaCode | None) -> Sequence[AreaCode] | None:
    if area is None:
        return reach
    if reach is None or any(lies_within(area, each) for each in reach):
        return [area]
    return [each for each in reach if lies_within(each, area)]
