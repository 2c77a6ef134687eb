"""A sheet has its size, says what it must in both languages, and its code leads where it says."""

import re

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tanggap.channels.posters import rules
from tanggap.channels.posters.drawing import draw
from tanggap.channels.posters.rules import Phone, Poster, Sheet
from tanggap.kit.words import Name
from tests.paper import drawn, text_of

BASE = "https://tanggap.example/kota-bekasi"
POSTER = Poster(
    city="Kota Bekasi",
    place="Margahayu, Bekasi Timur",
    agency="Dinas Bina Marga",
    kind=Name(id="Jalan rusak", en="Damaged road"),
    icon="road-horizon",
    colour="#b4532a",
    address=rules.address_of(BASE, area="32.75.01.1002", kind="road-damage"),
    short=rules.short_of(BASE),
    phones=(Phone(number="112", name=Name(id="Panggilan darurat", en="Emergency call")),),
)
SQUARE = re.compile(r"([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+) re")


def code_of(pdf: bytes) -> str:
    """What a camera reads off the page: its largest set of squares, held up to a reader."""
    shapes = [SQUARE.findall(shape) for shape in drawn(pdf)[0].split(" rg")]
    squares = [tuple(map(float, each)) for each in max(shapes, key=len)]
    left, low = min(x for x, *_ in squares), min(y for _, y, *_ in squares)
    high, one = max(y for _, y, *_ in squares), min(height for *_, height in squares)
    rows = round((high - low) / one) + 1
    paper = np.full((rows + 8, rows + 8), 255, np.uint8)
    for x, y, width, _ in squares:
        row, first = rows - 1 - round((y - low) / one), round((x - left) / one)
        paper[4 + row, 4 + first : 4 + first + round(width / one)] = 0
    return cv2.QRCodeDetector().detectAndDecode(np.kron(paper, np.ones((6, 6), np.uint8)))[0]


@pytest.mark.parametrize("sheet", Sheet)
def test_a_sheet_has_its_size(sheet: Sheet) -> None:
    box = re.search(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", draw(sheet, POSTER))
    assert box

    millimetres = tuple(round(float(side) / 72 * 25.4) for side in box.groups())

    assert millimetres == rules.SIZES[sheet]


@pytest.mark.parametrize("sheet", Sheet)
def test_every_sheet_says_in_both_languages_what_it_is_for(sheet: Sheet) -> None:
    said = text_of(draw(sheet, POSTER))

    for words in ("Jalan rusak?", "Laporkan dari sini.", "Damaged road? Report it from here.", "112"):
        assert words in said


@pytest.mark.parametrize("sheet", [Sheet.A4, Sheet.A5, Sheet.A6])
def test_a_sheet_names_the_city_its_address_and_who_answers_a_call(sheet: Sheet) -> None:
    said = text_of(draw(sheet, POSTER))

    for words in (
        "Jalan rusak?",
        "Damaged road?",
        "Laporkan dari sini.",
        "Report it from here.",
        "Emergency call",
    ):
        assert words in said
    assert POSTER.short in said
    assert POSTER.city in said


@pytest.mark.parametrize("sheet", [Sheet.A4, Sheet.A6])
def test_the_code_on_the_paper_opens_the_form_with_place_and_kind_chosen(sheet: Sheet) -> None:
    assert code_of(draw(sheet, POSTER)) == f"{BASE}/lapor?area=32.75.01.1002&kind=road-damage"


def test_a_sheet_brings_its_own_type() -> None:
    pdf = draw(Sheet.A4, POSTER)

    assert b"PlusJakartaSans" in pdf
    assert b"/FontFile2" in pdf


def test_the_same_words_are_the_same_bytes() -> None:
    assert draw(Sheet.A4, POSTER) == draw(Sheet.A4, POSTER)
    assert draw(Sheet.A4, POSTER) != draw(Sheet.A4, replace(POSTER, place="Jatiasih"))


def test_a_poster_without_a_kind_asks_for_anything() -> None:
    assert "Lihat masalah?" in text_of(draw(Sheet.A4, replace(POSTER, kind=None, place=None, agency=None)))


@pytest.mark.parametrize("place", ["", "a" * 300, "Jl. \x00\x1b\ud800 (tidak) \\ ada", "北京 🏙 שלום"])
def test_any_name_of_a_place_can_be_printed(place: str) -> None:
    assert draw(Sheet.A6, replace(POSTER, place=place)).startswith(b"%PDF")


@given(area=st.none() | st.just("32.75.01"), kind=st.none() | st.just("flood"))
def test_an_address_names_what_was_chosen_and_nothing_else(area: str | None, kind: str | None) -> None:
    address = rules.address_of(BASE, area=area, kind=kind)

    assert ("area=" in address, "kind=" in address) == (area is not None, kind is not None)
    assert address.startswith(f"{BASE}/lapor")
