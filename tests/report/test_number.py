"""Numbers and keys, as people write them."""

from collections.abc import Callable
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.city.terms import CityId
from tanggap.kit.errors import Invalid
from tanggap.report.number import Number, draw, key, luhn, read, same_key, show

SECRET = b"a secret of the server, version 1"
BEKASI, BOGOR = CityId(1), CityId(2)
REPORT = UUID("0190a5b0-0000-7000-8000-000000000001")

codes = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=6)
numbers = st.builds(Number, codes, st.integers(0, 10**10 - 1))


@pytest.mark.parametrize(
    ("vector", "digits", "check"),
    [("TV-NUM-1", "4821097315", 1), ("TV-NUM-2", "0000000001", 8), ("TV-NUM-3", "9999999999", 0)],
)
def test_the_check_digit_is_luhns(vector: str, digits: str, check: int) -> None:
    assert luhn(digits) == check, vector


def test_a_number_is_shown_in_groups_that_can_be_spoken() -> None:
    assert show("BKS", 4821097315) == "BKS-48210-97315-1"
    assert show("BKS", 1) == "BKS-00000-00001-8"


@pytest.mark.parametrize(
    "written",
    [
        "BKS-48210-97315-1",
        "bks48210973151",
        "  Bks 48210 97315 1 ",
        "BKS–48210–97315–1",
        "BKS\u00a048210\u00a097315-1",
        "BKS-４８２１０-９７３１５-１",
    ],
)
def test_a_number_is_read_however_it_is_typed(written: str) -> None:
    assert read(written) == Number("BKS", 4821097315)


@given(
    number=numbers,
    dashes=st.sampled_from(["", "-", " ", " - ", "\t"]),
    case=st.sampled_from([str.upper, str.lower]),
)
def test_a_shown_number_reads_as_itself(number: Number, dashes: str, case: Callable[[str], str]) -> None:
    written = show(number.code, number.digits).replace("-", dashes)

    assert read(case(written)) == number


@given(number=numbers, place=st.integers(0, 10), turned_by=st.integers(1, 9))
def test_any_single_wrong_digit_is_noticed(number: Number, place: int, turned_by: int) -> None:
    code, digits = number.code, show(number.code, number.digits).replace("-", "")[len(number.code) :]
    wrong = (int(digits[place]) + turned_by) % 10

    with pytest.raises(Invalid) as refused:
        read(f"{code}{digits[:place]}{wrong}{digits[place + 1 :]}")

    assert refused.value.say.text.startswith("Nomor ini salah ketik?")


@pytest.mark.parametrize(
    "written", ["", "BKS", "48210973151", "BKS-48210-97315", "BKS-48210-97315-11", "ß" * 13]
)
def test_what_is_no_number_is_refused_in_words(written: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(written)

    assert "sebelas angka" in refused.value.say.text


@given(st.text())
def test_any_text_at_all_is_a_number_or_is_refused(text: str) -> None:
    try:
        number = read(text)
    except Invalid:
        return
    assert read(show(number.code, number.digits)) == number


def test_drawn_numbers_come_from_the_whole_range() -> None:
    chance = Random(7)

    drawn = [draw(chance.randrange) for _ in range(2_000)]

    assert 0 <= min(drawn) < 10**8
    assert 99 * 10**8 < max(drawn) < 10**10


def test_a_key_is_ten_unmistakable_letters_and_digits() -> None:
    given_out = key(SECRET, BEKASI, REPORT)

    assert len(given_out) == 10
    assert set(given_out).isdisjoint("ILOU")
    assert given_out == given_out.upper()


def test_a_key_is_the_same_each_time_and_another_for_anything_else() -> None:
    given_out = key(SECRET, BEKASI, REPORT)

    assert key(SECRET, BEKASI, REPORT) == given_out
    others = {
        key(b"another secret", BEKASI, REPORT),
        key(SECRET, BOGOR, REPORT),
        key(SECRET, BEKASI, UUID(int=REPORT.int + 1)),
    }
    assert len(others - {given_out}) == 3


@given(st.uuids())
def test_a_key_opens_in_any_case_with_spaces_dashes_and_look_alikes(report: UUID) -> None:
    given_out = key(SECRET, BEKASI, report)
    by_hand = f" {given_out[:5]}-{given_out[5:]} ".lower().replace("0", "o").replace("1", "l")

    assert same_key(by_hand, given_out)


@given(report=st.uuids(), place=st.integers(0, 9))
def test_a_key_with_one_wrong_letter_opens_nothing(report: UUID, place: int) -> None:
    given_out = key(SECRET, BEKASI, report)
    other = "Z" if given_out[place] != "Z" else "Y"

    assert not same_key(given_out[:place] + other + given_out[place + 1 :], given_out)


@pytest.mark.parametrize("written", ["", "é" * 10, "\ud800"])
def test_nonsense_opens_nothing(written: str) -> None:
    assert not same_key(written, key(SECRET, BEKASI, REPORT))
