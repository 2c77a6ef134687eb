"""What is looked for in people's words before strangers read them."""

import re
from collections.abc import Sequence
from enum import StrEnum

from tanggap.report.screening.rules import Personal, blocked, covered, masked

_LINK = re.compile(r"https?://|www\.|\b[a-z0-9-]+\.(?:com|net|org|id|info|xyz|top|me)\b", re.IGNORECASE)
_LOUD_LETTERS = 20


class Finding(StrEnum):
    """Why words wait for somebody to read them first."""

    BLOCKED = "blocked"
    PERSONAL = "personal"
    LINK = "link"
    SHOUTING = "shouting"


def screen(text: str, *, blocked_words: Sequence[str]) -> tuple[Finding, ...]:
    """What was found in somebody's words that may be a reason to read them before others do."""
    letters = [each for each in text if each.isalpha()]
    loud = len(letters) >= _LOUD_LETTERS and sum(each.isupper() for each in letters) > 0.8 * len(letters)
    # A name is covered, and no reason to wait: people thank somebody by it.
    personal = bool({*covered(masked(text).findings)} - {Personal.NAME})
    found = (
        (Finding.BLOCKED, blocked(text, blocked_words)),
        (Finding.PERSONAL, personal),
        (Finding.LINK, bool(_LINK.search(text)) and not personal),
        (Finding.SHOUTING, loud),
    )
    return tuple(finding for finding, is_there in found if is_there)
