"""What a city asks about a report of one kind, beyond what it asks of every report."""

from enum import StrEnum

import msgspec
from msgspec import Struct

from tanggap.kit.words import Name


class AnswerType(StrEnum):
    """What an answer is: words, a number, a day, one option or several."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    SINGLE = "single"
    MULTIPLE = "multiple"

    @property
    def chosen(self) -> bool:
        """Whether one chooses from options."""
        return self in (AnswerType.SINGLE, AnswerType.MULTIPLE)


class AnswerOption(Struct, frozen=True, kw_only=True):
    """One thing that can be chosen; ``owner`` is the agency, or its type, the thing then belongs to."""

    slug: str
    name: Name
    owner: str | None = None


class When(Struct, frozen=True, kw_only=True):
    """Asked only if one of the options ``is_`` was chosen in an earlier question of the same kind."""

    question: str
    is_: tuple[str, ...] = msgspec.field(name="is")


class Question(Struct, frozen=True, kw_only=True):
    """One question of a kind; ``name`` is how it is asked, ``unit`` what a number is counted in.

    Only the answers of a ``public`` one are shown to everybody. ``required`` counts where it is asked at all.
    """

    slug: str
    name: Name
    answer: AnswerType
    options: tuple[AnswerOption, ...] = ()
    unit: str = ""
    when: When | None = None
    required: bool = False
    public: bool = False
