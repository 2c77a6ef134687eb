"""What is looked for in residents' words before strangers read them. The one place a better screening is put to use."""

import re
from enum import StrEnum

from msgspec import Struct

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_LINK = re.compile(r"https?://|www\.|\b[a-z0-9-]+\.(?:com|net|org|id|info|xyz|top|me)\b", re.IGNORECASE)
# Eight digits or more, however they are spaced: a telephone number, an account, an identity card.
_LONG_NUMBER = re.compile(r"\+?\d(?:[\s.()-]*\d){7,}")
_LOUD_LETTERS = 20


class Finding(StrEnum):
    """Why words wait for somebody to read them first."""

    CONTACT = "contact"
    LINK = "link"
    LONG_NUMBER = "long_number"
    SHOUTING = "shouting"


class Screened(Struct, frozen=True, kw_only=True):
    """Words as they may be shown, and what was found in them."""

    text: str
    findings: tuple[Finding, ...]


def screen(text: str) -> Screened:
    """What a resident wrote, looked over: with a finding it is held until the office has read it."""
    letters = [each for each in text if each.isalpha()]
    loud = len(letters) >= _LOUD_LETTERS and sum(each.isupper() for each in letters) > 0.8 * len(letters)
    found = (
        (Finding.CONTACT, bool(_EMAIL.search(text))),
        (Finding.LINK, bool(_LINK.search(text)) and not _EMAIL.search(text)),
        (Finding.LONG_NUMBER, bool(_LONG_NUMBER.search(text))),
        (Finding.SHOUTING, loud),
    )
    return Screened(text=text, findings=tuple(finding for finding, is_there in found if is_there))
