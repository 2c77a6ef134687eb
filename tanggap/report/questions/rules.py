"""Which questions are asked, and which answers they take."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import isfinite

from tanggap.city.packs.questions import AnswerType, Question
from tanggap.kit.errors import Invalid
from tanggap.kit.words import say
from tanggap.report.questions.answers import Answer, Given, Said

TEXT_MOST = 500
NUMBER_MOST = 1e9
FIELD = "answers"


def field_of(question: str) -> str:
    """The field under which a refused answer is named."""
    return f"{FIELD}.{question}"


def require_known(questions: Sequence[Question], given: Sequence[Given]) -> None:
    """Refuse answers to questions this kind has not: a program that sends them is mistaken. Raises Invalid."""
    known = {question.slug for question in questions}
    for each in given:
        if each.question not in known:
            raise Invalid(
                say("Pertanyaan “{slug}” tidak ada untuk jenis ini.", slug=each.question), field=FIELD
            )


def is_asked(question: Question, chosen: Mapping[str, Sequence[str]]) -> bool:
    """Whether a question is asked, given what was chosen in those before it."""
    return question.when is None or any(
        option in question.when.is_ for option in chosen.get(question.when.question, ())
    )


def answered(questions: Sequence[Question], given: Sequence[Given]) -> tuple[Answer, ...]:
    """The answers worth keeping, in the order of the questions.

    What was given to a question that its condition closes, or that the kind no longer has, is left out: a form
    may have waited for days on a phone. Raises Invalid, naming the question, for an answer that does not fit
    and for none where one is required.
    """
    by_question = {each.question: each.said for each in given}
    chosen: dict[str, tuple[str, ...]] = {}
    answers: list[Answer] = []
    for question in questions:
        if not is_asked(question, chosen):
            continue
        values = by_question.get(question.slug, ())
        if question.answer.chosen:
            chosen[question.slug] = values
        if values:
            answers.append(_answer(question, values))
        elif question.required:
            raise Invalid(
                say("Jawab dulu: {question}", question=question.name), field=field_of(question.slug)
            )
    return tuple(answers)


def _answer(question: Question, values: tuple[str, ...]) -> Answer:
    return Answer(
        question=question.slug,
        asked=question.name,
        answer=question.answer,
        unit=question.unit,
        public=question.public,
        said=_said(question, values),
    )


def _said(question: Question, values: tuple[str, ...]) -> tuple[Said, ...]:
    if question.answer is AnswerType.MULTIPLE:
        return tuple(_option(question, value) for value in dict.fromkeys(values))
    value, *more = values
    if more:
        raise Invalid(say("Pertanyaan ini punya satu jawaban saja."), field=field_of(question.slug))
    match question.answer:
        case AnswerType.SINGLE:
            return (_option(question, value),)
        case AnswerType.NUMBER:
            return (_number(question, value),)
        case AnswerType.DATE:
            return (_day(question, value),)
        case _:
            return (_words(question, value),)


def _option(question: Question, slug: str) -> Said:
    found = next((option.name for option in question.options if option.slug == slug), None)
    if found is None:
        raise Invalid(say("Pilih salah satu yang ada."), field=field_of(question.slug))
    return found


def _number(question: Question, text: str) -> float:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = float("nan")
    if not isfinite(number) or abs(number) > NUMBER_MOST:
        raise Invalid(say("Tulis angka saja di sini."), field=field_of(question.slug))
    return number


def _day(question: Question, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Invalid(say("Tulis tanggal seperti 2026-01-31."), field=field_of(question.slug)) from None


def _words(question: Question, text: str) -> str:
    if len(text) > TEXT_MOST:
        raise Invalid(
            say("Jawaban paling panjang {most} huruf.", most=TEXT_MOST), field=field_of(question.slug)
        )
    return text
