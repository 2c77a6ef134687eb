"""From a poster on a wall to a thank you: what a neighbourhood sees of Tanggap."""

import re
from html import unescape
from io import BytesIO

import pytest
from PIL import Image

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.kit.clock import SetClock
from tests.stories.hall import opened
from tests.stories.sending import key_of, send
from tests.stories.test_a_citizen_has_the_last_word import finish
from tests.stories.things import JAKASAMPURNA
from tests.visitor import ORIGIN, Visitor

pytestmark = pytest.mark.story

META = re.compile(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)">')
BEHIND = re.compile(r"/announcements/[0-9a-f-]{36}/\w+")
SHOWING = re.compile(r"/remarks/[0-9a-f-]{36}/showing")


async def meta(visitor: Visitor, path: str) -> dict[str, str]:
    """What a chat is told of a page."""
    answer = await visitor.client.get(path, headers={"accept": "text/html"})
    return {name: unescape(said) for name, said in META.findall(answer.text)}


async def test_a_posters_code_opens_the_form_with_place_and_kind_chosen(visitor: Visitor) -> None:
    poster = await visitor.client.get(f"/posters/a4.pdf?area={JAKASAMPURNA}&kind=road-damage")
    short = await visitor.client.get(f"/lapor?area={JAKASAMPURNA}&kind=road-damage")
    page = await visitor.see(short.headers["location"])

    assert poster.content.startswith(b"%PDF")
    assert short.headers["location"] == f"/reports/new?area={JAKASAMPURNA}&kind=road-damage"
    assert f'<option value="{JAKASAMPURNA}" selected>' in page
    assert 'value="road-damage" checked' in page
    assert 'value="nothing-like-it"' not in await visitor.see("/reports/new?area=x&kind=nothing-like-it")


async def test_the_form_of_posters_leads_to_the_sheet(visitor: Visitor) -> None:
    answer = await visitor.client.get(f"/posters/print?sheet=a6&area={JAKASAMPURNA}&kind=&agency=")

    assert answer.headers["location"] == f"/posters/a6.pdf?area={JAKASAMPURNA}&kind=&agency="
    assert "Poster A4" in await visitor.see("/posters")
    await visitor.see("/posters/a3.pdf", status=404)


async def test_a_short_address_keeps_what_comes_with_it(visitor: Visitor) -> None:
    answer = await visitor.client.get("/cek?number=BKS-48210-97315-1")

    assert answer.headers["location"] == "/track?number=BKS-48210-97315-1"
    assert 'value="BKS-48210-97315-1"' in await visitor.see(answer.headers["location"])


async def test_the_key_on_a_receipt_stands_in_its_code_and_in_no_address(visitor: Visitor) -> None:
    number = await send(visitor)
    key = await key_of(visitor, number)
    page = await visitor.see(f"/reports/{number}/receipt")

    assert 'class="qr"' in page
    assert "?" not in "".join(re.findall(r'href="([^"]*track[^"]*)"', page))
    assert not re.search(rf'(?:href|src|action)="[^"]*{key.replace("-", "-?")}', page)


@pytest.mark.parametrize("visibility", ["public", "anonymous"])
async def test_a_card_tells_kind_place_and_status_and_never_the_reporters_words(
    visitor: Visitor, visibility: str
) -> None:
    number = await send(visitor, text="Pak Contoh di nomor 5 membuang oli", visibility=visibility)

    told = await meta(visitor.other(), f"/reports/{number}")
    picture = await visitor.client.get(told["og:image"].removeprefix(ORIGIN))
    again = await visitor.client.get(
        f"/reports/{number}/og.png", headers={"if-none-match": picture.headers["etag"]}
    )

    assert told["og:title"].startswith("Jalan rusak / berlubang · Jakasampurna")
    assert told["og:url"] == f"{ORIGIN}/reports/{number}"
    assert not any("Contoh" in said or "oli" in said for said in told.values())
    assert Image.open(BytesIO(picture.content)).size == (1200, 630)
    assert (again.status_code, again.content) == (304, b"")


async def test_a_confidential_report_has_no_card_even_for_its_reporter(visitor: Visitor) -> None:
    number = await send(visitor, visibility="confidential")

    told = await meta(visitor, f"/reports/{number}")

    assert not told.keys() & {"og:title", "og:image", "description"}
    assert (await visitor.client.get(f"/reports/{number}/og.png")).status_code == 404


async def test_how_it_works_names_the_citys_own_limits(visitor: Visitor) -> None:
    page = await visitor.see("/how")

    assert "14 hari kerja" in page
    assert "Reporter" not in page
    assert page.count('class="scene"') == 5
    assert (await meta(visitor, "/how"))["og:image"] == f"{ORIGIN}/og.png"


async def test_an_office_announces_residents_answer_and_what_may_harm_waits(
    settings: Settings, clock: SetClock
) -> None:
    async with opened(settings, clock) as hall:
        said = {"area": JAKASAMPURNA, "title": "Kerja bakti", "text": "Minggu pagi pukul 7."}
        await hall.ask("coordinator", "POST", "/neighbourhood", said)
        page = (await hall.ask("visitor", "GET", f"/areas/{JAKASAMPURNA}", {})).text
        reply = next(each for each in BEHIND.findall(page) if each.endswith("replies"))

        await hall.ask("visitor", "POST", reply, {"text": "Siap hadir."})
        await hall.ask("visitor", "POST", reply, {"text": "Telepon saya 0812 3456 7890"})
        seen = {
            who: (await hall.ask(who, "GET", f"/areas/{JAKASAMPURNA}", {})).text
            for who in ("visitor", "reporter")
        }
        desk = (await hall.ask("coordinator", "GET", "/neighbourhood", {})).text
        held = SHOWING.findall(desk)
        hiding = held[0].replace("showing", "hiding")
        await hall.ask("coordinator", "POST", hiding, {"reason": "privacy", "back": "/neighbourhood"})
        after = {
            who: (await hall.ask(who, "GET", f"/areas/{JAKASAMPURNA}", {})).text
            for who in ("visitor", "reporter", "coordinator")
        }
        withdrawal = reply.replace("replies", "withdrawal")
        await hall.ask("coordinator", "POST", withdrawal, {})
        gone = (await hall.ask("visitor", "GET", f"/areas/{JAKASAMPURNA}", {})).text
        late = await hall.ask("visitor", "POST", reply, {"text": "Masih bisa?"})

    assert "Kerja bakti" in page
    assert all("Siap hadir." in text for text in seen.values())
    assert "0812" in seen["visitor"]
    assert "0812" not in seen["reporter"]
    assert "0812" in desk
    assert len(held) == 1
    assert "Tidak ditampilkan: Memuat data pribadi" in after["visitor"]
    assert "0812" not in after["reporter"]
    assert held[0] in after["coordinator"]
    assert "Kerja bakti" not in gone
    assert late.status_code == 404


async def test_a_resident_thanks_once_and_the_crew_reads_it(settings: Settings, clock: SetClock) -> None:
    async with opened(settings, clock) as hall:
        thing = await hall.thing()
        path = f"/reports/{thing.number}"
        early = await hall.ask("visitor", "POST", f"{path}/thanks", {"text": "Makasih"})
        await finish(hall.bench, thing.number)

        first = await hall.ask("visitor", "POST", f"{path}/thanks", {"text": "Jalannya sudah mulus"})
        second = await hall.ask("visitor", "POST", f"{path}/thanks", {"text": "Lagi"})
        own = await hall.ask("officer", "POST", f"{path}/thanks", {})
        page = (await hall.ask("reporter", "GET", path, {})).text
        bench = (await hall.ask("officer", "GET", "/bench", {})).text

    assert [each.status_code for each in (early, first, second, own)] == [409, 303, 409, 409]
    assert "1 warga berterima kasih" in page
    assert "Jalannya sudah mulus" in page
    assert "Jalannya sudah mulus" in bench


async def test_an_areas_page_tells_its_reports_and_none_that_are_not_for_everybody(visitor: Visitor) -> None:
    await visitor.report(text="Lubang dekat pasar")
    await visitor.report(text="Rahasia sekali", visibility="confidential")

    page = await visitor.see(f"/areas/{JAKASAMPURNA}")

    assert "Lubang dekat pasar" in page
    assert "Rahasia sekali" not in page
    assert f'href="/areas/{JAKASAMPURNA}"' in await visitor.see("/areas")
    assert (await visitor.client.get(f"/areas/{JAKASAMPURNA}/og.png")).status_code == 200
    await visitor.see("/areas/99.99", status=404)


async def test_a_browser_may_stop_its_standing_from_being_reckoned(
    visitor: Visitor, bench: Workbench
) -> None:
    await finish(bench, await send(visitor))

    beside = await visitor.see("/mine")
    before = await visitor.see("/mine/standing")
    await visitor.fill_in("/mine/standing", kept="no")
    after = await visitor.see("/mine/standing")
    beside_no_more = await visitor.see("/mine")
    await visitor.fill_in("/mine/standing", kept="yes")

    assert '<a href="/mine/standing">Warga baru</a>' in beside
    assert "Warga baru" not in beside_no_more
    assert "Warga baru" in before
    assert "Tidak dihitung" in after
    assert "Warga baru" in await visitor.see("/mine/standing")
