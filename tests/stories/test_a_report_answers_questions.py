"""What a city asks of one kind of report: asked on the form, kept as it was asked, shown to those who may know."""

import re
from typing import Any

import pytest

from tanggap.app.settings import Settings
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AgencySlug
from tanggap.kit.clock import SetClock
from tests.staff import enter, hire
from tests.stories.sending import hole, refused, send
from tests.visitor import Visitor

pytestmark = pytest.mark.story
DEEP = {"ask.road-damage.size": "tyre", "ask.road-damage.depth": "12,5"}
TASK = re.compile(r'href="(/tasks/[0-9a-f-]{36})"')


async def test_the_form_asks_for_every_kind_and_a_style_shows_what_applies(visitor: Visitor) -> None:
    form = await visitor.see("/reports/new?kind=road-damage")
    style = await visitor.see("/kinds/questions.css")

    assert re.search(r'value="road-damage" checked', form)
    assert 'name="ask.road-damage.size" value="tyre"' in form
    assert 'name="ask.flood.depth" value="knee"' in form
    assert '[name="kind"][value="road-damage"]:checked) .asked[data-kind="road-damage"]' in style
    assert '.asked:has([name="ask.road-damage.size"]:is([value="tyre"],[value="car"]):checked)' in style


async def test_answers_are_read_by_everybody_where_they_are_public(visitor: Visitor) -> None:
    number = await send(visitor, photos=(), **DEEP)

    page = await visitor.other().see(f"/reports/{number}")

    assert "Seberapa besar lubangnya?" in page
    assert "Sebesar ban" in page
    assert "12,5 cm" in page


async def test_what_is_asked_only_for_officers_is_shown_to_them_and_to_the_reporter(
    visitor: Visitor, settings: Settings, clock: SetClock
) -> None:
    await hire(settings, clock, {"Petugas": Duty(role=Role.FIELD_OFFICER, agency=AgencySlug("pln"))})
    number = await send(
        visitor,
        photos=(),
        kind="loose-cable",
        **{"ask.loose-cable.live": "yes", "ask.loose-cable.owner": "T-17"},
    )

    officer = await enter(visitor, "Petugas")
    task = TASK.search(await officer.see("/bench"))

    assert task
    assert "T-17" in await officer.see(task[1])
    assert "T-17" in await visitor.see(f"/reports/{number}")
    stranger = await visitor.other().see(f"/reports/{number}")
    assert "Kabelnya memercik" in stranger
    assert "T-17" not in stranger


async def test_answers_to_questions_nobody_asked_are_left_out(visitor: Visitor) -> None:
    small = {"ask.road-damage.size": "hand", "ask.road-damage.depth": "99", "ask.flood.depth": "knee"}

    page = await visitor.see(f"/reports/{await send(visitor, photos=(), **small)}")

    assert "Sebesar tangan" in page
    assert "99" not in re.sub(
        r"BKS-[\d-]+|[0-9a-f-]{36}", "", page.split("Seberapa besar", 1)[1].split("</dl>")[0]
    )
    assert "Lutut" not in page


async def test_an_answer_that_does_not_fit_comes_back_beside_its_question(visitor: Visitor) -> None:
    page = await refused(visitor, **(DEEP | {"ask.road-damage.depth": "dalam sekali"}))

    assert 'href="#ask.road-damage.depth"' in page
    assert 'id="ask.road-damage.depth-error"' in page
    assert 'value="dalam sekali"' in page
    assert re.search(r'name="ask.road-damage.size" value="tyre" checked', page)


async def test_the_same_form_with_other_answers_is_another_report(visitor: Visitor) -> None:
    first = hole()
    await send(visitor, photos=(), **first, **DEEP)

    page = await refused(visitor, **first, **(DEEP | {"ask.road-damage.depth": "3"}))

    assert first["idempotency_key"] not in page


async def test_programs_learn_what_is_asked_and_answer_it(visitor: Visitor) -> None:
    kinds: list[dict[str, Any]] = (await visitor.client.get("/api/v1/kinds")).json()
    asked = {kind["slug"]: kind["questions"] for kind in kinds}
    receipt = await visitor.report(kind="clogged-drain", answers={"cause": ["mud", "waste"]})
    flood = await visitor.report(kind="road-damage", answers={"size": "car", "depth": 30})

    assert [each["slug"] for each in asked["road-damage"]] == ["size", "depth"]
    assert asked["road-damage"][1]["when"] == {"question": "size", "is": ["tyre", "car"]}
    assert asked["noise"] == []
    assert "Lumpur, Sampah" in await visitor.see(f"/reports/{receipt['number']}")
    assert "30 cm" in await visitor.see(f"/reports/{flood['number']}")


@pytest.mark.parametrize(
    "answers", [{"colour": "red"}, {"size": "huge"}, {"size": "car", "depth": "x"}, {"size": ["car", "hand"]}]
)
async def test_a_program_that_answers_wrongly_hears_so(visitor: Visitor, answers: dict[str, Any]) -> None:
    await visitor.report(answers=answers, status=422)
