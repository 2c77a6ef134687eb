"""The frame: what stands around every page, whoever reads it."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from litestar import Request
from msgspec import Struct

from tanggap.city.ground import Ground
from tanggap.city.people.factors.rules import ADDRESS as KEYS
from tanggap.city.rights import Act, Actor, can
from tanggap.kit.web import Entry
from tanggap.kit.web.pages import FLASH, GLARE, SAVING, Tone
from tanggap.kit.words import Say, Tongue

NOTICES = "notices"
"""The place whose count stands in everybody's frame."""


class Flash(Struct, frozen=True, kw_only=True):
    """Said once, after a form did its work."""

    words: str
    tone: Tone


class Phone(Struct, frozen=True, kw_only=True):
    """An emergency number."""

    number: str
    word: str


class MenuEntry(Struct, frozen=True, kw_only=True):
    """A place this person may go to."""

    place: str
    href: str
    icon: str
    word: Say
    count: int | None = None


class Frame(Struct, frozen=True, kw_only=True):
    """What stands around every page."""

    city: str
    language: str
    here: str
    place: str
    menu: tuple[MenuEntry, ...]
    person: str | None
    resident: bool
    keys: str | None
    fresh: int
    flash: Flash | None
    phones: tuple[Phone, ...]
    theme: str | None
    saving: bool
    training: bool


def frame_of(
    request: Request[Any, Any, Any], ground: Ground, tongue: Tongue, place: str, menu: Sequence[Entry]
) -> Frame:
    """The frame of one answer: the menu holds what this person may open, and nothing for citizens."""
    actor = actor_of(request)
    query = request.url.query
    waiting: Mapping[str, int] = getattr(request.state, "waiting", None) or {}
    return Frame(
        city=ground.known.name,
        language=tongue.language,
        here=request.scope["path"] + (f"?{query}" if query else ""),
        place=place,
        menu=tuple(_entry(entry, waiting) for entry in menu if can(actor, Act(entry.act)))
        if actor.staff
        else (),
        person=actor.name if actor.staff or actor.resident or actor.enrolling else None,
        resident=actor.resident is not None,
        keys=KEYS if can(actor, Act.OWN_KEYS) else None,
        fresh=waiting.get(NOTICES, 0),
        flash=_flash(request),
        phones=tuple(
            Phone(number=each.number, word=each.name.in_(tongue.language))
            for each in ground.city.emergency_numbers
        ),
        theme="sun" if actor.staff and request.cookies.get(GLARE) == "on" else None,
        saving=request.cookies.get(SAVING, request.headers.get("save-data", "")).lower() == "on",
        training=ground.known.training,
    )


def actor_of(request: Request[Any, Any, Any]) -> Actor:
    """Who was let in with a request; a stranger when no desk was opened for it."""
    return getattr(request.state, "actor", None) or Actor()


def _entry(entry: Entry, waiting: Mapping[str, int]) -> MenuEntry:
    return MenuEntry(
        place=entry.place,
        href=entry.href,
        icon=entry.icon,
        word=entry.word,
        count=waiting.get(entry.place),
    )


def _flash(request: Request[Any, Any, Any]) -> Flash | None:
    tone, _, words = unquote(request.cookies.get(FLASH, "")).partition(":")
    if not words:
        return None
    return Flash(words=words, tone=tone if tone in ("done", "moving", "danger") else "moving")
