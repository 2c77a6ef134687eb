"""The kind that was given, or what the words of a report point to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.city.terms import KindSlug
from tanggap.journey.classification.rules import Vocabulary, classify, suggest, vocabulary
from tanggap.kit.errors import Invalid

ROAD = KindSlug("road-damage")
GARBAGE = KindSlug("garbage-pile")
BURNING = KindSlug("open-burning")
FIRE = KindSlug("fire")
LIGHT = KindSlug("street-light-out")

WORDS = vocabulary(
    [
        (ROAD, ["jalan rusak", "jalan berlubang", "lubang", "rusak", "pothole", "hole in the road"]),
        (GARBAGE, ["tumpukan sampah", "sampah"]),
        (BURNING, ["bakar sampah", "pembakaran sampah", "sampah"]),
        (FIRE, ["kebakaran", "terbakar", "api"]),
        (LIGHT, ["lampu jalan mati", "lampu jalan rusak", "rusak"]),
    ]
)


def kinds(text: str, words: Vocabulary = WORDS) -> list[KindSlug]:
    return [suggestion.kind for suggestion in suggest(text, words)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Jalan rusak di depan pasar", ROAD),
        ("JALAN, RUSAK!!! parah", ROAD),
        ("jalannya sudah lama berlubang", ROAD),
        ("there is a big hole in the road", ROAD),
        ("sampah menumpuk sejak Senin", GARBAGE),
        ("tetangga membakar sampah tiap sore", BURNING),
        ("tolong ada kebakaran di RW 7", FIRE),
        ("lampu di jalan kami mati", LIGHT),
    ],
)
def test_everyday_sentences_point_to_their_kind(text: str, kind: KindSlug) -> None:
    assert kinds(text)[0] == kind


def test_a_phrase_says_more_than_a_word_many_kinds_share() -> None:
    road, light = suggest("jalan rusak", WORDS)

    assert (road.kind, road.words) == (ROAD, ("jalan rusak", "rusak"))
    assert (light.kind, light.words) == (LIGHT, ("rusak",))
    assert road.score > 4 * light.score


def test_words_together_say_more_than_the_same_words_apart() -> None:
    together, apart = suggest("lampu jalan mati", WORDS)[0], suggest("mati semua lampu di jalan", WORDS)[0]

    assert (together.kind, apart.kind) == (LIGHT, LIGHT)
    assert together.score > apart.score


def test_a_phrase_counts_once_however_many_forms_of_it_are_known() -> None:
    many_forms = vocabulary([(BURNING, ["bakar sampah", "membakar sampah", "pembakaran sampah"])])

    (burning,) = suggest("ada yang bakar sampah", many_forms)

    assert (burning.score, burning.words) == (2.0, ("bakar sampah",))


def test_part_of_a_word_is_not_the_word() -> None:
    assert FIRE not in kinds("kapi dan apian")


def test_a_text_without_any_known_word_suggests_nothing() -> None:
    assert kinds("") == []
    assert kinds("?! ...") == []
    assert kinds("halo selamat pagi") == []


def test_at_most_three_kinds_are_suggested_the_first_listed_winning_a_tie() -> None:
    crowd = vocabulary([(KindSlug(slug), ["rusak"]) for slug in "dbca"])

    assert kinds("rusak", crowd) == ["d", "b", "c"]


def test_the_kind_the_sender_chose_wins_over_the_words() -> None:
    classified = classify(GARBAGE, "jalan rusak", WORDS)

    assert classified.kind == GARBAGE
    assert classified.suggestions == ()


def test_a_kind_this_city_does_not_have_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        classify(KindSlug("volcano"), "gunung meletus", WORDS)

    assert refused.value.field == "kind"


def test_without_a_kind_a_person_chooses_and_is_told_which_words_decided() -> None:
    classified = classify(None, "jalan rusak", WORDS)

    assert classified.kind is None
    assert classified.suggestions[0].kind == ROAD
    assert classified.reason.values == {"words": "jalan rusak, rusak"}


def test_without_a_kind_and_without_known_words_a_person_chooses_unaided() -> None:
    classified = classify(None, "halo", WORDS)

    assert (classified.kind, classified.suggestions) == (None, ())
    assert "petugas" in classified.reason.text


@given(st.text())
def test_any_text_at_all_gets_the_same_answer_twice_in_order_of_strength(text: str) -> None:
    first = suggest(text, WORDS)

    assert first == suggest(text, WORDS)
    assert [each.score for each in first] == sorted((each.score for each in first), reverse=True)
    assert all(each.words and each.score > 0 for each in first)
