"""What the tests of work stand on."""

from collections.abc import AsyncIterator

import pytest

from tanggap.app.tools import Workbench
from tests.mailroom import at_work


@pytest.fixture
async def office(bench: Workbench) -> AsyncIterator[Workbench]:
    """The tools of one process, its mailroom at work."""
    async with at_work(bench):
        yield bench
