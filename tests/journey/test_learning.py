"""What a city's finished reports teach: measured on what was kept apart, silent when not sure, forgotten with the words."""

from datetime import timedelta
from itertools import cycle
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tanggap.app.tools import Workbench
from tanggap.app.worker import chore_job
from tanggap.city.terms import KindSlug
from tanggap.journey.classification.rules import Suggestion
from tanggap.journey.learning import actions, rules, store
from tanggap.journey.learning.actions import Guess
from tanggap.journey.learning.chore import CHORE
from tanggap.journey.learning.rules import NEVER, Example, Judged, Part, What
from tanggap.journey.routing.route import Route
from tanggap.journey.work.triage.case import triage_one
from tanggap.journey.work.triage.likely import likely_kinds, likely_unit
from tanggap.kit.ids import new_id
from tanggap.kit.words import say
from tests import bekasi
from tests.bekasi import CLEANSING, COORDINATOR, ROADS
from tests.conftest import BEKASI, NOW
from tests.journey.office import do, sent, told

SAID = (
    ("road-damage", ROADS, "jalan berlubang dalam di depan {place}, aspalnya rusak"),
    ("garbage-pile", CLEANSING, "sampah menumpuk di {place} dan tidak diangkut"),
    ("street-light-out", "dishub", "lampu penerangan mati di {place}, gelap sekali"),
)
PLACES = ("pasar", "sekolah", "masjid", "jembatan", "lapangan", "terminal", "puskesmas")
WASTE_TEXT = "sampah menumpuk lama dekat terminal"


def examples(count: int) -> list[Example]:
    """Finished reports of three kinds, as people write."""
    return [
        Example(report=UUID(int=nth), text=text.format(place=place), kind=kind, unit=unit)
        for nth, (kind, unit, text), place in zip(range(count), cycle(SAID), cycle(PLACES), strict=False)
    ]


def test_what_was_learned_is_measured_on_reports_it_has_not_seen() -> None:
    found = examples(rules.REPORTS_LEAST)
    apart = [each for each in found if rules.part(each.report) is not Part.TAUGHT]

    taught = rules.teach(found, What.KIND)

    assert taught is not None
    assert taught.figures.measured == len(apart)
    assert taught.figures.taught == len(found) - len(apart)
    assert taught.figures.top1 > 0.95 > taught.figures.usual
    assert taught.figures.useful


def test_a_city_with_little_history_learns_nothing() -> None:
    assert rules.teach(examples(rules.REPORTS_LEAST - 1), What.UNIT) is None


def test_words_that_say_nothing_of_the_kind_are_never_sure() -> None:
    kinds = cycle(("a", "b", "c", "a", "c", "b", "b"))
    noise = [
        Example(report=UUID(int=nth), text=PLACES[nth % 5], kind=kind, unit="x")
        for nth, kind in zip(range(400), kinds, strict=False)
    ]

    taught = rules.teach(noise, What.KIND)

    assert taught is not None
    assert (taught.figures.sure_from, taught.figures.useful) == (NEVER, False)


ANSWERS = some.lists(
    some.builds(Judged, chance=some.floats(0, 1), right=some.booleans(), among=some.booleans()), max_size=120
)


@given(ANSWERS)
def test_from_the_threshold_on_four_of_five_were_right_or_there_is_none(answers: list[Judged]) -> None:
    found = rules.threshold(answers)
    reached = [each.right for each in answers if each.chance >= found]

    assert found == NEVER or len(reached) >= rules.JUDGED_LEAST
    assert found == NEVER or sum(reached) >= rules.RIGHT_LEAST * len(reached)


def test_the_lowest_such_threshold_is_taken() -> None:
    answers = [Judged(chance=nth / 100, right=nth >= 40 or nth % 5 == 0, among=True) for nth in range(1, 101)]

    assert rules.threshold(answers) == pytest.approx(0.2, abs=0.02)


def suggestion(kind: str) -> Suggestion:
    return Suggestion(kind=KindSlug(kind), score=1, words=("kata",))


GUESS = Guess(
    kinds=(KindSlug("garbage-pile"),), kind_words=("sampah",), unit=CLEANSING, unit_words=("sampah",)
)


def test_earlier_reports_speak_before_words_but_never_over_a_kind_that_is_guarded() -> None:
    ground = bekasi.ground()

    learned, reason = likely_kinds(ground, GUESS, [suggestion("road-damage")])
    guarded, _ = likely_kinds(ground, GUESS, [suggestion("road-damage"), suggestion("violence-women-child")])
    unsure, _ = likely_kinds(ground, Guess(), [suggestion("road-damage")])

    assert learned == ("garbage-pile",)
    assert reason is not None
    assert reason.values == {"words": "sampah"}
    assert guarded == ("road-damage", "violence-women-child")
    assert unsure == ("road-damage",)


def test_a_rule_of_the_city_goes_before_what_was_learned_and_that_before_the_fallback() -> None:
    by_rule = Route(agency=ROADS, rule=bekasi.ground().routing[0].rule, reason=say("aturan"))
    fallback = Route(agency=ROADS, rule=None, reason=say("belum ada"))

    assert likely_unit(GUESS, by_rule)[0] == ROADS
    assert likely_unit(GUESS, fallback)[0] == CLEANSING
    assert likely_unit(Guess(), fallback)[0] == ROADS
    assert likely_unit(Guess(), None) == (None, None)


async def finished(office: Workbench, found: list[Example], *, listed: bool = True) -> None:
    """Let these be finished reports of the city; only what is learned from is written."""
    rows = [
        (BEKASI, new_id(), nth, each.kind, each.unit, listed, each.text, NOW - timedelta(minutes=nth))
        for nth, each in enumerate(found, 1 if listed else 5_000)
    ]
    async with office.app.transaction(BEKASI) as db, db.connection.cursor() as cursor:
        await cursor.executemany(
            """
            with r as (
                insert into report (city_id, id, number, nth, type, status, kind, agency, channel, visibility,
                                    sensitivity, listed, open, received_at, resolved_at, changed_at, words)
                values (%(c)s, %(id)s, %(n)s, 1, 'complaint', 'closed', %(k)s, %(a)s, 'web', 'public',
                        'S0', %(l)s, false, %(at)s, %(at)s, %(at)s, 1))
            insert into report_words (city_id, report, revision, text, at)
            values (%(c)s, %(id)s, 1, %(t)s, %(at)s)
            """,
            [dict(zip(("c", "id", "n", "k", "a", "l", "t", "at"), row, strict=True)) for row in rows],
        )


async def asked(office: Workbench, text: str) -> Guess:
    async with office.entrance.open_desk(BEKASI) as desk:
        return await actions.guess(desk, text)


async def night(office: Workbench) -> None:
    """What the worker does once a night."""
    await chore_job(office, CHORE).work()


async def test_a_coordinator_is_shown_what_earlier_reports_say_and_why(office: Workbench) -> None:
    await finished(office, examples(400))
    report = await sent(office, kind=None, text=WASTE_TEXT)
    number = (await told(office, report))[0].number
    before = await do(office, COORDINATOR, lambda desk: triage_one(desk, number))

    await night(office)

    shown = await do(office, COORDINATOR, lambda desk: triage_one(desk, number))
    assert before.because == say("Jenisnya diusulkan dari kata: {words}.", words="sampah menumpuk")
    assert shown.kinds[0].options[0].value == "garbage-pile"
    assert shown.because is not None
    assert "serupa" in shown.because.text
    assert set(str(shown.because.values["words"]).split(", ")) <= set(WASTE_TEXT.split())


async def test_every_night_makes_a_version_and_only_the_newest_keeps_its_weights(office: Workbench) -> None:
    await finished(office, examples(400))

    await night(office)
    await night(office)

    async with office.app.transaction(BEKASI) as db:
        kept = await store.versions(db, BEKASI)
        weights = {
            (each.what, each.version): await store.weights(db, BEKASI, each.what, each.version) is not None
            for each in kept
        }
    assert weights == {
        (What.KIND, 2): True,
        (What.UNIT, 2): True,
        (What.KIND, 1): False,
        (What.UNIT, 1): False,
    }


async def test_what_was_emptied_or_is_not_public_teaches_nothing(office: Workbench) -> None:
    await finished(office, examples(400))
    await finished(office, examples(50), listed=False)
    await night(office)
    known = await asked(office, WASTE_TEXT)

    async with office.app.transaction(BEKASI) as db:
        found = await store.finished(db, BEKASI, most=1000)
        await db.run("update report_words set text = null where city_id = %(city)s", city=BEKASI)
    await night(office)

    assert len(found) == 400
    assert known.kinds[0] == "garbage-pile"
    assert await asked(office, WASTE_TEXT) == Guess()


async def test_a_mistake_in_one_city_is_told_at_the_end(office: Workbench) -> None:
    async def stumble(*_: object) -> None:
        raise ZeroDivisionError

    chore = CHORE.__class__(name="stumble", cron="0 0 * * *", work=stumble)

    with pytest.raises(RuntimeError, match="stumble failed in"):
        await chore_job(office, chore).work()
