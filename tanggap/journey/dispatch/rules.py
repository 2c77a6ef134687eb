"""Which team a task is given to, and in which order a crew goes round. Values only."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import permutations
from math import inf
from uuid import UUID

from msgspec import Struct

from tanggap.city.packs.pack import Point
from tanggap.city.packs.rounds import Rounds
from tanggap.city.teams.rules import Presence, Team
from tanggap.city.terms import AgencySlug, GroupSlug
from tanggap.kit.errors import Forbidden, Invalid, Refused
from tanggap.kit.geo import distance_m
from tanggap.kit.words import say
from tanggap.report.events import TeamSent
from tanggap.report.parties import Handling
from tanggap.report.report import Task, TaskId
from tanggap.report.transitions import Party

NEAR_M = 500.0
"""Teams of one such step from a place are equally near: then the one with less to do goes. A guess of ours (DOMAIN: D)."""
TRIED_WHOLLY = 6
"""Of so few stops every order is tried: 720."""
STOPS_MOST = 20
"""More than a crew does in a day."""


class Candidate(Struct, frozen=True, kw_only=True):
    """A team, whether it serves now, how many open tasks it has, and how far it is (metres; None where nobody knows)."""

    team: Team
    presence: Presence
    load: int
    metres: float | None = None


def readiness(candidate: Candidate) -> tuple[int, float, int, str]:
    """What orders teams for a task: on duty before on call, then the nearest known, then the least to do."""
    metres = candidate.metres
    near = metres // NEAR_M if metres is not None else inf
    return candidate.presence, near, candidate.load, candidate.team.name


def suggested(candidates: Sequence[Candidate], group: GroupSlug | None) -> Candidate | None:
    """The team for a task: of those that do such work and serve now, the readiest."""
    fitting = [each for each in candidates if each.presence is not Presence.OFF and each.team.does(group)]
    return min(fitting, key=readiness, default=None)


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


class Going(Struct, frozen=True, kw_only=True):
    """When a crew sets out, how it gets on, and from where; without ``start`` from whatever stop is best."""

    begin: datetime
    rounds: Rounds = Rounds()
    start: Point | None = None

    @property
    def metres_a_minute(self) -> float:
        """How far a crew gets in a minute, along the straight line."""
        return self.rounds.kmh * 1000 / 60


def by_deadline(stops: Sequence[Stop], going: Going) -> Round:
    """The stops as one goes who looks at the clock alone: the soonest due first."""
    order = tuple(sorted(range(len(stops)), key=lambda n: _urgency(stops[n])))
    return _round(stops, order, going)


def shortest(stops: Sequence[Stop], going: Going) -> Round:
    """The stops in a short order that reaches no fewer of them in time than `by_deadline` does.

    First as few as possible are late, then the way is as short as possible: of a few stops the best order there is,
    of more as good as moving one, swapping two and turning a stretch around can make it.
    """
    score = _scorer(stops, going)
    if len(stops) <= TRIED_WHOLLY:
        return _round(stops, min(permutations(range(len(stops))), key=score), going)
    starts = [tuple(sorted(range(len(stops)), key=lambda n: _urgency(stops[n]))), _inserted(stops, score)]
    best = min((_improved(order, score) for order in starts), key=score)
    return _round(stops, best, going)


def leg_m(before: Stop | Point | None, stop: Stop) -> float | None:
    """How far a stop is from what comes before it, in metres along the straight line; None where nothing does."""
    return distance_m(before.lon, before.lat, stop.lon, stop.lat) if before is not None else None


def _urgency(stop: Stop) -> tuple[bool, datetime | None, UUID]:
    return stop.due_at is None, stop.due_at, stop.task


def _scorer(stops: Sequence[Stop], going: Going) -> Callable[[Order], Score]:
    far = [[distance_m(one.lon, one.lat, two.lon, two.lat) for two in stops] for one in stops]
    first = [leg_m(going.start, stop) or 0.0 for stop in stops]
    at_most = [(stop.due_at - going.begin) / _MINUTE if stop.due_at is not None else None for stop in stops]
    speed, at_a_stop = going.metres_a_minute, going.rounds.stop_minutes

    def score(order: Order) -> Score:
        missed, metres, before = 0, 0.0, None
        for nth, stop in enumerate(order):
            metres += far[before][stop] if before is not None else first[stop]
            before, limit = stop, at_most[stop]
            # Done when the work there is done.
            minutes = metres / speed + (nth + 1) * at_a_stop
            missed += limit is not None and minutes > limit
        return missed, metres

    return score


_MINUTE = timedelta(minutes=1)


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


def _round(stops: Sequence[Stop], order: Order, going: Going) -> Round:
    missed, metres = _scorer(stops, going)(order)
    return Round(stops=tuple(stops[n] for n in order), metres=metres, missed=missed)
