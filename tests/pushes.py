"""A browser with a device, and the push service it names: reads what arrives as both of them would."""

import json
import os
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlsplit

import http_ece  # pyright: ignore[reportMissingTypeStubs] (the library is untyped)
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tanggap.kit.egress import Reply
from tanggap.kit.webpush import Subscription, encoded

CIPHERTEXT_MOST = 4096


def _raw(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class PushService:
    """Takes messages for one browser as RFC 8030 has it; ``status`` is what it answers, ``shown`` what was shown there."""

    def __init__(self, key: str, *, now: datetime) -> None:
        self.status = 201
        self.shown: list[dict[str, Any]] = []
        self.tried = 0
        self._key = key
        self._now = now
        self._browser = ec.generate_private_key(ec.SECP256R1())
        self._auth = os.urandom(16)
        public = self._browser.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.subscription = Subscription(
            endpoint=f"https://push.example/send/{os.urandom(8).hex()}",
            p256dh=encoded(public),
            auth=encoded(self._auth),
        )

    @property
    def form(self) -> dict[str, Any]:
        """The subscription as the page's form sends it."""
        return {name: getattr(self.subscription, name) for name in ("endpoint", "p256dh", "auth")}

    async def ask(
        self,
        url: str,
        *,
        method: Literal["GET", "POST"] = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Take one message, or refuse what a real service would refuse."""
        self.tried += 1
        assert (url, method) == (self.subscription.endpoint, "POST")
        assert body is not None
        assert headers is not None
        assert len(body) <= CIPHERTEXT_MOST
        assert headers["content-encoding"] == "aes128gcm"
        assert int(headers["ttl"]) > 0
        self._check(headers["authorization"])
        if self.status < 300:
            plain: Any = http_ece.decrypt(  # pyright: ignore[reportUnknownMemberType] (the library is untyped)
                body, private_key=self._browser, auth_secret=self._auth, version="aes128gcm"
            )
            self.shown.append(json.loads(plain))
        return Reply(status=self.status, content_type="", body=b"")

    def _check(self, authorization: str) -> None:
        """RFC 8292: signed by the key this browser subscribed with, for this service, for a day at most."""
        scheme, _, rest = authorization.partition(" ")
        parts = dict(part.strip().split("=", 1) for part in rest.split(","))
        assert (scheme, parts["k"]) == ("vapid", self._key)
        signed, _, signature = parts["t"].rpartition(".")
        pair = _raw(signature)
        halves = int.from_bytes(pair[:32]), int.from_bytes(pair[32:])
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _raw(self._key))
        public.verify(encode_dss_signature(*halves), signed.encode(), ec.ECDSA(SHA256()))
        claims = json.loads(_raw(signed.partition(".")[2]))
        host = urlsplit(self.subscription.endpoint)
        assert claims["aud"] == f"{host.scheme}://{host.netloc}"
        assert claims["sub"]
        assert 0 < claims["exp"] - self._now.timestamp() <= timedelta(days=1).total_seconds() + 86400
