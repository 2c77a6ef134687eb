"""A liaison keeps a team, gives it tasks, and the crew finds them first on its bench and in the order to go."""

import re
from typing import Any

import pytest

from tanggap.app.settings import Settings
from tanggap.city.rights import Duty, Role
from tanggap.kit.clock import SetClock
from tests.bekasi import ROADS
from tests.staff import enter, hire
from tests.visitor import Visitor

pytestmark = pytest.mark.story

TASK = re.compile(r'href="(/tasks/[0-9a-f-]{36})"')
HOURS: dict[str, Any] = {"days0": ["0", "1", "2", "3", "4", "5", "6"], "begins0": "07:30", "ends0": "16:00"}


async def test_a_liaison_keeps_a_team_and_its_crew_sees_its_tasks_first(
    settings: Settings, clock: SetClock, visitor: Visitor
) -> None:
    liaison_of, officer_of = (Duty(role=role, agency=ROADS) for role in (Role.LIAISON, Role.FIELD_OFFICER))
    await hire(settings, clock, {"Penghubung": liaison_of, "Petugas jalan": officer_of})
    first, second = await visitor.report(), await visitor.report(lon=106.99)
    liaison, officer = await enter(visitor, "Penghubung"), await enter(visitor, "Petugas jalan")
    member = re.search(
        r'name="members" value="([0-9a-f-]{36})"[^>]*>.*?Petugas jalan', await liaison.see("/teams")
    )
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
