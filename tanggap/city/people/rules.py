"""What makes a password good, how long a session lives, how long somebody who guesses must wait. Values only."""

from collections.abc import Set
from datetime import datetime, timedelta
from string import digits, punctuation

from msgspec import Struct

from tanggap.city.ground import Ground
from tanggap.city.rights import Duty, Factor, Role
from tanggap.city.terms import CityId, PersonId, ResidentId
from tanggap.kit.errors import Invalid
from tanggap.kit.words import say

PASSWORD_LEAST = 12
PASSWORD_MOST = 128

IDLE = timedelta(minutes=30)
"""A session nobody uses ends after this; RELIABILITY 6."""
LIFETIME = timedelta(hours=12)
"""And after this in any case: one day's work."""
RESIDENT_LIFETIME = timedelta(days=30)
"""A resident's browser is their own: it stays signed in as long as its cookie lives."""
NOTED_EVERY = timedelta(minutes=1)

TRIES_REMEMBERED = timedelta(hours=1)
FREE_TRIES = 5
FREE_TRIES_UNDER_ATTACK = 1
ACCOUNT_UNDER_ATTACK = 50
"""Failures on one account, from anywhere, from which on a stranger's second guess already waits."""
FREE_TRIES_OF_ORIGIN = 30
WAIT_MOST = timedelta(minutes=15)
ORIGIN_WAIT_MOST = timedelta(seconds=30)

IN_AN_AGENCY = frozenset({Role.LIAISON, Role.FIELD_OFFICER, Role.UNIT_HEAD, Role.AGENCY_HEAD})

_LOOKS_LIKE = str.maketrans("013457@$!", "oleastasi")


class Session(Struct, frozen=True, kw_only=True):
    """Somebody's stay: since when, last seen when, over when in any case."""

    person: PersonId | None
    resident: ResidentId | None
    name: str
    seen_at: datetime
    expires_at: datetime
    factor: Factor | None = None
    city: CityId | None = None


class Tries(Struct, frozen=True, kw_only=True):
    """Failed sign-ins of the last hour: of this account from this origin, of the account, of the origin."""

    pair: int = 0
    account: int = 0
    origin: int = 0
    last_of_pair: datetime | None = None
    last_of_origin: datetime | None = None


def check_password(password: str, *, common: Set[str], own: Set[str]) -> None:
    """Let a password pass, or say what is wrong with it. Raises Invalid.

    ``common`` are words passwords are often made of, ``own`` those of the person (name, parts of the e-mail).
    Long is what counts; no mix of signs is asked for. Source: NIST SP 800-63B-4, section 3.1.1.2.
    """
    if len(password) < PASSWORD_LEAST:
        raise Invalid(say("Kata sandi minimal {least} karakter.", least=PASSWORD_LEAST), field="password")
    if len(password) > PASSWORD_MOST:
        raise Invalid(say("Kata sandi paling banyak {most} karakter.", most=PASSWORD_MOST), field="password")
    plain = password.casefold()
    guessable = common | {word.casefold() for word in own if len(word) > 2}
    if len(set(plain)) < 5 or any(
        _made_of("".join(filter(str.isalpha, text)), guessable)
        for text in (plain, plain.strip(digits + punctuation).translate(_LOOKS_LIKE))
    ):
        raise Invalid(
            say("Kata sandi ini mudah ditebak. Pakai beberapa kata yang tidak berhubungan."), field="password"
        )


def _made_of(letters: str, words: Set[str]) -> bool:
    """Whether a text is nothing but these words in a row; the empty one is."""
    reached = {0}
    for at in range(len(letters)):
        if at in reached:
            reached |= {at + len(word) for word in words if letters.startswith(word, at)}
    return len(letters) in reached


def alive(session: Session, *, at: datetime) -> bool:
    """Whether a session still counts."""
    idle = IDLE if session.person is not None else RESIDENT_LIFETIME
    return at < session.expires_at and at < session.seen_at + idle


def worth_noting(session: Session, *, at: datetime) -> bool:
    """Whether it has been long enough since the session was last marked as seen."""
    return at >= session.seen_at + NOTED_EVERY


def wait_until(tries: Tries) -> datetime | None:
    """From when on the next try is looked at; None when it is at once.

    Every wait follows from tries of the same origin alone: nobody can lock somebody else out from afar. Many
    failures on one account only make each stranger's own wait begin sooner.
    """
    free = FREE_TRIES if tries.account < ACCOUNT_UNDER_ATTACK else FREE_TRIES_UNDER_ATTACK
    waits = (
        _after(tries.last_of_pair, tries.pair - free, most=WAIT_MOST),
        _after(tries.last_of_origin, tries.origin - FREE_TRIES_OF_ORIGIN, most=ORIGIN_WAIT_MOST),
    )
    return max((wait for wait in waits if wait is not None), default=None)


def _after(last: datetime | None, beyond: int, *, most: timedelta) -> datetime | None:
    """One second after the last try, doubled with every further one."""
    if last is None or beyond < 0:
        return None
    return last + min(timedelta(seconds=2 ** min(beyond, 20)), most)


def check_duty(duty: Duty, ground: Ground) -> None:
    """Let a duty pass that makes sense in this city. Raises Invalid."""
    if duty.role in IN_AN_AGENCY and duty.agency is None:
        raise Invalid(say("Peran ini perlu instansi."), field="agency")
    if duty.role not in IN_AN_AGENCY and duty.agency is not None:
        raise Invalid(say("Peran ini untuk seluruh kota, bukan satu instansi."), field="agency")
    if duty.agency is not None and (
        duty.agency not in ground.agencies or ground.agencies[duty.agency].retired
    ):
        raise Invalid(
            say("Instansi {agency} tidak ada di kota ini.", agency=str(duty.agency)), field="agency"
        )
    if duty.area is not None and ground.area(duty.area) is None:
        raise Invalid(say("Wilayah {area} tidak ada di kota ini.", area=str(duty.area)), field="area")


def own_path(then: str | None) -> str | None:
    """Where to go afterwards, if it is a path of ours and nothing a browser could take for another site."""
    if (
        then
        and then.startswith("/")
        and then[1:2] not in ("/", "\\")
        and then.isprintable()
        and " " not in then
    ):
        return then
    return None
