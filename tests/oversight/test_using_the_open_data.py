"""The worked example of docs/how-to/use-the-open-data.md: what it tells a journalist is what the city knows."""

import asyncio
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from msgspec import Struct

from tanggap.app.tools import Workbench
from tanggap.city.terms import AreaCode
from tanggap.kit.clock import SetClock
from tests.conftest import BEKASI
from tests.oversight.lives import town
from tests.visitor import Visitor

pytestmark = pytest.mark.story
PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "use-the-open-data.md"


class Where(Struct, frozen=True):
    """The area of a report."""

    area: AreaCode | None


async def test_the_example_counts_what_the_city_counts(
    visitor: Visitor, bench: Workbench, clock: SetClock, tmp_path: Path
) -> None:
    text = PAGE.read_text("utf-8")
    address = re.search(r"curl -o reports.csv 'https://tanggap.example(\S+)'", text)
    script = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert address
    assert script
    async with town(bench, clock) as lives:
        await lives.report(40)
        await lives.live(30)
    (tmp_path / "reports.csv").write_bytes((await visitor.client.get(address[1])).content)

    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script[1], cwd=tmp_path, stdout=asyncio.subprocess.PIPE
    )
    said = (await process.communicate())[0].decode().splitlines()

    async with bench.app.transaction(BEKASI) as db:
        found = await db.all(
            Where,
            "select area from report where city_id = %(city)s and listed and kind = 'road-damage' and status <> 'withdrawn'",
            city=BEKASI,
        )
    ground = await bench.cities.ground(BEKASI)
    areas = [ground.area(each.area) for each in found]
    expected = Counter(area.name if area is not None else "(none)" for area in areas)
    assert expected
    assert {line.partition(",")[0] for line in said} == {f"{area}: {n}" for area, n in expected.items()}
    assert all(re.search(r"in time (\d+%|too few closed)$", line) for line in said)
