"""E-mail goes out by a real conversation with a server, and says in a code what went wrong."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Literal

import pytest

from tanggap.app.settings import Settings, read_settings
from tanggap.channels.email.channel import compose, deliver
from tanggap.city.offers import Delivery, Parcel
from tanggap.kit.errors import Refused, Unreachable
from tests.mailbox import Mailbox, mail_server


def parcel(address: str = "warga@example.id", subject: str = "Kabar laporan BKS-1") -> Parcel:
    return Parcel(
        dedupe="3275:email:1:2",
        address=address,
        language="id",
        subject=subject,
        body="Laporan BKS-1 ditutup – terima kasih.\n\nhttps://lapor.example.id/reports/BKS-1\n",
        sent_at=datetime(2026, 7, 1, 2, 0, tzinfo=UTC),
    )


def settings(
    port: int, *, security: Literal["none", "starttls"] = "none", sender: str = "kota@example.id"
) -> Settings:
    return Settings(smtp_host="127.0.0.1", smtp_port=port, smtp_security=security, smtp_sender=sender)


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    async with mail_server() as opened:
        yield opened


def sending(mailbox: Mailbox) -> Delivery:
    made = deliver(settings(mailbox.port))
    assert made is not None
    return made


async def test_a_mail_arrives_as_it_was_written(mailbox: Mailbox) -> None:
    await sending(mailbox)(parcel())

    [mail] = mailbox.mails
    assert mail["To"] == "warga@example.id"
    assert mail["From"] == "kota@example.id"
    assert mail["Subject"] == "Kabar laporan BKS-1"
    assert mail["Date"] == "Wed, 01 Jul 2026 02:00:00 +0000"
    assert mail.get_content().replace("\r\n", "\n") == parcel().body


async def test_the_same_message_sent_again_carries_the_same_id(mailbox: Mailbox) -> None:
    await sending(mailbox)(parcel())
    await sending(mailbox)(parcel())

    first, second = (mail["Message-ID"] for mail in mailbox.mails)
    assert first == second
    assert first.endswith("@example.id>")


async def test_a_refusal_is_told_by_its_code_and_never_by_the_address(mailbox: Mailbox) -> None:
    mailbox.refusal = "550 no such user warga@example.id"

    with pytest.raises(Unreachable) as refused:
        await sending(mailbox)(parcel())

    assert refused.value.args[0].values == {"why": "550"}
    assert "warga@example.id" not in repr(refused.value)


async def test_a_server_that_is_away_is_unreachable() -> None:
    async with mail_server() as mailbox:
        port = mailbox.port
    made = deliver(settings(port))
    assert made is not None

    with pytest.raises(Unreachable):
        await made(parcel())


async def test_a_server_that_cannot_encrypt_gets_nothing_where_encryption_is_wanted(mailbox: Mailbox) -> None:
    made = deliver(settings(mailbox.port, security="starttls"))
    assert made is not None

    with pytest.raises(Unreachable):
        await made(parcel())

    assert mailbox.mails == []


@pytest.mark.parametrize("address", ["", "warga", "a@b.id\r\nBcc: semua@example.id", "a@b.id, c@d.id"])
def test_what_cannot_be_an_address_is_not_written_to(address: str) -> None:
    with pytest.raises(Unreachable):
        compose(parcel(address), sender="kota@example.id")


def test_a_subject_cannot_become_another_header() -> None:
    mail = compose(parcel(subject="Kabar\r\nBcc: semua@example.id"), sender="kota@example.id")

    assert mail["Bcc"] is None
    assert mail["Subject"] == "Kabar Bcc: semua@example.id"


def test_without_a_server_there_is_no_mail() -> None:
    assert deliver(Settings()) is None


def test_a_server_without_a_sender_is_refused_at_once() -> None:
    with pytest.raises(Refused, match="SENDER"):
        deliver(settings(25, sender=""))


def test_a_way_of_protecting_mail_nobody_knows_is_refused_when_settings_are_read() -> None:
    with pytest.raises(Refused):
        read_settings({"TANGGAP_SMTP_SECURITY": "ssl"})
