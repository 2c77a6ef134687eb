"""What needs the demo's mayor stands on their desk, found by the house's own rules."""

from random import Random
from secrets import randbelow

import pytest

from tanggap.app.demo import actions, troubles
from tanggap.app.demo.letters import Letters
from tanggap.app.demo.lives import Lives
from tanggap.app.demo.script import read_phrases, read_script
from tanggap.app.tools import Workbench
from tanggap.city.people.passwords import Hashed
from tanggap.journey.direct import store as mayors
from tanggap.journey.intake import store as intake
from tanggap.kit.clock import SetClock
from tanggap.oversight.briefs.actions import decisions
from tests.conftest import BEKASI
from tests.stories.meanwhile import days_go_by

pytestmark = pytest.mark.story


async def test_the_mayor_finds_trouble_of_every_sort_and_messages_of_residents(
    bench: Workbench, clock: SetClock
) -> None:
    script, chance = read_script(), Random(1)
    async with bench.entrance.open_desk(BEKASI) as desk:
        staff = await actions.hire(desk, script, password=Hashed("never looked at"))
        letters = Letters(desk.ground, read_phrases(), chance)
        lives = Lives(
            desk.ground, desk.offers.rules, script=script, phrases=read_phrases(), staff=staff, chance=chance
        )
        told = list(troubles.tell(script.troubles, letters, lives, chance, now=clock.now()))
        await intake.write(desk.db, BEKASI, told, epoch=desk.tools.epoch, draw=randbelow)
    await days_go_by(bench, clock, 0)

    async with bench.entrance.open_desk(BEKASI) as desk:
        found = await decisions(desk)
        direct = await mayors.newest(desk.db, BEKASI, limit=9)

    lines = {line.key: line.count for line in found.lines}
    assert lines == {
        "emergency:fire": 1, "late:dishub": 6, "late:dinsos": 5, "silent:dinsos": 5, "untrue:dbmsda": 2,
        "silent:dishub": 6,  # all others of its reports are those of the year, which is not told here
    }  # fmt: skip
    assert len(direct) == script.troubles.direct.reports
