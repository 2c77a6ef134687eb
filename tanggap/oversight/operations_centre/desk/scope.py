"""Which reports somebody at the desk may see of those they ask for."""

from datetime import date, datetime, time, timedelta

from tanggap.city.desk import Desk
from tanggap.city.ground import Ground
from tanggap.city.packs.pack import Urgency
from tanggap.city.rights import Role, within
from tanggap.city.terms import AreaCode, PersonId
from tanggap.kit.errors import Forbidden
from tanggap.kit.words import say
from tanggap.oversight.counts.tally import Period
from tanggap.oversight.operations_centre.desk.store import FIRST, LAST, Chosen, Urgent
from tanggap.oversight.operations_centre.wanted import Wanted
from tanggap.report import parties
from tanggap.report.urgency import kinds_of

_STEPS = tuple(Urgency)
_DAY = timedelta(days=1)


def chosen(desk: Desk, those: Wanted) -> Chosen:
    """The reports asked for, as far as they lie where whoever asks serves."""
    reach = reached(desk)
    since, until = moments(desk.ground, those.days)
    return Chosen(
        since=since,
        until=until,
        guarded=knows_guarded(desk),
        areas=_areas(desk.ground, reach, those.area),
        kinds=those.kinds(desk.ground),
        agency=those.agency,
        channel=those.channel,
        status=those.status,
        urgent=urgent(desk.ground, those.urgency) if those.urgency is not None else None,
    )


def reached(desk: Desk) -> list[AreaCode] | None:
    """The areas whoever asks answers for at the desk; None for the whole city."""
    return parties.reach(desk.actor, Role.COORDINATOR, Role.EXECUTIVE)


def knows_guarded(desk: Desk) -> bool:
    """Whether whoever asks may know of guarded reports wherever they look: as a coordinator of all of it."""
    actor = desk.actor
    return actor.is_a(Role.COORDINATOR) and parties.reach(actor, Role.COORDINATOR) == reached(desk)


def lies_in(code: AreaCode, reach: list[AreaCode] | None) -> bool:
    """Whether an area lies where somebody answers for what happens."""
    return reach is None or any(within(code, each) for each in reach)


def moments(ground: Ground, period: Period) -> tuple[datetime, datetime]:
    """The moments between which a period lies: its own from the first on, the second no more."""
    calendar = ground.calendar
    since = calendar.at(period.first, time()) if period.first > FIRST.date() + _DAY else FIRST
    until = calendar.at(period.last + _DAY, time()) if period.last < LAST.date() - _DAY else LAST
    return since, until


def urgent(ground: Ground, urgency: Urgency) -> Urgent:
    """What is this urgent, as `urgency_of` says it of each report: what has no kind yet is normal, many raise it a step."""
    step = _STEPS.index(urgency)
    last = len(_STEPS) - 1
    below = _STEPS[step - 1] if step else None
    raised = [each for each in (below, urgency if step == last else None) if each is not None]
    return Urgent(
        plain=_kinds(ground, urgency), raised=_kinds(ground, *raised), above=ground.city.support.urgent_above
    )


def person_of(desk: Desk) -> PersonId:
    """Who sits at the desk. Raises Forbidden where nobody of staff does."""
    if desk.actor.person is None:
        raise Forbidden(say("Anda tidak berwenang melakukan ini."))
    return desk.actor.person


def today(desk: Desk) -> date:
    """The day it is in the city."""
    return desk.ground.calendar.day_of(desk.now())


def _kinds(ground: Ground, *urgencies: Urgency) -> tuple[str, ...]:
    return (*kinds_of(ground, *urgencies), *(("",) if Urgency.NORMAL in urgencies else ()))


def _areas(ground: Ground, reach: list[AreaCode] | None, area: AreaCode | None) -> list[AreaCode] | None:
    if reach is None and area is None:
        return None
    return [
        each.code
        for each in ground.areas.all()
        if lies_in(each.code, reach) and (area is None or within(each.code, area))
    ]
