"""A city for training: the copy of a city in which its people practise. It counts nowhere, and can be begun anew."""

from secrets import randbelow

from msgspec.structs import replace

from tanggap.app.demo import actions as demo
from tanggap.app.demo.script import read_phrases, read_script
from tanggap.app.demo.steps import Staff
from tanggap.app.tools import Workbench
from tanggap.city import actions as cities
from tanggap.city import audit, store
from tanggap.city.documents import pack_of
from tanggap.city.packs.pack import CityState, Pack
from tanggap.city.people import store as people
from tanggap.city.people.serving import store as serving
from tanggap.city.people.serving.rules import Held
from tanggap.city.rights import Role
from tanggap.city.store import KnownCity
from tanggap.city.terms import AgencySlug, CityId
from tanggap.journey.intake import store as intake
from tanggap.kit import dump
from tanggap.kit.db import Database
from tanggap.kit.errors import Refused
from tanggap.kit.words import say

EXAMPLES_S = 60


async def begin(bench: Workbench, slug: str, *, examples: bool = True) -> KnownCity:
    """A city's copy for training as the city stands now, with its people and, if wanted, made-up reports.

    What was in an earlier copy is gone. Raises Missing for a city not known, Refused for one that is only listened to
    or is a copy itself, or without the owner's address.
    """
    true = bench.cities.named(slug)
    if true.state in (CityState.LISTENING, CityState.TRAINING):
        raise Refused(say("Hanya kota yang sudah bergabung yang punya kota latihan."))
    pack, duties = await _copied(bench, true)
    identity = cities.identity_of(pack.city)
    await _empty(bench, identity)
    async with bench.app.transaction(identity) as db:
        await cities.join(db, pack, bench.taxonomy, today=bench.clock.now().date())
        for each in duties:
            await people.give(db, identity, each.person, each.duty, now=bench.clock.now())
    await bench.cities.refresh()
    async with bench.entrance.open_desk(identity) as desk:
        await audit.note(desk, "city.training", of=true.slug)
    if examples and duties:
        await _fill(bench, identity, duties)
    return bench.cities.named(pack.city.slug)


async def _copied(bench: Workbench, true: KnownCity) -> tuple[Pack, list[Held]]:
    async with bench.app.transaction(true.id) as db:
        parts = {each.part: each.body for each in await store.parts(db, true.id)}
        areas = await store.areas(db, true.id)
        duties = await serving.held(db, true.id)
    return cities.for_training(replace(pack_of(true, bench.taxonomy, parts), areas=tuple(areas))), duties


async def _empty(bench: Workbench, identity: CityId) -> None:
    """Only the owner of the tables may take rows out of those that are only added to."""
    address = bench.settings.database_owner_url
    if not address:
        raise Refused(
            say("Perintah ini perlu TANGGAP_DATABASE_OWNER_URL: hanya pemilik tabel yang boleh menghapus.")
        )
    async with Database(address, most=1) as owner, owner.transaction() as db:
        await dump.take_time(db)
        await dump.empty(db, identity)


async def _fill(bench: Workbench, identity: CityId, duties: list[Held]) -> None:
    """Reports that stand where reports stand, written as if the city's own people had worked on them."""
    async with bench.entrance.open_desk(identity) as desk:
        first = next((each for each in duties if each.duty.role is Role.COORDINATOR), duties[0]).person
        other = next((each.person for each in duties if each.person != first), first)
        officers = {
            AgencySlug(slug): next((each.person for each in duties if each.duty.agency == slug), other)
            for slug in desk.ground.agencies
        }
        staff = Staff(coordinator=first, verifier=other, officers=officers)
        stories = list(demo.tell_unfinished(desk, read_script(), read_phrases(), staff, now=desk.now()))
        await demo.store.take_time(desk.db, seconds=EXAMPLES_S)
        await intake.write(desk.db, identity, stories, epoch=desk.tools.epoch, draw=randbelow)
    await demo.hear(bench)
