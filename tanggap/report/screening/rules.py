"""Personal data in free text: found by its shape and covered, so that the public never reads it.

Shapes are all there is to go by: what looks like a telephone number is covered, and a number spelled in words
is not found. Assistance, not protection; `docs/reference/limits.md` says how far it goes.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import StrEnum

import phonenumbers
from msgspec import Struct

from tanggap.report.screening.names import names

COUNTRY = "ID"
COVER = "*"
NIK_DIGITS = 16
LONG_DIGITS = 13
"""A number this long without a break counts nothing anybody counts in a street: an account, a card, an order."""


class Personal(StrEnum):
    """What was found."""

    PHONE = "phone"
    NIK = "nik"
    EMAIL = "email"
    PLATE = "plate"
    ACCOUNT = "account"
    NAME = "name"


class Finding(Struct, frozen=True, kw_only=True):
    """Something personal between two places of a text."""

    what: Personal
    start: int
    end: int


class Masked(Struct, frozen=True, kw_only=True):
    """A text as the public may read it, as long as it was, and what was found in it."""

    text: str
    findings: tuple[Finding, ...]


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Between the digits of one number people put blanks, dots, dashes, brackets and signs nobody sees.
_GAP = r"[\s.\-‐-―_/()·\u200b-\u200f\u2060\ufeff]"
_RUN = re.compile(rf"\+?[0-9](?:{_GAP}{{0,3}}[0-9]){{7,}}")
_DIGITS = re.compile(r"[0-9]+")
# What is left to be read of a covered NIK is no part of another number.
_COVERED_NIK = re.compile(
    rf"[0-9](?:{_GAP}{{0,3}}[0-9]){{3}}(?:{_GAP}{{0,3}}\*){{10}}(?:{_GAP}{{0,3}}[0-9]){{2}}"
)
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
_OF_A_REPORT = re.compile(r"[A-Z]{2,9}-$")
"""Before the digits of a report's number, or of an inquiry's, whose code is two letters longer; three more for training."""
_ACCOUNT_BEFORE = re.compile(
    r"\b(?:rek(?:ening)?|norek|no\.?\s?rek|va|virtual account|bca|bri|bni|btn|bsi|mandiri|cimb|jenius)"
    r"[\s.:,]{1,3}(?:no(?:mor)?[\s.:]{1,2})?$",
    re.IGNORECASE,
)
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}", re.IGNORECASE
)
# Codes of the vehicle registration regions (Perkapolri 7/2021, annex), one letter or two.
_REGIONS = _words(
    "A AA AB AD AE AG B BA BB BD BE BG BH BK BL BM BN BP D DA DB DC DD DE DG DH DK DL DM DN DP DR DS DT "
    "DW E EA EB ED F G H K KB KH KT KU L M N P PA PB PG PS PT PY R S T W Z"
)
_PLATE = re.compile(
    r"(?<!\w)(?P<region>[A-Za-z]{1,2})[\s.-]?(?P<number>[0-9]{1,4})[\s.-]?(?P<series>[A-Za-z]{1,3})(?!\w)"
)
_NO_SERIES = _words(
    "RB JT KM CM MM KG HA RT RW NO WIB WIT JL DAN DI KE YG TDK ADA ITU INI PER JAM MNT HR DR KK KVA KV"
)
_PART_OF_AN_ADDRESS = re.compile(
    r"\b(?:blok|blk|no|nomor|gang|gg|jl|jalan|lantai|lt|gedung|km|rt|rw|pintu|kav(?:ling)?|tower|unit)[\s.:]{0,2}$",
    re.IGNORECASE,
)


def masked(text: str) -> Masked:
    """A text with what is personal in it covered, and what that was. Masking what is masked changes nothing."""
    found: list[Finding] = []
    while more := _once(text):
        found += more
        text = _with_covers(text, more)  # what stood in the way may have hidden more
    return Masked(text=text, findings=tuple(sorted(found, key=lambda each: each.start)))


def _once(text: str) -> list[Finding]:
    plain = _in_ascii_digits(text)
    found = (*_emails(plain), *_numbers(plain), *_plates(plain), *_names(plain))
    return [each for each in found if any(True for _ in _covered(plain, each))]


def _with_covers(text: str, findings: Sequence[Finding]) -> str:
    plain, signs = _in_ascii_digits(text), list(text)
    for each in findings:
        for at in _covered(plain, each):
            signs[at] = COVER
    return "".join(signs)


def covered(findings: Sequence[Finding]) -> tuple[Personal, ...]:
    """What of the findings is covered, each once."""
    return tuple(dict.fromkeys(each.what for each in findings))


def blocked(text: str, words: Sequence[str]) -> bool:
    """Whether a text holds one of a city's blocked words or phrases, whole and in whatever case."""
    plain = " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))
    return any(f" {' '.join(each.casefold().split())} " in f" {plain} " for each in words)


def _in_ascii_digits(text: str) -> str:
    """The text with digits of every script as 0 to 9, but for a NIK already covered; as long as it was."""
    if not text.isascii():
        text = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    return _COVERED_NIK.sub(lambda found: "#" * len(found[0]), text)


def _covered(plain: str, finding: Finding) -> Iterator[int]:
    """The places of a finding that are covered: its letters and digits; of a NIK the four first and two last stay."""
    places = [at for at in range(finding.start, finding.end) if plain[at].isalnum() or plain[at] in "_+"]
    yield from places[4:-2] if finding.what is Personal.NIK else places


def _emails(plain: str) -> Iterator[Finding]:
    for found in _EMAIL.finditer(plain):
        yield Finding(what=Personal.EMAIL, start=found.start(), end=found.end())


def _numbers(plain: str) -> Iterator[Finding]:
    """Telephone numbers, NIK and accounts: the longest stretch of a run of digits that is one, from its left."""
    for run in _RUN.finditer(plain):
        if _OF_A_REPORT.search(plain, max(0, run.start() - 7), run.start()):
            continue
        groups = [(part.start(), part.end()) for part in _DIGITS.finditer(plain, run.start(), run.end())]
        first = 0
        while first < len(groups):
            last, what = _longest(plain, groups, first)
            if what is not None:
                yield Finding(what=what, start=groups[first][0], end=groups[last][1])
                first = last
            first += 1


def _longest(plain: str, groups: Sequence[tuple[int, int]], first: int) -> tuple[int, Personal | None]:
    start = groups[first][0]
    for last in range(min(len(groups), first + 20) - 1, first - 1, -1):
        written = plain[start : groups[last][1]]
        what = _number(written, before=plain[max(0, start - 30) : start])
        if what is not None:
            return last, what
    return first, None


def _number(written: str, *, before: str) -> Personal | None:
    digits = "".join(_DIGITS.findall(written))
    if is_nik(digits):
        return Personal.NIK
    if _is_phone(written, digits, abroad=before.endswith("+")):
        return Personal.PHONE
    unbroken = digits == written
    if (len(digits) >= LONG_DIGITS and unbroken) or (
        8 <= len(digits) <= 20 and _ACCOUNT_BEFORE.search(before)
    ):
        return Personal.ACCOUNT
    return None


def is_nik(digits: str) -> bool:
    """Whether sixteen digits are shaped like a NIK: area 6, day (from 41 for women), month, year, serial (DOMAIN 15.1)."""
    if len(digits) != NIK_DIGITS or not digits.isascii() or not digits.isdecimal():
        return False
    day, month = int(digits[6:8]), int(digits[8:10])
    return int(digits[:2]) >= 11 and (1 <= day <= 31 or 41 <= day <= 71) and 1 <= month <= 12


def _is_phone(written: str, digits: str, *, abroad: bool) -> bool:
    if not (abroad or digits.startswith(("0", "62", "8"))) or not 8 <= len(digits) <= 15:
        return False
    if digits.startswith("8") and not abroad and (len(digits) < 9 or _THOUSANDS.fullmatch(written)):
        return False
    international = abroad or digits.startswith("62")
    try:
        number = phonenumbers.parse(f"+{digits}" if international else digits, COUNTRY)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number)


def _plates(plain: str) -> Iterator[Finding]:
    at = 0
    while found := _PLATE.search(plain, at):
        region, number, series = found["region"], found["number"], found["series"]
        spoken = not (region.isupper() and series.isupper())
        least = 3 if spoken else 2
        if (
            region.upper() not in _REGIONS
            or series.upper() in _NO_SERIES
            or len(number) < least
            or (spoken and len(series) < 2)
            or _PART_OF_AN_ADDRESS.search(plain, max(0, found.start() - 12), found.start())
        ):
            at = found.start() + 1
            continue
        at = found.end()
        yield Finding(what=Personal.PLATE, start=found.start(), end=found.end())


def _names(text: str) -> Iterator[Finding]:
    for start, end in names(text):
        yield Finding(what=Personal.NAME, start=start, end=end)
