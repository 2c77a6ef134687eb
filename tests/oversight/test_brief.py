"""A brief is due once a day at its time, and its sheet says what the mail says."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.city.terms import PersonId
from tanggap.kit.errors import Invalid
from tanggap.kit.ids import new_id
from tanggap.kit.words import say
from tanggap.oversight.briefs.daily import rules
from tanggap.oversight.briefs.daily.rules import Brief, Choice, Told
from tests import bekasi

PERSON = PersonId(new_id())
CALENDAR = bekasi.ground().calendar


def choice(minute: int = 390, *, working_days: bool = True, made_on: date | None = None) -> Choice:
    return Choice(person=PERSON, minute=minute, working_days=working_days, made_on=made_on)


@given(minute=st.integers(0, 1439), looked=st.integers(0, 1439), days=st.integers(0, 13))
def test_it_is_due_from_its_minute_on_and_once_a_day(minute: int, looked: int, days: int) -> None:
    day = date(2026, 7, 1) + timedelta(days=days)
    now = CALENDAR.at(day, time(looked // 60, looked % 60))

    assert rules.is_due(choice(minute, working_days=False), now=now, calendar=CALENDAR) == (looked >= minute)
    assert not rules.is_due(choice(minute, working_days=False, made_on=day), now=now, calendar=CALENDAR)
    if not CALENDAR.works_on(day):
        assert not rules.is_due(choice(minute), now=now, calendar=CALENDAR)


@pytest.mark.parametrize("text", [None, "", "pagi", "25:00", "6.30 pagi"])
def test_what_is_no_time_of_day_is_refused(text: str | None) -> None:
    with pytest.raises(Invalid):
        rules.read_time(text)


def test_a_time_is_read_as_a_form_sends_it() -> None:
    assert rules.read_time("06:30") == time(6, 30)


def test_the_mail_holds_every_line_and_yesterdays_figures() -> None:
    line = Told(
        says=say("{n} hal dikesampingkan", n=3),
        why=say("belum dilihat"),
        since=say("Sejak {since}.", since=date(2026, 7, 1)),
    )
    brief = Brief(
        day=date(2026, 7, 2), came_in=9, usual=4.5, closed=7, open=30, late=4, risen=2, lines=(line,), more=1
    )

    letter = rules.letter(brief)

    assert letter.body.values == {"n": 2}
    assert letter.lines[0] == line.says
    assert letter.lines[1].values == {"n": 9, "usual": 4.5}
    assert letter.file == "/decisions/brief/2026-07-02.pdf"
