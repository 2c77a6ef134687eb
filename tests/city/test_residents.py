"""Residents are called by chance, reached by what they typed, and sent only so many codes."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.city.aliases import PLANTS
from tanggap.city.passkeys.rules import passkey_name
from tanggap.city.people.rules import Tries
from tanggap.city.residents import rules
from tanggap.kit.errors import Invalid
from tests.conftest import NOW


@pytest.mark.parametrize(
    "typed", ["warga@contoh.id", " Warga@Contoh.ID ", "nama.panjang+lapor@surat.contoh.co.id"]
)
def test_an_address_is_written_in_one_way_however_it_was_typed(typed: str) -> None:
    assert rules.way(typed).address == typed.strip().casefold()
    assert rules.way(typed).channel == "email"


@pytest.mark.parametrize(
    "typed",
    ["", None, "0812 3456 7890", "warga", "warga@", "@contoh.id", "a@b", "a b@contoh.id", "a@contoh.id\nBcc: b@c.id",
     "a@contoh.id,b@contoh.id", "<a@contoh.id>", "a" * 200 + "@contoh.id"],
)  # fmt: skip
def test_what_no_mail_can_reach_is_said_so(typed: str | None) -> None:
    with pytest.raises(Invalid, match="email") as refused:
        rules.way(typed)

    assert refused.value.field == "address"


@given(st.text(max_size=40))
def test_whatever_is_typed_as_a_code_is_six_digits_or_refused(typed: str) -> None:
    with suppress(Invalid):
        code = rules.read_code(typed)
        assert code.isascii()
        assert code.isdecimal()
        assert len(code) == 6


@pytest.mark.parametrize("typed", ["482913", " 482 913 ", "482-913", "Kode masuk: 482913"])
def test_a_code_may_be_pasted_as_it_was_mailed(typed: str) -> None:
    assert rules.read_code(typed) == "482913"


@given(st.integers(min_value=0, max_value=10**6 - 1))
def test_a_drawn_code_has_six_digits_and_is_read_back(number: int) -> None:
    below: Callable[[int], int] = lambda most: number  # noqa: E731 (a die that always falls so)

    code = rules.draw_code(below)

    assert len(code) == 6
    assert rules.read_code(code) == code
    assert int(code) == number


@given(st.randoms(use_true_random=False))
def test_an_alias_is_a_plant_and_a_number(chance: Random) -> None:
    alias = rules.draw_alias(chance.randrange)

    word, _, number = alias.removeprefix("Warga ").rpartition(" ")
    assert word in PLANTS
    assert 10 <= int(number) <= 99


def test_codes_are_counted_for_the_address_from_here_from_anywhere_and_from_one_network() -> None:
    last = NOW - timedelta(minutes=20)

    def waits(**sent: int) -> bool:
        tries = Tries(**sent, last_of_pair=last, last_of_origin=last)
        return rules.wait_until(tries, now=NOW) is not None

    assert [waits(pair=4), waits(pair=5)] == [False, True]
    assert [waits(account=9), waits(account=10)] == [False, True]
    assert [waits(origin=99), waits(origin=100)] == [False, True]
    assert rules.wait_until(Tries(pair=5, last_of_pair=last), now=NOW) == last + timedelta(hours=1)


def test_a_passkey_is_called_what_its_owner_says_or_by_its_day() -> None:
    assert passkey_name("  Ponsel \n kantor ", otherwise="x") == "Ponsel kantor"
    assert passkey_name(" ", otherwise="Perangkat 1 Jul") == "Perangkat 1 Jul"
    with pytest.raises(Invalid):
        passkey_name("x" * 61, otherwise="x")
