"""A liaison keeps a team, gives it tasks, and the crew finds them first on its bench and in the order to go."""

import re
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.editing import actions as editing
from tanggap.city.editing.rules import Wish, digest
from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.terms import PersonId
from tanggap.kit.clock import SetClock
from tests.bekasi import ROADS
from tests.conftest import BEKASI, running
from tests.staff import enter, hire
from tests.visitor import Visitor

pytestmark = pytest.mark.story

TASK = re.compile(r'href="(/tasks/[0-9a-f-]{36})"')
MEMBER = re.compile(r'name="members" value="([0-9a-f-]{36})"[^>]*> Petugas jalan')
HOURS: dict[str, Any] = {"days0": ["0", "1", "2", "3", "4", "5", "6"], "begins0": "07:30", "ends0": "16:00"}


async def test_a_liaison_keeps_a_team_and_its_crew_sees_its_tasks_first(
    settings: Settings, clock: SetClock, visitor: Visitor
) -> None:
    liaison_of, officer_of = (Duty(role=role, agency=ROADS) for role in (Role.LIAISON, Role.FIELD_OFFICER))
    await hire(settings, clock, {"Penghubung": liaison_of, "Petugas jalan": officer_of})
    first, second = await visitor.report(), await visitor.report(lon=106.99)
    liaison, officer = await enter(visitor, "Penghubung"), await enter(visitor, "Petugas jalan")
    member = re.search(MEMBER, await liaison.see("/teams"))
    assert member, "an officer of the unit can be chosen"

    unnamed = await liaison.fill_in("/teams", status=422, name="", members=member[1], **HOURS)
    made = await liaison.fill_in("/teams", name="URC Timur", vehicle="Truk 1", members=member[1], **HOURS)
    team = made.headers["location"]
    for number in (first["number"], second["number"]):
        tasks = dict(_on_bench(await liaison.see("/bench")))
        await liaison.fill_in(f"{tasks[number]}/team", team=team.removeprefix("/teams/"))

    assert "Tulis nama timnya" in unnamed.text
    assert "Disarankan URC Timur: bertugas sekarang" in await liaison.see(tasks[first["number"]])
    bench = await officer.see("/bench")
    assert "Tim Anda" in bench
    assert "Harus hari ini" not in bench, "what is theirs stands first, and once"
    day = await officer.see(team)
    assert "Urutan hari ini" in day
    assert "1,6 km" in day
    assert "Simpan tim" not in day
    assert "Tim: URC Timur" in await officer.see(tasks[first["number"]])

    await liaison.fill_in(f"{team}/retirement")
    assert "Tim Anda" not in await officer.see("/bench")
    assert "Unit ini belum punya tim." in await liaison.see("/teams")


def _on_bench(page: str) -> list[tuple[str, str]]:
    """The tasks on a bench: number and path."""
    found = re.findall(r'href="(/tasks/[0-9a-f-]{36})".*?class="number">([A-Z0-9-]+)<', page, re.DOTALL)
    return [(number, path) for path, number in found]


async def test_a_crew_is_seen_by_its_dispatcher_while_it_wants_to_be(
    settings: Settings, clock: SetClock
) -> None:
    liaison_of, officer_of = (Duty(role=role, agency=ROADS) for role in (Role.LIAISON, Role.FIELD_OFFICER))
    people = {"Penghubung": liaison_of, "Petugas jalan": officer_of, "Petugas lain": officer_of}
    await hire(settings, clock, people)
    await _switch_on(settings, clock)
    here: dict[str, Any] = {"lon": "106.9756", "lat": "-6.2347", "accuracy_m": "15"}
    async with running(settings, clock) as visitor:
        await visitor.report()
        liaison, officer, other = [await enter(visitor, name) for name in people]
        found = re.search(MEMBER, await liaison.see("/teams"))
        assert found
        made = (await liaison.fill_in("/teams", name="URC Timur", members=found[1], **HOURS)).headers[
            "location"
        ]
        [(_, task)] = _on_bench(await liaison.see("/bench"))

        assert "Bagikan posisi saya" in await officer.see("/bench")
        assert "Bagikan posisi saya" not in await other.see("/bench"), "of no team"
        await other.fill_in("/bench/sharing", status=409, sharing="on")
        heard = [(await officer.fill_in("/bench/position", status=200, **here)).json()]
        await officer.fill_in("/bench/sharing", sharing="on")
        heard.append((await officer.fill_in("/bench/position", status=200, **here)).json())
        await officer.fill_in("/bench/position", status=422, lon="200", lat="0")

        assert heard == [{"sharing": False}, {"sharing": True}], "it takes the switch"
        assert "Posisi sedang dibagikan" in await officer.see(task)
        assert "URC Timur: bertugas sekarang, 0 tugas, 400 m dari titik" in await liaison.see(task)
        assert "Nomor 1 di peta" in await liaison.see("/teams")
        for colleague in (officer, other):
            assert "dari titik" not in await colleague.see(task)
            assert "data-point" not in await colleague.see("/teams")
        await liaison.fill_in(f"{task}/team", team=made.removeprefix("/teams/"))
        assert "Mulai dari tempat tim" in await liaison.see(made)
        assert "400 m dari tempat mulai" in await officer.see(made)
        assert "dari tempat mulai" not in await other.see(made)

        await officer.fill_in("/bench/sharing", sharing="off")
        assert "dari titik" not in await liaison.see(task)


async def _switch_on(settings: Settings, clock: SetClock) -> None:
    """Let the city have its officers share where they are."""
    admin = Actor(person=PersonId(UUID(int=9)), duties=(Duty(role=Role.CITY_ADMIN),))
    async with (
        Workbench(settings, clock=clock) as bench,
        bench.entrance.open_desk(BEKASI, actor=admin) as desk,
    ):
        city = (await editing.standing(desk)).city
        wish = Wish(part="city", thing=replace(city, positions=True), seen=digest(city))
        await editing.change(desk, [wish], reason="Uji coba tiga bulan")
