"""A city admin sends one market's reports elsewhere: drafted, tried on what came in before, switched on, taken back."""

import re
from typing import Any

import pytest

from tanggap.app.settings import Settings
from tanggap.city.rights import Duty, Role
from tanggap.kit.clock import SetClock
from tests.conftest import running
from tests.staff import enter, hire

pytestmark = pytest.mark.story

MARKET = "-6.245, 106.97\n-6.245, 106.98\n-6.23, 106.98\n-6.23, 106.97"


async def test_an_admin_adds_a_rule_for_a_zone_sees_what_it_would_do_and_takes_it_back(
    settings: Settings, clock: SetClock
) -> None:
    await hire(
        settings,
        clock,
        {"Admin": Duty(role=Role.CITY_ADMIN), "Koordinator": Duty(role=Role.COORDINATOR)},
    )
    async with running(settings, clock) as visitor:
        before = await visitor.report()
        admin = await enter(visitor, "Admin")
        rule: dict[str, Any] = {
            "name": "Kawasan {pasar}",
            "target": "unit:dlh",
            "groups": "roads",
            "zone": MARKET,
            "reason": "pasar dirawat pengelolanya.",
        }

        refused = await admin.fill_in("/admin/routing/draft/rule", status=422, **rule | {"zone": "di pasar"})
        assert "tulis lintang lalu bujur" in refused.text
        await admin.fill_in("/admin/routing/draft/rule", **rule)
        draft = await admin.see("/admin/routing/draft")
        assert "1. Kawasan {pasar}" in draft
        await admin.see("/admin/routing/draft/rule?code=kawasan-pasar")
        assert "Kawasan {pasar}" not in await admin.see("/admin/routing")

        tried = await admin.see("/admin/routing/preview")
        assert "1 laporan terbaru" in tried
        assert "Mulai dipakai: Kawasan {pasar}" in tried
        assert re.search(r"Dinas Bina Marga[^<]*</th>\s*<td[^>]*>Dinas Lingkungan Hidup</td>", tried), tried

        await admin.fill_in("/admin/routing/changes", status=422)
        await admin.fill_in("/admin/routing/changes", reason="SK Wali Kota 14/2026")
        saved = await admin.see("/admin/routing")
        assert "SK Wali Kota 14/2026" in saved

        after = await visitor.report()
        assert before["agency"] != after["agency"] == "dlh"
        assert "karena pasar dirawat pengelolanya." in str(after)
        coordinator = await enter(visitor, "Koordinator")
        page = await coordinator.see(f"/reports/{after['number']}")
        assert "Diteruskan oleh aturan “Kawasan {pasar}”." in page
        assert "Kawasan {pasar}" not in await visitor.see(f"/reports/{after['number']}")

        change = saved.split('name="change" value="', 1)[1].split('"', 1)[0]
        await admin.fill_in("/admin/routing/undoing", change=change)
        assert "Sudah dibatalkan." in await admin.see("/admin/routing")
        assert (await visitor.report())["agency"] == before["agency"]
        assert "karena pasar dirawat pengelolanya." in await visitor.see(f"/reports/{after['number']}")
