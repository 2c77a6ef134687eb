"""What words have in common, and which of them count."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tanggap.kit.stem import LONGEST, gist, stem, stems, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("jalan", "jalanan"),
        ("lubang", "berlobang"),
        ("rusak", "kerusakan"),
        ("terang", "penerangan"),
        ("tumpukan", "menumpuk"),
        ("sumbat", "penyumbatan"),
        ("bocor", "kebocoran"),
        ("bakar", "membakar"),
        ("pothole", "potholes"),
        ("streetlight", "streetlights"),
    ],
)
def test_a_word_is_found_by_others_of_its_stem(one: str, other: str) -> None:
    written, looked_for = words(one)[0], words(other)[0]

    assert stems(written) & stems(looked_for)


@pytest.mark.parametrize(
    ("one", "other"), [("jalan", "jalur"), ("mati", "hati"), ("pohon", "mohon"), ("air", "api")]
)
def test_words_that_only_look_alike_are_not_one(one: str, other: str) -> None:
    assert not stems(one) & stems(other)


def test_what_every_report_says_and_what_no_person_typed_are_no_words() -> None:
    text = f"Tolong pak, ada yang {'x' * (LONGEST + 1)} di jln. 081234567890 RT 05!"

    assert words(text) == ("jalan", "rt", "05")


def test_letters_and_digits_are_words_apart_and_a_number_is_its_value() -> None:
    assert words("RT007/RW 2") == ("rt", "007", "rw", "2")
    assert stems("007") == stems("7")
    assert words("0812345 rumah12345 rumah123456") == ("rumah", "12345")


def test_endings_and_beginnings_of_words_do_not_hide_what_they_have_in_common() -> None:
    assert gist("Lubangnya berlubang, LUBANG!") == gist("lubang")
    assert gist("RT 007") == gist("rt 7")
    assert gist("mohon bantuannya pak, terima kasih \x00\ud800") <= {"bantu"}


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads that interrupt one another at every step."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("restless")
def test_threads_that_stem_at_once_do_not_mix_their_words() -> None:
    written = [f"ber{a}{b}{c}nya" for a in "bcdfghjk" for b in "aiueo" for c in "lmnprst"]

    def stemmed(_: int = 0) -> list[str]:
        return [stem.__wrapped__(word) for word in written]

    with ThreadPoolExecutor(4) as threads:
        together = [*threads.map(stemmed, range(4))]

    assert together == [stemmed()] * 4
