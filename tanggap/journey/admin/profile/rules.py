"""Emergency numbers and words as they are typed. Values only."""

import re
from collections.abc import Iterable

from tanggap.city.packs.pack import EmergencyNumber
from tanggap.kit.errors import Invalid
from tanggap.kit.words import Name, say

_NUMBER = re.compile(r"(\+?[0-9]{3,15})\s+([^|]+)\|(.+)")
WORDS_MOST = 300


def read_numbers(lines: Iterable[str], *, field: str) -> tuple[EmergencyNumber, ...]:
    """Emergency numbers, one a line: `112 semua darurat | all emergencies`. Raises Invalid."""
    found: list[EmergencyNumber] = []
    for line in lines:
        match = _NUMBER.fullmatch(line)
        name = Name(id=match[2].strip(), en=match[3].strip()) if match else Name(id="", en="")
        if match is None or not (name.id and name.en):
            raise Invalid(say("Tulis seperti: 112 semua darurat | all emergencies."), field=field)
        found.append(EmergencyNumber(number=match[1], name=name))
    return tuple(found)


def write_numbers(numbers: Iterable[EmergencyNumber]) -> str:
    """Emergency numbers as `read_numbers` reads them."""
    return "\n".join(f"{each.number} {each.name.id} | {each.name.en}" for each in numbers)


def read_blocked(lines: Iterable[str], *, field: str) -> tuple[str, ...]:
    """Words that hold a report back, one a line, in small letters, each once. Raises Invalid for too many."""
    words = tuple(dict.fromkeys(each.casefold() for each in lines))
    if len(words) > WORDS_MOST:
        raise Invalid(say("Paling banyak {most} kata.", most=WORDS_MOST), field=field)
    return words
