"""Passwords that cannot be guessed, waits that hit only who guesses, duties that exist."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.city.people import actions, passwords, rules, store, throttle
from tanggap.city.people.rules import Session, Tries
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AgencySlug, AreaCode, PersonId
from tanggap.kit.errors import Invalid, Missing
from tanggap.kit.ids import new_id
from tests.conftest import BEKASI, NOW

EMAIL = "petugas@kota.example"
PASSWORD = "tujuh perahu menunggu hujan"


@pytest.fixture
async def desk(bench: Workbench) -> AsyncIterator[Desk]:
    """A desk of the house itself in Kota Bekasi."""
    async with bench.entrance.open_desk(BEKASI) as opened:
        yield opened


async def added(desk: Desk, *duties: Duty, email: str = EMAIL, password: str = PASSWORD) -> PersonId:
    """Somebody new, known by their role."""
    kept = await passwords.hashed(password)
    return await actions.add(desk, email=email, name="Petugas lapangan", duties=duties, password=kept)


@pytest.mark.parametrize(
    "password",
    [
        "pendek",
        "elevensigns",
        "aaaaaaaaaaaaaaaa",
        "121212121212",
        "081234567890",
        "passwordpassword",
        "P4ssw0rd!2345",
        "katasandi2026!",
        "qwertyuiop12345",
        "bekasi-bekasi-17081945",
        "petugas.kota.2026",
        "Petugas Lapangan 1",
        "x" * 129,
    ],
)
async def test_a_password_that_is_short_or_easily_guessed_is_not_taken(password: str) -> None:
    with pytest.raises(Invalid):
        await actions.choose(password, email="petugas@kota.example", name="Petugas lapangan")


@pytest.mark.parametrize(
    "password", ["tujuh perahu menunggu hujan", "correcthorsebattery", "k7#Lw9-pQ2mx", "ꦱꦸꦒꦼꦁ ꦫꦮꦸꦃ ꦏꦺ"]
)
async def test_a_long_password_is_taken_whatever_signs_it_has(password: str) -> None:
    kept = await actions.choose(password, email="petugas@kota.example", name="Petugas lapangan")

    assert await passwords.matches(kept, password)
    assert not await passwords.matches(kept, password + " ")


async def test_a_password_made_for_somebody_is_good_enough() -> None:
    assert await actions.choose(passwords.chosen(), email=EMAIL, name="")


async def test_the_same_letters_match_from_any_keyboard() -> None:
    kept = await passwords.hashed("caf\u00e9 di seberang jalan")

    assert await passwords.matches(kept, "cafe\u0301 di seberang jalan")


async def test_nobody_gets_in_where_no_password_is_kept() -> None:
    assert not await passwords.matches(None, "")


def test_a_password_hashed_by_older_settings_is_hashed_anew() -> None:
    older = passwords.Hashed("$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$" + "A" * 43)

    assert passwords.outdated(older)


@given(account=st.integers(0, 10**6), others=st.integers(0, rules.FREE_TRIES_OF_ORIGIN - 1))
def test_whoever_has_not_failed_here_never_waits_for_what_others_did(account: int, others: int) -> None:
    tries = Tries(pair=0, account=account, origin=others, last_of_origin=NOW)

    assert rules.wait_until(tries) is None


@given(pair=st.integers(0, 10**6), account=st.integers(0, 10**6), origin=st.integers(0, 10**6))
def test_no_wait_is_longer_than_a_quarter_of_an_hour(pair: int, account: int, origin: int) -> None:
    tries = Tries(pair=pair, account=account, origin=origin, last_of_pair=NOW, last_of_origin=NOW)

    assert (rules.wait_until(tries) or NOW) <= NOW + timedelta(minutes=15)


def test_each_further_guess_waits_twice_as_long() -> None:
    waits = [rules.wait_until(Tries(pair=pair, last_of_pair=NOW)) for pair in range(4, 9)]

    assert [wait and (wait - NOW).seconds for wait in waits] == [None, 1, 2, 4, 8]


def test_an_account_under_attack_from_everywhere_lets_a_stranger_guess_once() -> None:
    quiet = rules.wait_until(Tries(pair=1, account=1, last_of_pair=NOW))
    attacked = rules.wait_until(Tries(pair=1, account=50, last_of_pair=NOW))

    assert quiet is None
    assert attacked is not None


def test_a_network_of_one_customer_counts_as_one() -> None:
    assert throttle.network("2001:db8:1:2:aaaa::1") == throttle.network("2001:db8:1:2:bbbb::2")
    assert throttle.network("192.0.2.1") != throttle.network("192.0.2.2")


@pytest.mark.parametrize(
    ("seen", "alive"), [(timedelta(minutes=29), True), (timedelta(minutes=30), False), (timedelta(), True)]
)
def test_a_session_lives_while_it_is_used(seen: timedelta, *, alive: bool) -> None:
    session = Session(
        person=PersonId(new_id()),
        resident=None,
        name="",
        seen_at=NOW - seen,
        expires_at=NOW + timedelta(hours=1),
    )

    assert rules.alive(session, at=NOW) is alive


@pytest.mark.parametrize(
    "then",
    [
        "//elsewhere.example",
        "/\\elsewhere.example",
        "https://elsewhere.example",
        "bench",
        "/a\nb",
        "/a b",
        "",
        None,
    ],
)
def test_nobody_is_led_to_another_site(then: str | None) -> None:
    assert rules.own_path(then) is None


def test_a_path_of_ours_is_kept_with_its_question() -> None:
    assert rules.own_path("/tasks/1?from=bench") == "/tasks/1?from=bench"


@pytest.mark.parametrize(
    "duty",
    [
        Duty(role=Role.LIAISON),
        Duty(role=Role.COORDINATOR, agency=AgencySlug("dbmsda")),
        Duty(role=Role.FIELD_OFFICER, agency=AgencySlug("no-such-agency")),
        Duty(role=Role.COORDINATOR, area=AreaCode("31.71")),
    ],
)
async def test_a_duty_that_makes_no_sense_here_is_not_given(desk: Desk, duty: Duty) -> None:
    with pytest.raises(Invalid):
        await added(desk, duty)


async def test_somebody_known_gets_further_duties_once_and_keeps_their_password(desk: Desk) -> None:
    coordinator, verifier = Duty(role=Role.COORDINATOR), Duty(role=Role.VERIFIER)
    first = await added(desk, coordinator)

    again = await added(desk, coordinator, verifier, email=EMAIL.upper(), password="another one, much longer")

    account = await store.account(desk.db, BEKASI, EMAIL)
    assert again == first
    assert await store.duties_of(desk.db, BEKASI, first) == [coordinator, verifier]
    assert account is not None
    assert await passwords.matches(account.password, PASSWORD)


async def test_an_address_without_a_place_is_not_taken(desk: Desk) -> None:
    with pytest.raises(Invalid, match="surel"):
        await added(desk, Duty(role=Role.COORDINATOR), email="petugas")


async def test_who_serves_nowhere_here_cannot_be_reset_or_disabled_from_here(desk: Desk) -> None:
    await added(desk)
    kept = await passwords.hashed(PASSWORD)

    with pytest.raises(Missing):
        await actions.reset(desk, EMAIL, password=kept)
    with pytest.raises(Missing):
        await actions.disable(desk, EMAIL)
    assert await store.account(desk.db, BEKASI, EMAIL) is None
