"""Who follows a kelurahan or a circle is told what comes in there and what its offices say, until they say stop."""

import re
from datetime import timedelta
from typing import Any

import pytest

from tanggap.app.settings import Settings
from tanggap.city.rights import Duty, Role
from tanggap.kit.clock import SetClock
from tests.staff import enter, hire
from tests.stories.hearing.town import Town, link, stop_at_once
from tests.visitor import Visitor

pytestmark = pytest.mark.story

ALERT: dict[str, Any] = {"area": "32.75.02.1005", "fresh": "yes", "way": "email", "email": "warga@example.id"}


async def test_an_area_is_told_by_mail_only_once_its_address_said_yes_and_until_it_says_stop(
    visitor: Visitor, town: Town
) -> None:
    await visitor.fill_in("/alerts", **ALERT)
    await visitor.report()
    assert await town.hear() == 1
    [asked] = town.mails()
    confirming = link(asked, "/alerts/confirmation/")
    assert "Jakasampurna" in await visitor.other().see(confirming)
    await visitor.report()
    await town.hear()
    assert town.mails() == []

    await visitor.other().fill_in(confirming)
    report = await visitor.report()
    await town.hear()
    [mail] = town.mails()
    assert report["number"] in mail.get_content()
    assert report["number"] in await visitor.see("/alerts")

    answer = await visitor.client.post(stop_at_once(mail))
    assert answer.status_code == 200
    await visitor.report()
    await town.hear()
    assert town.mails() == []
    assert "Jakasampurna</a></h2>" not in await visitor.see("/alerts")


async def test_nobody_is_written_to_again_and_again_because_strangers_type_their_address(
    visitor: Visitor, town: Town
) -> None:
    for _ in range(3):
        await visitor.other().fill_in("/alerts", **ALERT)

    refused = await visitor.fill_in("/alerts", status=422, **ALERT)

    assert "Alamat ini belum menjawab" in refused.text
    assert await town.hear() == 3


async def test_a_circle_is_told_on_the_device_once_and_can_be_ended_by_whose_it_is(
    visitor: Visitor, town: Town
) -> None:
    await visitor.fill_in("/push", **town.push.form)
    circle: dict[str, Any] = {
        "lon": "106.9756",
        "lat": "-6.2393",
        "radius": "250",
        "fresh": "yes",
        "way": "push",
    }
    await visitor.fill_in("/alerts", **circle)
    circle["radius"] = "500"
    await visitor.fill_in("/alerts", **circle)
    report = await visitor.report()
    await visitor.report(lon=106.9956, lat=-6.2383)

    await town.hear()

    [shown] = town.push.shown
    assert (shown["title"], shown["body"]) == (f"Laporan {report['number']}", "Laporan baru")
    [one, _] = re.findall(r'action="(/alerts/[0-9a-f-]{36}/removal)"', await visitor.see("/alerts"))
    await visitor.other().fill_in(one, status=404)
    await visitor.fill_in(one)
    assert one not in await visitor.see("/alerts")


async def test_who_follows_a_kelurahan_hears_once_what_its_offices_say_and_not_at_night(
    visitor: Visitor, town: Town, clock: SetClock, settings: Settings
) -> None:
    clock.move(timedelta(hours=14))
    await hire(settings, clock, {"Koordinator": Duty(role=Role.COORDINATOR)})
    office = await enter(visitor, "Koordinator")
    for area in ("32.75.02.1005", "32.75.02"):
        await visitor.fill_in("/alerts", area=area, announced="yes", way="push")
    await visitor.fill_in("/push", **town.push.form)

    for area in ("32.75.02", "32.75.03"):
        await office.fill_in("/neighbourhood", area=area, title="Kerja bakti Minggu", text="Pukul 7.")
    at_night = await town.hear()
    clock.move(timedelta(hours=10))

    assert at_night == 0
    assert await town.hear() == 1
    assert [each["body"] for each in town.push.shown] == ["Pengumuman"]


async def test_a_withdrawn_announcement_is_told_to_nobody(
    visitor: Visitor, town: Town, settings: Settings, clock: SetClock
) -> None:
    await hire(settings, clock, {"Koordinator": Duty(role=Role.COORDINATOR)})
    office = await enter(visitor, "Koordinator")
    await visitor.fill_in("/alerts", area="32.75.02.1005", announced="yes", way="push")
    await visitor.fill_in("/push", **town.push.form)
    await office.fill_in("/neighbourhood", area="32.75.02.1005", title="Kerja bakti", text="Minggu.")
    found = re.search(r"/announcements/[0-9a-f-]{36}/withdrawal", await office.see("/neighbourhood"))
    assert found
    await office.fill_in(found[0], form_on="/neighbourhood")

    assert await town.hear() == 0
