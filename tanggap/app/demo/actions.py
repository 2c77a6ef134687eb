"""Making the demo city, once."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from secrets import randbelow

from msgspec.structs import replace

from tanggap.app import house
from tanggap.app.demo import seasons, store, troubles
from tanggap.app.demo.letters import Letters, arrivals, moment
from tanggap.app.demo.lives import Lives
from tanggap.app.demo.script import Phrases, Script
from tanggap.app.demo.steps import Staff
from tanggap.app.tools import Workbench
from tanggap.city import actions as cities
from tanggap.city.desk import Desk
from tanggap.city.packs.load import load_pack
from tanggap.city.packs.pack import CityState
from tanggap.city.people import actions as people
from tanggap.city.people.passwords import Hashed, chosen, hashed
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AgencySlug, CityId, PersonId
from tanggap.journey.deadlines.actions import sweep_all
from tanggap.journey.intake import store as intake
from tanggap.journey.intake.record import Record
from tanggap.kit.db import Database
from tanggap.kit.log import Reactor, Ticker
from tanggap.report.report import Status

SEED = 20151111
TIME_S = 300
PRESENT_DAYS: dict[Status, int] = {
    Status.RECEIVED: 2,
    Status.NEEDS_INFO: 5,
    Status.VERIFIED: 0,
    Status.COORDINATING: 5,
    Status.DISPOSED: 0,
    Status.IN_PROGRESS: 6,
    Status.RESOLVED: 8,
}
"""How many days ago the reports that stand in a state now may have come at most; a fortnight for the others."""


async def make(bench: Workbench, city: CityId, script: Script, phrases: Phrases, *, password: Hashed) -> bool:
    """Hire a city's people and write its history, all or nothing; False when it had reports already."""
    async with bench.entrance.open_desk(city) as desk:
        if await store.has_reports(desk.db, city):
            return False
        await store.take_time(desk.db, seconds=TIME_S)
        staff = await hire(desk, script, password=password)
        stories = list(tell(desk, script, phrases, staff, now=desk.now()))
        await intake.write(desk.db, city, stories, epoch=desk.tools.epoch, draw=randbelow)
    return True


async def join(bench: Workbench, script: Script) -> CityId:
    """The city of a pack, joined now unless it has before."""
    pack = load_pack(house.shipped("cities") / script.city, measures=house.measured())
    city = cities.city_id(pack.city.area_code)
    known = bench.cities.find(slug=pack.city.slug)
    if known is None or known.state is CityState.LISTENING:
        async with bench.app.transaction(city) as db:
            await cities.join(db, pack, bench.taxonomy, today=bench.clock.now().date())
        await bench.cities.refresh()
    return city


async def hire(desk: Desk, script: Script, *, password: Hashed) -> Staff:
    """Add the people who may sign in, all with one password, and an officer of every agency, who may not."""
    at_work: dict[Role, PersonId] = {}
    officers: dict[AgencySlug, PersonId] = {}
    for clerk in script.people:
        duty = Duty(role=clerk.role, agency=clerk.agency)
        person = await people.add(desk, email=clerk.email, name=clerk.name, duties=[duty], password=password)
        at_work[clerk.role] = person
        if clerk.agency is not None:
            officers[clerk.agency] = person
    _, at = script.people[0].email.split("@")
    nobody_knows = await hashed(chosen())
    for slug, agency in desk.ground.agencies.items():
        if slug not in officers:
            officers[slug] = await people.add(
                desk,
                email=f"petugas.{slug}@{at}",
                name=f"Petugas {agency.short}",
                duties=[Duty(role=Role.FIELD_OFFICER, agency=slug)],
                password=nobody_knows,
            )
    return Staff(coordinator=at_work[Role.COORDINATOR], verifier=at_work[Role.VERIFIER], officers=officers)


def tell(desk: Desk, script: Script, phrases: Phrases, staff: Staff, *, now: datetime) -> Iterator[Record]:
    """Every story of the demo: those of long ago, those of the year before now, and some of the last weeks in every state."""
    chance = Random(SEED)  # noqa: S311 - a history, the same every time; nothing secret is drawn from it
    letters = Letters(desk.ground, phrases, chance)
    lives = Lives(desk.ground, desk.offers.rules, script=script, phrases=phrases, staff=staff, chance=chance)
    for at, kind in arrivals(script.history, desk.ground.zone, chance):
        yield lives.ended(letters.write(kind, at), at=at)
    for came in seasons.arrivals(script.year, desk.ground.zone, chance, now=now):
        yield lives.lived(letters.write(came.kind, came.at, within=came.within), at=came.at, now=now)
    yield from troubles.tell(script.troubles, letters, lives, chance, now=now)
    yield from _unfinished(desk, script, letters, lives, chance, now=now)


def tell_unfinished(
    desk: Desk, script: Script, phrases: Phrases, staff: Staff, *, now: datetime
) -> Iterator[Record]:
    """The stories of the last weeks alone, of kinds the city has, each time others: for people to practise with."""
    chance = Random()  # noqa: S311 - made-up reports
    there = {kind: share for kind, share in script.year.kinds.items() if kind in desk.ground.kinds}
    script = replace(script, year=replace(script.year, kinds=there))
    letters = Letters(desk.ground, phrases, chance)
    lives = Lives(desk.ground, desk.offers.rules, script=script, phrases=phrases, staff=staff, chance=chance)
    yield from _unfinished(desk, script, letters, lives, chance, now=now)


def _unfinished(
    desk: Desk, script: Script, letters: Letters, lives: Lives, chance: Random, *, now: datetime
) -> Iterator[Record]:
    kinds, weights = list(script.year.kinds), list(script.year.kinds.values())
    states = [state for state, count in script.present.items() for _ in range(count)]
    sent = [_lately(desk, state, chance, now=now) for state in states]
    for at, state in sorted(zip(sent, states, strict=True)):
        (kind,) = chance.choices(kinds, weights)
        untold = state in (Status.RECEIVED, Status.VERIFIED)
        message = letters.write(kind, at, kind_told=not untold)
        yield lives.unfinished(message, state, kind=kind, at=at, now=now)


def _lately(desk: Desk, state: Status, chance: Random, *, now: datetime) -> datetime:
    """When a report that stands in a state now may have come."""
    today = now.astimezone(desk.ground.zone).date()
    day = today - timedelta(days=chance.randint(0, PRESENT_DAYS.get(state, 14)))
    return min(moment(day, desk.ground.zone, chance), now - timedelta(minutes=chance.randint(5, 90)))


async def hear(bench: Workbench) -> None:
    """Let every listener hear what was written, and who must be told that time went by; nothing lags at the first page."""
    await _catch_up(bench)
    await sweep_all(bench.cities, bench.entrance.open_desk)
    await _catch_up(bench)
    async with Database(bench.settings.database_owner_url, most=1) as owner, owner.transaction() as db:
        await store.take_time(db, seconds=TIME_S)
        await store.analyze(db)


async def _catch_up(bench: Workbench) -> None:
    await Ticker(app=bench.app, reader=bench.reader, epoch=bench.tools.epoch).tick()
    reactor = Reactor(
        app=bench.app,
        reader=bench.reader,
        listeners=bench.offers.listeners,
        open_desk=lambda city: bench.entrance.open_desk(CityId(city)),
        epoch=bench.tools.epoch,
    )
    await reactor.catch_up()
