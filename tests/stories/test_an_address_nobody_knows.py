"""Who mistypes an address, or follows an old link, finds a page of the city and the way back."""

import pytest

from tests.visitor import Visitor

pytestmark = pytest.mark.story


@pytest.mark.parametrize("path", ["/tidak-ada", "/reports/a/b/c", "/kota-bekasi/tidak-ada", "/TRACK"])
async def test_an_address_that_leads_nowhere_shows_a_page_with_the_way_back(
    visitor: Visitor, path: str
) -> None:
    await visitor.see("/")

    page = await visitor.see(path, status=404)

    assert "<title>Tidak ditemukan · Tanggap Kota Bekasi</title>" in page
    assert "Halaman ini tidak ada." in page
    assert "Ke beranda" in page


async def test_a_way_that_an_address_cannot_be_used_is_said_on_a_page_too(visitor: Visitor) -> None:
    await visitor.see("/")

    answer = await visitor.client.post("/overview")

    assert answer.status_code == 405
    assert "Alamat ini tidak bisa dipakai begitu." in answer.text
    assert answer.headers["content-type"].startswith("text/html")


async def test_a_program_is_told_in_json(visitor: Visitor) -> None:
    await visitor.see("/")

    answer = await visitor.client.get("/api/v2/reports")

    assert answer.status_code == 404
    assert answer.json() == {"error": "Halaman ini tidak ada.", "field": None}
