"""Which figures open into reports, and whose reports those are. Pure."""

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from tanggap.city.ground import Ground
from tanggap.city.rights import Act, Actor, can
from tanggap.city.terms import AreaCode
from tanggap.oversight.scorecards.months import rules as calendar
from tanggap.oversight.scorecards.months.rules import Subject


class Of(StrEnum):
    """The figures whose reports can be looked at: the measures by their names, and what is still held."""

    ON_TIME = "on_time"
    FIRST_ANSWER = "first_answer"
    RATING = "rating"
    STAYED_CLOSED = "stayed_closed"
    NEGLECTED = "neglected"
    UNTRUE = "untrue"
    BACKLOG = "backlog"


class Whose(Struct, frozen=True, kw_only=True):
    """What these agencies held, in these areas, of this kind; None for all."""

    agencies: Sequence[str] | None = None
    areas: Sequence[str] | None = None
    kind: str | None = None


def whose(ground: Ground, subject: Subject, key: str) -> Whose:
    """What a card of this subject is about: an agency with its units, an area with those in it, a kind, or the city."""
    match subject:
        case Subject.AGENCY:
            units = [each for each in ground.agencies if key in calendar.offices_of(ground, each)]
            return Whose(agencies=units or [key])
        case Subject.AREA:
            return Whose(areas=ground.areas.inside([AreaCode(key)]))
        case Subject.KIND:
            return Whose(kind=key)
        case Subject.CITY:
            return Whose()


def may_see_all(actor: Actor, whose: Whose) -> bool:
    """The people of a unit see all that it is charged with; so do those who may read everything."""
    if can(actor, Act.READ_ALL):
        return True
    own = {each.agency for each in actor.duties if each.agency is not None and each.area is None}
    return whose.agencies is not None and bool(own) and set(whose.agencies) <= own
