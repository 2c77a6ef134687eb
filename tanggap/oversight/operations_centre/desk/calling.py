"""How a unit is reached at once: its telephone, its mail, and who of its teams serves now."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.ground import Ground
from tanggap.city.teams import store as teams
from tanggap.city.teams.rules import Presence, Team, presence
from tanggap.city.terms import AgencySlug, PersonId


class Serving(Struct, frozen=True, kw_only=True):
    """A team that serves now, or comes when ``called``, and who is in it."""

    team: str
    people: tuple[str, ...]
    called: bool


class Contact(Struct, frozen=True, kw_only=True):
    """Ways to a unit; ``tel`` and ``email`` as addresses want them, '' where there is none."""

    name: str
    phone: str
    tel: str
    email: str
    serving: tuple[Serving, ...]


async def contacts(desk: Desk, agencies: Iterable[AgencySlug | None]) -> dict[AgencySlug, Contact]:
    """How each of these units is reached; without those that gave no way."""
    units = sorted({each for each in agencies if each is not None and each in desk.ground.agencies})
    found = await teams.of_agencies(desk.db, desk.city, units)
    mates = await teams.mates_of(desk.db, desk.city, sorted({team.agency for team in found}))
    names = {each.person: each.name for each in mates}
    local = desk.now().astimezone(desk.ground.zone)
    ways = {each: _contact(desk.ground, each, found, names, local) for each in units}
    return {each: way for each, way in ways.items() if way is not None}


def _contact(
    ground: Ground,
    agency: AgencySlug,
    found: Iterable[Team],
    names: Mapping[PersonId, str],
    local: datetime,
) -> Contact | None:
    unit = ground.agencies[agency]
    here = [(presence(team, local), team) for team in found if team.agency == agency]
    serving = tuple(
        Serving(
            team=team.name,
            people=tuple(names[each] for each in team.members if each in names),
            called=now is Presence.ON_CALL,
        )
        for now, team in sorted(here, key=lambda each: (each[0], each[1].name))
        if now is not Presence.OFF
    )
    if not (unit.phone or unit.email or serving):
        return None
    return Contact(
        name=unit.name,
        phone=unit.phone,
        tel="".join(sign for sign in unit.phone if sign.isdigit() or sign == "+"),
        email=unit.email,
        serving=serving,
    )
