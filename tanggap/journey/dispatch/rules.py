"""Which team a task is given to, and in which order a crew goes round. Values only."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise, permutations
from uuid import UUID

from msgspec import Struct

from tanggap.city.teams.rules import Presence, Team
from tanggap.city.terms import AgencySlug, GroupSlug
from tanggap.kit.errors import Forbidden, Invalid, Refused
from tanggap.kit.geo import distance_m
from tanggap.kit.words import say
from tanggap.report.events import TeamSent
from tanggap.report.parties import Handling
from tanggap.report.report import Task, TaskId
from tanggap.report.transitions import Party

METRES_A_MINUTE = 333.0
"""How fast a crew gets on, along the straight line: 20 km/h. A guess of ours (DOMAIN: D)."""
AT_A_STOP = timedelta(minutes=30)
"""How long a crew works at one place. A guess of ours (DOMAIN: D)."""
TRIED_WHOLLY = 6
"""Of so few stops every order is tried: 720."""
STOPS_MOST = 20
"""More than a crew does in a day."""


class Candidate(Struct, frozen=True, kw_only=True):
    """A team, whether it serves now, and how many open tasks it has."""

    team: Team
    presence: Presence
    load: int


def suggested(candidates: Sequence[Candidate], group: GroupSlug | None) -> Candidate | None:
    """The team for a task: one that does such work and serves now, on duty rather than on call, with the least to do."""
    fitting = [each for each in candidates if each.presence is not Presence.OFF and each.team.does(group)]
    return min(fitting, key=lambda each: (each.presence, each.load, each.team.name), default=None)


def send(handling: Handling, task: TaskId, team: Team | None, *, own: frozenset[AgencySlug]) -> TeamSent:
    """Give a task to a team of its unit, or to none. ``own``: the units whose teams whoever asks keeps.

    Raises Forbidden, Refused, and Invalid on `team`.
    """
    found = open_task(handling, task)
    if found.agency not in own or not handling.by & {Party.LIAISON, Party.PARTNER_UNIT}:
        raise Forbidden(say("Langkah ini dikerjakan oleh petugas lain."))
    if team is not None and (team.agency != found.agency or team.retired_at is not None):
        raise Invalid(say("Pilih tim dari unit ini."), field="team")
    return TeamSent(task=task, team=team.id if team is not None else None, was_team=found.team)


def open_task(handling: Handling, task: TaskId) -> Task:
    """One task of a report that has not ended. Raises Refused."""
    for each in handling.report.tasks:
        if each.id == task and each.ended_at is None:
            return each
    raise Refused(say("Tugas ini sudah berakhir. Muat ulang halaman ini."))


class Stop(Struct, frozen=True, kw_only=True):
    """A place a crew has to go to, in degrees, and until when."""

    task: UUID
    lon: float
    lat: float
    due_at: datetime | None


class Round(Struct, frozen=True, kw_only=True):
    """Stops in their order, how far that is, and how many are reached too late."""

    stops: tuple[Stop, ...]
    metres: float
    missed: int


Order = tuple[int, ...]
Score = tuple[int, float]


def by_deadline(stops: Sequence[Stop], *, begin: datetime) -> Round:
    """The stops as one goes who looks at the clock alone: the soonest due first."""
    order = tuple(sorted(range(len(stops)), key=lambda n: _urgency(stops[n])))
    return _round(stops, order, begin)


def shortest(stops: Sequence[Stop], *, begin: datetime) -> Round:
    """The stops in a short order that reaches no fewer of them in time than `by_deadline` does.

    First as few as possible are late, then the way is as short as possible: of a few stops the best order there is,
    of more as good as moving one, swapping two and turning a stretch around can make it. Begins at whatever stop is best, since nobody knows where a crew is.
    """
    score = _scorer(stops, begin)
    if len(stops) <= TRIED_WHOLLY:
        return _round(stops, min(permutations(range(len(stops))), key=score), begin)
    starts = [tuple(sorted(range(len(stops)), key=lambda n: _urgency(stops[n]))), _inserted(stops, score)]
    best = min((_improved(order, score) for order in starts), key=score)
    return _round(stops, best, begin)


def _urgency(stop: Stop) -> tuple[bool, datetime | None, UUID]:
    return stop.due_at is None, stop.due_at, stop.task


def _scorer(stops: Sequence[Stop], begin: datetime) -> Callable[[Order], Score]:
    far = [[distance_m(one.lon, one.lat, two.lon, two.lat) for two in stops] for one in stops]
    at_most = [(stop.due_at - begin) / _MINUTE if stop.due_at is not None else None for stop in stops]

    def score(order: Order) -> Score:
        missed, metres, before = 0, 0.0, None
        for nth, stop in enumerate(order):
            if before is not None:
                metres += far[before][stop]
            before, limit = stop, at_most[stop]
            # Done when the work there is done.
            minutes = metres / METRES_A_MINUTE + (nth + 1) * _AT_A_STOP_MINUTES
            missed += limit is not None and minutes > limit
        return missed, metres

    return score


_MINUTE = timedelta(minutes=1)
_AT_A_STOP_MINUTES = AT_A_STOP / _MINUTE


def _inserted(stops: Sequence[Stop], score: Callable[[Order], Score]) -> Order:
    """The stops put in one after another, the soonest due first, each where it costs least."""
    order: Order = ()
    for n in sorted(range(len(stops)), key=lambda n: _urgency(stops[n])):
        order = min(((*order[:at], n, *order[at:]) for at in range(len(order) + 1)), key=score)
    return order


def _improved(order: Order, score: Callable[[Order], Score]) -> Order:
    """The order that no single move makes better."""
    best = score(order)
    while True:
        better = min(((score(each), each) for each in _moves(order)), default=(best, order))
        if better[0] >= best:
            return order
        best, order = better


def _moves(order: Order) -> Iterator[Order]:
    size = len(order)
    for first in range(size):
        for last in range(first + 1, size):
            yield order[:first] + order[first : last + 1][::-1] + order[last + 1 :]
            yield (*order[:first], *order[first + 1 : last + 1], order[first], *order[last + 1 :])
            yield (*order[:first], order[last], *order[first:last], *order[last + 1 :])
            swapped = list(order)
            swapped[first], swapped[last] = swapped[last], swapped[first]
            yield tuple(swapped)


def _round(stops: Sequence[Stop], order: Order, begin: datetime) -> Round:
    missed, _ = _scorer(stops, begin)(order)
    walked = tuple(stops[n] for n in order)
    metres = sum(distance_m(one.lon, one.lat, two.lon, two.lat) for one, two in pairwise(walked))
    return Round(stops=walked, metres=metres, missed=missed)
