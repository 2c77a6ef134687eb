"""The postman: from what happened to a report to the mail in somebody's box."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from tanggap.app.deliver import LEASE, Postman
from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.offers import Delivery, Parcel
from tanggap.city.owed.standing import store as standing
from tanggap.kit.clock import SetClock
from tanggap.kit.log import Reactor, Ticker
from tanggap.report import contacts
from tanggap.report.report import ReportId
from tests.conftest import BEKASI
from tests.mailbox import Mailbox, mail_server
from tests.visitor import Visitor

pytestmark = pytest.mark.story


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    async with mail_server() as opened:
        yield opened


def sending(bench: Workbench, mailbox: Mailbox) -> Delivery:
    email = bench.offers.channels["email"].deliver
    assert email is not None
    delivery = email(
        Settings(
            smtp_host="127.0.0.1",
            smtp_port=mailbox.port,
            smtp_security="none",
            smtp_sender="kota@example.id",
        )
    )
    assert delivery is not None
    return delivery


def by_mail(bench: Workbench, mailbox: Mailbox) -> Postman:
    return Postman(bench, {"email": sending(bench, mailbox)})


async def react(bench: Workbench) -> None:
    """Let everything follow from what happened."""
    await Ticker(app=bench.app, reader=bench.reader, epoch=bench.tools.epoch).tick()
    reactor = Reactor(
        app=bench.app,
        reader=bench.reader,
        listeners=[each for each in bench.offers.listeners if each.name == "notices"],
        open_desk=lambda _: bench.entrance.open_desk(BEKASI),
        epoch=bench.tools.epoch,
    )
    await reactor.catch_up()


async def test_who_left_an_address_is_written_to_once_in_their_language(
    visitor: Visitor, bench: Workbench, mailbox: Mailbox
) -> None:
    receipt = await visitor.report(sender={"name": "Pelapor", "email": "warga@example.id"})
    await react(bench)

    assert await by_mail(bench, mailbox).round() == 1
    assert await by_mail(bench, mailbox).round() == 0

    [mail] = mailbox.mails
    assert mail["To"] == "warga@example.id"
    assert receipt["number"] in mail["Subject"]
    assert f"/kota-bekasi/reports/{receipt['number']}" in mail.get_content()


async def test_a_confidential_report_is_not_linked_to(
    visitor: Visitor, bench: Workbench, mailbox: Mailbox
) -> None:
    await visitor.report(sender={"email": "warga@example.id"}, visibility="confidential")
    await react(bench)

    await by_mail(bench, mailbox).round()

    [mail] = mailbox.mails
    assert "/kota-bekasi/track" in mail.get_content()
    assert "/reports/" not in mail.get_content()


async def test_who_left_no_address_is_not_written_to(
    visitor: Visitor, bench: Workbench, mailbox: Mailbox
) -> None:
    await visitor.report()
    await visitor.report(sender={"phone": "+628111222333"})
    await react(bench)

    assert await by_mail(bench, mailbox).round() == 0


async def test_at_night_nobody_is_written_to_before_six(
    visitor: Visitor, bench: Workbench, mailbox: Mailbox, clock: SetClock
) -> None:
    clock.move(timedelta(hours=14))  # 23.00 WIB
    await visitor.report(sender={"email": "warga@example.id"})
    await react(bench)

    assert await by_mail(bench, mailbox).round() == 0
    clock.move(timedelta(hours=7))
    assert clock.now() == datetime(2026, 7, 1, 23, 0, tzinfo=UTC)
    assert await by_mail(bench, mailbox).round() == 1


async def test_a_refused_mail_is_tried_eight_times_and_then_given_up_in_sight(
    visitor: Visitor, bench: Workbench, mailbox: Mailbox, clock: SetClock
) -> None:
    mailbox.refusal = "550 no such user"
    await visitor.report(sender={"email": "warga@example.id"})
    await react(bench)

    tried = 0
    for _ in range(12):
        tried += await by_mail(bench, mailbox).round()
        clock.move(timedelta(days=1, hours=1))

    async with bench.app.transaction(BEKASI) as db:
        [lost] = await standing.given_up(db, BEKASI)
    assert tried == 8
    assert "550" in lost.failure
    assert "warga" not in lost.failure


async def test_a_message_whose_contact_was_erased_is_not_sent(
    visitor: Visitor, bench: Workbench, mailbox: Mailbox
) -> None:
    await visitor.report(sender={"email": "warga@example.id"})
    await react(bench)
    async with bench.app.transaction(BEKASI) as db:
        [report] = await db.all(str, "select id::text from report")
        await contacts.destroy(db, BEKASI, msgspec.convert(report, ReportId))

    await by_mail(bench, mailbox).round()

    assert mailbox.mails == []


async def test_a_postman_killed_on_the_way_sends_at_most_once_more_under_the_same_id(
    visitor: Visitor, bench: Workbench, mailbox: Mailbox, clock: SetClock
) -> None:
    await visitor.report(sender={"email": "warga@example.id"})
    await react(bench)
    arrived = asyncio.Event()

    async def carry_and_forget(parcel: Parcel) -> None:
        await sending(bench, mailbox)(parcel)
        arrived.set()
        await asyncio.Event().wait()

    killed = asyncio.create_task(Postman(bench, {"email": carry_and_forget}).round())
    await arrived.wait()
    killed.cancel()
    await asyncio.gather(killed, return_exceptions=True)
    assert await by_mail(bench, mailbox).round() == 0
    clock.move(LEASE)
    assert await by_mail(bench, mailbox).round() == 1
    assert await by_mail(bench, mailbox).round() == 0

    first, second = mailbox.mails
    assert first["Message-ID"] == second["Message-ID"]


async def test_one_message_that_breaks_us_does_not_keep_the_others(
    visitor: Visitor, bench: Workbench
) -> None:
    await visitor.report(sender={"email": "satu@example.id"})
    await visitor.report(sender={"email": "dua@example.id"})
    await react(bench)
    arrived: list[str] = []

    async def breaks_over_one(parcel: Parcel) -> None:
        if parcel.address.startswith("satu"):
            raise ZeroDivisionError
        arrived.append(parcel.address)

    await Postman(bench, {"email": breaks_over_one}).round()

    assert arrived == ["dua@example.id"]
