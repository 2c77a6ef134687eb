"""People hear back: on their devices and by mail, as they chose, when they are awake, and never after they said stop."""

import re
from datetime import timedelta

import pytest

from tanggap.app.tools import Workbench
from tanggap.kit.clock import SetClock
from tests.residents import Letters, come_in
from tests.stories.hearing.town import Town, link, reporter, stop_at_once
from tests.stories.sending import send
from tests.stories.test_a_citizen_has_the_last_word import finish
from tests.visitor import Visitor

pytestmark = pytest.mark.story


async def test_a_device_is_told_instead_of_the_mail_in_the_morning(
    visitor: Visitor, town: Town, clock: SetClock
) -> None:
    clock.move(timedelta(hours=14))  # 23.00 WIB
    number = await reporter(visitor, sender={"email": "warga@example.id"})
    await visitor.fill_in("/push", **town.push.form)
    assert "Diberi kabar." in await visitor.see("/notices/settings")

    assert await town.hear() == 0
    clock.move(timedelta(hours=7))
    assert await town.hear() == 1
    assert await town.hear() == 0

    assert town.mails() == []
    [shown] = town.push.shown
    assert number in shown["title"]
    assert shown["body"] == "Menunggu"
    assert shown["url"].endswith(f"/kota-bekasi/reports/{number}")


async def test_a_device_that_is_gone_is_forgotten_and_written_to_instead(
    visitor: Visitor, town: Town
) -> None:
    await reporter(visitor, sender={"email": "warga@example.id"})
    await visitor.fill_in("/push", **town.push.form)
    town.push.status = 410

    await town.hear()
    await town.hear()

    assert [mail["To"] for mail in town.mails()] == ["warga@example.id"]
    assert "Diberi kabar." not in await visitor.see("/notices/settings")


async def test_a_busy_push_service_is_asked_again(visitor: Visitor, town: Town, clock: SetClock) -> None:
    await reporter(visitor)
    await visitor.fill_in("/push", **town.push.form)
    town.push.status = 429

    await town.hear()
    town.push.status = 201
    assert await town.hear() == 0
    clock.move(timedelta(minutes=2))
    await town.hear()

    assert (town.push.tried, len(town.push.shown)) == (2, 1)


async def test_of_a_confidential_report_a_device_hears_only_that_there_is_news(
    visitor: Visitor, town: Town
) -> None:
    number = await reporter(visitor, visibility="confidential")
    await visitor.fill_in("/push", **town.push.form)

    await town.hear()

    [shown] = town.push.shown
    assert (shown["title"], shown["body"]) == ("Kota Bekasi", "Ada kabar untuk Anda.")
    assert number not in str(shown)


async def test_what_is_chosen_once_a_day_comes_in_one_mail(
    visitor: Visitor, town: Town, clock: SetClock
) -> None:
    numbers = [await reporter(visitor, sender={"email": "warga@example.id"}) for _ in range(2)]
    await visitor.fill_in("/notices/settings", way_steps="email", pace_steps="daily", digest="9")

    assert await town.hear() == 0
    clock.move(timedelta(days=1))
    assert await town.hear() == 1
    assert await town.hear() == 0

    [mail] = town.mails()
    assert all(number in mail.get_content() for number in numbers)


async def test_one_request_from_the_mail_ends_all_mail_to_its_address(visitor: Visitor, town: Town) -> None:
    await visitor.report(sender={"email": "warga@example.id"})
    await town.hear()
    [mail] = town.mails()
    at_once = stop_at_once(mail)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    stranger = visitor.other()
    await stranger.see(link(mail, "/stop/"))
    answer = await stranger.client.post(at_once, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    await visitor.report(sender={"email": "Warga@example.id"})
    await town.hear()
    assert town.mails() == []

    settings = link(mail, "/settings")
    assert "Tidak ada surel yang dikirim" in await stranger.see(settings)
    await stranger.fill_in("/kota-bekasi/notices/settings", to=settings.partition("to=")[2])
    await visitor.report(sender={"email": "warga@example.id"})
    await town.hear()
    assert len(town.mails()) == 1


async def test_a_link_that_is_not_ours_ends_nothing(visitor: Visitor) -> None:
    for token in ("x", "0" * 64, "%00", "é" * 40):
        for path in ("/stop/", "/alerts/stop/", "/alerts/confirmation/"):
            await visitor.see(path + token, status=404)
        answer = await visitor.client.post(f"/api/v1/stop/{token}")
        assert answer.status_code == 404
    await visitor.see("/notices/settings?to=x", status=404)


async def test_news_stand_by_report_and_are_read_one_report_at_a_time(visitor: Visitor, town: Town) -> None:
    first, second = await reporter(visitor), await reporter(visitor)
    await town.hear()
    page = await visitor.see("/notices")
    assert "4 belum dibaca" in page

    await visitor.fill_in("/notices/reading", report=first)
    page = await visitor.see("/notices")
    assert "2 belum dibaca" in page
    assert f'value="{second}"' in page
    assert f'value="{first}"' not in page

    await visitor.fill_in("/notices/reading", report="nonsense")
    assert "2 belum dibaca" in await visitor.see("/notices")
    await visitor.fill_in("/notices/reading")
    assert "Semua sudah dibaca." in await visitor.see("/notices")


async def test_who_says_the_same_is_told_by_mail_until_they_take_it_back(
    visitor: Visitor, town: Town, bench: Workbench
) -> None:
    number = await send(visitor)
    neighbour = visitor.other()
    await neighbour.fill_in(
        f"/reports/{number}/support", form_on="/reports/new", contact="tetangga@example.id"
    )
    await town.hear()
    town.mails()

    await finish(bench, number)
    await town.hear()
    [*_, mail] = town.mails()
    settings = await neighbour.see(link(mail, "/settings"))
    await neighbour.fill_in(f"/reports/{number}/support/withdrawal", form_on=f"/reports/{number}")

    assert (mail["To"], number in mail["Subject"]) == ("tetangga@example.id", True)
    assert "Langkah laporan yang saya dukung" in settings
    await neighbour.see(link(mail, "/stop/"), status=404)


async def test_a_device_follows_its_owner_in_and_hears_nothing_once_they_are_out(
    visitor: Visitor, town: Town, bench: Workbench
) -> None:
    letters = Letters(bench)
    await visitor.fill_in("/push", **town.push.form)
    await visitor.fill_in("/alerts", area="32.75.02.1005", fresh="yes", way="push")
    await visitor.fill_in("/notices/settings", way_steps="app")
    await come_in(visitor, letters, "warga@contoh.example")
    signed_in = await visitor.see("/notices/settings")
    followed = await visitor.see("/alerts")

    await visitor.other().report()
    await town.hear()
    heard = len(town.push.shown)
    await visitor.fill_in("/sign-out")
    await visitor.other().report()
    await town.hear()

    assert "Diberi kabar." in signed_in
    assert 'value="app" selected' in signed_in
    assert "Jakasampurna</a></h2>" in followed
    assert (heard, len(town.push.shown)) == (1, 1)
    assert "Jakasampurna</a></h2>" not in await visitor.see("/alerts")


async def test_a_code_to_sign_in_cannot_be_stopped_and_brings_no_link_that_leads_nowhere(
    visitor: Visitor, bench: Workbench
) -> None:
    letters = Letters(bench)
    await visitor.fill_in("/sign-in/codes", address="warga@contoh.example")
    await letters.bring()

    [parcel] = letters.sent
    assert parcel.stop_at_once is None
    assert "/stop/" not in parcel.body
    assert "/sign-in/code" in parcel.body


async def test_every_page_says_how_much_is_new_until_it_was_looked_at(visitor: Visitor, town: Town) -> None:
    await reporter(visitor)
    await town.hear()
    stranger = await visitor.other().see("/how")

    before = await visitor.see("/how")
    await visitor.fill_in("/notices/reading", form_on="/notices")

    assert re.search(r'href="/notices">.*?<span class="count">\d</span>', before, re.DOTALL)
    assert 'class="count"' not in stranger
    assert 'class="count"' not in await visitor.see("/how")
