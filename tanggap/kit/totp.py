"""Codes by the clock: six digits that an app on somebody's phone and this house both draw from one secret.

Source: RFC 6238 (TOTP) and RFC 4226 (HOTP, the truncation), with the values every such app knows: SHA-1, 30 seconds, 6
digits. Four lines need no library.
"""

import hmac
from base64 import b32encode
from datetime import datetime
from hashlib import sha1
from urllib.parse import quote

STEP_S = 30
DIGITS = 6
SECRET_BYTES = 20
"""As long as what SHA-1 gives (RFC 4226, requirement R6)."""


def step_at(moment: datetime) -> int:
    """In which 30 seconds since 1970 a moment lies."""
    return int(moment.timestamp()) // STEP_S


def code_of(secret: bytes, step: int) -> str:
    """The code of a step: six digits."""
    digest = hmac.digest(secret, step.to_bytes(8), sha1)
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4]) & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_of(secret: bytes, code: str, *, now: int, after: int) -> int | None:
    """The step whose code this is, one before or after ``now`` for clocks that run apart; None for a wrong one.

    Only steps ``after`` the newest one used count: no code is good twice.
    """
    found = None
    for step in (now - 1, now, now + 1):
        # Each is compared, in the same time, whichever it is.
        if hmac.compare_digest(code_of(secret, step).encode(), code.encode()) and step > after:
            found = step
    return found


def spelled(secret: bytes) -> str:
    """The secret as people type it into an app that sees no code: base32."""
    return b32encode(secret).decode().rstrip("=")


def address(secret: bytes, *, issuer: str, account: str) -> str:
    """What the square code holds: the key URI that such apps read."""
    label = f"{quote(issuer)}:{quote(account)}"
    return f"otpauth://totp/{label}?secret={spelled(secret)}&issuer={quote(issuer)}"
