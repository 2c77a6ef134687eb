"""Brings messages to devices, by the push service each browser names.

A message holds the report's number and its new status, or only that there is news; never a word anybody wrote.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from tanggap.city.offers import Channel, Delivery, Parcel
from tanggap.kit import webpush
from tanggap.kit.egress import Fetch, fetch
from tanggap.kit.errors import Gone, Refused, Unreachable
from tanggap.kit.secret import Secrets
from tanggap.kit.webpush import PLAIN_BYTES_MOST, Signer, Subscription
from tanggap.kit.words import Name, say

KEPT = timedelta(days=1)
"""How long a push service keeps a message for a device that is off. Longer, and it is no news any more."""
TAKEN = frozenset({200, 201, 202, 204})
FORGOTTEN = frozenset({404, 410})


class PushSettings(Struct, frozen=True, kw_only=True):
    """What of the installation's settings concerns push."""

    folder: Path
    base_url: str


class Shown(Struct, frozen=True, kw_only=True):
    """What a device is sent; `look/worker/push.ts` reads it."""

    title: str
    body: str
    url: str


def deliver(installation: Any) -> Delivery:
    """What sends to devices; there is nothing to set up."""
    settings = PushSettings(folder=installation.folder, base_url=installation.base_url)
    return sending(Signer(Secrets(settings.folder / "secrets")), subject=settings.base_url, ask=fetch)


def sending(signer: Signer, *, subject: str, ask: Fetch) -> Delivery:
    """What sends as this signer, asking the world by ``ask``."""

    async def send(parcel: Parcel) -> None:
        to = msgspec.json.decode(parcel.address, type=Subscription)
        plain = compose(parcel)
        headers = {
            "authorization": signer.authorization(to.endpoint, subject=subject, now=parcel.sent_at),
            "content-type": "application/octet-stream",
            "content-encoding": "aes128gcm",
            "ttl": str(int(KEPT.total_seconds())),
            "urgency": "normal",
        }
        try:
            reply = await ask(to.endpoint, method="POST", body=webpush.encrypt(plain, to), headers=headers)
        except Refused as refused:  # it leads into the house, or on to elsewhere: no push service does
            raise Gone(refused.say) from None
        if reply.status in FORGOTTEN:
            raise Gone(say("Perangkat ini tidak lagi menerima kabar."))
        if reply.status not in TAKEN:
            raise Unreachable(say("Layanan push menjawab {status}.", status=str(reply.status)))

    return send


def compose(parcel: Parcel) -> bytes:
    """What the device decrypts."""
    shown = Shown(title=parcel.subject, body=parcel.short, url=parcel.link)
    plain = msgspec.json.encode(shown)
    if len(plain) > PLAIN_BYTES_MOST:
        raise Unreachable(say("Pesan ini terlalu panjang untuk perangkat."))
    return plain


CHANNEL = Channel(name="push", title=Name(id="Ponsel", en="Phone"), deliver=deliver, nameable=False)
