"""A linear model of short texts: learned from examples in seconds, asked in milliseconds, kept without a word of them.

A text is its words, their neighbours and the letters inside them, each as a number it is hashed to. The model is a ridge
regression onto the labels, solved through the examples (they are fewer than the marks), its scores made probabilities
by one temperature that is chosen on examples it has not seen.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import log
from typing import TypeAlias
from zlib import crc32

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from tanggap.kit.stem import spots, stem

Floats: TypeAlias = NDArray[np.float32]
Whole: TypeAlias = NDArray[np.int64]

SEEN_LEAST = 3
"""In so many texts a mark must stand before it is learned: what one person alone wrote leaves no trace."""
MARKS_MOST = 20_000
LETTERS = (3, 4, 5)
LETTERS_WEIGHT = 0.5
"""How much a piece of a word counts against the word itself."""
RIDGE = 2.0
"""How much a weight must pay for itself."""
USUAL_WEIGHT = 0.5
"""How much it speaks for a label that it comes often; the whole of it drowns rare labels. All three were chosen by
cross-validation within the part that is learned from: docs/decisions/0035."""
AT_ONCE = 1024
"""Columns laid out at a time: the whole table would take a gigabyte."""
_TEMPERATURES = tuple(1.2**power for power in range(36))


class Likely(Struct, frozen=True, kw_only=True):
    """A label a text may have, how probable that is (0 to 1), and the words of the text that spoke for it most."""

    label: str
    chance: float
    words: tuple[str, ...]


class Learned(Struct, frozen=True, kw_only=True):
    """What was learned: for each mark its weight towards each label. Hashes and numbers; no word can be read in it."""

    labels: tuple[str, ...]
    marks: bytes
    """Hashes as 32-bit numbers, ascending."""
    rarity: bytes
    """How much each mark says, as 32-bit floats."""
    weights: bytes
    """Marks by labels, as 16-bit floats."""
    usual: bytes
    """What speaks for each label before a word is read, as 32-bit floats."""
    temperature: float = 1.0


class Model:
    """A learned model laid out to be asked. Never changed; any thread may ask."""

    def __init__(self, learned: Learned) -> None:
        self.labels = learned.labels
        self._marks: Whole = np.frombuffer(learned.marks, np.uint32).astype(np.int64)
        self._rarity: Floats = np.frombuffer(learned.rarity, np.float32)
        self._weights = np.frombuffer(learned.weights, np.float16).reshape(len(self._marks), len(self.labels))
        self._usual: Floats = np.frombuffer(learned.usual, np.float32)
        self._temperature = learned.temperature

    def likely(self, text: str, *, most: int = 3) -> list[Likely]:
        """The labels a text may have, the most probable first. Nothing for a text that holds nothing known."""
        columns, values = _row(text, self._marks, self._rarity)
        if not columns.size:
            return []
        chances = self._chances(columns, values)
        by_column = {int(column): float(value) for column, value in zip(columns, values, strict=True)}
        first: list[int] = [int(nth) for nth in np.argsort(-chances, kind="stable")[:most]]
        return [
            Likely(
                label=self.labels[nth],
                chance=float(chances[nth]),
                words=self._words(text, by_column, nth),
            )
            for nth in first
        ]

    def scores(self, text: str) -> Floats:
        """What the weights say of each label, before the temperature."""
        columns, values = _row(text, self._marks, self._rarity)
        return self._scores(columns, values)

    def _scores(self, columns: Whole, values: Floats) -> Floats:
        return (self._usual + values @ self._weights[columns].astype(np.float32)).astype(np.float32)

    def _chances(self, columns: Whole, values: Floats) -> Floats:
        return softened(self._scores(columns, values)[None, :], self._temperature)[0]

    def _words(self, text: str, values: Mapping[int, float], label: int) -> tuple[str, ...]:
        """The words that spoke for a label more than for labels in general, as they were written, at most three."""
        spoke: dict[str, float] = {}
        for spot in spots(text):
            column = int(np.searchsorted(self._marks, _hash("w", stem(spot.word))))
            if column not in values or self._marks[column] != _hash("w", stem(spot.word)):
                continue
            weights = self._weights[column].astype(np.float32)
            gain = values[column] * float(weights[label] - weights.mean())
            if gain > 0:
                spoke.setdefault(text[spot.start : spot.end].casefold(), gain)
        return tuple(sorted(spoke, key=lambda word: (-spoke[word], word))[:3])


def learn(texts: Sequence[str], labels: Sequence[str]) -> Learned:
    """What these texts teach of these labels, one each. Slow; memory grows with the square of how many there are."""
    hashes = [_counted(text) for text in texts]
    marks, rarity = _vocabulary(hashes)
    rows = [_weighed(each, marks, rarity) for each in hashes]
    names = tuple(sorted(set(labels)))
    nth = {name: place for place, name in enumerate(names)}
    wanted = np.eye(len(names), dtype=np.float32)[[nth[label] for label in labels]]
    usual: Floats = np.asarray(wanted.mean(axis=0), np.float32)
    alike = np.zeros((len(rows), len(rows)), np.float32)
    for _, block in _blocks(rows, len(marks)):
        alike += block @ block.T
    alike[np.diag_indices(len(rows))] += RIDGE
    told: Floats = np.asarray(np.linalg.solve(alike, wanted - usual), np.float32)
    del alike
    weights = np.zeros((len(marks), len(names)), np.float16)
    for first, block in _blocks(rows, len(marks)):
        weights[first : first + block.shape[1]] = np.asarray(block.T @ told, np.float16)
    return Learned(
        labels=names,
        marks=marks.astype(np.uint32).tobytes(),
        rarity=rarity.tobytes(),
        weights=weights.tobytes(),
        usual=(np.float32(USUAL_WEIGHT) * usual).tobytes(),
    )


def calibrated(learned: Learned, texts: Sequence[str], labels: Sequence[str]) -> Learned:
    """The same, its chances made to fit texts it has not seen: the temperature under which these labels surprise least."""
    model = Model(learned)
    nth = {name: place for place, name in enumerate(model.labels)}
    known = [place for place, label in enumerate(labels) if label in nth]
    if not known:
        return learned
    scores = np.stack([model.scores(texts[place]) for place in known])
    right = np.array([nth[labels[place]] for place in known])

    def surprise(temperature: float) -> float:
        chances = softened(scores, temperature)[np.arange(len(right)), right]
        return float(-np.log(np.maximum(chances, 1e-9)).mean())

    return msgspec.structs.replace(learned, temperature=min(_TEMPERATURES, key=surprise))


def softened(scores: Floats, temperature: float) -> Floats:
    """Scores, a row a text, as probabilities that add up to one."""
    raised = np.exp(temperature * (scores - scores.max(axis=1, keepdims=True)))
    return (raised / raised.sum(axis=1, keepdims=True)).astype(np.float32)


def packed(learned: Learned) -> bytes:
    """As it is kept."""
    return msgspec.msgpack.encode(learned)


def unpacked(kept: bytes) -> Model:
    """As it is asked."""
    return Model(msgspec.msgpack.decode(kept, type=Learned))


_LETTERS_FROM = 1 << 31


def _hash(what: str, mark: str) -> int:
    """A mark's number: pieces of words in the upper half, words and their neighbours in the lower."""
    number = crc32(f"{what}{mark}".encode()) & (_LETTERS_FROM - 1)
    return number | _LETTERS_FROM if what == "l" else number


def _marks(text: str) -> Iterator[int]:
    words = [stem(spot.word) for spot in spots(text)]
    for word in words:
        yield from _of_word(word)
    for one, next_one in pairwise(words):
        yield _hash("p", f"{one} {next_one}")


@lru_cache(maxsize=16_384)
def _of_word(word: str) -> tuple[int, ...]:
    """A word's own mark and those of its pieces: the same few thousand words make most letters."""
    inside = f"<{word}>"
    pieces = (
        inside[start : start + length] for length in LETTERS for start in range(len(inside) - length + 1)
    )
    return (_hash("w", word), *(_hash("l", piece) for piece in pieces))


def _counted(text: str) -> tuple[Whole, Floats]:
    """The marks of a text, ascending, and how much each counts for coming so often."""
    found, times = np.unique(np.fromiter(_marks(text), np.int64), return_counts=True)
    counts = (1 + np.log(times)).astype(np.float32)
    return found, np.where(found < _LETTERS_FROM, counts, counts * np.float32(LETTERS_WEIGHT))


def _vocabulary(hashes: Sequence[tuple[Whole, Floats]]) -> tuple[Whole, Floats]:
    """The marks worth learning, ascending, and how much each says: the rarer the more."""
    found, texts = np.unique(np.concatenate([marks for marks, _ in hashes]), return_counts=True)
    common = np.flatnonzero(texts >= SEEN_LEAST)
    common = common[np.argsort(-texts[common], kind="stable")[:MARKS_MOST]]
    common.sort()
    rarity = 1 + log(1 + len(hashes)) - np.log(1 + texts[common])
    return found[common], rarity.astype(np.float32)


def _row(text: str, marks: Whole, rarity: Floats) -> tuple[Whole, Floats]:
    return _weighed(_counted(text), marks, rarity)


def _weighed(counted: tuple[Whole, Floats], marks: Whole, rarity: Floats) -> tuple[Whole, Floats]:
    """A text as columns and values, its length made one so that long letters weigh no more than short ones."""
    found, counts = counted
    if not marks.size or not found.size:
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    columns = np.minimum(np.searchsorted(marks, found), len(marks) - 1)
    known = marks[columns] == found
    columns = columns[known]
    values = counts[known] * rarity[columns]
    return columns, values / np.float32(max(float(np.linalg.norm(values)), 1e-9))


def _blocks(rows: Sequence[tuple[Whole, Floats]], width: int) -> Iterator[tuple[int, Floats]]:
    """The table of texts by marks, so many columns at a time."""
    columns = np.concatenate([each for each, _ in rows])
    values = np.concatenate([each for _, each in rows])
    texts = np.repeat(np.arange(len(rows)), [len(each) for each, _ in rows])
    order = np.argsort(columns, kind="stable")
    columns, values, texts = columns[order], values[order], texts[order]
    for first in range(0, width, AT_ONCE):
        last = min(first + AT_ONCE, width)
        begin, end = np.searchsorted(columns, (first, last))
        block = np.zeros((len(rows), last - first), np.float32)
        block[texts[begin:end], columns[begin:end] - first] = values[begin:end]
        yield first, block
