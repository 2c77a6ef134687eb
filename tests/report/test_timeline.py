"""Whatever people try in whatever order: the log tells the state, and a report is never held by two or lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.kit.errors import Refused
from tanggap.report.report import (
    Status,
)
from tests import bekasi
from tests.bekasi import CLEANSING, ROADS, STAFF
from tests.report.world import DEEDS, DONE, World, attempt, check, walked

ENDING = ("reject", "reject incomplete", "withdraw", "note", "question")
# What ends a report, or changes nothing of it, is tried less often, so that the rest is reached at all.
OFTEN = (*ENDING, *sorted(DEEDS.keys() - set(ENDING)) * 5)


BEGINNING = ("verify", "dispose", "accept", "resolve", "close")


attempts = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(OFTEN),
        st.integers(0, 2),
        st.integers(0, len(STAFF) - 1),
    ),
    max_size=80,
)


@given(st.lists(st.integers(0, 5), min_size=3, max_size=3), attempts)
def test_whatever_is_tried_the_log_tells_the_state_and_one_unit_holds_a_report(
    begun: list[int], tried: list[tuple[int, str, int, int]]
) -> None:
    world = World()
    for n, steps in enumerate(begun):
        for deed in BEGINNING[:steps]:
            attempt(world, n, deed, n)

    for n, deed, other, first in tried:
        before = world.log[n][:]
        attempt(world, n, deed, other, first=first)

        assert world.log[n][: len(before)] == before
        check(world)


def test_a_report_is_followed_through_its_whole_life() -> None:
    world = walked(*DONE, ("close", bekasi.VERIFIER), ("rate", bekasi.VERIFIER))

    assert world.reports[1].status is Status.CLOSED
    assert world.reports[1].stars == 4


def test_who_did_the_work_may_not_verify_it() -> None:
    with pytest.raises(Refused, match="petugas lain"):
        walked(*DONE, ("close", bekasi.WORKING_VERIFIER))


def test_work_that_is_given_back_begins_a_new_task_of_the_same_unit() -> None:
    world = walked(*DONE, ("give back", bekasi.VERIFIER), ("accept", bekasi.ROADS_OFFICER))
    report = world.reports[1]

    assert [task.agency for task in report.tasks] == [ROADS, ROADS]
    assert report.reopened == 1
    assert report.lead is not None


def test_what_was_merged_is_held_again_by_its_unit_when_it_stands_alone() -> None:
    world = walked(
        ("verify", bekasi.COORDINATOR),
        ("dispose", bekasi.COORDINATOR),
        ("merge", bekasi.COORDINATOR),
        ("unmerge", bekasi.COORDINATOR),
    )

    assert world.reports[1].status is Status.DISPOSED
    assert world.reports[1].lead is not None


def test_a_unit_holds_a_report_until_the_one_it_offered_it_to_answers() -> None:
    offered = (*DONE[:3], ("offer", bekasi.ROADS_OFFICER))

    waiting = walked(*offered).reports[1]
    taken = walked(*offered, ("accept offer", bekasi.CLEANSING_LIAISON)).reports[1]
    declined = walked(*offered, ("decline", bekasi.CLEANSING_LIAISON)).reports[1]

    assert waiting.lead is not None
    assert waiting.lead.agency == ROADS
    assert taken.lead is not None
    assert taken.lead.agency == CLEANSING
    assert declined.lead is None
    assert declined.status is Status.VERIFIED
