"""A city admin closes the offices for a day: what that moves is said before, and every process counts by it after."""

import pytest

from tanggap.app.settings import Settings
from tanggap.city.rights import Duty, Role
from tanggap.kit.clock import SetClock
from tests.conftest import running
from tests.staff import enter, hire

pytestmark = pytest.mark.story


async def test_a_day_off_is_seen_first_then_saved_then_taken_back(
    settings: Settings, clock: SetClock
) -> None:
    await hire(settings, clock, {"Admin": Duty(role=Role.CITY_ADMIN)})
    async with running(settings, clock) as visitor:
        await visitor.report(kind=None)
        admin = await enter(visitor, "Admin")

        preview = await admin.see("/admin/calendar/preview?day=2026-07-02&name=Pemilihan+wali+kota")
        assert "mundur: 1" in preview
        assert "Pemilihan wali kota" not in await admin.see("/admin/calendar?year=2026")

        await admin.fill_in(
            "/admin/calendar/changes", lines="2026-07-02 Pemilihan wali kota", reason="SK KPU 7/2026"
        )
        saved = await admin.see("/admin/calendar?year=2026")
        assert "Pemilihan wali kota" in saved
        assert "SK KPU 7/2026" in saved

        undoing = saved.split('/undoing"')[0].rsplit('action="', 1)[1] + "/undoing"
        await admin.fill_in(undoing)
        assert "Sudah dibatalkan." in await admin.see("/admin/calendar?year=2026")
        await admin.see("/admin/calendar/preview?lines=bukan+tanggal", status=422)
