"""What a city keeps can be made anew by whoever looks after the installation."""

from collections.abc import Mapping

import pytest

from tanggap.app.commands import app
from tanggap.kit.errors import Missing
from tests.app.terminal import typed

TOLD = {
    "counts rebuild": "Hitungan Kota Bekasi sudah dibuat ulang: 0 laporan",
    "search rebuild": "Pencarian Kota Bekasi sudah dibuat ulang.",
    "scorecards rebuild": "Catatan rapor Kota Bekasi sudah dibuat ulang: 0 laporan",
    "scorecards publish": "Rapor Kota Bekasi sudah sampai hari ini.",
}


@pytest.mark.parametrize("command", TOLD)
def test_the_city_meant_is_the_first_that_has_joined_or_the_one_named(
    command: str, around: Mapping[str, str]
) -> None:
    for city in ((), ("--city", "kota-bekasi")):
        told = typed(app, *command.split(), *city, around=around)

        assert TOLD[command] in " ".join(told.split())


@pytest.mark.parametrize("command", TOLD)
def test_a_city_nobody_knows_is_said_with_the_way_to_those_there_are(
    command: str, around: Mapping[str, str]
) -> None:
    with pytest.raises(Missing, match="tanggap city list") as refused:
        typed(app, *command.split(), "--city", "kota-awan", around=around)

    assert refused.value.say.values == {"slug": "kota-awan"}
