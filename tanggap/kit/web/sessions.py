"""Browsers we know: an opaque cookie, and the token its forms carry."""

import hmac
import secrets
from hashlib import sha256
from typing import Any

from litestar import Request

from tanggap.kit.errors import Forbidden
from tanggap.kit.words import say

DAYS = 30


def cookie_name(*, secure: bool) -> str:
    """The cookie's name; over HTTPS it is bound to this very host."""
    return "__Host-tanggap" if secure else "tanggap"


def new_cookie() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def set_cookie(cookie: str, *, secure: bool) -> bytes:
    """The header that gives a browser its cookie."""
    flags = "; Secure" if secure else ""
    age = DAYS * 86400
    return f"{cookie_name(secure=secure)}={cookie}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{flags}".encode()


def give(request: Request[Any, Any, Any], cookie: str) -> None:
    """Give this browser a cookie with the answer: a new one at every change of who is signed in."""
    request.state.cookie = cookie


def session_id(cookie: str) -> bytes:
    """What the database keeps of a cookie."""
    return sha256(cookie.encode()).digest()


def token(key: bytes, cookie: str) -> str:
    """The token a browser's forms carry: nothing to those who do not hold the cookie."""
    return hmac.digest(key, cookie.encode(), sha256).hex()


def check(request: Request[Any, Any, Any], *, key: bytes, cookie: str | None, sent: str | None) -> None:
    """Whether a posted form comes from a page of ours. Raises Forbidden.

    The browser's own word first (Origin, Sec-Fetch-Site), then the token.
    """
    headers = request.headers
    origin = headers.get("origin")
    own = origin is None or origin.split("://", 1)[-1] == headers.get("host")
    site = headers.get("sec-fetch-site", "same-origin")
    carried = cookie is not None and sent is not None and hmac.compare_digest(token(key, cookie), sent)
    if not (own and site in ("same-origin", "none") and carried):
        raise Forbidden(
            say("Formulir ini sudah kedaluwarsa. Kembali, muat ulang halamannya, lalu kirim lagi.")
        )
