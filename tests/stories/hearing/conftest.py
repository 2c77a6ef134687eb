"""An installation that can write to people, and the town it stands in."""

from collections.abc import AsyncIterator

import pytest
from msgspec.structs import replace

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.kit.clock import SetClock
from tests.mailbox import mail_server
from tests.residents import WITH_MAIL
from tests.stories.hearing.town import Town


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """An installation that can write to people."""
    return replace(settings, **WITH_MAIL)


@pytest.fixture
async def town(bench: Workbench, clock: SetClock) -> AsyncIterator[Town]:
    async with mail_server() as mailbox:
        yield Town(bench, mailbox, clock)
