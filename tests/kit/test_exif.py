"""What cameras write about a photo, as far as it makes sense."""

from datetime import datetime

import pytest

from tanggap.kit.pictures import exif

GPS_IN_BEKASI = {1: "S", 2: (6.0, 16.0, 12.0), 3: "E", 4: (107.0, 0.0, 36.0)}


def test_a_place_is_read_as_longitude_and_latitude() -> None:
    assert exif.place(GPS_IN_BEKASI) == (107.01, -6.27)


@pytest.mark.parametrize(
    "wrong",
    [
        {2: None},
        {2: (6.0, 16.0)},
        {2: (float("nan"), 0.0, 0.0)},
        {2: (91.0, 0.0, 0.0)},
        {2: "6.27"},
        {1: "X"},
        {1: None},
        {1: ""},
        {2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)},
    ],
)
def test_a_place_that_makes_no_sense_is_none(wrong: dict[int, object]) -> None:
    assert exif.place(GPS_IN_BEKASI | wrong) is None


def test_a_moment_is_read_without_a_zone() -> None:
    assert exif.moment("2015:11:11 08:30:00\0") == datetime(2015, 11, 11, 8, 30)  # noqa: DTZ001 (a camera knows no zone)
    assert exif.moment("    :  :     :  :  ") is None
    assert exif.moment(7) is None
