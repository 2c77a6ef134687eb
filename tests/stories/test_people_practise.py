"""The people of a city practise in a copy of it: nobody else sees it, it counts nowhere, and it is begun anew."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
from msgspec.structs import replace

from tanggap.app import training
from tanggap.app.deliver import PRACTICE, Postman
from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city import actions as cities
from tanggap.city.offers import Parcel
from tanggap.city.owed import store as owed
from tanggap.city.owed.standing import store as standing
from tanggap.city.owed.store import Letter, NewLetter
from tanggap.city.people import store as accounts
from tanggap.city.people.serving import actions as serving
from tanggap.city.people.serving import store as serving_store
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AgencySlug, CityId
from tanggap.kit.clock import SetClock
from tanggap.kit.errors import Refused
from tanggap.kit.ids import new_id
from tanggap.kit.words import say
from tests.conftest import BEKASI, running
from tests.staff import address, enter, hire
from tests.visitor import Visitor

pytestmark = pytest.mark.story

PRACTISE = "/latihan-kota-bekasi"
COPY = CityId(BEKASI + cities.TRAINING)


@pytest.fixture
async def bench(settings: Settings, clock: SetClock) -> AsyncIterator[Workbench]:
    """The house of a city with a coordinator and an officer, and a copy of it for training without examples."""
    people = {
        "Koordinator": Duty(role=Role.COORDINATOR),
        "Petugas": Duty(role=Role.FIELD_OFFICER, agency=AgencySlug("dbmsda")),
    }
    await hire(settings, clock, people)
    async with Workbench(settings, clock=clock) as bench:
        await training.begin(bench, "kota-bekasi", examples=False)
        yield bench


async def practise(staff: Visitor) -> dict[str, Any]:
    """Send a report in the city for training."""
    body = {"kind": "road-damage", "text": "Lubang buatan.", "lon": 106.9756, "lat": -6.2383}
    answer = await staff.client.post(
        f"{PRACTISE}/api/v1/reports", json=body, headers={"Idempotency-Key": str(uuid4())}
    )
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def how_many(bench: Workbench, city: CityId) -> int:
    """How many reports a city holds."""
    async with bench.app.transaction(city) as db:
        return await db.one(int, "select count(*) from report where city_id = %(city)s", city=city) or 0


async def test_nobody_but_its_people_sees_what_is_practised(
    bench: Workbench, settings: Settings, clock: SetClock
) -> None:
    async with running(settings, clock) as visitor:
        true = await visitor.report()
        staff = await enter(visitor, "Koordinator")
        made = await practise(staff)
        assert made["number"].startswith("LATBKS-")
        seen = await staff.see(f"{PRACTISE}/reports")
        assert "LATIHAN: tidak ada yang sungguhan di sini" in seen
        assert made["number"] in seen
        assert true["number"] not in seen
        await staff.see(f"{PRACTISE}/triage")

        for path in (
            "",
            "/reports",
            "/reports.rss",
            "/overview",
            f"/reports/{made['number']}",
            "/areas/shapes",
        ):
            asked = await visitor.client.get(f"{PRACTISE}{path}", headers={"accept": "text/html"})
            assert asked.headers["location"].partition("?")[0].endswith("/sign-in"), (path, asked.text)
            assert asked.headers["x-robots-tag"] == "noindex, nofollow"
        for path in ("/events", "/api/v1/reports", f"/api/v1/reports/{made['number']}"):
            asked = await visitor.client.get(f"{PRACTISE}{path}")
            assert asked.status_code in (403, 404), (path, asked.status_code)
        for path in (f"/reports/{made['number']}", f"/api/v1/reports/{made['number']}"):
            assert (await visitor.client.get(path)).status_code in (303, 404), path
        for path in ("/", "/reports", "/reports?q=buatan", "/reports.rss", "/overview", "/areas"):
            page = await visitor.see(path)
            assert "LAT" not in page, path
        assert (await visitor.report())["number"].startswith("BKS-"), "a point is the true city's"
        assert (await how_many(bench, BEKASI), await how_many(bench, COPY)) == (2, 1)


async def test_an_admin_without_a_second_factor_is_led_to_it_there_too(
    settings: Settings, clock: SetClock
) -> None:
    await hire(settings, clock, {"Admin": Duty(role=Role.CITY_ADMIN)})
    async with Workbench(settings, clock=clock) as bench:
        await training.begin(bench, "kota-bekasi", examples=False)
    async with running(replace(settings, second_factor="required"), clock) as visitor:
        admin = await enter(visitor, "Admin")

        asked = await admin.client.get(f"{PRACTISE}/admin", headers={"accept": "text/html"})

        assert "/sign-in" not in asked.headers["location"]


async def test_nothing_goes_out_of_a_city_for_training(bench: Workbench, clock: SetClock) -> None:
    gone: list[Parcel] = []

    async def deliver(parcel: Parcel) -> None:
        gone.append(parcel)

    letter = NewLetter(
        dedupe="practice",
        channel="email",
        recipient=new_id(),
        letter=Letter(subject=say("Kabar harian"), body=say("Kabar harian"), path="/"),
        due_at=clock.now(),
    )
    async with bench.app.transaction(COPY) as db:
        await owed.owe(db, COPY, [letter], at=clock.now())

    assert await Postman(bench, {"email": deliver}).round() == 1

    async with bench.app.transaction(COPY) as db:
        (kept,) = await standing.given_up(db, COPY)
    assert kept.failure == PRACTICE.text
    assert not gone


async def test_it_is_begun_anew_with_examples_and_the_true_city_stays_as_it_is(
    bench: Workbench, settings: Settings, clock: SetClock
) -> None:
    async with running(settings, clock) as visitor:
        await visitor.report()
        staff = await enter(visitor, "Petugas")
        made = await practise(staff)

        known = await training.begin(bench, "kota-bekasi")

        assert known.training
        assert await how_many(bench, COPY) > 10
        assert await how_many(bench, BEKASI) == 1
        await staff.see(f"{PRACTISE}/reports/{made['number']}", status=404)
        await staff.see(f"{PRACTISE}/bench")
        for slug in ("latihan-kota-bekasi", "kota-depok"):
            with pytest.raises(Refused):
                await training.begin(bench, slug)


async def test_only_the_owner_of_the_tables_begins_it(bench: Workbench) -> None:
    poorer = Workbench(replace(bench.settings, database_owner_url=""), clock=bench.tools.clock)
    async with poorer:
        with pytest.raises(Refused):
            await training.begin(poorer, "kota-bekasi")


async def test_who_practises_serves_in_no_other_city_and_the_copy_decides_nothing_about_their_keys(
    bench: Workbench,
) -> None:
    async with bench.app.transaction(BEKASI) as db:
        person = await accounts.find(db, address("Petugas"))
        assert person is not None
        assert not await serving_store.serves_elsewhere(db, BEKASI, person.id)
    async with bench.entrance.open_desk(COPY) as desk:
        with pytest.raises(Refused, match="kota lain"):
            await serving.reset_factors(desk, person.id, reason="Ponselnya hilang.")
    async with bench.entrance.open_desk(BEKASI) as desk:
        await serving.reset_factors(desk, person.id, reason="Ponselnya hilang.")
