"""Who may speak to an area, and what residents' words wait for."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.terms import AgencySlug, AreaCode
from tanggap.journey.neighbourhood import rules
from tanggap.kit.errors import Invalid, Refused
from tanggap.report.parties import speaks_to
from tanggap.report.remarks.remark import RemarkState
from tanggap.report.remarks.screen import Finding, screen
from tests import bekasi
from tests.bekasi import COORDINATOR, MARGAHAYU, ROADS_LIAISON

TODAY = date(2026, 7, 1)
BLOCKED = ("judi online",)
OFFICE = Actor(duties=(Duty(role=Role.FIELD_OFFICER, agency=AgencySlug("kelurahan-margahayu")),))
EAST = AreaCode("32.75.01")
ELSEWHERE = AreaCode("32.75.02.1005")


def test_an_office_speaks_to_its_own_area_and_a_coordinator_to_every_one() -> None:
    ground = bekasi.ground()

    def speaks(actor: Actor, area: AreaCode | None) -> bool:
        return speaks_to(ground, actor, area)

    assert [speaks(OFFICE, area) for area in (MARGAHAYU, EAST, ELSEWHERE, None)] == [
        True,
        False,
        False,
        False,
    ]
    assert all(speaks(COORDINATOR, area) for area in (MARGAHAYU, EAST, ELSEWHERE, None))
    assert not any(speaks(ROADS_LIAISON, area) for area in (MARGAHAYU, EAST, ELSEWHERE))


def test_a_coordinator_of_one_place_speaks_there_alone() -> None:
    local = Actor(duties=(Duty(role=Role.COORDINATOR, area=EAST),))

    assert speaks_to(bekasi.ground(), local, MARGAHAYU)
    assert not speaks_to(bekasi.ground(), local, ELSEWHERE)
    assert not speaks_to(bekasi.ground(), local, None)


def announce(actor: Actor, **said: object) -> rules.Announcing:
    given_ = {"area": MARGAHAYU, "title": "Kerja bakti", "text": "Minggu pagi.", "ends_on": None} | said
    return rules.announcing(bekasi.ground(), actor, today=TODAY, **given_)  # pyright: ignore[reportArgumentType] (each is checked by the rule)


def test_an_announcement_stands_two_weeks_unless_its_office_says_otherwise() -> None:
    made = announce(OFFICE)

    assert made.ends_on == TODAY + timedelta(days=14)
    assert made.agency == "kelurahan-margahayu"
    assert announce(COORDINATOR).agency is None
    assert rules.standing(made.ends_on, None, today=made.ends_on)
    assert not rules.standing(made.ends_on, None, today=made.ends_on + timedelta(days=1))


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("area", {"area": ELSEWHERE}),
        ("area", {"area": "nowhere"}),
        ("area", {"area": None}),
        ("title", {"title": None}),
        ("title", {"title": "x" * 121}),
        ("text", {"text": None}),
        ("text", {"text": "x" * 1501}),
        ("until", {"ends_on": TODAY - timedelta(days=1)}),
        ("until", {"ends_on": TODAY + timedelta(days=61)}),
    ],
)
def test_what_cannot_be_announced_is_refused_at_its_field(field: str, said: dict[str, object]) -> None:
    with pytest.raises(Invalid) as refused:
        announce(OFFICE, **said)

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Hubungi 0812-3456-7890 saja", Finding.PERSONAL),
        ("WA +62 812 3456 7890", Finding.PERSONAL),
        ("kirim ke budi@contoh.example", Finding.PERSONAL),
        ("Ayo JUDI  online", Finding.BLOCKED),
        ("buka www.contoh.example", Finding.LINK),
        ("murah di pinjaman.top", Finding.LINK),
        ("INI SUDAH KELEWATAN TOLONG DITINDAK", Finding.SHOUTING),
    ],
)
def test_words_that_may_harm_wait_until_the_office_has_read_them(text: str, finding: Finding) -> None:
    found = screen(text, blocked_words=BLOCKED)

    assert found == (finding,)
    assert rules.state_of(found) is RemarkState.HELD


@pytest.mark.parametrize(
    "text", ["Siap hadir, RT 04 RW 07.", "Jam 7.30 ya?", "PJU mati lagi", "Terima kasih, Pak."]
)
def test_everyday_words_are_shown_at_once(text: str) -> None:
    assert rules.state_of(screen(text, blocked_words=BLOCKED)) is RemarkState.SHOWN


@given(st.text())
def test_any_words_can_be_looked_over(text: str) -> None:
    assert set(screen(text, blocked_words=BLOCKED)) <= set(Finding)


def test_who_writes_too_often_is_asked_to_wait() -> None:
    rules.require_patience(4)
    with pytest.raises(Refused):
        rules.require_patience(5)
