"""People hear back: on their devices and by mail, as they chose, when they are awake, and never after they said stop."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from msgspec.structs import replace

from tanggap.app.deliver import Postman
from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.channels.email.channel import deliver as by_mail
from tanggap.channels.push.channel import sending as by_push
from tanggap.city.rights import Duty, Role
from tanggap.kit.clock import SetClock
from tanggap.kit.log import Reactor, Ticker
from tanggap.kit.webpush import Signer
from tests.conftest import BEKASI
from tests.mailbox import Mailbox, mail_server
from tests.pushes import PushService
from tests.residents import WITH_MAIL, Letters, come_in
from tests.staff import enter, hire
from tests.stories.hall import DEPOK, opened
from tests.stories.sending import send
from tests.stories.test_a_citizen_has_the_last_word import finish
from tests.visitor import ORIGIN, Visitor

pytestmark = pytest.mark.story

LINK = re.compile(r"http://\S+")
ALERT: dict[str, Any] = {"area": "32.75.02.1005", "fresh": "yes", "way": "email", "email": "warga@example.id"}


class Town:
    """Everything that follows from what people do, a step at a time."""

    def __init__(self, bench: Workbench, mailbox: Mailbox, clock: SetClock) -> None:
        self.bench = bench
        self.mailbox = mailbox
        signer = Signer(bench.secrets)
        self.push = PushService(signer.public, now=clock.now())
        mail = by_mail(
            Settings(
                smtp_host="127.0.0.1",
                smtp_port=mailbox.port,
                smtp_security="none",
                smtp_sender="kota@example.id",
            )
        )
        assert mail is not None
        device = by_push(signer, subject="http://tanggap.test", ask=self.push.ask)
        self._postman = Postman(bench, {"email": mail, "push": device})

    async def hear(self) -> int:
        """Let what happened be heard and carried; how many messages were tried."""
        bench = self.bench
        await Ticker(app=bench.app, reader=bench.reader, epoch=bench.tools.epoch).tick()
        await Reactor(
            app=bench.app,
            reader=bench.reader,
            listeners=[each for each in bench.offers.listeners if each.name in ("notices", "alerts")],
            open_desk=lambda _: bench.entrance.open_desk(BEKASI),
            epoch=bench.tools.epoch,
        ).catch_up()
        return await self._postman.round()

    def mails(self) -> list[EmailMessage]:
        """The mails that came since this was last asked."""
        came = list(self.mailbox.mails)
        self.mailbox.mails.clear()
        return came


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """An installation that can write to people."""
    return replace(settings, **WITH_MAIL)


@pytest.fixture
async def town(bench: Workbench, clock: SetClock) -> AsyncIterator[Town]:
    async with mail_server() as mailbox:
        yield Town(bench, mailbox, clock)


async def reporter(visitor: Visitor, **fields: Any) -> str:
    """Somebody reports and keeps the report in their browser; its number."""
    receipt = await visitor.report(**fields)
    await visitor.fill_in("/track", number=receipt["number"], key=receipt["key"])
    return str(receipt["number"])


def link(mail: EmailMessage, part: str) -> str:
    """The path of the one link in a mail that has this in it."""
    [found] = [each for each in LINK.findall(mail.get_content()) if part in each]
    return str(found).removeprefix(ORIGIN)


def stop_at_once(mail: EmailMessage) -> str:
    """Where a mail program posts when its reader wants no more (RFC 8058)."""
    return str(mail["List-Unsubscribe"]).strip("<>").removeprefix(ORIGIN)


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


async def test_every_page_says_how_much_is_new_until_it_was_looked_at(visitor: Visitor, town: Town) -> None:
    await reporter(visitor)
    await town.hear()
    stranger = await visitor.other().see("/how")

    before = await visitor.see("/how")
    await visitor.fill_in("/notices/reading", form_on="/notices")

    assert re.search(r'href="/notices">.*?<span class="count">\d</span>', before, re.DOTALL)
    assert 'class="count"' not in stranger
    assert 'class="count"' not in await visitor.see("/how")


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
