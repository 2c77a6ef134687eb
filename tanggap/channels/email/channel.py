"""Brings messages to people by e-mail."""

import hashlib
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any, Literal

import aiosmtplib
import msgspec
from msgspec import Struct

from tanggap.city.offers import Channel, Delivery, Parcel
from tanggap.kit.errors import Refused, Unreachable
from tanggap.kit.words import Name, say

ANSWER_S = 20.0


class MailSettings(Struct, frozen=True, kw_only=True):
    """What of the installation's settings concerns mail."""

    smtp_host: str
    smtp_port: int
    smtp_user: str
    smtp_password: str
    smtp_security: Literal["starttls", "tls", "none"]
    smtp_sender: str


def deliver(installation: Any) -> Delivery | None:
    """What sends mail as an installation's settings say; None when they name no server. Raises Refused without a sender."""
    settings = msgspec.convert(installation, MailSettings, from_attributes=True)
    if not settings.smtp_host:
        return None
    if not settings.smtp_sender:
        raise Refused(say("TANGGAP_SMTP_SENDER belum diisi: alamat pengirim surel."))

    async def send(parcel: Parcel) -> None:
        try:
            await aiosmtplib.send(
                compose(parcel, sender=settings.smtp_sender),
                hostname=settings.smtp_host,
                port=settings.smtp_port,
                username=settings.smtp_user or None,
                password=settings.smtp_password or None,
                use_tls=settings.smtp_security == "tls",
                start_tls=settings.smtp_security == "starttls",
                timeout=ANSWER_S,
            )
        except (aiosmtplib.SMTPException, OSError) as failure:
            raise Unreachable(say("Server surel tidak menerima pesan: {why}.", why=_why(failure))) from None

    return send


def compose(parcel: Parcel, *, sender: str) -> EmailMessage:
    """The mail of a message. Its Message-ID follows from the message alone, so that one sent again can be told.

    Raises Unreachable for an address that cannot be one.
    """
    try:
        to = Address(addr_spec=parcel.address)
        domain = Address(addr_spec=sender).domain
    except (ValueError, IndexError, MessageError):
        raise Unreachable(say("Alamat surel tidak sah.")) from None
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = to
    mail["Subject"] = " ".join(parcel.subject.split())
    mail["Date"] = format_datetime(parcel.sent_at)
    mail["Message-ID"] = f"<{hashlib.sha256(parcel.dedupe.encode()).hexdigest()[:40]}@{domain}>"
    mail["Content-Language"] = parcel.language
    mail["Auto-Submitted"] = "auto-generated"
    if parcel.stop_at_once is not None:  # RFC 8058: one request, without a look and without a sign-in
        mail["List-Unsubscribe"] = f"<{parcel.stop_at_once}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(parcel.body)
    if parcel.html:
        mail.add_alternative(parcel.html, subtype="html")
    if parcel.enclosed is not None:
        mail.add_attachment(
            parcel.enclosed.content, maintype="application", subtype="pdf", filename=parcel.enclosed.name
        )
    return mail


def _why(failure: aiosmtplib.SMTPException | OSError) -> str:
    """The server's code or the kind of failure; its words may name whom the mail is for."""
    if isinstance(failure, aiosmtplib.SMTPRecipientsRefused) and failure.recipients:
        failure = failure.recipients[0]
    if isinstance(failure, aiosmtplib.SMTPResponseException):
        return str(failure.code)
    return type(failure).__name__


CHANNEL = Channel(name="email", title=Name(id="Surel", en="E-mail"), deliver=deliver)
