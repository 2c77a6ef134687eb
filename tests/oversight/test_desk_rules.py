"""What the desk reckons with: addresses, days, changes, and a day played again."""

from datetime import date, timedelta
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.city.packs.pack import Urgency
from tanggap.city.terms import AreaCode, GroupSlug, KindSlug
from tanggap.kit.errors import Invalid
from tanggap.kit.words import say
from tanggap.oversight.counts.tally import Period
from tanggap.oversight.operations_centre.desk import rules
from tanggap.oversight.operations_centre.desk.asked import Asked, asked
from tanggap.oversight.operations_centre.desk.days.rules import BEFORE, HOURS, Moved, frames
from tanggap.oversight.operations_centre.desk.rules import Against, change, change_of_stars, other, stretch
from tanggap.oversight.operations_centre.desk.scope import moments, urgent
from tanggap.oversight.operations_centre.desk.telling import strength
from tanggap.oversight.operations_centre.wanted import Wanted
from tanggap.report.report import Channel, Status
from tanggap.report.urgency import urgency_of
from tests.bekasi import ground

TODAY = date(2026, 3, 4)
CITY = ground()
days = st.dates(date(2020, 1, 1), date(2026, 3, 4))


def period_of(first: date, more: int) -> Period:
    return Period(first=first, last=first + timedelta(days=more))


periods = st.builds(period_of, days, st.integers(0, 400))


def desk(
    period: Period | None, *, last: int, against: Against | None, second: Period, wanted: Wanted
) -> Asked:
    """A desk as an address asks for it: of a period, or of the last so many days."""
    query = {"days": str(last)} if period is None else {"from": str(period.first), "to": str(period.last)}
    if against is not None:
        query |= {"against": against}
    if against is Against.CHOSEN:
        query |= {"since": str(second.first), "till": str(second.last)}
    return asked(query | dict(parse_qsl(wanted.query)), CITY, today=TODAY)


asked_for = st.builds(
    desk,
    st.none() | periods,
    last=st.integers(1, 366),
    against=st.none() | st.sampled_from(Against),
    second=periods,
    wanted=st.builds(
        Wanted,
        group=st.none() | st.sampled_from(sorted(map(GroupSlug, CITY.groups))),
        agency=st.none() | st.sampled_from(sorted(CITY.agencies)),
        channel=st.none() | st.sampled_from(Channel),
        status=st.none() | st.sampled_from(Status),
    ),
)


@given(shown=asked_for)
def test_an_address_of_the_desk_gives_back_what_it_shows(*, shown: Asked) -> None:
    assert asked(dict(parse_qsl(shown.query)), CITY, today=TODAY) == shown


def test_the_last_days_go_along_with_the_calendar_and_chosen_ones_do_not() -> None:
    week = asked({}, CITY, today=TODAY)
    assert week.period == Period(first=date(2026, 2, 26), last=TODAY)
    later = asked(dict(parse_qsl(week.query)), CITY, today=TODAY + timedelta(days=3))
    assert later.period.last == TODAY + timedelta(days=3)
    fixed = week.of_days(week.period)
    assert asked(dict(parse_qsl(fixed.query)), CITY, today=TODAY + timedelta(days=3)).period == week.period


@pytest.mark.parametrize(
    ("field", "query"),
    [
        ("days", {"days": "0"}),
        ("days", {"days": "367"}),
        ("days", {"days": "٣"}),
        ("from", {"from": "0001-01-01", "to": "2026-01-01"}),
        ("against", {"against": "yesterday"}),
        ("from", {"against": "chosen", "since": "soon"}),
    ],
)
def test_what_no_desk_can_show_is_said_by_its_field(field: str, query: dict[str, str]) -> None:
    with pytest.raises(Invalid) as said:
        asked(query, CITY, today=TODAY)
    assert said.value.field == field


@given(period=periods)
def test_the_days_before_are_as_many_and_end_where_the_chosen_begin(*, period: Period) -> None:
    before = other(period, Against.BEFORE, None)
    assert before is not None
    assert before.days == period.days
    assert before.last + timedelta(days=1) == period.first


def test_a_year_before_a_leap_day_is_the_day_before_it() -> None:
    leap = Period(first=date(2024, 2, 29), last=date(2024, 3, 1))
    assert other(leap, Against.YEAR, None) == Period(first=date(2023, 2, 28), last=date(2023, 3, 1))
    edge = Period(first=date(1, 1, 1), last=date(1, 1, 2))
    assert other(edge, Against.YEAR, None) is None
    assert other(edge, Against.BEFORE, None) is None
    assert other(leap, Against.CHOSEN, None) is None


@given(period=periods)
def test_no_chart_has_more_bars_than_can_be_told_apart(*, period: Period) -> None:
    assert -(-period.days * timedelta(days=1) // stretch(period)) <= rules.BARS_MOST


def test_a_change_of_a_few_is_not_told() -> None:
    assert change(4, 40, n=4, n_then=40) is None
    assert change(40, 4, n=40, n_then=4) is None
    assert change(None, 3.0, n=50, n_then=50) is None
    assert change(12, 10, n=12, n_then=10) == say("naik {percent}%", percent=20)
    assert change(9, 12, n=9, n_then=12) == say("turun {percent}%", percent=25)
    assert change(1000, 1001, n=1000, n_then=1001) == say("tetap")
    assert change_of_stars(4.21, 4.18, n=9, n_then=9) == say("tetap")
    assert change_of_stars(4.3, 4.0, n=9, n_then=9) == say("naik {stars} bintang", stars=0.3)
    assert change_of_stars(4.0, 4.5, n=9, n_then=9) == say("turun {stars} bintang", stars=0.5)


class Weighed:
    """A report of a kind with supporters."""

    def __init__(self, kind: KindSlug | None, supporters: int) -> None:
        self.kind, self.supporters = kind, supporters


@given(
    kind=st.none() | st.sampled_from(sorted(CITY.kinds)),
    supporters=st.integers(0, 30),
    urgency=st.sampled_from(Urgency),
)
def test_the_filter_finds_as_urgent_what_is(
    *, kind: KindSlug | None, supporters: int, urgency: Urgency
) -> None:
    meant = urgent(CITY, urgency)
    kinds = meant.raised if supporters > meant.above else meant.plain
    assert ((kind or "") in kinds) == (urgency_of(CITY, Weighed(kind, supporters)) is urgency)


def test_days_are_the_citys_own_and_the_ends_of_the_calendar_are_no_mistake() -> None:
    since, until = moments(CITY, Period(first=TODAY, last=TODAY))
    assert since.isoformat() == "2026-03-03T17:00:00+00:00"
    assert until - since == timedelta(days=1)
    assert moments(CITY, Period())[0] < moments(CITY, Period())[1]


MARGAHAYU, JATIASIH = AreaCode("32.75.01.1001"), AreaCode("32.75.09.1001")


def moved_of(area: AreaCode | None, came: int, stayed: int | None, count: int) -> Moved:
    """So many that came and stayed for some hours, or until after the day."""
    ended = None if stayed is None or came + stayed >= HOURS else max(0, came + stayed)
    return Moved(area=area, came=came, ended=ended, count=count)


moves = st.lists(
    st.builds(
        moved_of,
        st.sampled_from([MARGAHAYU, JATIASIH, None]),
        st.integers(BEFORE, HOURS - 1),
        st.none() | st.integers(0, HOURS - 1),
        st.integers(1, 50),
    )
)


@given(moved=moves)
def test_what_is_open_at_an_hours_end_was_open_before_or_came_and_did_not_end(*, moved: list[Moved]) -> None:
    played = frames(moved)
    standing = sum(each.count for each in moved if each.came == BEFORE)
    for frame in played:
        standing += frame.came - frame.ended
        assert frame.open == standing
        assert sum(frame.areas.values()) <= frame.open


def test_the_sketch_is_empty_where_nothing_is_and_full_where_most_is() -> None:
    assert strength(0, 10) == 0
    assert strength(10, 10) == 1
    assert strength(1, 1000) > 0.1
