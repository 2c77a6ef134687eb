"""The process log stays readable while something is away."""

import logging

import pytest
import structlog
from psycopg import OperationalError

from tanggap.kit.journal import Seldom

AWAY = {"event": "ticker: database away", "cause": "refused"}


class Watch:
    """A clock whose hand the test moves, in seconds."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """What it shows."""
        return self.now


def record(name: str, words: str, error: Exception | None = None) -> logging.LogRecord:
    """What a library logs, with its error."""
    raised = None if error is None else (type(error), error, None)
    return logging.LogRecord(name, logging.WARNING, __file__, 1, words, (), raised)


def test_a_cause_is_told_once_a_second() -> None:
    watch = Watch()
    seldom = Seldom(watch)

    assert seldom(None, "warning", dict(AWAY)) == AWAY
    with pytest.raises(structlog.DropEvent):
        seldom(None, "warning", dict(AWAY))
    watch.now += 1
    assert seldom(None, "warning", dict(AWAY)) == AWAY


def test_two_causes_are_two_facts_and_what_has_no_cause_is_always_told() -> None:
    seldom = Seldom(Watch())
    other, message = AWAY | {"cause": "timeout"}, {"event": "message not delivered"}

    for event in (AWAY, other, message, message):
        assert seldom(None, "warning", dict(event)) == event


def test_a_pool_that_cannot_connect_says_so_once_a_second() -> None:
    seldom = Seldom(Watch())

    assert [seldom.filter(record("psycopg.pool", "error connecting")) for _ in range(3)] == [
        True,
        False,
        False,
    ]


def test_a_library_tells_that_the_database_is_away_without_a_traceback_and_its_mistakes_with_one() -> None:
    seldom = Seldom(Watch())
    away, mistakes = (
        record("jobs", "lost", OperationalError()),
        [record("jobs", "job", KeyError()) for _ in "ab"],
    )

    assert seldom.filter(away)
    assert away.exc_info is None
    assert all(seldom.filter(each) and each.exc_info for each in mistakes)
