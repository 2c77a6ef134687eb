"""What people left to be told by goes with them, and is in their copy."""

from typing import Any

import pytest

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.kit.clock import SetClock
from tests.conftest import BEKASI
from tests.residents import Letters, come_in
from tests.stories.hall import DEPOK, opened
from tests.stories.hearing.town import Town
from tests.stories.sending import send
from tests.visitor import Visitor

pytestmark = pytest.mark.story

ALERT: dict[str, Any] = {"area": "32.75.02.1005", "fresh": "yes", "way": "email", "email": "warga@example.id"}


async def test_who_erases_their_account_is_found_in_no_choice_no_device_and_no_alert(
    visitor: Visitor, town: Town, bench: Workbench
) -> None:
    letters = Letters(bench)
    guest = visitor.other()
    await guest.fill_in("/notices/settings", way_steps="app")
    await come_in(visitor, letters, "warga@contoh.example")
    await visitor.fill_in("/push", **town.push.form)
    await visitor.fill_in("/notices/settings", way_steps="push")
    alert: dict[str, Any] = ALERT | {"email": "rahasia@contoh.example"}
    await visitor.fill_in("/alerts", **alert)
    await visitor.fill_in("/alerts", lon="106.97", lat="-6.23", radius="250", fresh="yes", way="app")

    shown = await visitor.see("/account/data")
    await visitor.fill_in("/account/erasure", status=200, form_on="/account/erasure", sure="yes")

    assert "rahasia@contoh.example" in shown
    assert town.push.subscription.endpoint in shown
    async with bench.app.transaction(BEKASI) as db:
        left = {
            table: await db.one(int, f"select count(*) from {table}")
            for table in ("ear", "alert", "alert_block", "hearing_choice")
        }
        owed = await db.one(int, "select count(*) from owed where dedupe like 'alert-confirmation:%'")
    assert left == {"ear": 0, "alert": 0, "alert_block": 0, "hearing_choice": 1}
    assert owed == 0


async def test_what_was_left_in_a_city_without_a_report_of_ones_own_is_joined_copied_and_erased(
    settings: Settings, clock: SetClock
) -> None:
    async with opened(settings, clock) as hall:
        me, letters = hall.visitor.other(), Letters(hall.bench)
        circle: dict[str, Any] = {
            "lon": "106.81",
            "lat": "-6.39",
            "radius": "250",
            "fresh": "yes",
            "way": "app",
        }
        await me.fill_in("/kota-depok/alerts", form_on="/kota-depok/alerts", **circle)
        await come_in(me, letters, "warga@contoh.example")

        followed = await me.see("/kota-depok/alerts")
        shown = await me.see("/account/data")
        await me.fill_in("/account/erasure", status=200, form_on="/account/erasure", sure="yes")

        async with hall.bench.app.transaction(DEPOK) as db:
            left = await db.one(
                int,
                "select (select count(*) from alert where city_id = %(city)s) + (select count(*) from seat_city)",
                city=DEPOK,
            )
    assert "250 m di sekitar satu titik" in followed
    assert "Kota Depok" in shown
    assert left == 0


async def test_the_address_left_with_a_support_is_in_the_copy(
    visitor: Visitor, town: Town, bench: Workbench
) -> None:
    number, neighbour = await send(visitor), visitor.other()
    await neighbour.fill_in(
        f"/reports/{number}/support", form_on="/reports/new", contact="dukung@contoh.example"
    )
    await come_in(neighbour, Letters(bench), "warga@contoh.example")

    assert "dukung@contoh.example" in await neighbour.see("/account/data")
