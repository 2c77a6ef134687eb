"""What goes over the line: words packed, pictures as they are, nothing packed twice."""

import pytest

from tests.visitor import Visitor

pytestmark = pytest.mark.story

PACKING = {"accept-encoding": "gzip"}


async def test_words_travel_packed_to_whoever_can_unpack_them(visitor: Visitor) -> None:
    for path in ("/", "/reports/new", "/areas/shapes", "/api/v1/openapi.json"):
        answer = await visitor.client.get(path, headers=PACKING)
        assert answer.headers["content-encoding"] == "gzip"
        assert "accept-encoding" in answer.headers["vary"].lower()
        assert answer.text[0] in "<{"  # packed once: what is left is words

    plain = await visitor.client.get("/", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text.startswith("<!doctype html>")


async def test_pictures_and_papers_travel_as_they_are(visitor: Visitor) -> None:
    for path in ("/og.png", "/posters/a6.pdf"):
        answer = await visitor.client.get(path, headers=PACKING)
        assert answer.status_code == 200
        assert "content-encoding" not in answer.headers
