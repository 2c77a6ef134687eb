"""What a model of short texts learns, says, and keeps."""

from hypothesis import given
from hypothesis import strategies as some

from tanggap.kit.learn import SEEN_LEAST, Model, calibrated, learn, packed, softened, unpacked

HOLES = ["jalan berlubang di depan pasar", "lubang besar di jalan raya", "aspal jalan rusak dan berlubang"]
LAMPS = ["lampu jalan mati sejak malam", "penerangan mati di gang", "lampu padam, jalan gelap"]
WASTE = ["sampah menumpuk di sungai", "tumpukan sampah tidak diangkut", "sampah berserakan di kali"]
TEXTS = [*HOLES, *LAMPS, *WASTE] * 3
LABELS = [label for label in ("hole", "lamp", "waste") for _ in range(3)] * 3


def taught() -> Model:
    return Model(learn(TEXTS, LABELS))


def test_a_text_is_known_by_words_it_shares_with_others() -> None:
    first = taught().likely("Mohon sampahnya diangkut, sudah menumpuk")[0]

    assert first.label == "waste"
    assert "menumpuk" in first.words


def test_the_words_that_decided_stand_in_the_text() -> None:
    text = "LAMPU di gang kami padam"

    for each in taught().likely(text):
        assert set(each.words) <= set(text.casefold().split())


def test_nothing_is_said_of_a_text_that_holds_nothing_known() -> None:
    assert taught().likely("xyzzy qwrt") == []
    assert taught().likely("") == []


def test_what_is_kept_says_the_same_as_what_was_learned() -> None:
    learned = learn(TEXTS, LABELS)

    assert unpacked(packed(learned)).likely(HOLES[0]) == Model(learned).likely(HOLES[0])


def test_learning_twice_learns_the_same() -> None:
    assert packed(learn(TEXTS, LABELS)) == packed(learn(TEXTS, LABELS))


def test_what_stands_in_few_texts_leaves_no_trace() -> None:
    rare = "Kuskus Ambarawati"
    with_it = learn(
        [*TEXTS, *[f"{TEXTS[0]} {rare}"] * (SEEN_LEAST - 1)], [*LABELS, *["hole"] * (SEEN_LEAST - 1)]
    )

    assert Model(with_it).likely(rare) == []
    for word in (*rare.casefold().split(), "sampah"):
        assert word.encode() not in packed(with_it)


def test_chances_fit_what_was_seen_rather_than_boast() -> None:
    learned = learn(TEXTS, LABELS)
    # Half of what it is shown belies it, so that it may be half sure at most.
    doubted = calibrated(learned, TEXTS * 2, [*LABELS, *LABELS[1:], LABELS[0]])
    shown = calibrated(learned, TEXTS, LABELS)

    assert doubted.temperature < shown.temperature
    assert Model(shown).likely(HOLES[0])[0].chance > 0.9


@given(some.text(max_size=40))
def test_chances_of_whatever_is_typed_are_chances(text: str) -> None:
    said = ASKED.likely(text)

    assert sum(each.chance for each in said) <= 1 + 1e-4
    assert all(0 <= each.chance <= 1 for each in said)
    assert [each.chance for each in said] == sorted((each.chance for each in said), reverse=True)


def test_a_higher_temperature_is_surer_of_the_same() -> None:
    import numpy as np

    scores = np.array([[0.1, 0.5, 0.2]], np.float32)

    assert softened(scores, 1).argmax() == softened(scores, 20).argmax() == 1
    assert softened(scores, 20).max() > softened(scores, 1).max()


ASKED = taught()
