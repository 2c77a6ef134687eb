"""What the tests of commands share."""

import os
from collections.abc import Mapping

import pytest

from tanggap.app import installation
from tanggap.app.settings import Settings


@pytest.fixture
def around(settings: Settings) -> Mapping[str, str]:
    """The environment an operator of this installation types in."""
    return installation.environment(settings, os.environ) | {
        "TANGGAP_DATABASE_OWNER_URL": settings.database_owner_url
    }
