"""What a second factor is, how long it counts, how often one is guessed at. Values only."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from msgspec import Struct

from tanggap.city.rights import Factor
from tanggap.city.terms import CityId, PersonId
from tanggap.kit.errors import Invalid, Refused
from tanggap.kit.words import say

ADDRESS = "/staff/keys"
"""Where somebody of staff sees and changes their own."""
STEP_LIVES = timedelta(minutes=10)
"""Between the password and the second factor."""
SHOWN_FOR = timedelta(minutes=15)
"""Who changes their keys must have shown who they are within this."""
TRIES_OF_PERSON = 20
"""Wrong codes in an hour after which only a passkey lets this person in: whoever guesses them knows the password."""
RECOVERY_CODES = 10
RECOVERY_LETTERS = 16
"""Of 32 letters: 80 bits, which nobody guesses even from the digests."""
ALPHABET = "abcdefghjkmnpqrstuvwxyz023456789"
"""Without i, l, o and 1, which are read for one another."""
REASON_MOST = 300

_CODE = re.compile(rf"\d{{6}}|[{ALPHABET}]{{{RECOVERY_LETTERS}}}", re.ASCII)


class Held(Struct, frozen=True, kw_only=True):
    """What somebody has set up: an app, passkeys, recovery codes not used yet."""

    totp: bool = False
    passkeys: int = 0
    recovery: int = 0

    @property
    def any(self) -> bool:
        """Whether a second factor is asked for when they come by their password."""
        return self.totp or self.passkeys > 0


class Stay(Struct, frozen=True, kw_only=True):
    """How somebody came in at this browser, and when they last showed who they are.

    With a ``city`` it counts in that one only: its own provider said who they are.
    """

    factor: Factor | None = None
    shown_at: datetime | None = None
    city: CityId | None = None


def fresh(stay: Stay, held: Held, *, at: datetime) -> bool:
    """Whether somebody may change their keys now: they showed who they are just before, and by a key if they have one.

    What a recovery code let in may change them too: it is for those whose device is gone.
    """
    if stay.shown_at is None or (held.any and stay.factor is None):
        return False
    return at < stay.shown_at + SHOWN_FOR


def check_removal(held: Held, *, totp: bool, needed: bool) -> None:
    """Let somebody remove one of their factors: an app, or a passkey. Raises Refused for the last one needed."""
    left = held.passkeys if totp else held.passkeys - 1 + held.totp
    if needed and left < 1:
        raise Refused(say("Tugas Anda memerlukan langkah kedua. Pasang yang baru dulu, lalu hapus yang ini."))


def read_code(typed: str | None) -> str:
    """The code somebody typed, of an app or for recovery, with whatever stands between its signs. Raises Invalid."""
    code = "".join(each for each in (typed or "").casefold() if each.isalnum())
    if not _CODE.fullmatch(code):
        raise Invalid(say("Ketik enam angka dari aplikasi, atau satu kode cadangan."), field="code")
    return code


def draw_recovery(below: Callable[[int], int]) -> tuple[str, ...]:
    """New recovery codes, each in four groups; ``below(n)`` is chance, from 0 to n - 1."""
    return tuple(_grouped(below) for _ in range(RECOVERY_CODES))


def _grouped(below: Callable[[int], int]) -> str:
    letters = "".join(ALPHABET[below(len(ALPHABET))] for _ in range(RECOVERY_LETTERS))
    return "-".join(letters[at : at + 4] for at in range(0, RECOVERY_LETTERS, 4))


def digests(person: PersonId, codes: Sequence[str]) -> list[bytes]:
    """What is kept of recovery codes."""
    return [digest(person, read_code(each)) for each in codes]


def digest(person: PersonId, code: str) -> bytes:
    """What is kept of one recovery code: good for this person only."""
    return sha256(person.bytes + code.encode()).digest()


def check_reset(reason: str | None, *, own: bool, elsewhere: bool) -> str:
    """Let a city admin take somebody's factors away; the reason as it is kept. Raises Refused, Invalid.

    ``elsewhere`` says whether the person serves in another city, whose door these factors guard as well.
    """
    if own:
        raise Refused(say("Langkah kedua sendiri tidak bisa direset di sini. Minta admin kota lain."))
    if elsewhere:
        raise Refused(
            say("Ia juga bertugas di kota lain. Hanya operator yang bisa mereset langkah keduanya.")
        )
    said = " ".join((reason or "").split())
    if not said or len(said) > REASON_MOST:
        raise Invalid(say("Tulis alasannya, paling banyak {most} huruf.", most=REASON_MOST), field="reason")
    return said
