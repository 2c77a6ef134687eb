"""The public list for readers of feeds and for programs: valid, the same as the page, and no more than it tells."""

import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree

import pytest

from tanggap.app.tools import Workbench
from tanggap.journey.feed import paper
from tanggap.journey.feed.paper import Item, Paper
from tanggap.kit.clock import SetClock
from tests.conftest import NOW
from tests.journey.test_search import hear
from tests.visitor import Visitor

story = pytest.mark.story
ATOM = "{http://www.w3.org/2005/Atom}"
POINT = "{http://www.georss.org/georss}point"
CARD = re.compile(r'<h3><a href="/reports/(BKS-\d{5}-\d{5}-\d)">')


def read(text: str) -> ElementTree.Element:
    """The root of an XML document of ours."""
    return ElementTree.fromstring(text)  # noqa: S314 (we wrote it ourselves)


def text_of(parent: ElementTree.Element, name: str) -> str:
    """The text a required element holds."""
    found = parent.findtext(name)
    assert found, f"no {name}"
    return found


def written(**fields: Any) -> Paper:
    item = Item(
        number="BKS-1",
        url="https://kota.test/reports/BKS-1",
        title=fields.get("title", "Lubang"),
        words=fields.get("words", "Lubang dalam."),
        kind="Jalan rusak",
        at=NOW,
        changed_at=NOW + timedelta(hours=1),
        point=(106.9756, -6.2383),
    )
    return Paper(
        title="Laporan warga",
        words="Terbuka.",
        publisher="Tanggap",
        language="id",
        authority="kota.test",
        url="https://kota.test/reports",
        own="https://kota.test/reports.rss?q=a",
        items=(item,),
    )


def test_a_strangers_text_breaks_no_document() -> None:
    bad = "a\x00\x0b\x1b]]><b>&amp;\ud800\ufffe\U0001f600"
    told = written(title=bad, words=bad)

    for document in (paper.rss, paper.atom):
        root = read(document(told, changed_at=NOW).decode())

        assert "a   ]]><b>&amp;  \U0001f600" in "".join(root.itertext())


def test_a_paper_changed_when_something_in_it_changed_last() -> None:
    assert written().changed_at(NOW) == NOW + timedelta(hours=1)


@story
async def test_both_papers_hold_what_their_formats_ask_for(visitor: Visitor) -> None:
    sent = [(await visitor.report())["number"], (await visitor.report(kind="garbage-pile"))["number"]][::-1]

    rss = await visitor.client.get("/reports.rss")
    atom = await visitor.client.get("/reports.atom")
    channel = read(rss.text).find("channel")
    feed = read(atom.text)

    assert rss.headers["content-type"] == "application/rss+xml; charset=utf-8"
    assert atom.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert channel is not None
    for name in ("title", "link", "description"):
        assert text_of(channel, name)
    items = channel.findall("item")
    assert [text_of(item, "guid") for item in items] == sent
    for item in items:
        assert text_of(item, "title")
        assert text_of(item, "link").endswith(text_of(item, "guid"))
        assert parsedate_to_datetime(text_of(item, "pubDate")) == NOW
        assert len(text_of(item, POINT).split()) == 2
    for name in ("id", "title", "updated"):
        assert text_of(feed, ATOM + name)
    assert text_of(feed, f"{ATOM}author/{ATOM}name") == "Tanggap Kota Bekasi"
    assert {link.get("rel") for link in feed.findall(f"{ATOM}link")} == {"self", "alternate"}
    entries = feed.findall(f"{ATOM}entry")
    assert [text_of(entry, f"{ATOM}id") for entry in entries] == [
        f"tag:tanggap.test,2026:{each}" for each in sent
    ]
    for entry in entries:
        assert text_of(entry, f"{ATOM}title")
        assert datetime.fromisoformat(text_of(entry, f"{ATOM}published")) == NOW
        assert datetime.fromisoformat(text_of(entry, f"{ATOM}updated")) == NOW


@story
async def test_papers_tell_no_more_than_the_page(visitor: Visitor, clock: SetClock) -> None:
    clock.move(timedelta(minutes=17))
    await visitor.report(visibility="confidential", text="Rahasia sekali.")
    await visitor.report(
        kind="public-disturbance", text="Ribut tiap malam.", sender={"name": "A. B.", "phone": "081234567890"}
    )

    for path in ("/reports.rss", "/reports.atom"):
        told = (await visitor.client.get(path)).text

        assert "Ribut tiap malam." in told
        assert "Rahasia" not in told
        assert "A. B." not in told
        assert "81234567890" not in told
        assert "georss:point" not in told
        assert "106.9" not in told
        # A blurred report tells its day: midnight there, 17.00 here.
        assert "00:00:00+07:00" in told or "00:00:00 +0700" in told
        assert ":17" not in told


@story
async def test_points_are_those_of_the_kelurahan(visitor: Visitor) -> None:
    await visitor.report(lon=106.9756, lat=-6.2383)
    await visitor.report(lon=106.9761, lat=-6.2389)

    points = {each.text for each in read((await visitor.client.get("/reports.rss")).text).iter(POINT)}

    assert len(points) == 1
    assert points.isdisjoint({"-6.23830 106.97560", "-6.23890 106.97610"})


@story
async def test_each_list_has_papers_that_its_page_points_to(visitor: Visitor, bench: Workbench) -> None:
    road = (await visitor.report())["number"]
    await visitor.report(kind="garbage-pile", text="Bau.", lon=107.0110, lat=-6.2720)
    await hear(bench)

    for query in ("kind=roads", "kind=road-damage", "agency=dbmsda", "area=32.75.02.1005", "q=lubang"):
        page = await visitor.see(f"/reports?{query}")
        for kind in ("rss", "atom"):
            link = re.search(
                rf'<link rel="alternate" type="application/{kind}\+xml" [^>]*href="([^"]+)"', page
            )
            assert link
            told = (await visitor.client.get(link[1])).text
            assert set(re.findall(r"BKS-\d{5}-\d{5}-\d", told)) == {road} == set(CARD.findall(page))


@story
async def test_who_has_a_paper_is_not_sent_it_again_until_something_changed(visitor: Visitor) -> None:
    await visitor.report()
    first = await visitor.client.get("/reports.atom")
    etag, since = first.headers["etag"], first.headers["last-modified"]

    async def again(**headers: str) -> int:
        answer = await visitor.client.get(
            "/reports.atom", headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        assert answer.status_code == 200 or not answer.content
        return answer.status_code

    assert await again(if_none_match=etag) == 304
    assert await again(if_none_match=f'"x", W/{etag}') == 304
    assert await again(if_none_match='"x"', if_modified_since=since) == 200
    assert await again(if_modified_since=since) == 304
    assert await again(if_modified_since="yesterday") == 200
    await visitor.report()
    assert await again(if_none_match=etag) == 200


@story
async def test_programs_list_what_the_page_lists(visitor: Visitor, bench: Workbench) -> None:
    sent = [
        (await visitor.report(kind=kind))["number"] for kind in ("road-damage", "garbage-pile", "road-damage")
    ]
    await visitor.report(visibility="confidential")
    await hear(bench)

    async def listed(**asked: str) -> tuple[list[str], str | None]:
        answer = await visitor.client.get("/api/v1/reports", params=asked)
        assert answer.status_code == 200, answer.text
        return [each["number"] for each in answer.json()["reports"]], answer.json()["next"]

    assert await listed() == (sent[::-1], None)
    assert await listed(limit="2") == (sent[:0:-1], sent[1])
    assert await listed(limit="2", before=sent[1]) == ([sent[0]], None)
    assert await listed(kind="waste") == ([sent[1]], None)
    assert await listed(q="lubng pasar", kind="roads") == ([sent[2], sent[0]], None)
    described = (await visitor.client.get("/api/v1/openapi.json")).json()["paths"]["/api/v1/reports"]["get"]
    assert {"q", "kind", "order", "before", "limit"} <= {each["name"] for each in described["parameters"]}


@story
async def test_a_program_that_asks_for_what_is_not_there_is_told_so(visitor: Visitor) -> None:
    for asked in ("kind=x", "status=all", "area=1", "agency=x", "order=nearest", "limit=0", "before=1"):
        answer = await visitor.client.get(f"/api/v1/reports?{asked}")

        assert answer.status_code == 422
        assert answer.json()["error"]


@story
async def test_whatever_is_looked_for_there_is_an_answer(visitor: Visitor, bench: Workbench) -> None:
    sent = (await visitor.report(text="Lubang 100% dalam, <b>awas</b>."))["number"]
    await hear(bench)
    hostile = [
        *(
            "%",
            "%%",
            "'",
            '"',
            "\\",
            "';--",
            "<script>alert(1)</script>",
            "%00",
            "%00lubang",
            "%F0%9F%98%80",
            "%ED%A0%80",
        ),
        *(
            "%FF%FE",
            "yang%20di%20ke",
            "a" * 10_000,
            "lubang%20" * 1000,
            "(((",
            "*",
            "lubang%0A%0Ddalam",
            "{0.__class__}",
        ),
    ]

    for q in hostile:
        for path in (
            f"/reports?q={q}",
            f"/reports.rss?q={q}",
            f"/reports.atom?q={q}",
            f"/api/v1/reports?q={q}",
        ):
            answer = await visitor.client.get(path)
            assert answer.status_code == 200, (path[:80], answer.status_code)
            assert "<script>alert" not in answer.text
            if path.startswith("/reports."):
                read(answer.text)
    found = await visitor.see("/reports?q=lubnag+dalam")
    assert CARD.findall(found) == [sent]
    assert "100% dalam, <b>awas</b>" not in (await visitor.client.get("/reports?q=dalam")).text
    assert "<mark>dalam</mark>" in found
    assert "Maksud Anda" in found


@story
async def test_a_page_says_what_was_meant_and_what_it_could_not_look_for(
    visitor: Visitor, bench: Workbench
) -> None:
    await visitor.report(text="Lubang dalam.")
    await hear(bench)

    meant = await visitor.see("/reports?q=lubnag&order=supported")
    common = await visitor.see("/reports?q=yang+di")
    nothing = await visitor.see("/reports?q=zebra")

    assert 'Maksud Anda: <a href="/reports?q=lubang&order=supported">lubang</a>?' in meant
    assert "Tidak ada kata yang bisa dicari" in common
    assert "Tidak ada laporan yang cocok" in nothing
