"""What the tests of the tools stand on: places for servers and process trees, a log of one's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tanggap.app.tools import Workbench
from tests.kit.ears import Log
from tests.places import open_folder


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder still to be made, where any account may get to."""
    with open_folder() as path:
        yield path


@pytest.fixture
async def log(bench: Workbench) -> Log:
    """The log of this test's database."""
    return Log(bench, bench.tools.epoch)
