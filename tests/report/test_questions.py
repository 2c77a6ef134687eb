"""What is asked of one kind of report is asked only when it applies, and only fitting answers are kept."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tanggap.app import house
from tanggap.app.tools import Workbench
from tanggap.city.packs.questions import AnswerOption, AnswerType, Question, When
from tanggap.kit.errors import Invalid
from tanggap.kit.words import Name
from tanggap.report import store as reports
from tanggap.report.questions import store
from tanggap.report.questions.answers import Answer, Given, Said, answer_views
from tanggap.report.questions.rules import TEXT_MOST, answered, require_known
from tests.conftest import BEKASI
from tests.journey.office import sent
from tests.mailroom import at_work

INDONESIAN = house.tongues()["id"](ZoneInfo("Asia/Jakarta"))


def named(id: str) -> Name:
    return Name(id=id, en=f"({id})")


def option(slug: str) -> AnswerOption:
    return AnswerOption(slug=slug, name=named(slug.title()))


SIZE = Question(
    slug="size",
    name=named("Seberapa besar?"),
    answer=AnswerType.SINGLE,
    options=(option("small"), option("large")),
    public=True,
)
DEPTH = Question(
    slug="depth",
    name=named("Seberapa dalam?"),
    answer=AnswerType.NUMBER,
    unit="cm",
    when=When(question="size", is_=("large",)),
    required=True,
)
CAUSES = Question(
    slug="causes",
    name=named("Penyebab"),
    answer=AnswerType.MULTIPLE,
    options=(option("waste"), option("mud"), option("plants")),
)
SINCE = Question(slug="since", name=named("Sejak"), answer=AnswerType.DATE)
POLE = Question(slug="pole", name=named("Nomor tiang"), answer=AnswerType.TEXT)
ALL = (SIZE, DEPTH, CAUSES, SINCE, POLE)


def give(**said: str | tuple[str, ...]) -> tuple[Given, ...]:
    return tuple(
        Given(question=slug, said=(each,) if isinstance(each, str) else each) for slug, each in said.items()
    )


def kept(**said: str | tuple[str, ...]) -> dict[str, tuple[Said, ...]]:
    return {each.question: each.said for each in answered(ALL, give(**said))}


def test_answers_are_kept_in_the_words_of_the_question_and_its_options() -> None:
    found = kept(size="large", depth="12,5", causes=("mud", "waste", "mud"), since="2026-06-30", pole="BK-7")

    assert found == {
        "size": (named("Large"),),
        "depth": (12.5,),
        "causes": (named("Mud"), named("Waste")),
        "since": ("2026-06-30",),
        "pole": ("BK-7",),
    }


def test_a_question_whose_condition_is_not_met_is_neither_required_nor_kept() -> None:
    assert kept(size="small", depth="40").keys() == {"size"}
    assert kept() == {}


def test_a_required_question_must_be_answered_where_it_is_asked() -> None:
    with pytest.raises(Invalid) as refused:
        kept(size="large")

    assert refused.value.field == "answers.depth"


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("size", "huge"),
        ("size", ("small", "large")),
        ("causes", ("mud", "rain")),
        ("since", "kemarin"),
        ("since", "2026-13-01"),
        ("pole", "x" * (TEXT_MOST + 1)),
    ],
)
def test_an_answer_that_does_not_fit_names_its_question(slug: str, said: str | tuple[str, ...]) -> None:
    with pytest.raises(Invalid) as refused:
        kept(**{slug: said})

    assert refused.value.field == f"answers.{slug}"


@pytest.mark.parametrize("number", ["dalam", "nan", "inf", "1e99", "--3"])
def test_a_number_is_a_number(number: str) -> None:
    with pytest.raises(Invalid):
        kept(size="large", depth=number)


def test_an_old_form_may_answer_what_is_no_longer_asked_but_a_program_may_not() -> None:
    assert kept(weather="rain") == {}
    with pytest.raises(Invalid):
        require_known(ALL, give(weather="rain"))


TYPED = some.text(max_size=30) | some.sampled_from(["small", "large", "mud", "waste", "3", "2026-01-01"])


@given(some.dictionaries(some.sampled_from([q.slug for q in ALL]), some.lists(TYPED, max_size=3).map(tuple)))
def test_whatever_is_typed_is_refused_by_name_or_kept_as_it_was_asked(
    said: dict[str, tuple[str, ...]],
) -> None:
    answers: tuple[Answer, ...] = ()
    field: str | None = None
    try:
        answers = answered(ALL, give(**said))
    except Invalid as refused:
        field = refused.field

    assert field is None or field in {f"answers.{question.slug}" for question in ALL}
    if field is not None:
        return

    assert [each.question for each in answers] == [
        q.slug for q in ALL if q.slug in {a.question for a in answers}
    ]
    chosen = next((each.said for each in answers if each.question == "size"), ())
    assert ("depth" in {each.question for each in answers}) == (chosen == (named("Large"),))
    assert all(each.said and said[each.question] for each in answers)


def test_the_public_reads_only_what_is_public_and_an_erased_answer_is_not_there() -> None:
    answers = answered(ALL, give(size="large", depth="1250", since="2026-06-30"))

    public = answer_views(answers, INDONESIAN, everything=False)
    staff = answer_views(answers, INDONESIAN, everything=True)

    assert [each.said for each in public] == ["Large"]
    assert [each.said for each in staff] == ["Large", "1.250 cm", "30 Jun 2026"]


def test_what_is_personal_in_an_answer_is_covered_for_the_public() -> None:
    said = Answer(
        question="pole",
        asked=named("Pole"),
        answer=AnswerType.TEXT,
        unit="",
        public=True,
        said=("B 12, tanya 0812-3456-7890",),
    )

    public = answer_views([said], INDONESIAN, everything=False)
    staff = answer_views([said], INDONESIAN, everything=True)

    assert [each.said for each in public] == ["B 12, tanya ****-****-****"]
    assert [each.said for each in staff] == ["B 12, tanya 0812-3456-7890"]


async def test_answers_stand_beside_their_report_in_the_order_they_were_asked(bench: Workbench) -> None:
    async with at_work(bench):
        report = await sent(bench)
    answers = answered(ALL, give(size="large", depth="7", causes=("waste", "mud"), pole='a "quoted" \\ pole'))

    async with bench.app.transaction(BEKASI) as db:
        await store.keep(db, BEKASI, {report: answers})
        found = await store.of_report(db, await reports.get(db, BEKASI, report))

    assert tuple(found) == answers
