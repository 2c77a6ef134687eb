"""Teams as pages show them: which task a team has, which team suits a task, and how a crew goes round."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.desk import Desk
from tanggap.city.packs.pack import Agency, Point
from tanggap.city.packs.rounds import Rounds
from tanggap.city.rights import Role
from tanggap.city.teams import store as crews
from tanggap.city.teams.rules import Presence, Team, presence
from tanggap.city.terms import TeamId
from tanggap.journey.dispatch import actions, rules, store
from tanggap.journey.dispatch.rules import Candidate, Going, Stop
from tanggap.journey.dispatch.sharing import actions as sharing
from tanggap.journey.dispatch.store import OfTeam
from tanggap.kit.geo import distance_m
from tanggap.kit.words import Say, say
from tanggap.report import store as reports
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
    """A crew's tasks in the order to go; metres along the straight line, from where it begins. ``rounds`` is what it reckons with."""

    stops: tuple[Leg, ...]
    nowhere: tuple[views.TaskCard, ...]
    metres: float
    saved_m: float
    missed: int
    more: int
    begins: Say | None = None
    rounds: Rounds = Rounds()


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
    candidates = await _candidates(desk, report, task) if sends else []
    if now is None and not candidates:
        return None
    best = rules.suggested([each.candidate for each in candidates], report.kind_group)
    chosen = now.id if now is not None else best.team.id if best is not None else None
    return Dispatching(
        team=now.name if now is not None else None,
        href=f"/teams/{now.id}" if now is not None else None,
        send=f"/tasks/{task.id}/team" if candidates else None,
        options=tuple(_option(desk, each, chosen) for each in candidates),
        because=_because(desk, best) if best is not None else None,
    )


class _Ready(Struct, frozen=True, kw_only=True):
    """A candidate, and when somebody of it last said where they are."""

    candidate: Candidate
    at: datetime | None


async def _candidates(desk: Desk, report: Report, task: Task) -> list[_Ready]:
    """The teams a dispatcher may give a task to, the readiest first, with where they are if they let it be known."""
    teams = await crews.of_agency(desk.db, desk.city, task.agency)
    loads = await store.loads(desk.db, desk.city, [each.id for each in teams])
    spots = await sharing.spots(desk, teams, thing=task.id)
    place = await reports.place(desk.db, report) if spots else None
    local = desk.now().astimezone(desk.ground.zone)
    found: list[_Ready] = []
    for each in teams:
        spot = spots.get(each.id)
        metres = None
        if spot is not None and place is not None and place.lon is not None and place.lat is not None:
            metres = distance_m(spot.lon, spot.lat, place.lon, place.lat)
        serves = presence(each, local)
        candidate = Candidate(team=each, presence=serves, load=loads.get(each.id, 0), metres=metres)
        found.append(_Ready(candidate=candidate, at=spot.at if spot is not None else None))
    return sorted(found, key=lambda each: rules.readiness(each.candidate))


def _option(desk: Desk, ready: _Ready, chosen: TeamId | None) -> Option:
    candidate = ready.candidate
    word, _ = PRESENCE_WORDS[candidate.presence]
    told = say("{team}: {presence}, {n} tugas", team=candidate.team.name, presence=word, n=candidate.load)
    if candidate.metres is not None and ready.at is not None:
        far, ago = desk.tongue.distance(candidate.metres), desk.tongue.ago(ready.at, desk.now())
        told = say("{team}, {far} dari titik ({ago})", team=told, far=far, ago=ago)
    return Option(value=str(candidate.team.id), name=desk.tongue(told), chosen=candidate.team.id == chosen)


def _because(desk: Desk, best: Candidate) -> Say:
    word, _ = PRESENCE_WORDS[best.presence]
    if best.metres is not None:
        return say(
            "Disarankan {team}: {presence}, {far} dari titik, {n} tugas terbuka.",
            team=best.team.name,
            presence=word,
            far=desk.tongue.distance(best.metres),
            n=best.load,
        )
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
    agency = desk.ground.agencies.get(team.agency)
    start, begins = await _start(desk, team, agency) if stops else (None, None)
    rounds = (agency.rounds if agency is not None else None) or desk.ground.city.rounds
    going = Going(begin=desk.now(), rounds=rounds, start=start)
    # A tenth of a second for twenty stops: not on the loop that everybody waits for.
    short = await asyncio.to_thread(rules.shortest, stops, going)
    naive = rules.by_deadline(stops, going)
    cards: dict[UUID, views.TaskCard] = {one.task: card for card, one in taken}
    return Day(
        stops=tuple(
            Leg(card=cards[each.task], metres=rules.leg_m(before, each))
            for before, each in zip((start, *short.stops), short.stops, strict=False)
        ),
        nowhere=tuple(card for card, one in found if one.lon is None or one.lat is None),
        metres=short.metres,
        saved_m=max(0.0, naive.metres - short.metres),
        missed=short.missed,
        more=len(placed) - len(taken),
        begins=begins,
        rounds=rounds,
    )


async def _start(desk: Desk, team: Team, agency: Agency | None) -> tuple[Point | None, Say | None]:
    """Where a crew sets out: where it is, for its dispatcher and itself, else from its unit's depot; None where neither is known."""
    theirs = team.agency in actions.kept_by(desk) or desk.actor.person in team.members
    spot = (await sharing.spots(desk, [team], thing=team.id)).get(team.id) if theirs else None
    if spot is not None:
        ago = desk.tongue.ago(spot.at, desk.now())
        return Point(lon=spot.lon, lat=spot.lat), say("Mulai dari tempat tim ({ago}).", ago=ago)
    if agency is not None and agency.depot is not None:
        return agency.depot, say("Mulai dari pangkalan.")
    return None, None


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
