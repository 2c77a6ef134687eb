"""Answers: as they were given, as they are kept, as they are shown."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from tanggap.city.packs.questions import AnswerType
from tanggap.kit.words import Name, Tongue
from tanggap.report.screening.rules import masked

Said = str | float | Name


class Given(Struct, frozen=True, kw_only=True):
    """What somebody typed or chose for a question, by its slug: one text, or the slugs of several options."""

    question: str
    said: tuple[str, ...]


class Answer(Struct, frozen=True, kw_only=True):
    """A question in the words of the day it was asked, and its answer, to be read without today's kinds.

    ``said`` holds the names of what was chosen, a number in ``unit``, a day as ISO 8601, or words. It is empty
    when the reporter's words were erased.
    """

    question: str
    asked: Name
    answer: AnswerType
    unit: str
    public: bool
    said: tuple[Said, ...]


class AnswerView(Struct, frozen=True, kw_only=True):
    """A question and its answer in the reader's language."""

    asked: str
    said: str


def answer_views(answers: Sequence[Answer], tongue: Tongue, *, everything: bool) -> tuple[AnswerView, ...]:
    """Answers as pages show them: the public ones, or with ``everything`` the others too. Erased ones are left out.

    With only the public ones, what is personal in their words is covered.
    """
    return tuple(
        AnswerView(
            asked=each.asked.in_(tongue.language),
            said=", ".join(_spoken(said, each, tongue, everything=everything) for said in each.said),
        )
        for each in answers
        if each.said and (everything or each.public)
    )


def _spoken(said: Said, answer: Answer, tongue: Tongue, *, everything: bool) -> str:
    match said:
        case Name():
            return said.in_(tongue.language)
        case str() if answer.answer is AnswerType.DATE:
            return tongue.day(date.fromisoformat(said))
        case str():
            return said if everything else masked(said).text
        case _:
            return f"{tongue.number(said)} {answer.unit}".strip()
