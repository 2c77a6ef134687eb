"""The mayor says what the city wants and how many live in it, sees both beside the figures, and takes one back."""

import re
from typing import Any

import pytest

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AreaCode
from tanggap.kit.clock import SetClock
from tests.conftest import BEKASI
from tests.staff import enter, hire
from tests.visitor import Visitor

pytestmark = pytest.mark.story

SEEN = re.compile(r'name="seen" value="([^"]*)"')
AIM, PEOPLE, SET = "/admin/pillars/gov-1", "/admin/pillars/population", "/admin/pillars"


async def put(somebody: Visitor, path: str, *, status: int = 303, **said: Any) -> str:
    """Change what a page shows; the answer."""
    found = SEEN.search(await somebody.see(path))
    assert found
    answer = await somebody.fill_in(path, form_on=path, status=status, seen=found[1], **said)
    return answer.text


async def test_the_mayor_sets_an_aim_and_a_number_of_the_city_and_takes_the_aim_back(
    settings: Settings, clock: SetClock, bench: Workbench, visitor: Visitor
) -> None:
    await hire(
        settings,
        clock,
        {
            "Wali kota": Duty(role=Role.EXECUTIVE),
            "Camat": Duty(role=Role.EXECUTIVE, area=AreaCode("32.75.02")),
        },
    )
    mayor = await enter(visitor, "Wali kota")
    assert f'href="{SET}"' in await mayor.see("/open/pillars")
    said: dict[str, Any] = {"value": "90", "valid_from": "2026-01-01", "source": "RPJMD 2025–2029"}
    refused = await put(mayor, AIM, status=422, reason="SK 12", **said | {"value": "101"})
    assert "Tulis angka dari 0 sampai 100" in refused
    await put(mayor, AIM, reason="SK Wali Kota 12/2026", **said)
    counted: dict[str, Any] = {"value": "2543676", "year": "2025", "source": "BPS Kota Bekasi"}
    refused = await put(mayor, PEOPLE, status=422, reason="BPS", **counted | {"value": "2,5"})
    assert "tanpa titik ribuan" in refused
    await put(mayor, PEOPLE, reason="Angka baru BPS", **counted)
    await put(mayor, SET, reason="Ikut 100 Smart City", pillar_set="kominfo")

    page = await mayor.see(SET)
    assert "target 90%" in page
    assert "2.543.676 jiwa, 2025" in page
    assert all(reason in page for reason in ("SK Wali Kota 12/2026", "Angka baru BPS", "Ikut 100 Smart City"))
    aim = await mayor.see(AIM)
    assert "Angka baru BPS" not in aim, "each has its own history"
    undo = aim.split('action="/admin/pillars/changes/')[1].split('"')[0]
    await mayor.fill_in(f"/admin/pillars/changes/{undo}", form_on=AIM)
    assert "target 90%" not in await mayor.see(SET)
    await bench.cities.refresh()
    pack = (await bench.cities.ground(BEKASI)).pack
    assert pack.aims == ()
    assert [each.value for each in pack.facts if each.year == 2025] == [2543676]
    assert pack.city.pillar_set == "kominfo"

    head = await enter(visitor, "Camat")
    await head.see(SET, status=403)
    assert f'href="{SET}"' not in await head.see("/open/pillars")
