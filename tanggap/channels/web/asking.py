"""The questions of each kind on the form: which fields they are, when they show, and what was answered."""

from collections.abc import Iterable

from msgspec import Struct

from tanggap.city.ground import Ground
from tanggap.city.packs.pack import Kind
from tanggap.city.packs.questions import Question
from tanggap.kit.web import Form
from tanggap.kit.words import Tongue
from tanggap.report.choices import Option
from tanggap.report.questions.answers import Given
from tanggap.report.questions.rules import FIELD, field_of

_HIDDEN = ".asked,.asked [data-when]{display:none}"
_SHOWN = "{display:grid}"


class QuestionField(Struct, frozen=True, kw_only=True):
    """One question as a field: ``id`` is its name too, ``sort`` what it takes, ``conditional`` whether it may hide."""

    id: str
    words: str
    sort: str
    unit: str
    options: tuple[Option, ...]
    value: str
    required: bool
    conditional: bool


class KindQuestions(Struct, frozen=True, kw_only=True):
    """What is asked when a kind is chosen."""

    kind: str
    name: str
    fields: tuple[QuestionField, ...]


def kind_questions(ground: Ground, form: Form, tongue: Tongue) -> tuple[KindQuestions, ...]:
    """The questions of every kind that has some, with what was answered before a refusal."""
    return tuple(
        KindQuestions(
            kind=kind.slug,
            name=kind.name.in_(tongue.language),
            fields=tuple(_field(kind, question, form, tongue) for question in kind.questions),
        )
        for kind in _asking(ground)
    )


def answers_of(kind: Kind | None, form: Form) -> tuple[Given, ...]:
    """What was answered to the questions of the chosen kind; other kinds' fields were hidden and say nothing."""
    if kind is None:
        return ()
    given = (
        Given(question=each.slug, said=tuple(filter(None, form.all(field_id(kind.slug, each.slug)))))
        for each in kind.questions
    )
    return tuple(each for each in given if each.said)


def field_id(kind: str, question: str) -> str:
    """The name of a question's field. Slugs hold no dots, so that no two are alike."""
    return f"ask.{kind}.{question}"


def field_refused(kind: str, field: str) -> str:
    """The field of the form for a refused answer; any other field as it is."""
    own = field_of("")
    return (
        field_id(kind, field.removeprefix(own))
        if field.startswith(own)
        else "kind"
        if field == FIELD
        else field
    )


def show_rules(ground: Ground) -> str:
    """The style that shows a kind's questions when it is chosen, and a question when its condition is met.

    A style rather than a script, so that the form asks the same without one. A browser too old to look into a
    form shows every question under the name of its kind.
    """
    rules = [_HIDDEN]
    for kind in _asking(ground):
        chosen = f'[name="kind"][value="{kind.slug}"]:checked'
        rules.append(f'form:has({chosen}) .asked[data-kind="{kind.slug}"]{_SHOWN}')
        for question in kind.questions:
            if question.when is None:
                continue
            name = field_id(kind.slug, question.when.question)
            options = ",".join(f'[value="{option}"]' for option in question.when.is_)
            field = field_id(kind.slug, question.slug)
            rules.append(f'.asked:has([name="{name}"]:is({options}):checked) [data-when="{field}"]{_SHOWN}')
    return "@supports selector(:has(*)){" + "".join(rules) + "}\n"


def _asking(ground: Ground) -> Iterable[Kind]:
    return (kind for kind in ground.kinds.values() if kind.questions and not kind.retired)


def _field(kind: Kind, question: Question, form: Form, tongue: Tongue) -> QuestionField:
    id = field_id(kind.slug, question.slug)
    given = form.all(id)
    return QuestionField(
        id=id,
        words=question.name.in_(tongue.language),
        sort=question.answer.value,
        unit=question.unit,
        options=tuple(
            Option(value=each.slug, name=each.name.in_(tongue.language), chosen=each.slug in given)
            for each in question.options
        ),
        value=given[-1] if given and not question.answer.chosen else "",
        required=question.required,
        conditional=question.when is not None,
    )
