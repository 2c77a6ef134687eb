"""What a form offers to choose from, and what is said about one that was refused."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from msgspec import Struct

from tanggap.kit.errors import Invalid, Refused
from tanggap.kit.words import Say
from tanggap.report.transitions import Lacking, Need


class Option(Struct, frozen=True, kw_only=True):
    """One line of a list to choose from; ``name`` in the reader's language."""

    value: str
    name: str
    chosen: bool = False


class OptionGroup(Struct, frozen=True, kw_only=True):
    """Lines under one heading."""

    name: str
    options: tuple[Option, ...]


class Choice(Struct, frozen=True, kw_only=True):
    """One sentence of a few to choose from."""

    value: str
    word: Say
    hint: Say | None = None
    chosen: bool = False


E = TypeVar("E", bound=StrEnum)


def choices(words: Mapping[E, Say], *, chosen: str | None = None) -> tuple[Choice, ...]:
    """Codes to choose from, each with its sentence."""
    return tuple(Choice(value=code, word=word, chosen=code == chosen) for code, word in words.items())


class Refusal(Struct, frozen=True, kw_only=True):
    """What is to be mended in a form, and what was typed there; both by the ids of its fields."""

    form: str | None = None
    errors: dict[str, Say] = {}
    given: dict[str, str] = {}


NO_REFUSAL = Refusal()

# The field that a need is typed in; where a form calls it otherwise, the form says so.
FIELDS: Mapping[Need, str] = {
    Need.KIND_AND_AREA: "kind",
    Need.QUESTION: "text",
    Need.REASON_CODE: "reason",
    Need.REASON: "reason",
    Need.PRIMARY: "primary",
    Need.AGENCY: "agency",
    Need.REVIEW_DAY: "until",
    Need.REPLY: "text",
}


def refusal(
    form: str,
    refused: Refused,
    typed: Mapping[str, str | None],
    *,
    fields: Mapping[Need, str] = FIELDS,
) -> Refusal | None:
    """What to show beside the fields of a form; None where no field of it is to blame.

    ``typed`` is what was sent under each field's name.
    """
    field = None
    if isinstance(refused, Lacking):
        field = fields.get(refused.need)
    elif isinstance(refused, Invalid):
        field = refused.field
    if field not in typed:
        return None
    return Refusal(
        form=form,
        errors={f"{form}-{field}": refused.say},
        given={f"{form}-{name}": text for name, text in typed.items() if text is not None},
    )
