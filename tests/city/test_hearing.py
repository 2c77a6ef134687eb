"""How people are told: one message for an event, by the way they chose, never in their quiet hours, never lost."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.city.hearing.rules import (
    Choices,
    Chosen,
    Device,
    Mail,
    Pace,
    Quiet,
    Topic,
    Way,
    Word,
    chosen,
    digest_at,
    plan,
    when,
)
from tanggap.city.owed import Letter, NewLetter
from tanggap.kit.words import say
from tests.conftest import NOW

ZONES = [ZoneInfo(f"Asia/{city}") for city in ("Jakarta", "Makassar", "Jayapura")]
JAKARTA = ZONES[0]
LETTER = Letter(subject=say("Kabar"), body=say("Halo."), path="/notices")
THING = UUID(int=1)
BROWSER, ADDRESS = b"browser", b"address"
DEVICE = Device(id=UUID(int=7), seat=BROWSER, person=None)
MAIL = Mail(recipient=UUID(int=8), lookup=ADDRESS)

moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (hypothesis adds the zone)
hours = st.integers(0, 23)
quiets = st.builds(Quiet, start=hours, end=hours)
zones = st.sampled_from(ZONES)


def quiet_now(at: datetime, zone: ZoneInfo, quiet: Quiet) -> bool:
    """Whether a moment lies in the quiet hours, asked hour by hour."""
    hour, at_quiet = quiet.start, set[int]()
    while hour != quiet.end:
        at_quiet.add(hour)
        hour = (hour + 1) % 24
    return at.astimezone(zone).hour in at_quiet


@given(moments, zones, quiets)
def test_nobody_is_disturbed_in_their_quiet_hours_and_nobody_waits_longer_than_they_last(
    at: datetime, zone: ZoneInfo, quiet: Quiet
) -> None:
    first = when(at, zone, quiet)

    assert not quiet_now(first, zone, quiet)
    assert timedelta(0) <= first - at < timedelta(days=1)
    assert first == at or quiet_now(first - timedelta(microseconds=1), zone, quiet)
    assert when(at, zone, quiet, emergency=True) == at


@given(moments, zones, quiets, hours)
def test_a_daily_message_goes_out_within_two_days_outside_the_quiet_hours(
    at: datetime, zone: ZoneInfo, quiet: Quiet, hour: int
) -> None:
    due = digest_at(at, zone, hour, quiet)

    assert not quiet_now(due, zone, quiet)
    assert at < due <= at + timedelta(days=2)
    assert digest_at(due - timedelta(microseconds=1), zone, hour, Quiet(start=0, end=0)) >= due - timedelta(
        days=1
    )


@pytest.mark.parametrize(
    ("moment", "first"),
    [
        ((20, 59), (1, 20, 59)),
        ((21, 0), (2, 6, 0)),
        ((23, 30), (2, 6, 0)),
        ((0, 0), (1, 6, 0)),
        ((5, 59), (1, 6, 0)),
        ((6, 0), (1, 6, 0)),
    ],
)
def test_from_nine_to_six_nobody_is_disturbed_unless_they_chose_otherwise(
    moment: tuple[int, int], first: tuple[int, int, int]
) -> None:
    at = datetime(2026, 7, 1, *moment, tzinfo=JAKARTA).astimezone(UTC)

    assert when(at, JAKARTA, Choices().quiet) == datetime(2026, 7, *first, tzinfo=JAKARTA)


@pytest.mark.parametrize(
    ("topic", "way", "device", "mail", "expected"),
    [
        (Topic.STEPS, Way.ANY, True, True, Way.PUSH),
        (Topic.STEPS, Way.ANY, False, True, Way.EMAIL),
        (Topic.STEPS, Way.EMAIL, True, True, Way.EMAIL),
        (Topic.STEPS, Way.PUSH, False, True, Way.APP),
        (Topic.STEPS, Way.APP, True, True, Way.APP),
        (Topic.QUESTIONS, Way.PUSH, False, True, Way.EMAIL),
        (Topic.QUESTIONS, Way.EMAIL, True, False, Way.PUSH),
        (Topic.QUESTIONS, Way.APP, True, True, Way.PUSH),
        (Topic.QUESTIONS, Way.ANY, False, False, Way.APP),
    ],
)
def test_by_which_way_it_goes_out(topic: Topic, way: Way, device: bool, mail: bool, expected: Way) -> None:  # noqa: FBT001 (a table's columns)
    assert chosen(topic, way, device=device, mail=mail) is expected


def word(topic: Topic = Topic.STEPS, **more: object) -> Word:
    fields = {"thing": THING, "nth": 1, "letter": LETTER, "seats": (BROWSER,), "mail": MAIL}
    return Word(topic=topic, **(fields | more))  # pyright: ignore[reportArgumentType] (a table of fields)


def planned(
    *words: Word,
    choices: Choices | None = None,
    devices: tuple[Device, ...] = (DEVICE,),
    stopped: frozenset[bytes] = frozenset(),
) -> list[NewLetter]:
    made = {BROWSER: Chosen(who=BROWSER, body=choices, at=NOW)} if choices is not None else {}
    return plan(words, made, devices, stopped, now=NOW, zone=JAKARTA)


@given(
    st.lists(st.tuples(st.sampled_from(Topic), st.integers(1, 3)), max_size=8),
    st.dictionaries(st.sampled_from(Topic), st.sampled_from(Way)),
    st.dictionaries(st.sampled_from(Topic), st.sampled_from(Pace)),
    quiets,
)
def test_one_event_makes_one_message_at_most_whatever_the_reasons(
    reasons: list[tuple[Topic, int]], ways: dict[Topic, Way], paces: dict[Topic, Pace], quiet: Quiet
) -> None:
    choices = Choices(ways=ways, paces=paces, quiet=quiet)

    letters = planned(*(word(topic, nth=nth) for topic, nth in reasons), choices=choices)

    events = [letter.dedupe.split(":")[2] for letter in letters]
    assert len(events) == len(set(events))
    assert all(not quiet_now(letter.due_at, JAKARTA, quiet) for letter in letters)
    asked = {nth for topic, nth in reasons if topic is Topic.QUESTIONS}
    first = {
        nth
        for number, (topic, nth) in enumerate(reasons)
        if nth not in {n for _, n in reasons[:number]} and topic is Topic.QUESTIONS
    }
    assert {str(nth) for nth in asked & first} <= set(events)


def test_what_a_device_misses_is_written_to_the_address_instead() -> None:
    [letter] = planned(word())

    assert (letter.channel, letter.letter.instead is not None) == ("push", True)
    [mailed] = planned(word(), devices=())
    assert letter.letter.instead is not None
    assert letter.letter.instead.dedupe == mailed.dedupe


def test_an_address_that_was_stopped_is_not_written_to() -> None:
    assert planned(word(), devices=(), stopped=frozenset({ADDRESS})) == []
    assert [each.channel for each in planned(word(), stopped=frozenset({ADDRESS}))] == ["push"]


def test_what_is_wanted_once_a_day_goes_into_one_envelope_and_questions_do_not() -> None:
    daily = Choices(paces=dict.fromkeys(Topic, Pace.DAILY))

    letters = planned(word(nth=1), word(nth=2), word(Topic.QUESTIONS, nth=3), choices=daily)

    one, two, question = letters
    assert one.envelope == two.envelope is not None
    assert one.due_at == two.due_at == datetime(2026, 7, 2, 7, tzinfo=JAKARTA)
    assert (question.envelope, question.due_at) == (None, NOW)


def test_the_latest_choice_counts_under_whichever_name_it_was_made() -> None:
    made = {
        BROWSER: Chosen(who=BROWSER, body=Choices(ways={Topic.STEPS: Way.APP}), at=NOW),
        ADDRESS: Chosen(who=ADDRESS, body=Choices(ways={Topic.STEPS: Way.EMAIL}), at=NOW + timedelta(1)),
    }

    [letter] = plan([word()], made, [DEVICE], frozenset(), now=NOW, zone=JAKARTA)

    assert letter.channel == "email"


def test_nothing_is_told_before_the_public_may_know() -> None:
    later = NOW + timedelta(hours=3)

    [letter] = planned(word(not_before=later, thing=uuid4()))

    assert letter.due_at == later
