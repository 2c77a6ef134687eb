"""A city admin changes limits and office hours: what came in keeps its limit, and due times follow the hours."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import CityId
from tanggap.kit.clock import SetClock
from tanggap.report.recounting import actions as recounting
from tests.conftest import BEKASI, running
from tests.journey.office import told
from tests.mailroom import at_work
from tests.staff import enter, hire
from tests.stories.test_a_city_changes_itself import KIND, message, seen
from tests.visitor import Visitor

pytestmark = pytest.mark.story

SHORTER: dict[str, Any] = {
    "amount": "5",
    "amount_unit": "working days",
    "valid_from": "2026-07-02",
    "source": "Perwali 9/2026",
    "reason": "Perwali 9/2026",
}
WEEK = "senin 08:00-15:00\nselasa 08:00-15:00\nrabu 08:00-15:00\nkamis 08:00-15:00\njumat 08:00-11:30"
COUNTS_HOURS: dict[str, Any] = KIND | {
    "lead": "public_works_roads",
    "resolution": "5",
    "resolution_unit": "office hours",
}
RAMADAN = "senin 08:00-14:00\nselasa 08:00-14:00\nrabu 08:00-14:00\nkamis 08:00-14:00\njumat 08:00-11:00"


@pytest.fixture
async def admin(settings: Settings, clock: SetClock) -> AsyncIterator[Visitor]:
    """A city admin, signed in."""
    await hire(settings, clock, {"Admin": Duty(role=Role.CITY_ADMIN)})
    async with running(settings, clock) as visitor:
        yield await enter(visitor, "Admin")


async def work(office: Workbench, clock: SetClock, memory: dict[CityId, int]) -> int:
    """What a worker does in the seconds after a change; how many reports moved."""
    await office.cities.refresh()
    moved = await recounting.recount_all(office.cities, office.entrance.open_desk, memory)
    clock.move(recounting.SETTLES)
    return moved + await recounting.recount_all(office.cities, office.entrance.open_desk, memory)


def undoing(page: str) -> str:
    """Where the newest change is taken back."""
    return page.split('/undoing"', maxsplit=1)[0].rsplit('action="', 1)[1] + "/undoing"


async def test_a_new_limit_is_for_what_comes_in_from_its_day_on(
    admin: Visitor, settings: Settings, clock: SetClock
) -> None:
    async with Workbench(settings, clock=clock) as office, at_work(office):
        memory: dict[CityId, int] = {}
        await work(office, clock, memory)
        before = await admin.report(kind=None, type="complaint")
        assert "14 hari kerja" in await admin.see("/admin/limits")
        page = await admin.see("/admin/limits/complaint")

        today = SHORTER | {"seen": seen(page), "valid_from": "2026-07-01"}
        assert (
            'id="valid_from-error"'
            in (await admin.fill_in("/admin/limits/complaint", status=422, **today)).text
        )
        await admin.fill_in("/admin/limits/complaint", seen=seen(page), **SHORTER)
        changed = await admin.see("/admin/limits/complaint")
        assert "<del>14 hari kerja</del> → <ins>5 hari kerja</ins>" in changed

        # The days pass, and somebody closes the offices for one of them.
        clock.move(timedelta(days=2))
        admin = await enter(admin, "Admin")
        await admin.fill_in("/admin/calendar/changes", lines="2026-07-20 Hari jadi", reason="SK")
        assert await work(office, clock, memory) == 1
        assert (await _due(admin, before)).startswith("2026-07-22")

        # What has begun to hold is not taken back: reports came in under it.
        await admin.fill_in(undoing(changed), status=409)


async def _due(visitor: Visitor, receipt: dict[str, Any]) -> str:
    found = await visitor.client.get(f"/api/v1/reports/{receipt['number']}")
    return str(found.json()["due_at"])


async def test_other_hours_are_seen_first_move_what_is_open_and_are_taken_back(
    admin: Visitor, settings: Settings, clock: SetClock
) -> None:
    async with Workbench(settings, clock=clock) as office, at_work(office):
        memory: dict[CityId, int] = {}
        await work(office, clock, memory)
        await admin.fill_in("/admin/kinds", **COUNTS_HOURS)
        await office.cities.refresh()

        sent = (await office.reception.receive(message(), city=BEKASI)).receipt
        page = await admin.see("/admin/hours")
        hours: dict[str, Any] = {
            "seen": seen(page),
            "week": WEEK,
            "periods_0": "2027-02-08 2027-03-09",
            "week_0": RAMADAN,
            "reason": "SE Sekda 3/2026",
        }

        looked = await admin.fill_in("/admin/hours", status=200, look="yes", **hours)
        assert "maju: 1" in looked.text
        assert await work(office, clock, memory) == 0
        wrong = await admin.fill_in("/admin/hours", status=422, **(hours | {"week_0": "senin buka"}))
        assert 'id="week_0-error"' in wrong.text
        await admin.fill_in("/admin/hours", **hours)

        page = await admin.see("/admin/hours")
        assert "Senin: <del>07:30-12:00 13:00-16:00</del> → <ins>08:00-15:00</ins>" in page
        assert await work(office, clock, memory) == 1
        await admin.fill_in(undoing(page))
        assert await work(office, clock, memory) == 1
        assert (await told(office, sent.report))[0].due_at == sent.due_at
