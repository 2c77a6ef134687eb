"""When we are to blame, the page says so calmly and gives a code by which the log tells what happened."""

import re

import psycopg
import pytest
import structlog
from structlog.testing import capture_logs

from tanggap.app import answers
from tanggap.app.settings import Settings
from tests.visitor import Visitor

pytestmark = pytest.mark.story


async def test_a_mistake_of_ours_is_found_in_the_log_by_the_code_on_the_page(
    visitor: Visitor, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A new one: one that has logged before no longer asks where to.
    monkeypatch.setattr(answers, "log", structlog.get_logger())
    with psycopg.connect(settings.database_owner_url, autocommit=True) as connection:
        connection.execute("alter table report rename to mislaid")

    with capture_logs() as logged:
        page = await visitor.see("/reports", status=500)

    code = re.search(r'<span class="number">([0-9a-f]{8})</span>', page)
    assert "Ada yang salah di pihak kami" in page
    assert "mislaid" not in page
    assert code is not None
    assert [each["trace"] for each in logged if each["event"] == "mistake"] == [code[1]]
