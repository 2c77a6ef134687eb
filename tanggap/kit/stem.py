"""Words of a text as they are compared: without case, stop words and affixes, everyday spellings made one."""

# The stemmer tells nothing of its types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from threading import Lock

import snowballstemmer
from msgspec import Struct

LONGEST = 32
"""Letters of the longest word that counts; what is longer was not typed by a person."""

_WORD = re.compile(r"[^\W\d_]+|\d+")
# So many digits in a row are a telephone, a card or an account number, and nobody's to be found by.
_NUMBER_MOST = 5

STOP_WORDS = frozenset({
    "yang", "dan", "di", "ke", "dari", "ini", "itu", "ada", "adalah", "untuk", "dengan", "pada", "oleh",
    "karena", "sudah", "belum", "akan", "agar", "atau", "juga", "saya", "kami", "kita", "nya", "saja",
    "lagi", "bisa", "tidak", "sangat", "sekali", "tolong", "mohon", "segera", "harap", "minta", "pak", "bu",
    "bapak", "ibu", "sih", "dong", "kok", "ya", "the", "an", "and", "of", "to", "in", "on", "at", "is",
    "are", "was", "it", "this", "that", "for", "with", "please", "there", "be", "not", "has", "have",
})  # fmt: skip
"""Words that nearly every report holds: to ask for them is to ask for all."""

# What else stands in letters to a city hall and says nothing of what is wrong, or where.
_EMPTY = frozenset(Path(__file__).with_name("empty_words.txt").read_text("utf-8").split())

# As people write on a phone: too far from the word for its nearness to tell, or too common to be a mistake.
_SPELLINGS = {
    "jl": "jalan", "jln": "jalan", "lobang": "lubang", "berlobang": "berlubang", "trotoir": "trotoar",
    "aer": "air", "dpn": "depan", "blkg": "belakang", "kel": "kelurahan", "kec": "kecamatan", "yg": "yang",
    "dgn": "dengan", "krn": "karena", "tdk": "tidak", "gak": "tidak", "ga": "tidak", "gk": "tidak", "nggak": "tidak",
    "ngga": "tidak", "enggak": "tidak", "udah": "sudah", "udh": "sudah", "sdh": "sudah", "blm": "belum",
    "dr": "dari", "utk": "untuk", "bgt": "sekali", "banget": "sekali",
}  # fmt: skip

# The Snowball stemmer takes a prefix off, and with it the letter the prefix swallowed: "penerangan" is of "terang".
_SWALLOWED = (
    (re.compile(r"^(?:meny|peny)(?=[aeiou])"), "s"),
    (re.compile(r"^(?:mem|pem)(?=[aeiou])"), "p"),
    (re.compile(r"^(?:meng|peng)(?=[aeiou])"), "k"),
    (re.compile(r"^(?:men|pen)(?=[aeiou])"), "t"),
)
# It also takes "-kan" where only "-an" was put on: "tumpukan" is of "tumpuk".
_OWN_K = re.compile(r"(?<=\w{3}[aeiou]k)an$")
_SUFFIX = re.compile(r"(?<=\w{4})(?:an|i)$")


class Spot(Struct, frozen=True):
    """A word where it stands: the first letter's place, the place behind the last, and the word as it counts."""

    start: int
    end: int
    word: str


def spots(text: str) -> Iterator[Spot]:
    """The words of a text that count, each with its place in it; letters and digits are never of one word."""
    for found in _WORD.finditer(text):
        word = unicodedata.normalize("NFKC", found[0]).casefold()
        word = _SPELLINGS.get(word, word)
        if _counts(word) and word not in STOP_WORDS:
            yield Spot(found.start(), found.end(), word)


def _counts(word: str) -> bool:
    return len(word) <= _NUMBER_MOST if word.isdecimal() else 1 < len(word) <= LONGEST


def words(text: str) -> tuple[str, ...]:
    """The words of a text that count, each once, in the order they come."""
    return tuple(dict.fromkeys(spot.word for spot in spots(text)))


def gist(text: str) -> frozenset[str]:
    """The stems of those words of a text that say what is wrong, or where."""
    return frozenset(stem(word) for word in words(text) if word not in _EMPTY)


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """What a word has in common with others, whatever was put before or behind them; of a number, its value.

    Any thread may ask.
    """
    if word.isdecimal():
        return word.lstrip("0") or "0"
    # English after Indonesian: what the second takes off ("potholes") the first leaves alone.
    with _ONE_WORD_AT_A_TIME:
        return _english(_indonesian(word))


@lru_cache(maxsize=65_536)
def stems(word: str) -> frozenset[str]:
    """What a word is found by: its stem, and a second one where its affixes can be read in two ways."""
    readings = {word, _OWN_K.sub("", word)}
    for swallowed, letter in _SWALLOWED:
        put_back = swallowed.sub(letter, word)
        if put_back != word:
            readings |= {put_back, _SUFFIX.sub("", put_back)}
    return frozenset(map(stem, readings))


_indonesian: Callable[[str], str] = snowballstemmer.stemmer("indonesian").stemWord
_english: Callable[[str], str] = snowballstemmer.stemmer("english").stemWord
# A stemmer keeps the word it is at in itself.
_ONE_WORD_AT_A_TIME = Lock()
