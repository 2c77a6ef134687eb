"""A QR code is read by whoever points a camera at it."""

import re

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tanggap.kit.qr import QUIET, dark, qr, runs

BAR = re.compile(r"M(\d+) (\d+)h(\d+)v1h-\d+z")


def read(path: str, side: int) -> str:
    """What a reader finds in a drawn code."""
    paper = np.full((side, side), 255, np.uint8)
    for x, y, length in (tuple(map(int, each)) for each in BAR.findall(path)):
        paper[y, x : x + length] = 0
    return cv2.QRCodeDetector().detectAndDecode(np.kron(paper, np.ones((8, 8), np.uint8)))[0]


@pytest.mark.parametrize(
    "address",
    [
        "https://tanggap.example/lapor?area=32.75.01.1002&kind=road-damage",
        "https://tanggap.example/kota-bekasi/track#BKS-48210-97315-1/7KQ2M9XHTD",
    ],
)
def test_an_address_is_read_as_it_was_written(address: str) -> None:
    code = qr(address)

    assert read(code.path, code.side) == address


@given(st.lists(st.booleans(), max_size=60))
def test_runs_are_the_dark_modules_of_a_row_and_no_others(row: list[bool]) -> None:
    told = {place for first, length in runs(row) for place in range(first, first + length)}

    assert told == {place for place, is_dark in enumerate(row) if is_dark}


@settings(max_examples=5)
@given(st.text("abcdefghijklmnop/?=&.-", min_size=1, max_size=120))
def test_a_code_keeps_its_quiet_border(text: str) -> None:
    code = qr(text)

    assert code.side == len(dark(text)) + 2 * QUIET
    places = [(int(x), int(y), int(n)) for x, y, n in BAR.findall(code.path)]
    assert min(x for x, _, _ in places) == QUIET
    assert max(x + n for x, _, n in places) == code.side - QUIET
