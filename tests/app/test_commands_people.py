"""What an operator types about people and the trail, and what they are told."""

import re
from collections.abc import Mapping

import pytest

from tanggap.app.commands import audit, people
from tanggap.kit.errors import Invalid, Missing
from tests.app.terminal import typed

EMAIL = "petugas@kota.example"
OFFICER = ("add", EMAIL, "--name", "Petugas lapangan", "--role", "field_officer", "--agency", "dbmsda")


def test_who_is_added_is_listed_and_gets_a_password_that_is_shown_once(around: Mapping[str, str]) -> None:
    added = typed(people.app, *OFFICER, around=around)
    listed = typed(people.app, "list", around=around)

    assert re.search(r"^[\w-]{20}$", added, re.MULTILINE)
    assert EMAIL in listed
    assert "field_officer dbmsda" in listed


def test_who_is_known_already_keeps_the_password(around: Mapping[str, str]) -> None:
    typed(people.app, *OFFICER, around=around)

    again = typed(people.app, *OFFICER[:-4], "--role", "verifier", around=around)

    assert not re.search(r"^[\w-]{20}$", again, re.MULTILINE)


def test_a_password_may_be_given_and_is_not_repeated(around: Mapping[str, str]) -> None:
    typed(people.app, *OFFICER, around=around)

    said = typed(
        people.app, "reset", EMAIL, "--password-stdin", around=around, told="tujuh perahu menunggu hujan\n"
    )

    assert "perahu" not in said


def test_an_easy_password_is_not_taken(around: Mapping[str, str]) -> None:
    with pytest.raises(Invalid, match="mudah ditebak"):
        typed(people.app, *OFFICER, "--password-stdin", around=around, told="password1234\n")


def test_who_is_disabled_is_still_listed(around: Mapping[str, str]) -> None:
    typed(people.app, *OFFICER, around=around)

    typed(people.app, "disable", EMAIL, around=around)

    assert re.search(rf"{EMAIL}.*✗", typed(people.app, "list", around=around))


def test_nobody_is_added_to_a_city_nobody_knows(around: Mapping[str, str]) -> None:
    with pytest.raises(Missing, match="tidak dikenal"):
        typed(people.app, *OFFICER, "--city", "no-such-city", around=around)


def test_an_untouched_trail_is_called_good(around: Mapping[str, str]) -> None:
    typed(people.app, *OFFICER, around=around)

    assert "kota-bekasi" in typed(audit.app, "verify", around=around)


def test_an_end_kept_elsewhere_that_is_not_there_is_told(around: Mapping[str, str]) -> None:
    said = typed(audit.app, "verify", "--head", f"kota-bekasi:7:{'0' * 64}", around=around, status=1)

    assert "rantai" in said
