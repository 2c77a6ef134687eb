"""The transition table (DOMAIN 5.2): every step in it is allowed to whom it says, every other is refused."""

from itertools import product

import pytest

from tanggap.kit.errors import Forbidden, Refused
from tanggap.report.report import Status
from tanggap.report.transitions import (
    TRANSITIONS,
    Lacking,
    Need,
    Party,
    Transition,
    allowed,
    status_word,
    step,
)

STEPS = [
    (before, after, line)
    for line in TRANSITIONS
    for before, after in product(sorted(line.before), sorted(line.after))
]
TAKEN_BACK = {(before, after) for before, after, line in STEPS if Need.UNDONE in line.needs}
LISTED = {(before, after) for before, after, _ in STEPS}
UNLISTED = [pair for pair in product(Status, Status) if pair not in LISTED]


def name(value: object) -> str:
    """A status by its code; a line by who may take it."""
    return str(value) if isinstance(value, Status) else ""


@pytest.mark.parametrize(("before", "after", "line"), STEPS, ids=name)
def test_a_listed_step_is_allowed_to_each_of_whom_it_says(
    before: Status, after: Status, line: Transition
) -> None:
    for party in line.who:
        step(before, after, by=frozenset({party}), given=line.needs)

        assert Need.UNDONE in line.needs or after in allowed(before, by=frozenset({party}))


@pytest.mark.parametrize(("before", "after", "line"), STEPS, ids=name)
def test_a_listed_step_is_forbidden_to_everybody_else(
    before: Status, after: Status, line: Transition
) -> None:
    lines = [
        other
        for one, two, other in STEPS
        if (one, two) == (before, after) and (Need.UNDONE in line.needs or Need.UNDONE not in other.needs)
    ]
    others = frozenset(Party) - {party for each in lines for party in each.who}

    of_the_house = all(each.who == frozenset({Party.SYSTEM}) for each in lines)
    for party in others:
        with pytest.raises(Refused if of_the_house else Forbidden) as refused:
            step(before, after, by=frozenset({party}), given=line.needs)
        assert refused.value.status == (409 if of_the_house else 403)


@pytest.mark.parametrize(("before", "after", "line"), [each for each in STEPS if each[2].needs], ids=name)
def test_a_listed_step_is_refused_without_what_it_must_have(
    before: Status, after: Status, line: Transition
) -> None:
    for need in line.needs - {Need.UNDONE}:
        with pytest.raises(Lacking):
            step(before, after, by=line.who, given=line.needs - {need})


@pytest.mark.parametrize(("before", "after"), sorted(TAKEN_BACK), ids=name)
def test_what_only_takes_another_step_back_is_no_step_to_whoever_takes_nothing_back(
    before: Status, after: Status
) -> None:
    with pytest.raises(Refused) as refused:
        step(
            before,
            after,
            by=frozenset({Party.COORDINATOR, Party.REPORTER}),
            given=frozenset(Need) - {Need.UNDONE},
        )

    assert refused.value.status == 409


@pytest.mark.parametrize(("before", "after"), UNLISTED, ids=name)
def test_every_step_that_is_not_listed_is_refused_whoever_asks(before: Status, after: Status) -> None:
    with pytest.raises(Refused) as refused:
        step(before, after, by=frozenset(Party), given=frozenset())

    assert refused.value.status == 409
    assert not allowed(before, by=frozenset(Party)) & {after}


def test_every_open_status_has_a_way_out() -> None:
    ways_out = {before for before, after in LISTED if after is not before}

    assert {status for status in Status if status.open} <= ways_out


def test_from_every_open_status_a_report_can_come_to_an_end() -> None:
    ending = {status for status in Status if not status.open}
    while more := {before for before, after in LISTED if after in ending} - ending:
        ending |= more

    assert ending == set(Status)


def test_every_status_can_be_reached() -> None:
    reached = {Status.RECEIVED}
    while more := {after for before, after in LISTED if before in reached} - reached:
        reached |= more

    assert reached == set(Status)


def test_every_status_has_its_own_word() -> None:
    assert len({status_word(status).text for status in Status}) == len(Status)


def test_the_table_has_every_step_of_the_domain() -> None:
    assert len(LISTED) == 49
    assert len(UNLISTED) == 169 - 49
