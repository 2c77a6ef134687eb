"""By which way somebody is told, and when they may be disturbed.

The app always shows what happened. Beside it at most one message goes out for an event: to the devices, or by
mail. Questions cannot be turned off and are in no daily message, for they wait for an answer; but they do wait
for the morning, since nothing is gained by an answer at night. Only an emergency breaks the quiet hours.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.owed import Instead, Letter, NewLetter
from tanggap.city.terms import PersonId

PUSH, MAIL = "push", "email"
"""The channels by their names."""


class Topic(StrEnum):
    """What one may be told of."""

    STEPS = "steps"
    QUESTIONS = "questions"
    SUPPORTED = "supported"
    AREAS = "areas"


class Way(StrEnum):
    """By which way, beside the app."""

    ANY = "any"
    PUSH = "push"
    EMAIL = "email"
    APP = "app"


class Pace(StrEnum):
    """Each by itself, or once a day."""

    AT_ONCE = "at_once"
    DAILY = "daily"


class Quiet(Struct, frozen=True, kw_only=True):
    """Hours of the city's clock between which nobody is disturbed; equal ones are none (DOMAIN 16.4)."""

    start: int = 21
    end: int = 6


class Choices(Struct, frozen=True, kw_only=True):
    """What somebody chose; what they did not choose is by any way, at once, and not at night."""

    ways: dict[Topic, Way] = {}
    paces: dict[Topic, Pace] = {}
    digest_hour: int = 7
    quiet: Quiet = Quiet()


class Chosen(Struct, frozen=True, kw_only=True):
    """Choices under the name of who made them: a seat, a person or an address; ``at`` says when."""

    who: bytes
    body: Choices
    at: datetime


class Device(Struct, frozen=True, kw_only=True):
    """A device that takes messages, and the seat or person it belongs to."""

    id: UUID
    seat: bytes | None
    person: PersonId | None


class Mail(Struct, frozen=True, kw_only=True):
    """An address: whose row opens it, and its keyed digest, which is the same for the same address."""

    recipient: UUID
    lookup: bytes


class Word(Struct, frozen=True, kw_only=True):
    """One event of one thing, to be told to somebody: on these seats, to this person, at this address.

    ``way`` and ``pace`` stand above what was chosen for the topic; nothing goes out before ``not_before``.
    """

    topic: Topic
    thing: UUID
    nth: int
    letter: Letter
    seats: tuple[bytes, ...] = ()
    person: PersonId | None = None
    mail: Mail | None = None
    emergency: bool = False
    way: Way | None = None
    pace: Pace | None = None
    not_before: datetime | None = None

    @property
    def names(self) -> tuple[bytes, ...]:
        """Under which names the same somebody may have made choices."""
        person = (self.person.bytes,) if self.person is not None else ()
        return (*self.seats, *person, *((self.mail.lookup,) if self.mail is not None else ()))


def when(at: datetime, zone: ZoneInfo, quiet: Quiet, *, emergency: bool = False) -> datetime:
    """The first moment from this one on at which people may be disturbed, UTC. An emergency does not wait."""
    local = at.astimezone(zone)
    if emergency or not _inside(local.time(), quiet):
        return at.astimezone(UTC)
    end = datetime.combine(local.date(), time(quiet.end), zone)
    return (end if end > local else end + timedelta(days=1)).astimezone(UTC)


def _inside(now: time, quiet: Quiet) -> bool:
    start, end = time(quiet.start), time(quiet.end)
    return start <= now < end if start <= end else now >= start or now < end


def digest_at(at: datetime, zone: ZoneInfo, hour: int, quiet: Quiet) -> datetime:
    """When the next daily message goes out, UTC: at this hour, later where that is one of the quiet ones."""
    local = at.astimezone(zone)
    today = datetime.combine(local.date(), time(hour), zone)
    return when(today if today > local else today + timedelta(days=1), zone, quiet)


def chosen(topic: Topic, way: Way, *, device: bool, mail: bool) -> Way:
    """By which one way it goes out: a device before mail where both would do, the app alone where neither is there."""
    if topic is Topic.QUESTIONS and not (way is Way.PUSH and device) and not (way is Way.EMAIL and mail):
        way = Way.ANY
    if device and way in (Way.ANY, Way.PUSH):
        return Way.PUSH
    if mail and way in (Way.ANY, Way.EMAIL):
        return Way.EMAIL
    return Way.APP


def plan(
    words: Sequence[Word],
    choices: Mapping[bytes, Chosen],
    devices: Sequence[Device],
    stopped: frozenset[bytes],
    *,
    now: datetime,
    zone: ZoneInfo,
) -> list[NewLetter]:
    """The messages that are owed for these words. ``stopped`` are the addresses that want no mail.

    Who is told of one event for two reasons is told for the first of them only.
    """
    letters: list[NewLetter] = []
    told: set[tuple[UUID, int, bytes]] = set()
    for word in words:
        names = {(word.thing, word.nth, name) for name in word.names}
        if names & told:
            continue
        told |= names
        kept = word if word.mail is None or word.mail.lookup not in stopped else replace(word, mail=None)
        letters += _letters(kept, _latest(word, choices), devices, now=now, zone=zone)
    return letters


def _latest(word: Word, choices: Mapping[bytes, Chosen]) -> Choices:
    """What somebody chose last, under whichever of their names."""
    made = [choices[name] for name in word.names if name in choices]
    return max(made, key=lambda each: each.at).body if made else Choices()


def _letters(
    word: Word, choices: Choices, devices: Sequence[Device], *, now: datetime, zone: ZoneInfo
) -> list[NewLetter]:
    theirs = [
        each
        for each in devices
        if each.seat in word.seats or (word.person is not None and each.person == word.person)
    ]
    wanted = word.way or choices.ways.get(word.topic, Way.ANY)
    way = chosen(word.topic, wanted, device=bool(theirs), mail=word.mail is not None)
    due_at, daily = _due(word, choices, now=now, zone=zone)
    if way is Way.EMAIL and word.mail is not None:
        return [_mailed(word, word.mail, due_at, daily=daily)]
    if way is Way.PUSH:
        alone = len(theirs) == 1 and wanted is not Way.PUSH
        return [_pushed(word, each, due_at, daily=daily, alone=alone) for each in theirs]
    return []


def _due(word: Word, choices: Choices, *, now: datetime, zone: ZoneInfo) -> tuple[datetime, bool]:
    """When it goes out, and whether in the daily message."""
    pace = word.pace or choices.paces.get(word.topic, Pace.AT_ONCE)
    first = max(now, word.not_before) if word.not_before is not None else now
    if pace is Pace.DAILY and word.topic is not Topic.QUESTIONS and not word.emergency:
        return digest_at(first, zone, choices.digest_hour, choices.quiet), True
    return when(first, zone, choices.quiet, emergency=word.emergency), False


def mail_dedupe(word: Word, mail: Mail) -> str:
    """The name under which an address hears of an event once, for whatever reasons."""
    return f"{MAIL}:{word.thing}:{word.nth}:{mail.lookup.hex()[:32]}"


def _mailed(word: Word, mail: Mail, due_at: datetime, *, daily: bool) -> NewLetter:
    return NewLetter(
        dedupe=mail_dedupe(word, mail),
        channel=MAIL,
        recipient=mail.recipient,
        letter=word.letter,
        due_at=due_at,
        envelope=_envelope(MAIL, mail.lookup.hex()[:32], due_at) if daily else None,
    )


def _pushed(word: Word, device: Device, due_at: datetime, *, daily: bool, alone: bool) -> NewLetter:
    instead = (
        Instead(dedupe=mail_dedupe(word, word.mail), recipient=word.mail.recipient)
        if alone and word.mail is not None
        else None
    )
    return NewLetter(
        dedupe=f"{PUSH}:{word.thing}:{word.nth}:{device.id}",
        channel=PUSH,
        recipient=device.id,
        letter=replace(word.letter, instead=instead),
        due_at=due_at,
        envelope=_envelope(PUSH, str(device.id), due_at) if daily else None,
    )


def _envelope(channel: str, to: str, due_at: datetime) -> str:
    return f"daily:{channel}:{to}:{due_at:%Y%m%d%H%M}"
