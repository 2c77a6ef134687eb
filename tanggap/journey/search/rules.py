"""What a text asks for, which kept word a mistyped one was meant to be, and where a text answers."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from tanggap.city.areas.area import Area
from tanggap.city.packs.pack import Kind
from tanggap.city.terms import AreaCode, KindSlug
from tanggap.kit.stem import LONGEST, spots, stems, words
from tanggap.report.views.parts import Piece

MOST_LETTERS = 200
MOST_WORDS = 6
"""Of one search; what comes after is not looked for."""

RARE = 3
"""A word of fewer reports may be a typing error or a name: it is never suggested, and others are suggested for it."""

_FAR_COMMONER = 5
_PART_LEAST = 3
_NONE = frozenset[str]()


class Kept(Struct, frozen=True, kw_only=True):
    """What search keeps of one report: its words, and the terms that find it."""

    words: frozenset[str]
    terms: frozenset[str]


class Lexicon(Struct, frozen=True, kw_only=True):
    """What the city's own words point to: ``tags`` by stem, the words themselves, and those that say nothing here."""

    tags: Mapping[str, frozenset[str]]
    words: frozenset[str]
    idle: frozenset[str]


class Asked(Struct, frozen=True, kw_only=True):
    """One word somebody looks for: as they typed it, as it is kept, and the terms any of which answers it."""

    typed: str
    word: str
    terms: frozenset[str]


class Candidate(Struct, frozen=True, kw_only=True):
    """A word a mistyped one could have been meant to be, and in how many reports it stands."""

    word: str
    reports: int


def kind_term(kind: KindSlug) -> str:
    """The term that finds the reports of a kind. No word has a colon in it."""
    return f"kind:{kind}"


def area_term(area: AreaCode) -> str:
    """The term that finds the reports of an area and of those in it."""
    return f"area:{area}"


def kept(texts: Iterable[str], *, kind: KindSlug | None, areas: Iterable[AreaCode]) -> Kept:
    """What is kept of a report with these texts, of this kind, in these areas."""
    found = frozenset(word for text in texts for word in words(text))
    terms = {stem for word in found for stem in stems(word)}
    terms |= {area_term(area) for area in areas}
    if kind is not None:
        terms.add(kind_term(kind))
    return Kept(words=found, terms=frozenset(terms))


def lexicon(kinds: Iterable[Kind], areas: Iterable[Area], *, city: str) -> Lexicon:
    """The names and search words of a city's kinds, in both languages, and the names of its areas.

    The words of the city's own name say nothing in it.
    """
    tags: dict[str, set[str]] = defaultdict(set)
    named: set[str] = set()
    for name, tag in [*_called(kinds), *((area.name, area_term(area.code)) for area in areas)]:
        for word in words(name):
            named.add(word)
            for stem in stems(word):
                tags[stem].add(tag)
    return Lexicon(
        tags={stem: frozenset(found) for stem, found in tags.items()},
        words=frozenset(named),
        idle=frozenset(words(city)),
    )


def _called(kinds: Iterable[Kind]) -> Iterable[tuple[str, str]]:
    for kind in kinds:
        for name in (kind.name.id, kind.name.en, *kind.search.id, *kind.search.en):
            yield name, kind_term(kind.slug)


def asked(text: str, known: Lexicon) -> tuple[Asked, ...]:
    """The words a text asks for; none when it holds none that count."""
    text = text[:MOST_LETTERS]
    found = {spot.word: text[spot.start : spot.end] for spot in spots(text)}
    telling = {word: typed for word, typed in found.items() if word not in known.idle} or found
    parted = [(typed, each) for word, typed in telling.items() for each in _parts(word, known)][:MOST_WORDS]
    # Two neighbours are answered by both written as one too: "lampujalan" is "lampu" as well as "jalan".
    joined = [_NONE, *(_joined(one, other, known) for (_, one), (_, other) in pairwise(parted)), _NONE]
    return tuple(
        Asked(typed=typed, word=word, terms=answering(word, known) | before | behind)
        for (typed, word), (before, behind) in zip(parted, pairwise(joined), strict=False)
    )


def _parts(word: str, known: Lexicon) -> Sequence[str]:
    """The two words of the city that were written as one, those most alike in length; else the word itself."""
    cuts = range(_PART_LEAST, len(word) - _PART_LEAST + 1)
    # An ending is put on the second of them: "streetlights".
    pairs = [(word[:at], word[at:]) for at in cuts if word[:at] in known.words and is_known(word[at:], known)]
    return max(pairs, key=lambda pair: min(map(len, pair)), default=(word,))


def _joined(one: str, other: str, known: Lexicon) -> frozenset[str]:
    fits = min(len(one), len(other)) >= _PART_LEAST and len(one + other) <= LONGEST
    return answering(one + other, known) if fits else _NONE


def is_known(word: str, known: Lexicon) -> bool:
    """Whether it is one of the city's own words."""
    return not stems(word).isdisjoint(known.tags)


def answering(word: str, known: Lexicon) -> frozenset[str]:
    """The terms any of which answers a word: its stems, and the kinds and areas that are called so."""
    found = stems(word)
    return found.union(*(known.tags.get(stem, _NONE) for stem in found))


def nearest(word: str, reports: int, candidates: Iterable[Candidate]) -> str | None:
    """The word a mistyped one was most likely meant to be; None when it may well be right as it is.

    ``reports`` is in how many reports the word itself stands. Longer words may differ in more letters.
    """
    allowed = _allowed(word)
    if not allowed or reports >= RARE:
        return None
    near = (
        (apart, -each.reports, each.word)
        for each in candidates
        if each.word != word
        and each.reports >= max(RARE, _FAR_COMMONER * reports)
        and (apart := distance(word, each.word, most=allowed)) <= allowed
    )
    return min(near, default=(0, 0, None))[2]


def alike(word: str, known: Lexicon) -> list[Candidate]:
    """The city's own words that share enough letters with a mistyped one; each counts as if it were common."""
    mine, least = grams(word), fewest_shared(word)
    return [
        Candidate(word=each, reports=RARE)
        for each in known.words
        if abs(len(each) - len(word)) <= 2 and len(mine & grams(each)) >= least
    ]


def fewest_shared(word: str) -> int:
    """How many grams a word shares with any it could have been meant to be: two letters swapped spoil four."""
    return max(1, len(grams(word)) - 4 * _allowed(word))


def _allowed(word: str) -> int:
    """How many letters may be wrong: short words have too many neighbours."""
    return 0 if len(word) < 4 or word.isdigit() else 1 if len(word) < 8 else 2


@lru_cache(maxsize=16_384)
def grams(word: str) -> frozenset[str]:
    """Every three letters in a row of a word, its beginning and its end marked."""
    padded = f"  {word} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def distance(one: str, other: str, *, most: int) -> int:
    """How many letters were left out, put in, changed or swapped with the next; ``most + 1`` for any more.

    Source: optimal string alignment, Damerau (1964), A technique for computer detection and correction of
    spelling errors.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, mine in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, theirs in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (mine != theirs))
            if i > 1 and j > 1 and mine == other[j - 2] and one[i - 2] == theirs:
                best = min(best, above[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def marked(text: str, terms: frozenset[str]) -> tuple[Piece, ...]:
    """A text in pieces, those that answer to any of these terms marked."""
    hits = [spot for spot in spots(text) if stems(spot.word) & terms]
    edges = [0, *(edge for spot in hits for edge in (spot.start, spot.end)), len(text)]
    pieces = (Piece(text[start:end], bool(nth % 2)) for nth, (start, end) in enumerate(pairwise(edges)))
    return tuple(piece for piece in pieces if piece.text)


def excerpt(text: str, terms: frozenset[str], *, around: int = 60) -> tuple[Piece, ...]:
    """Where a text first answers to one of these terms, with so many letters before and behind; empty if nowhere."""
    text = " ".join(text.split())
    hit = next((spot for spot in spots(text) if stems(spot.word) & terms), None)
    if hit is None:
        return ()
    start, end = max(0, hit.start - around), min(len(text), hit.end + around)
    # From a word's beginning to a word's end.
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = text.find(" ", end) if text.find(" ", end) > 0 else len(text)
    begun, ended = "… " if start else "", " …" if end < len(text) else ""
    return marked(f"{begun}{text[start:end]}{ended}", terms)


def corrected(text: str, better: Mapping[str, str]) -> str:
    """A text with each mistyped word (as typed) changed for a better one."""
    pieces: list[str] = []
    at = 0
    for spot in spots(text):
        if text[spot.start : spot.end] in better:
            pieces += [text[at : spot.start], better[text[spot.start : spot.end]]]
            at = spot.end
    return "".join((*pieces, text[at:]))


def moved(before: Sequence[Kept | None], after: Sequence[Kept | None]) -> Counter[str]:
    """By how many reports each word became more or less common, where it did."""
    change: Counter[str] = Counter()
    for old, new in zip(before, after, strict=True):
        change.update(new.words if new is not None else ())
        change.subtract(old.words if old is not None else ())
    return Counter({word: by for word, by in change.items() if by})
