"""What a text asks for, and what a mistyped word was meant to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.app import house
from tanggap.city.areas.area import Area, Level
from tanggap.city.terms import AreaCode, KindSlug
from tanggap.journey.search import rules
from tanggap.journey.search.public import public_text
from tanggap.journey.search.rules import Candidate, Lexicon
from tanggap.kit.stem import STOP_WORDS, words

BARE = Lexicon(tags={}, words=frozenset(), idle=frozenset())
CITY = rules.lexicon(
    house.taxonomy().kinds,
    [Area(code=AreaCode("32.75.02"), parent=None, level=Level.KECAMATAN, name="Bekasi Barat")],
    city="Kota Bekasi",
)


@pytest.mark.parametrize(
    ("typed", "reports", "meant"),
    [
        ("jlan", 0, "jalan"),
        ("lmapu", 0, "lampu"),
        ("selokann", 0, "selokan"),
        ("penerngn", 0, "penerangan"),
        ("jalan", 900, None),  # stands in enough reports to be right
        ("jalam", 2, "jalan"),  # and this in too few
        ("pju", 0, None),  # too short for its neighbours to tell
        ("zebra", 0, None),
        ("12345", 0, None),
    ],
)
def test_a_mistyped_word_is_taken_for_the_nearest_then_the_commonest(
    typed: str, reports: int, meant: str | None
) -> None:
    known = [
        Candidate(word=word, reports=count)
        for word, count in {"jalan": 900, "jalak": 4, "lampu": 80, "selokan": 40, "penerangan": 30, "pjs": 9, "12346": 9}.items()
    ]  # fmt: skip

    assert rules.nearest(typed, reports, known) == meant


def test_a_word_of_fewer_than_three_reports_is_never_suggested() -> None:
    assert rules.nearest("sulastr", 0, [Candidate(word="sulastri", reports=2)]) is None


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("jalan", "jalan", 0),
        ("jlan", "jalan", 1),
        ("jaaln", "jalan", 1),
        ("jalur", "jalan", 2),
        ("api", "jalan", 3),
    ],
)
def test_letters_are_counted_that_were_left_out_put_in_changed_or_swapped(
    one: str, other: str, apart: int
) -> None:
    assert rules.distance(one, other, most=2) == apart


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_how_far_words_are_apart_is_the_same_from_both_ends(one: str, other: str) -> None:
    assert rules.distance(one, other, most=3) == rules.distance(other, one, most=3)


def test_words_of_a_kind_point_to_it_and_words_of_an_area_to_it() -> None:
    (lamp,) = rules.asked("penerangan", CITY)
    (west,) = rules.asked("barat", CITY)

    assert rules.kind_term(KindSlug("street-light-out")) in lamp.terms
    assert west.terms >= {"barat", rules.area_term(AreaCode("32.75.02"))}


def test_the_citys_own_name_says_nothing_in_it_but_alone() -> None:
    assert [each.word for each in rules.asked("lampu kota bekasi", CITY)] == ["lampu"]
    assert [each.word for each in rules.asked("Bekasi", CITY)] == ["bekasi"]


def test_a_name_of_the_city_is_known_though_no_report_has_it() -> None:
    assert "trotoar" in {each.word for each in rules.alike("trotaor", CITY)}


@pytest.mark.parametrize(
    ("one", "two"),
    [("lampujalan", "lampu jalan"), ("streetlights", "street light"), ("Airbersih", "air bersih")],
)
def test_two_words_are_found_written_as_one_and_one_written_as_two(one: str, two: str) -> None:
    def answered(q: str, text: str) -> bool:
        kept = rules.kept([text], kind=None, areas=())
        return all(each.terms & kept.terms for each in rules.asked(q, CITY))

    assert answered(one, two)
    assert answered(two, one)
    assert answered(one, one)
    assert not answered(one, two.split(maxsplit=1)[0])
    assert not answered(two, two.split()[1])


@given(st.text(max_size=300))
def test_whatever_is_typed_asks_for_a_few_words_of_it(text: str) -> None:
    found = rules.asked(text, CITY)

    assert len(found) <= rules.MOST_WORDS
    assert all(each.typed in text and each.terms and each.word not in STOP_WORDS for each in found)


@given(st.text(max_size=300))
def test_a_word_of_a_text_finds_it(text: str) -> None:
    kept = rules.kept([text], kind=None, areas=())

    assert all(rules.answering(word, BARE) & kept.terms for word in words(text))


@given(st.text(max_size=200), st.text(max_size=50))
def test_a_text_in_pieces_is_the_same_text(text: str, q: str) -> None:
    terms = frozenset[str]().union(*(each.terms for each in rules.asked(q, BARE)))

    assert "".join(piece.text for piece in rules.marked(text, terms)) == text


def test_the_words_looked_for_are_marked_also_where_they_are_written_otherwise() -> None:
    (asked,) = rules.asked("lubang", BARE)

    pieces = rules.marked("Jalan berlobang, LUBANGNYA dalam.", asked.terms)

    assert [piece.text for piece in pieces if piece.hit] == ["berlobang", "LUBANGNYA"]


def test_an_excerpt_is_what_stands_around_the_first_word() -> None:
    (asked,) = rules.asked("ular", BARE)

    pieces = rules.excerpt(
        "Rumput tinggi sekali, sudah ada ular masuk ke rumah warga kemarin", asked.terms, around=12
    )

    assert "".join(piece.text for piece in pieces) == "… sekali, sudah ada ular masuk ke rumah …"
    assert rules.excerpt("Rumput tinggi", asked.terms) == ()


def test_a_text_is_corrected_where_it_was_mistyped_and_nowhere_else() -> None:
    assert rules.corrected("Lampu jlan, mati", {"jlan": "jalan"}) == "Lampu jalan, mati"


@given(st.text(st.characters(), max_size=100))
def test_what_the_public_reads_has_no_sign_that_cannot_be_read(text: str) -> None:
    shown = public_text(text)

    assert len(shown) == len(text)
    assert not any(ord(sign) < 32 and sign not in "\t\n\r" for sign in shown)
    shown.encode()
