"""What other sites show in a frame: two pages that may be framed, and nothing else of the house."""

import re
from datetime import timedelta

import pytest

from tanggap.app.tools import Workbench
from tanggap.kit.clock import SetClock
from tests.oversight.counting import hear_all
from tests.visitor import Visitor

pytestmark = pytest.mark.story
EMBEDS = ("/embed/count", "/embed/score/dbmsda")


async def test_only_embeds_may_be_framed_and_they_touch_no_cookie(visitor: Visitor) -> None:
    await visitor.see("/sign-in")
    for path in EMBEDS:
        answer = await visitor.client.get(path, headers={"accept": "text/html", "cookie": "flash=done:Masuk"})
        policy = answer.headers["content-security-policy"]
        assert answer.status_code == 200
        assert "frame-ancestors *" in policy
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "set-cookie" not in answer.headers
        assert not re.search(r"<script|<form|csrf", answer.text)
    for path in ("/", "/open/data", "/overview", "/sign-in", "/embed/score/dragons"):
        answer = await visitor.client.get(path)
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


async def test_theme_and_language_stand_in_the_address_and_nowhere_else(visitor: Visitor) -> None:
    english = await visitor.client.get("/embed/count?lang=en&theme=dark", headers={"accept-language": "id"})
    usual = await visitor.client.get(
        "/embed/count", headers={"accept-language": "en", "cookie": "language=en"}
    )
    strange = await visitor.client.get("/embed/count?lang=%00xx&theme=%22%3E%3Cb%3E")

    assert '<html lang="en" data-theme="dark">' in english.text
    assert '<html lang="id">' in usual.text
    assert strange.text == usual.text
    assert english.headers["cache-control"] == "public, max-age=60"


async def test_an_embed_counts_what_the_overview_counts(
    visitor: Visitor, bench: Workbench, clock: SetClock
) -> None:
    for _ in range(6):
        await visitor.report()
        clock.move(timedelta(minutes=1))
    await hear_all(bench)

    page = await visitor.see("/embed/count")
    score = await visitor.see("/embed/score/dbmsda")

    figure = re.search(r"<dt>sedang ditangani</dt>\s*<dd>(.*?)</dd>", page, re.DOTALL)
    assert figure
    assert figure[1].strip() == "6"
    assert "belum dinilai" in score
    assert "/embed/score/" in await visitor.see("/open/data")
