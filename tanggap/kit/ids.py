"""Identities: time-ordered and random, made here and never by the database."""

import os
import time
from uuid import UUID


def new_id() -> UUID:
    """A UUID version 7 (RFC 9562): milliseconds first, 74 random bits after.

    Ordered by time so that new rows land together in an index; never shown to the public,
    because it tells when it was made.
    """
    moment = time.time_ns() // 1_000_000
    number = int.from_bytes(os.urandom(10))
    return UUID(
        int=(moment << 80) | (0x7 << 76) | ((number >> 68) << 64) | (0b10 << 62) | (number & ((1 << 62) - 1))
    )
