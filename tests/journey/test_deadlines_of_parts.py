"""Parts of the work that other units do are followed up like the report itself: each step once, each by its own term."""

from datetime import timedelta

from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tanggap.journey.deadlines import rules
from tanggap.journey.deadlines.terms import Key
from tanggap.kit.log import Heard
from tanggap.report import events as e
from tanggap.report.report import Chase, Reach, TaskId
from tests import bekasi
from tests.bekasi import CLEANSING, NOW, ROADS
from tests.journey.clocked import (
    ACCEPTED,
    DAY,
    DISPOSED,
    HOUR,
    OFFICER,
    RECEIVED,
    RESOLVED,
    help_asked,
    lived,
    lives,
    reached,
)

TERM = NOW + timedelta(days=7, hours=14, minutes=59)
"""Wednesday to the end of the next: five working days."""
ASKS = help_asked(1, until=TERM)
PART = ASKS.task
WORKED_ON = [(timedelta(), DISPOSED), (HOUR, ACCEPTED), (2 * HOUR, ASKS)]


def of_parts(log: list[Heard], *, days: int = 60) -> dict[str, tuple[TaskId | None, object]]:
    found = reached(log, NOW + days * DAY)
    return {code: (task, due.agency) for (_, task, code), due in found.items() if task is not None}


def test_a_part_nobody_takes_on_comes_to_every_rung_by_its_own_term_and_its_own_unit() -> None:
    found = reached(lived(*WORKED_ON), NOW + 60 * DAY)

    assert set(of_parts(lived(*WORKED_ON))) == {
        "reminder_50", "reminder_80", "ask", "silence", "breach", "agency_head", "executive"
    }  # fmt: skip
    assert {each.agency for each in found.values() if each.task == PART} == {CLEANSING}
    assert {each.agency for each in found.values() if each.task is None} == {ROADS}
    assert found[1, PART, "breach"].at == TERM
    assert RECEIVED.due_at != TERM
    assert NOW < found[1, PART, "ask"].at < found[1, PART, "silence"].at == NOW + 2 * HOUR + 3 * DAY
    assert TERM < found[1, PART, "agency_head"].at < found[1, PART, "executive"].at


def test_half_of_a_part_is_over_in_the_middle_of_its_working_days() -> None:
    found = reached(lived(*WORKED_ON), NOW + 60 * DAY)

    half, most = found[1, PART, "reminder_50"].at, found[1, PART, "reminder_80"].at
    calendar = bekasi.ground().calendar

    assert half < most < TERM
    assert all(calendar.works_on(calendar.day_of(each)) for each in (half, most))


def test_a_part_that_is_taken_on_is_no_silence_and_one_that_ended_falls_due_no_more() -> None:
    taken = (3 * HOUR, e.HelpAccepted(task=PART, agency=CLEANSING, officer=OFFICER))
    given_ = (4 * HOUR, e.HelpGiven(task=PART, agency=CLEANSING, photo=None))
    let_go = (4 * HOUR, e.HelpWithdrawn(task=PART, agency=CLEANSING))
    finished = (4 * HOUR, RESOLVED)

    assert not {"ask", "silence"} & set(of_parts(lived(*WORKED_ON, taken)))
    for ending in (given_, let_go, finished):
        assert of_parts(lived(*WORKED_ON, taken, ending)) == {}


def test_after_downtime_the_report_and_its_part_are_each_told_of_once() -> None:
    log = lived(*WORKED_ON)
    steps = list(reached(log, NOW + 60 * DAY).values())

    told = rules.to_tell(bekasi.ground(), rules.stages(log)[-1], steps)

    assert {(each.task, each.agency, each.chase, each.reach) for each in told} == {
        (None, ROADS, Chase.EXECUTIVE, Reach.EXECUTIVE),
        (PART, CLEANSING, Chase.EXECUTIVE, Reach.EXECUTIVE),
    }
    assert len(told) == 2


def test_a_report_is_looked_at_when_its_part_falls_due() -> None:
    stage = rules.stages(lived(*WORKED_ON))[-1]
    asked = reached(lived(*WORKED_ON), NOW + 60 * DAY)[1, PART, "ask"].at

    assert rules.look_at(bekasi.ground(), stage, NOW + 2 * HOUR) == asked


@examples(max_examples=60)
@given(log=lives(), sweeps=st.sets(st.integers(0, 2000), max_size=12))
def test_whenever_it_is_looked_the_steps_come_out_the_same_and_none_is_told_twice(
    log: list[Heard], sweeps: set[int]
) -> None:
    known: dict[Key, object] = {}
    told: list[tuple[int, TaskId | None, Chase, int | None]] = []
    end = NOW + 3000 * HOUR
    for now in [*(NOW + hour * HOUR + HOUR / 2 for hour in sorted(sweeps)), end]:
        seen = [each for each in log if each.happened_at <= now]
        stages = rules.stages(seen)
        found = rules.reached(bekasi.ground(), stages, now)
        fresh = [due for key, due in found.items() if key not in known]
        events = [
            each
            for each in rules.to_tell(bekasi.ground(), stages[-1], fresh)
            if each.chase is not Chase.OFFER
        ]
        assert len({each.task for each in events}) == len(events), "each matter once"
        told += [(each.round, each.task, each.chase, each.percent) for each in events]
        known |= {due.key: due.at for due in fresh}

    assert known == {key: due.at for key, due in reached(log, end).items()}
    assert len(told) == len(set(told))
