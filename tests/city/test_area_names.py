"""An area is found by what people type, mistakes included."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tanggap.city.areas.area import Area, Level
from tanggap.city.areas.names import edits, find
from tests.bekasi import ground

AREAS = tuple(ground().areas.all())


def first(typed: str) -> str | None:
    return next((area.name for area in find(AREAS, typed)), None)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Margahayu", "Margahayu"),
        ("margahyu", "Margahayu"),
        ("kelurahan MARGAHAYU", "Margahayu"),
        ("jakasmpurna", "Jakasampurna"),
        ("marga timur", "Margahayu"),
        ("teluk pucng", "Teluk Pucung"),
        ("telukpucung", "Teluk Pucung"),
        ("bekasi timur", "Bekasi Timur"),
        ("qwertyuiop", None),
        ("kecamatan", None),
        ("   ", None),
    ],
)
def test_a_place_is_found_by_its_name_with_a_letter_wrong(typed: str, name: str | None) -> None:
    assert first(typed) == name


@given(some.sampled_from([area for area in AREAS if area.level is Level.KELURAHAN]), some.data())
def test_every_kelurahan_is_found_by_its_own_name_and_with_one_letter_left_out(
    area: Area, data: some.DataObject
) -> None:
    name = area.name
    longest = max(name.split(), key=len)
    at = data.draw(some.integers(1, len(longest) - 1))
    spoilt = name.replace(longest, longest[:at] + longest[at + 1 :])

    assert first(name) == name
    assert name in [each.name for each in find(AREAS, spoilt, limit=100)] or len(longest) <= 4


@given(some.text(max_size=200))
def test_nothing_anybody_types_breaks_the_search(typed: str) -> None:
    assert len(find(AREAS, typed)) <= 8


WORDS = some.text("abcd", max_size=8)


@given(WORDS, WORDS)
def test_mistakes_are_counted_alike_both_ways_and_never_more_than_wanted(a: str, b: str) -> None:
    assert edits(a, b, most=2) == edits(b, a, most=2) <= 3
    assert (edits(a, b, most=2) == 0) == (a == b)


@pytest.mark.parametrize(
    ("a", "b", "apart"), [("bekasi", "beaksi", 1), ("jati", "jtai", 1), ("jati", "jait", 1)]
)
def test_two_letters_swapped_are_one_mistake(a: str, b: str, apart: int) -> None:
    assert edits(a, b, most=2) == apart
