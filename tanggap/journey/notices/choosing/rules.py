"""What can be chosen, in which words, and what a form says was."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from tanggap.city.hearing import Choices, Pace, Quiet, Topic, Way
from tanggap.kit.errors import Invalid
from tanggap.kit.words import Say, say

E = TypeVar("E", Way, Pace)

TOPICS: Mapping[Topic, Say] = {
    Topic.STEPS: say("Langkah laporan saya"),
    Topic.QUESTIONS: say("Pertanyaan petugas untuk saya"),
    Topic.SUPPORTED: say("Langkah laporan yang saya dukung"),
}
"""In the order they are shown. Areas are chosen one by one where they are followed."""
WAYS: Mapping[Way, Say] = {
    Way.ANY: say("ponsel, atau surel"),
    Way.PUSH: say("hanya ponsel"),
    Way.EMAIL: say("hanya surel"),
    Way.APP: say("hanya di halaman Kabar"),
}
PACES: Mapping[Pace, Say] = {
    Pace.AT_ONCE: say("langsung"),
    Pace.DAILY: say("sekali sehari"),
}


def ways(topic: Topic) -> tuple[Way, ...]:
    """By which ways a topic can be told: a question waits for an answer, so it always goes out."""
    return tuple(way for way in Way if topic is not Topic.QUESTIONS or way is not Way.APP)


def paces(topic: Topic) -> tuple[Pace, ...]:
    """How often a topic can be told."""
    return (Pace.AT_ONCE,) if topic is Topic.QUESTIONS else tuple(Pace)


def read(field: Callable[[str], str | None]) -> Choices:
    """What a form says was chosen; ``field`` gives a field's text. Raises Invalid for what cannot be chosen."""
    return Choices(
        ways={topic: _one(field, f"way_{topic}", ways(topic), Way.ANY) for topic in TOPICS},
        paces={topic: _one(field, f"pace_{topic}", paces(topic), Pace.AT_ONCE) for topic in TOPICS},
        digest_hour=_hour(field, "digest", Choices().digest_hour),
        quiet=Quiet(start=_hour(field, "start", Quiet().start), end=_hour(field, "end", Quiet().end)),
    )


def _one(field: Callable[[str], str | None], name: str, options: tuple[E, ...], default: E) -> E:
    text = field(name)
    found = next((each for each in options if each == text), None)
    if text is not None and found is None:
        raise Invalid(say("Pilih salah satu yang ada."), field=name)
    return found or default


def _hour(field: Callable[[str], str | None], name: str, default: int) -> int:
    text = field(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) <= 2 and int(text) < 24):
        raise Invalid(say("Pilih salah satu yang ada."), field=name)
    return int(text)
