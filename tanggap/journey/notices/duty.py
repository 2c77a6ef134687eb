"""Who serves now: in an emergency they are told at once, whatever the hour and whatever they chose."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from tanggap.city.desk import Desk
from tanggap.city.ground import Ground
from tanggap.city.packs.pack import Urgency
from tanggap.city.rights import Role
from tanggap.city.teams import store as crews
from tanggap.city.teams.rules import Presence, Team, presence
from tanggap.city.terms import KindSlug, PersonId
from tanggap.journey.notices.concerned.store import Serving
from tanggap.journey.notices.told import Told


def urgent(ground: Ground, kind: KindSlug | None) -> bool:
    """Whether reports of a kind cannot wait for the morning: an emergency, or as urgent as one."""
    found = ground.kinds.get(kind) if kind is not None else None
    return found is not None and (found.emergency or found.urgency is Urgency.CRITICAL)


def calls(ground: Ground, told: Told) -> bool:
    """Whether an event brings work that cannot wait to a unit."""
    news = told.news
    return news.calls and news.agency is not None and urgent(ground, told.report.kind)


def called(
    ground: Ground, told: Told, serving: Sequence[Serving], teams: Sequence[Team], local: datetime
) -> frozenset[PersonId]:
    """Who is told of an event at once: of those who hear of it who is on duty or on call in its unit at this moment.

    ``local`` is the city's own time. Of a guarded report only the unit's liaisons, who may know of it.
    """
    if not calls(ground, told):
        return frozenset()
    serve = {
        person
        for team in teams
        if team.agency == told.news.agency and presence(team, local) is not Presence.OFF
        for person in team.members
    }
    if told.about.guarded:
        serve &= {
            each.person for each in serving if each.role is Role.LIAISON and each.agency == told.news.agency
        }
    return told.staff & serve


async def teams_of(desk: Desk, told: Iterable[Told]) -> list[Team]:
    """The teams of every unit to which one of these events brings work that cannot wait."""
    agencies = {each.news.agency for each in told if calls(desk.ground, each)}
    return [
        team
        for agency in sorted(each for each in agencies if each is not None)
        for team in await crews.of_agency(desk.db, desk.city, agency)
    ]
