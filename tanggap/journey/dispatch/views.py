"""Teams as pages show them: which task a team has, which team suits a task, and how a crew goes round."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.desk import Desk
from tanggap.city.rights import Role
from tanggap.city.teams import store as crews
from tanggap.city.teams.rules import Presence, Team, presence
from tanggap.city.terms import AgencySlug, TeamId
from tanggap.journey.dispatch import actions, rules, store
from tanggap.journey.dispatch.rules import Candidate, Round, Stop
from tanggap.journey.dispatch.store import OfTeam
from tanggap.kit.geo import distance_m
from tanggap.kit.words import Say, say
from tanggap.report import views
from tanggap.report.choices import Option
from tanggap.report.report import Report, Status, Task, TaskRole
from tanggap.report.transitions import Party

PRESENCE_WORDS: dict[Presence, tuple[Say, views.Tone]] = {
    Presence.ON_DUTY: (say("bertugas sekarang"), "moving"),
    Presence.ON_CALL: (say("siaga, bisa dipanggil"), "waiting"),
    Presence.OFF: (say("tidak bertugas"), "aside"),
}
_FRESH = (Status.DISPOSED, Status.REOPENED)


class Dispatching(Struct, frozen=True, kw_only=True):
    """What dispatch/sending.html is given; without ``send`` whoever reads may only know which team it is."""

    team: str | None
    href: str | None
    send: str | None
    options: tuple[Option, ...]
    because: Say | None


class Leg(Struct, frozen=True, kw_only=True):
    """A task on a crew's round, and how far it is from the one before: metres along the straight line, None for the first."""

    card: views.TaskCard
    metres: float | None


class Day(Struct, frozen=True, kw_only=True):
    """A crew's tasks in the order to go; metres along the straight line."""

    stops: tuple[Leg, ...]
    nowhere: tuple[views.TaskCard, ...]
    metres: float
    saved_m: float
    missed: int
    more: int


async def dispatching(
    desk: Desk, report: Report, task: Task | None, by: frozenset[Party]
) -> Dispatching | None:
    """Which team has a task, and which it may be given to; None where there is neither."""
    if task is None:
        return None
    now = await crews.get(desk.db, desk.city, task.team) if task.team is not None else None
    sends = (
        task.ended_at is None
        and task.agency in actions.kept_by(desk)
        and bool(by & {Party.LIAISON, Party.PARTNER_UNIT})
    )
    candidates = await _candidates(desk, task.agency) if sends else []
    if now is None and not candidates:
        return None
    best = rules.suggested(candidates, report.kind_group)
    chosen = now.id if now is not None else best.team.id if best is not None else None
    return Dispatching(
        team=now.name if now is not None else None,
        href=f"/teams/{now.id}" if now is not None else None,
        send=f"/tasks/{task.id}/team" if candidates else None,
        options=tuple(_option(desk, each, chosen) for each in candidates),
        because=_because(best) if best is not None else None,
    )


async def _candidates(desk: Desk, agency: AgencySlug) -> list[Candidate]:
    teams = await crews.of_agency(desk.db, desk.city, agency)
    loads = await store.loads(desk.db, desk.city, [each.id for each in teams])
    local = desk.now().astimezone(desk.ground.zone)
    found = [
        Candidate(team=each, presence=presence(each, local), load=loads.get(each.id, 0)) for each in teams
    ]
    return sorted(found, key=lambda each: (each.presence, each.load, each.team.name))


def _option(desk: Desk, candidate: Candidate, chosen: TeamId | None) -> Option:
    word, _ = PRESENCE_WORDS[candidate.presence]
    told = say("{team}: {presence}, {n} tugas", team=candidate.team.name, presence=word, n=candidate.load)
    return Option(value=str(candidate.team.id), name=desk.tongue(told), chosen=candidate.team.id == chosen)


def _because(best: Candidate) -> Say:
    word, _ = PRESENCE_WORDS[best.presence]
    return say(
        "Disarankan {team}: {presence}, {n} tugas terbuka.",
        team=best.team.name,
        presence=word,
        n=best.load,
    )


async def of_my_teams(desk: Desk) -> list[views.TaskCard]:
    """The open tasks of the teams in which the person at this desk is, the soonest due first."""
    if desk.actor.person is None:
        return []
    mine = await crews.of_member(desk.db, desk.city, desk.actor.person)
    serving = desk.actor.agencies(Role.LIAISON, Role.FIELD_OFFICER)
    return [card for card, _ in await _cards(desk, [each for each in mine if each.agency in serving])]


async def day_of(desk: Desk, team: Team) -> Day:
    """A team's open tasks as a round, the likeliest short one that keeps the most terms."""
    found = await _cards(desk, [team])
    placed = [(card, one) for card, one in found if one.lon is not None and one.lat is not None]
    taken = placed[: rules.STOPS_MOST]
    stops = [
        Stop(task=one.task, lon=one.lon, lat=one.lat, due_at=one.due_at)
        for _, one in taken
        if one.lon is not None and one.lat is not None
    ]
    now = desk.now()
    # A tenth of a second for twenty stops: not on the loop that everybody waits for.
    short = await asyncio.to_thread(rules.shortest, stops, begin=now)
    naive = rules.by_deadline(stops, begin=now)
    cards: dict[UUID, views.TaskCard] = {one.task: card for card, one in taken}
    return Day(
        stops=tuple(
            Leg(card=cards[each.task], metres=_leg(short, nth)) for nth, each in enumerate(short.stops)
        ),
        nowhere=tuple(card for card, one in found if one.lon is None or one.lat is None),
        metres=short.metres,
        saved_m=max(0.0, naive.metres - short.metres),
        missed=short.missed,
        more=len(placed) - len(taken),
    )


def _leg(round_: Round, nth: int) -> float | None:
    if nth == 0:
        return None
    before, stop = round_.stops[nth - 1], round_.stops[nth]
    return distance_m(before.lon, before.lat, stop.lon, stop.lat)


async def _cards(desk: Desk, teams: Sequence[Team]) -> list[tuple[views.TaskCard, OfTeam]]:
    """The open tasks of these teams, as cards of their own pages."""
    if not teams:
        return []
    held = await store.of_teams(
        desk.db,
        desk.city,
        [each.id for each in teams],
        person=desk.actor.person,
        liaison=bool(actions.kept_by(desk) & {each.agency for each in teams}),
    )
    seen = {each.id: each for each in await views.glimpses(desk.db, desk.city, [one.report for one in held])}
    return [(_card(desk, one, seen[one.report]), one) for one in held if one.report in seen]


def _card(desk: Desk, one: OfTeam, seen: views.Glimpse) -> views.TaskCard:
    leads = one.role is TaskRole.LEAD
    href = f"/tasks/{one.task}" if leads else f"/partners/{one.task}"
    fresh = seen.status in _FRESH if leads else one.accepted_at is None
    return views.task_card(
        desk.ground,
        replace(seen, due_at=one.due_at),
        desk.tongue,
        desk.now(),
        href=href,
        next_step=views.accepting(href) if fresh else None,
    )
