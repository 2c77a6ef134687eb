"""What other sites show in a frame: three pages that may be framed, and nothing else of the house."""

import re
from datetime import timedelta

import pytest

from tanggap.app.tools import Workbench
from tanggap.kit.clock import SetClock
from tests.oversight.counting import hear_all
from tests.visitor import Visitor

pytestmark = pytest.mark.story
EMBEDS = ("/embed/count", "/embed/score/dbmsda", "/embed/map")


async def test_only_embeds_may_be_framed_and_they_touch_no_cookie(visitor: Visitor) -> None:
    await visitor.see("/sign-in")
    for path in EMBEDS:
        answer = await visitor.client.get(path, headers={"accept": "text/html", "cookie": "flash=done:Masuk"})
        policy = answer.headers["content-security-policy"]
        assert answer.status_code == 200
        assert "frame-ancestors *" in policy
        assert "default-src 'none'" in policy
        assert "form-action 'none'" in policy
        assert ("script-src 'self';" in policy) == (path == "/embed/map")
        assert "script-src" not in policy or "unsafe" not in policy
        assert "set-cookie" not in answer.headers
        scripts = re.findall(r"<script[^>]*>", answer.text)
        assert len(scripts) == (path == "/embed/map")
        assert not re.search(r"<form|csrf", answer.text)
        assert '<base target="_blank">' in answer.text
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


async def test_a_framed_map_shows_what_is_asked_for_in_the_language_of_its_address(
    visitor: Visitor, bench: Workbench
) -> None:
    await visitor.report()
    await visitor.report(kind="garbage-pile")
    await visitor.report(visibility="confidential")
    await hear_all(bench)

    whole = await visitor.see("/embed/map")
    roads = await visitor.see("/embed/map?kind=road-damage&status=dragons&lang=en&theme=dark")

    assert "<b>2</b> laporan" in whole
    assert 'data-query=""' in whole
    assert '<svg class="areas"' in whole
    assert 'href="/map">Tanggap Kota Bekasi' in whole
    assert "<b>1</b> reports" in roads
    assert 'data-query="kind=road-damage"' in roads
    assert 'href="/map?kind=road-damage">' in roads
    assert "Damaged road" in roads
    assert "Jalan rusak" not in roads


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
