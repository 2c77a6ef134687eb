"""What was typed in a form is read as what it means, or refused at its own field."""

from datetime import date

import pytest

from tanggap.kit.errors import Invalid
from tanggap.kit.web import Form


def test_a_field_nobody_filled_in_is_no_day_and_no_number() -> None:
    form = Form({"until": ["  "], "depth": [""]})

    assert (form.day("until"), form.number("depth")) == (None, None)
    assert (form.day("absent"), form.number("absent")) == (None, None)


def test_days_and_numbers_are_read_as_browsers_and_people_write_them() -> None:
    form = Form({"until": ["2026-01-31"], "depth": ["2,5"]})

    assert form.day("until") == date(2026, 1, 31)
    assert form.number("depth") == 2.5


@pytest.mark.parametrize("typed", ["besok", "31-01-2026", "2026-02-30", "2026-01-31T10:00"])
def test_what_is_no_day_is_refused_at_its_own_field(typed: str) -> None:
    with pytest.raises(Invalid, match="Tulis tanggal") as refused:
        Form({"until": [typed]}).day("until")

    assert refused.value.field == "until"
