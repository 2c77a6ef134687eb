"""Messages to browsers: encrypted for one device (RFC 8291), signed as this installation (RFC 8292)."""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import http_ece  # pyright: ignore[reportMissingTypeStubs] (the library is untyped)
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from msgspec import Struct
from py_vapid import Vapid02  # pyright: ignore[reportMissingTypeStubs] (the library is untyped)

from tanggap.kit.errors import Invalid
from tanggap.kit.secret import Secrets
from tanggap.kit.words import say

PLAIN_BYTES_MOST = 3000
"""Every push service takes 4,096 bytes of ciphertext (RFC 8030, 7.2); this leaves room for padding to come."""
SIGNED_FOR = timedelta(hours=12)
"""RFC 8292 allows a day; clocks differ."""
ENDPOINT_MOST = 1000

_CURVE_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""n of P-256. Source: NIST SP 800-186, 3.2.1.3."""


class Subscription(Struct, frozen=True, kw_only=True):
    """Where a browser takes messages, and its keys, as it tells them: base64url without padding."""

    endpoint: str
    p256dh: str
    auth: str


class Signer:
    """This installation towards push services: one key for as long as its first secret is kept."""

    def __init__(self, secrets: Secrets) -> None:
        # Browsers bind a subscription to this key, so it must outlive newer versions of the secret: the oldest makes
        # it. Two draws make the number so much larger than the curve's order that every key is as likely.
        oldest = min(secrets.versions)
        drawn = int.from_bytes(secrets.key("vapid-1", oldest) + secrets.key("vapid-2", oldest))
        self._key = ec.derive_private_key(drawn % (_CURVE_ORDER - 1) + 1, ec.SECP256R1())

    @property
    def public(self) -> str:
        """The public key as a browser wants it for subscribing."""
        return encoded(_point(self._key.public_key()))

    def authorization(self, endpoint: str, *, subject: str, now: datetime) -> str:
        """The header that says who sends. ``subject`` is an address where its people are reached."""
        wanted = urlsplit(endpoint)
        claims = {
            "aud": f"{wanted.scheme}://{wanted.hostname}",
            "exp": int((now + SIGNED_FOR).timestamp()),
            "sub": subject,
        }
        signed = Vapid02(self._key, conf={"no-strict": True}).sign(claims)  # pyright: ignore[reportUnknownMemberType] (the library is untyped)
        return str(signed["Authorization"])


def encrypt(plain: bytes, to: Subscription) -> bytes:
    """A message that only this device can read."""
    return http_ece.encrypt(  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] (the library is untyped)
        plain,
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=decoded(to.p256dh),
        auth_secret=decoded(to.auth),
        salt=os.urandom(16),
        version="aes128gcm",
    )


def checked(*, endpoint: str | None, p256dh: str | None, auth: str | None) -> Subscription:
    """A subscription a browser could have told us. Raises Invalid for anything else."""
    refusal = Invalid(say("Peramban ini mengirim langganan yang tidak bisa dipakai."))
    if not (endpoint and p256dh and auth) or len(endpoint) > ENDPOINT_MOST:
        raise refusal
    try:
        wanted, point = urlsplit(endpoint), decoded(p256dh)
        by_name = (
            wanted.netloc == wanted.hostname
        )  # no port, nobody's name, no address in brackets, no capitals
        if wanted.scheme != "https" or not by_name or len(point) != 65 or len(decoded(auth)) != 16:
            raise refusal
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except (ValueError, UnsupportedAlgorithm):
        raise refusal from None
    return Subscription(endpoint=endpoint, p256dh=p256dh, auth=auth)


def encoded(raw: bytes) -> str:
    """Bytes as base64url without padding."""
    return urlsafe_b64encode(raw).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """Bytes from base64url, padded or not. Raises ValueError."""
    return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
