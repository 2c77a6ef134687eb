"""The number a person knows a report by, and the key that opens it.

A number looks like BKS-48210-97315-1: the city's short code, ten random digits and
a check digit. It can be spoken, keyed on a phone and sent by SMS, and tells
neither when it was given nor how many there are. A guest also gets a key.
"""

import hmac
import re
import unicodedata
from collections.abc import Callable
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.kit.errors import Invalid
from tanggap.kit.words import say

_WRITTEN = re.compile(r"([A-Z]{2,9})([0-9]{10})([0-9])")
_SPACES_AND_DASHES = re.compile(r"[\s\u2010-\u2015\u2212_-]+")

# Crockford's 32: no I, L, O and U, so that a key survives being read aloud or copied by hand.
_KEY_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKES = str.maketrans("OIL", "011")
_KEY_LENGTH = 10  # 50 bits


class Number(Struct, frozen=True):
    """A report's number without its check digit: the city's short code, and up to ten digits."""

    code: str
    digits: int


def luhn(digits: str) -> int:
    """The check digit to write after these digits; it catches any one wrong digit.

    Source: ISO/IEC 7812-1, annex B.
    """
    doubled = (int(digit) * 2 for digit in digits[::-2])
    plain = (int(digit) for digit in digits[-2::-2])
    return -(sum(d // 10 + d % 10 for d in doubled) + sum(plain)) % 10


def show(code: str, digits: int) -> str:
    """The number as people see it: "BKS-48210-97315-1"."""
    written = f"{digits:010}"
    return f"{code}-{written[:5]}-{written[5:]}-{luhn(written)}"


def read(text: str) -> Number:
    """The number a person wrote, in any case, with or without spaces and dashes.

    Raises Invalid, without a look at any report, when it is no number or was
    mistyped: the check digit does not fit.
    """
    written = _WRITTEN.fullmatch(_bare(text))
    if written is None:
        raise Invalid(say("Nomor laporan terdiri dari huruf kota dan sebelas angka. Periksa lagi nomornya."))
    code, digits, check = written.groups()
    if int(check) != luhn(digits):
        raise Invalid(say("Nomor ini salah ketik? Periksa lagi angka-angkanya."))
    return Number(code, int(digits))


def draw(below: Callable[[int], int]) -> int:
    """The ten digits of a new number; `below(n)` is chance, from 0 to n - 1, as `secrets.randbelow`.

    They may be taken already: the one who stores them draws again.
    """
    return below(10**10)


def key(secret: bytes, city: CityId, report: UUID) -> str:
    """The key that opens this report to a guest: ten letters and digits, 50 bits.

    The same every time for the same secret, so nothing has to be stored to give it again.
    """
    digest = hmac.digest(secret, f"{city}/{report}".encode(), "sha256")
    bits = int.from_bytes(digest[:8])
    return "".join(_KEY_LETTERS[bits >> 5 * place & 31] for place in range(_KEY_LENGTH))


def same_key(written: str, given: str) -> bool:
    """Whether a person wrote the key they were given: case, spaces, dashes and look-alikes aside.

    Takes as long for a nearly right key as for a wrong one.
    """
    read_as = _bare(written).translate(_LOOK_ALIKES)
    return hmac.compare_digest(read_as.encode(errors="replace"), given.encode())


def _bare(text: str) -> str:
    """Upper case, without spaces and dashes; wide digits of some keyboards made plain."""
    return _SPACES_AND_DASHES.sub("", unicodedata.normalize("NFKC", text)).upper()
