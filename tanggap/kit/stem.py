"""What words have in common in Indonesian, whatever was put before or behind them: "berlubang", "lubangnya" → "lubang"."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import snowballstemmer  # pyright: ignore[reportMissingTypeStubs] (it carries none)

_WORD = re.compile(r"[a-z]{2,}|[0-9]+")
_STEMMER: Any = snowballstemmer.stemmer("indonesian")  # pyright: ignore[reportUnknownMemberType] (it is untyped)
# What stands in every letter to a city hall and says nothing of what is wrong, or where.
_EMPTY = frozenset(Path(__file__).with_name("empty_words.txt").read_text("utf-8").split())


def stems(text: str) -> frozenset[str]:
    """The words of a text that say something, each cut down to its stem; numbers stay as they are."""
    return frozenset(_stem(word) for word in _WORD.findall(text.lower()) if word not in _EMPTY)


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    if word.isdigit():
        return word.lstrip("0") or "0"
    return str(_STEMMER.stemWord(word))
