"""What a code is, how often one is sent and tried, what a resident is called. Values only."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from msgspec import Struct

from tanggap.city.aliases import NUMBERS, PLANTS, alias
from tanggap.city.people.rules import Tries
from tanggap.kit.errors import Invalid
from tanggap.kit.words import say

T = TypeVar("T")

CODE_DIGITS = 6
CODE_LIVES = timedelta(minutes=10)
TRIES_MOST = 5

COUNTED_FOR = timedelta(hours=1)
SENT_FROM_HERE = 5
"""Codes for one address asked for from one network in an hour."""
SENT_TO_ADDRESS = 10
"""Codes for one address, from anywhere: nobody's mailbox is to be filled by a stranger."""
SENT_FROM_ORIGIN = 100
"""Codes asked for from one network; telephone companies put a whole quarter behind one address."""

ADDRESS_MOST = 200

_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")


class Way(Struct, frozen=True, kw_only=True):
    """How a code reaches somebody: by which channel, to which address, written in one way only."""

    channel: str
    address: str


def way(typed: str | None) -> Way:
    """How to reach whom somebody typed. Raises Invalid.

    The kind of address chooses the channel; today there is one.
    """
    address = (typed or "").strip()
    if len(address) <= ADDRESS_MOST and address.isprintable() and _EMAIL.fullmatch(address):
        return Way(channel="email", address=address.casefold())
    raise Invalid(say("Tulis alamat email yang lengkap, misalnya nama@contoh.id."), field="address")


def draw_code(below: Callable[[int], int]) -> str:
    """A new code; ``below(n)`` is chance, from 0 to n - 1."""
    return f"{below(10**CODE_DIGITS):0{CODE_DIGITS}}"


def read_code(typed: str | None) -> str:
    """The code somebody typed or pasted, with whatever stands between its digits. Raises Invalid."""
    digits = "".join(filter(str.isdecimal, typed or ""))
    if len(digits) != CODE_DIGITS or not digits.isascii():
        raise Invalid(say("Kode terdiri dari {digits} angka.", digits=CODE_DIGITS), field="code")
    return digits


def draw_alias(below: Callable[[int], int]) -> str:
    """What a resident is called, by chance, so that it never tells a name; ``below(n)`` is from 0 to n - 1."""
    return alias(below(len(PLANTS)), below(NUMBERS))


def wait_until(sent: Tries, *, now: datetime) -> datetime | None:
    """From when on another code may be asked for, by the codes of the last hour; None when at once."""
    if sent.pair >= SENT_FROM_HERE or sent.account >= SENT_TO_ADDRESS or sent.origin >= SENT_FROM_ORIGIN:
        last = sent.last_of_pair or sent.last_of_origin or now
        return last + COUNTED_FOR
    return None
