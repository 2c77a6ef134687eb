"""What the tests of the tools stand on: places for servers and process trees, a log of one's own."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tanggap.app.tools import Workbench
from tanggap.kit.pictures.workshop import Workshop
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


@pytest.fixture
async def workshop() -> AsyncIterator[Workshop]:
    """Where pictures are developed."""
    async with Workshop() as workshop:
        yield workshop


@pytest.fixture
def into(tmp_path: Path) -> Path:
    """A folder for what is made of a picture."""
    folder = tmp_path / "into"
    folder.mkdir()
    return folder
