"""A member of a team lets it be known where they are, and no more; their unit's liaison sees where its teams are."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from tanggap.city import audit
from tanggap.city.desk import Desk
from tanggap.city.teams import store as crews
from tanggap.city.teams.positions import rules, store
from tanggap.city.teams.positions.rules import Position, Spot
from tanggap.city.teams.rules import Team
from tanggap.city.terms import PersonId, TeamId
from tanggap.kit.errors import Forbidden, Refused
from tanggap.kit.words import say


async def until(desk: Desk) -> datetime | None:
    """Until when the person at this desk may let it be known where they are; None where the city has them tell nothing."""
    if not desk.ground.city.positions or desk.actor.person is None:
        return None
    mine = await crews.of_member(desk.db, desk.city, desk.actor.person)
    return rules.until(_served(desk, mine), desk.now().astimezone(desk.ground.zone))


def _served(desk: Desk, teams: Sequence[Team]) -> list[Team]:
    """Those of one's teams in whose agency one still has a duty."""
    serving = {duty.agency for duty in desk.actor.duties}
    return [each for each in teams if each.agency in serving]


async def mine(desk: Desk) -> Position | None:
    """What the person at this desk lets be known of where they are; None while they let nothing be known."""
    if desk.actor.person is None:
        return None
    found = await store.of(desk.db, desk.city, [desk.actor.person])
    return found[0] if found and rules.told(found[0], now=desk.now()) else None


async def begin(desk: Desk) -> None:
    """Let it be known until one's duty ends. Raises Refused where one is not on duty, or the city does not ask for it."""
    person, end = _person(desk), await until(desk)
    if end is None:
        raise Refused(say("Posisi hanya bisa dibagikan selama bertugas menurut jam tim."))
    await store.begin(desk.db, desk.city, person, since=desk.now(), until=end)
    await audit.note(desk, "position.begin", thing=person)


async def end(desk: Desk) -> None:
    """Let it be known no more: what was told last is gone."""
    person = _person(desk)
    await store.forget(desk.db, desk.city, person)
    await audit.note(desk, "position.end", thing=person)


async def move(desk: Desk, lon: float | None, lat: float | None, accuracy_m: float | None) -> bool:
    """Put where one is in the place of where one was; False where nothing is told any more. Raises Invalid.

    Nobody begins to tell by this: it takes the switch.
    """
    east, north, sure = rules.checked(lon, lat, accuracy_m)
    person = _person(desk)
    if await mine(desk) is None or await until(desk) is None:
        await store.forget(desk.db, desk.city, person)
        return False
    await store.move(desk.db, desk.city, person, lon=east, lat=north, accuracy_m=sure, at=desk.now())
    return True


async def spots(desk: Desk, teams: Sequence[Team], *, thing: UUID | None = None) -> Mapping[TeamId, Spot]:
    """Where each of these teams is whose members let it be known.

    Whoever asks must be their dispatcher or one of them: the caller sees to it. That somebody saw it stands in the
    audit trail, ``thing`` being what they looked for it for.
    """
    if not desk.ground.city.positions:
        return {}
    people = {person for each in teams for person in each.members}
    known = await store.of(desk.db, desk.city, people)
    found = {each.id: spot for each in teams if (spot := rules.spot(each, known, now=desk.now())) is not None}
    if found:
        await audit.note(desk, "position.seen", thing=thing, teams=len(found))
    return found


def _person(desk: Desk) -> PersonId:
    if desk.actor.person is None:
        raise Forbidden(say("Anda tidak berwenang melakukan ini."))
    return desk.actor.person
