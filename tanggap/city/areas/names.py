"""Finding areas by what people type: any part of the name, a word or two mistyped."""

import re
from collections.abc import Iterable, Mapping

from tanggap.city.areas.area import Area, Level
from tanggap.city.terms import AreaCode

QUERY_MOST = 80
_WORD = re.compile(r"\w+")
_SAY_NOTHING = {"kel", "kelurahan", "kec", "kecamatan", "desa", "kota", "kab", "kabupaten"}

# From this many letters on, one mistake is forgiven, and two.
_FORGIVES_ONE, _FORGIVES_TWO = 4, 7


def find(areas: Iterable[Area], typed: str, *, limit: int = 8) -> tuple[Area, ...]:
    """Kelurahan and kecamatan that every typed word points to, the nearest in spelling first.

    A word may belong to the name of what the area lies in: "marga timur" finds Margahayu in Bekasi Timur.
    """
    words = [word for word in _words(typed[:QUERY_MOST]) if word not in _SAY_NOTHING]
    if not words:
        return ()
    known = {area.code: area for area in areas}
    rated: list[tuple[int, int, str, Area]] = []
    for area in known.values():
        if area.level is Level.CITY:
            continue
        distance = _distance(words, area, known)
        if distance is not None:
            rated.append((distance, area.level is Level.KECAMATAN, area.name, area))
    return tuple(area for *_, area in sorted(rated, key=lambda each: each[:3])[:limit])


def edits(a: str, b: str, *, most: int) -> int:
    """How many letters must be added, left out, changed or swapped with their neighbour; ``most + 1`` for more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, letter in enumerate(a, start=1):
        row = [i]
        for j, other in enumerate(b, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return min(last[-1], most + 1)


def _distance(words: list[str], area: Area, known: Mapping[AreaCode, Area]) -> int | None:
    """How far the words are from an area's names in all; None when one of them points elsewhere."""
    own = _words(area.name)
    parent = known.get(area.parent) if area.parent is not None else None
    around = _words(parent.name) if parent is not None else []
    total = 0
    found_own = False
    for word in words:
        here, there = _nearest(word, own), _nearest(word, around)
        if here is None and there is None:
            return None
        found_own = found_own or here is not None
        # A word of the kecamatan is a weaker sign than one of the kelurahan itself.
        total += min(each for each in (here, None if there is None else there + 4) if each is not None)
    return total if found_own else None


def _nearest(word: str, names: list[str]) -> int | None:
    """0 for the word itself, 1 for its beginning, 2 within it, more with each mistake; None when it is another."""
    found = [_apart(word, name) for name in (*names, "".join(names))]
    return min((each for each in found if each is not None), default=None)


def _apart(word: str, name: str) -> int | None:
    if word == name:
        return 0
    if name.startswith(word):
        return 1
    if len(word) >= _FORGIVES_ONE and word in name:
        return 2
    allowed = (len(word) >= _FORGIVES_ONE) + (len(word) >= _FORGIVES_TWO)
    # Whoever is still typing has the beginning of a name, with its mistakes.
    away = min(edits(word, name, most=allowed), edits(word, name[: len(word)], most=allowed))
    return 2 + away if 0 < away <= allowed else None


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
