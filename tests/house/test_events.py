"""An event is kept for ever, so it has no room for what a person wrote or is called."""

import importlib
import types
import typing
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

import msgspec
import pytest

from tanggap.kit.words import Say
from tests.house.source import ROOT

EVENT_FILES = sorted(
    path.relative_to(ROOT)
    for floor in ("city", "report", "journey", "modules", "oversight")
    for path in (ROOT / "tanggap" / floor).rglob("events.py")
)

# A reason is a sentence of ours with values in it, never a sentence of the reporter's.
CLOSED = (bool, int, float, Decimal, UUID, datetime, date, timedelta, type(None), Say)


def open_parts(kind: Any) -> list[str]:
    """The parts of a field's type that could hold free words; none when it is closed."""
    if isinstance(kind, typing.NewType) or typing.get_origin(kind) is typing.Literal:
        return []
    if isinstance(kind, types.GenericAlias | types.UnionType) or typing.get_origin(kind) is not None:
        return [part for inner in typing.get_args(kind) if inner is not ... for part in open_parts(inner)]
    if isinstance(kind, type) and (kind in CLOSED or issubclass(kind, Enum)):
        return []
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return [part for field in msgspec.structs.fields(kind) for part in open_parts(field.type)]
    return [f"{kind}"]


def events_of(path: str) -> list[type[msgspec.Struct]]:
    """The structs a module of events defines."""
    module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
    return [
        thing
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, msgspec.Struct)
        and thing.__module__ == module.__name__
    ]


@pytest.mark.parametrize("path", [path.as_posix() for path in EVENT_FILES])
def test_no_event_has_room_for_free_words(path: str) -> None:
    found = {
        f"{event.__name__}.{field.name}: {part}"
        for event in events_of(path)
        for field in msgspec.structs.fields(event)
        for part in open_parts(field.type)
    }

    assert not found, "use a NewType, a Literal, an enum or a Say; words stand beside the log"


def test_free_words_are_seen_wherever_they_hide() -> None:
    class Note(msgspec.Struct):
        text: str

    class Happened(msgspec.Struct):
        at: datetime
        note: tuple[Note, ...] | None
        extra: dict[str, object]

    found = [part for field in msgspec.structs.fields(Happened) for part in open_parts(field.type)]

    assert found == [str(str), str(str), str(object)]
