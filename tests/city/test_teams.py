"""When a team serves, what it does, and what may be kept of one."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.city.teams.rules import Presence, Shift, Team, checked, presence
from tanggap.city.terms import GroupSlug, PersonId, TeamId
from tanggap.kit.errors import Invalid
from tests.bekasi import ROADS

JAKARTA = ZoneInfo("Asia/Jakarta")
MONDAY = datetime(2026, 7, 6, tzinfo=JAKARTA)
OFFICE = Shift(days=(0, 1, 2, 3, 4), begins=time(7, 30), ends=time(16))
NIGHT = Shift(days=(4,), begins=time(22), ends=time(6), call=True)
MEMBER = PersonId(UUID(int=7))


def team(
    *shifts: Shift,
    number: int = 1,
    name: str = "URC Timur",
    groups: tuple[GroupSlug, ...] = (),
    members: tuple[PersonId, ...] = (),
) -> Team:
    return Team(
        id=TeamId(UUID(int=number)), agency=ROADS, name=name, shifts=shifts, groups=groups, members=members
    )


@pytest.mark.parametrize(
    ("day", "hour", "expected"),
    [
        (0, 7, Presence.OFF),
        (0, 8, Presence.ON_DUTY),
        (0, 16, Presence.OFF),
        (4, 23, Presence.ON_CALL),
        (5, 5, Presence.ON_CALL),
        (5, 6, Presence.OFF),
        (6, 23, Presence.OFF),
        (5, 9, Presence.OFF),
    ],
)
def test_a_team_serves_by_weekday_and_hour_and_a_night_belongs_to_the_evening_it_began(
    day: int, hour: int, expected: Presence
) -> None:
    assert presence(team(OFFICE, NIGHT), MONDAY + timedelta(days=day, hours=hour)) is expected


def test_who_is_on_duty_and_on_call_at_once_is_on_duty() -> None:
    always = Shift(days=tuple(range(7)), begins=time(0), ends=time(0), call=True)

    assert presence(team(always, OFFICE), MONDAY + timedelta(hours=9)) is Presence.ON_DUTY
    assert presence(team(always, OFFICE), MONDAY + timedelta(hours=20)) is Presence.ON_CALL


@given(
    begins=st.integers(0, 1439),
    lasts=st.integers(1, 1440),
    at=st.integers(0, 1439),
)
def test_a_shift_of_every_day_serves_as_long_as_it_lasts(begins: int, lasts: int, at: int) -> None:
    ends = (begins + lasts) % 1440
    shift = Shift(
        days=tuple(range(7)),
        begins=time(begins // 60, begins % 60),
        ends=time(ends // 60, ends % 60),
    )

    serves = presence(team(shift), MONDAY + timedelta(minutes=at)) is Presence.ON_DUTY

    assert serves == ((at - begins) % 1440 < lasts)


def test_a_team_without_groups_does_whatever_its_unit_does() -> None:
    roads = team(groups=(GroupSlug("roads"),))

    assert team().does(GroupSlug("waste"))
    assert roads.does(GroupSlug("roads"))
    assert not roads.does(GroupSlug("waste"))
    assert not roads.does(None)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (team(name=""), "name"),
        (team(name="urc timur", number=2), "name"),
        (team(members=(PersonId(UUID(int=8)),)), "members"),
        (team(groups=(GroupSlug("moon"),)), "groups"),
        (team(Shift(days=(), begins=time(7), ends=time(8))), "shifts"),
        (team(Shift(days=(7,), begins=time(7), ends=time(8))), "shifts"),
    ],
)
def test_what_cannot_be_kept_is_refused_where_it_stands(wrong: Team, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked(wrong, others=[team()], people={MEMBER}, groups={"roads"})

    assert refused.value.field == field


def test_a_team_keeps_its_own_name_when_it_is_changed() -> None:
    assert checked(team(members=(MEMBER,)), others=[team()], people={MEMBER}, groups=set())
