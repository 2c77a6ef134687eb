"""What a report is about: the kind its sender chose, or the kinds its words point to."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from tanggap.city.terms import KindSlug
from tanggap.kit.errors import Invalid
from tanggap.kit.words import Say, say

_WORD = re.compile(r"\w+")

# How much of a phrase's weight counts: as written, with other affixes, or scattered over the text.
_AS_WRITTEN, _INFLECTED, _SCATTERED = 1.0, 0.75, 0.5

# A light stemmer: it need not be right, only the same for the vocabulary and the text.
_PARTICLES = re.compile(r"(?<=\w{4})(?:lah|kah|nya|pun|ku|mu)$")
_SUFFIXES = re.compile(r"(?:(?<=\w{3}[^aeiou])kan|(?<=\w{4})(?:an|i))$")
_PREFIXES = (
    (re.compile(r"^(?:meny|peny)(?=[aeiou]\w\w)"), "s"),
    (re.compile(r"^(?:mem|pem)(?=[aeiou]\w\w)"), "p"),
    (re.compile(r"^(?:men|pen)(?=[aeiou]\w\w)"), "t"),
    (re.compile(r"^(?:memper|diper|per|meng|peng|mem|pem|men|pen|me|pe|ber|ter|di|ke|se)(?=\w{4})"), ""),
)


class Phrase(Struct, frozen=True):
    """Words that point to one kind, or to several that share them.

    It weighs as many as it has words, divided among the kinds that share it: so
    "jalan rusak" says more than "rusak".
    """

    text: str
    stems: tuple[str, ...]
    kinds: tuple[KindSlug, ...]
    weight: float


class Vocabulary(Struct, frozen=True):
    """The words of every kind a city takes, made ready for searching."""

    kinds: tuple[KindSlug, ...]
    phrases_by_stem: Mapping[str, tuple[Phrase, ...]]
    """Every phrase once, under the first of its stems."""


class Suggestion(Struct, frozen=True, kw_only=True):
    """A kind a text may be about, how strongly (compare only within one answer), and by which words."""

    kind: KindSlug
    score: float
    words: tuple[str, ...]


class Classified(Struct, frozen=True, kw_only=True):
    """The kind, if it is settled; else what a person in triage may choose from."""

    kind: KindSlug | None
    suggestions: tuple[Suggestion, ...]
    reason: Say


def vocabulary(entries: Iterable[tuple[KindSlug, Iterable[str]]]) -> Vocabulary:
    """A vocabulary from each kind's search words and phrases; earlier kinds win ties."""
    kinds: list[KindSlug] = []
    sharing: dict[tuple[str, ...], dict[KindSlug, None]] = defaultdict(dict)
    for kind, phrases in entries:
        kinds.append(kind)
        for phrase in phrases:
            if words := _words(phrase):
                sharing[words][kind] = None

    by_stem: dict[str, list[Phrase]] = defaultdict(list)
    for words, kinds_sharing in sharing.items():
        stems = tuple(map(_stem, words))
        by_stem[stems[0]].append(
            Phrase(" ".join(words), stems, tuple(kinds_sharing), len(words) / len(kinds_sharing))
        )
    return Vocabulary(tuple(kinds), {stem: tuple(phrases) for stem, phrases in by_stem.items()})


def classify(given: KindSlug | None, text: str, vocabulary: Vocabulary) -> Classified:
    """The kind that was given; without one, up to three suggestions from the text.

    Raises Invalid when the given kind is not one of this city's.
    """
    if given is not None:
        if given not in vocabulary.kinds:
            raise Invalid(say("Jenis laporan ini tidak ada. Pilih salah satu dari daftar."), field="kind")
        return Classified(kind=given, suggestions=(), reason=say("Jenisnya dipilih oleh pelapor."))
    suggestions = tuple(suggest(text, vocabulary))
    if not suggestions:
        reason = say("Jenisnya belum dikenali; petugas akan memilihnya.")
    else:
        reason = say("Jenisnya diusulkan dari kata: {words}.", words=", ".join(suggestions[0].words))
    return Classified(kind=None, suggestions=suggestions, reason=reason)


def suggest(text: str, vocabulary: Vocabulary, limit: int = 3) -> list[Suggestion]:
    """The kinds a text points to, the strongest first, each with the phrases that decided."""
    words = _words(text)
    stems = tuple(map(_stem, words))
    text_as_written, text_in_stems = f" {' '.join(words)} ", f" {' '.join(stems)} "
    present = dict.fromkeys(stems)

    # Of phrases made of the same stems ("bakar sampah", "pembakaran sampah") only the best counts.
    found: dict[KindSlug, dict[frozenset[str], tuple[float, str]]] = defaultdict(dict)
    for stem in present:
        for phrase in vocabulary.phrases_by_stem.get(stem, ()):
            if not all(needed in present for needed in phrase.stems):
                continue
            weight = phrase.weight * _fit(phrase, text_as_written, text_in_stems)
            for kind in phrase.kinds:
                best_so_far = found[kind].get(frozenset(phrase.stems), (0.0, ""))
                found[kind][frozenset(phrase.stems)] = max(best_so_far, (weight, phrase.text))

    suggestions = [_suggestion(kind, found[kind].values()) for kind in vocabulary.kinds if kind in found]
    return sorted(suggestions, key=lambda suggestion: -suggestion.score)[:limit]


class Lately(Struct, frozen=True, kw_only=True):
    """How often a kind was reported lately: in the same area, and at the same time of day anywhere in the city."""

    kind: KindSlug
    here: int
    at_this_hour: int


def offered(
    *,
    by_words: Sequence[Suggestion],
    lately: Sequence[Lately],
    usual: Sequence[KindSlug],
    taken: Container[KindSlug],
    limit: int = 3,
) -> tuple[KindSlug, ...]:
    """The kinds to offer first: what the words say, then what people report here and at this hour, then the usual.

    What was reported here counts twice as much as what is reported at this hour. Only kinds that are ``taken``
    by the city are offered.
    """
    here = sum(each.here for each in lately) or 1
    at_this_hour = sum(each.at_this_hour for each in lately) or 1
    share = {each.kind: 2 * each.here / here + each.at_this_hour / at_this_hour for each in lately}
    frequent = sorted((kind for kind in share if share[kind]), key=lambda kind: (-share[kind], kind))
    order = dict.fromkeys((*(each.kind for each in by_words), *frequent, *usual))
    return tuple(kind for kind in order if kind in taken)[:limit]


def part_of_day(hour: int) -> tuple[int, ...]:
    """The hours of the day that are like this one: morning from 5, noon from 10, evening from 16, night from 21."""
    starts = (5, 10, 16, 21, 29)
    at = hour if hour >= starts[0] else hour + 24
    begin, end = next((a, b) for a, b in pairwise(starts) if a <= at < b)
    return tuple(each % 24 for each in range(begin, end))


def _fit(phrase: Phrase, text_as_written: str, text_in_stems: str) -> float:
    if f" {phrase.text} " in text_as_written:
        return _AS_WRITTEN
    if f" {' '.join(phrase.stems)} " in text_in_stems:
        return _INFLECTED
    return _SCATTERED


def _suggestion(kind: KindSlug, found: Iterable[tuple[float, str]]) -> Suggestion:
    strongest_first = sorted(found, reverse=True)
    return Suggestion(
        kind=kind,
        score=sum(weight for weight, _ in strongest_first),
        words=tuple(phrase for _, phrase in strongest_first),
    )


def _words(text: str) -> tuple[str, ...]:
    """The words of a text in order, without case and punctuation."""
    return tuple(_WORD.findall(text.casefold()))


@lru_cache(maxsize=16_384)
def _stem(word: str) -> str:
    """A word without its commonest Indonesian affixes: "kebakaran" and "terbakar" give "bakar"."""
    stem = _SUFFIXES.sub("", _PARTICLES.sub("", word))
    for prefix, put_back in _PREFIXES:
        stripped = prefix.sub(put_back, stem)
        if stripped != stem:
            return stripped
    return stem
