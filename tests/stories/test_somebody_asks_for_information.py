"""A journalist asks the city for a contract: extended, given in part after a test, objected to, decided by the superior."""

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from psycopg.conninfo import conninfo_to_dict

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.rights import Duty, Role
from tanggap.journey.information import chore, events
from tanggap.journey.information.inquiry import Inquiry, Status
from tanggap.journey.information.store import inquiries
from tanggap.kit.clock import SetClock
from tanggap.kit.log import history
from tanggap.kit.postgres.cluster import Cluster
from tests.conftest import BEKASI, Addresses
from tests.residents import WITH_MAIL, Letters, come_in
from tests.staff import enter, hire
from tests.stories.leftovers import in_tables
from tests.visitor import Visitor

pytestmark = pytest.mark.story

DAY = timedelta(days=1)
NUMBER = re.compile(r"BKSPI-\d{5}-\d{5}-\d")
KEY = re.compile(r'<output class="number">([0-9A-Z]{5}-[0-9A-Z]{5})</output>')
PERSONAL = (
    "Wartawan Kertas Pagi",
    "3275-1234-5678",
    "redaksi@koran.example",
    "kontrak taman",
    "liputan taman",
)
ASKED: dict[str, Any] = {
    "kind": "legal_body",
    "name": PERSONAL[0],
    "identity": PERSONAL[1],
    "contact": PERSONAL[2],
    "question": "Salinan kontrak taman kota tahun 2025.",
    "purpose": "Bahan liputan taman.",
    "delivery": "mail",
}
TEST: dict[str, Any] = {
    "part": "Nomor rekening dan KTP direktur",
    "grounds": "h",
    "harm": "Data pribadi bisa disalahgunakan.",
    "interest": "Nilai kontraknya tetap terbuka.",
}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """An installation that can write to people."""
    return replace(settings, **WITH_MAIL)


@pytest.fixture(autouse=True)
async def city_hall(settings: Settings, clock: SetClock) -> None:
    """An information officer, and those above."""
    people = {
        "Petugas informasi": Duty(role=Role.INFORMATION_OFFICER),
        "Koordinator": Duty(role=Role.COORDINATOR),
        "Pimpinan": Duty(role=Role.EXECUTIVE),
    }
    await hire(settings, clock, people)


@pytest.fixture
def letters(bench: Workbench) -> Letters:
    return Letters(bench)


@pytest.fixture
def superuser(cluster: Cluster, addresses: Addresses) -> str:
    """The test's database as one before whom no wall stands."""
    return cluster.address("postgres", str(conninfo_to_dict(addresses.owner)["dbname"]))


async def asked(visitor: Visitor, **changed: Any) -> tuple[str, str]:
    """An inquiry's number and key, from its receipt."""
    answer = await visitor.fill_in("/information", **(ASKED | changed))
    receipt = await visitor.see(answer.headers["location"])
    number, key = NUMBER.search(receipt), KEY.search(receipt)
    assert number
    assert key
    return number[0], key[1]


async def stands(bench: Workbench, number: str) -> Inquiry:
    """How an inquiry stands, once its log was seen to tell the same."""
    async with bench.entrance.open_desk(BEKASI) as desk:
        kept = await inquiries.by_number(desk.db, desk.city, int(number.replace("-", "")[5:15]))
        assert kept is not None
        assert events.told(await history(desk.db, desk.city, kept.id)) == kept
        return kept


async def test_it_is_extended_given_in_part_objected_to_and_decided_by_somebody_else(
    visitor: Visitor, bench: Workbench, clock: SetClock, letters: Letters
) -> None:
    """TV-SLA-15 through the front door: asked on 1 July 2026, due on the 15th, extended to the 24th."""
    number, _ = await asked(visitor)
    officer, superior = await enter(visitor, "Petugas informasi"), await enter(visitor, "Pimpinan")
    mine, theirs = f"/information/{number}", f"/inquiries/{number}"
    assert "15 Jul 2026" in await visitor.see(mine)
    assert number in await officer.see("/inquiries")
    assert "3275********78" in await officer.see(theirs)
    assert "3275-1234-5678" in (await officer.fill_in(f"{theirs}/identity", status=200)).text

    await officer.fill_in(f"{theirs}/extension", reason="Arsipnya di gudang lain.")
    again = await officer.fill_in(f"{theirs}/extension", status=409, reason="Masih dicari.")
    page = await visitor.see(mine)
    assert "satu kali" in again.text
    assert "24 Jul 2026" in page
    assert "Arsipnya di gudang lain." in page

    part: dict[str, Any] = {
        "answer": "part",
        "text": "Kontraknya ada, tanpa rekening.",
        "link": "https://kota.example/k.pdf",
    }
    untested = await officer.fill_in(f"{theirs}/answer", status=422, **part)
    both: dict[str, Any] = TEST | {"grounds": ["a", "h"]}
    endless = await officer.fill_in(f"{theirs}/tests", status=422, **both)
    await officer.fill_in(f"{theirs}/tests", **TEST)
    await officer.fill_in(f"{theirs}/answer", **part)
    page = await visitor.see(mine)
    assert "uji konsekuensi" in untested.text
    assert "tidak berlaku selamanya" in endless.text
    assert "Pasal 17 huruf h" in page
    assert TEST["harm"] in page
    assert 'href="https://kota.example/k.pdf"' in page

    early = await superior.fill_in(f"{theirs}/decision", status=409, outcome="granted", text="Buka.")
    assert "Tidak ada keberatan" in early.text
    await visitor.fill_in(f"{mine}/objection", ground="d", text="Yang penting justru ditutup.")
    await visitor.fill_in(f"{mine}/objection", status=409, ground="d", text="Sekali lagi.")
    await officer.fill_in(f"{theirs}/decision", status=403, outcome="upheld", text="Tetap.")
    await superior.fill_in(f"{theirs}/decision", outcome="part", text="Nama direktur dibuka.")
    assert "Komisi Informasi paling lambat 21 Jul 2026" in await visitor.see(mine)

    await letters.bring()
    assert {each.address for each in letters.sent} == {"redaksi@koran.example"}
    assert len(letters.sent) == 5, "each step once"
    told = "\n".join(each.body for each in letters.sent)
    assert "Alasannya: Arsipnya di gudang lain." in told
    assert "https://kota.example/k.pdf" in told, "a copy by mail was asked for"
    assert "Nama direktur dibuka." in told
    found = await stands(bench, number)
    assert (found.status, found.days_taken, found.tests) == (Status.DECIDED, 0, 1)


async def test_who_handled_it_is_never_the_superior_whatever_duties_they_have(
    settings: Settings, clock: SetClock, visitor: Visitor
) -> None:
    number, _ = await asked(visitor)
    for role in (Role.INFORMATION_OFFICER, Role.EXECUTIVE):
        await hire(settings, clock, {"Dua tugas": Duty(role=role)})
    both = await enter(visitor, "Dua tugas")
    await both.fill_in(f"/inquiries/{number}/answer", answer="granted", text="Silakan.")
    await visitor.fill_in(f"/information/{number}/objection", ground="f", text="Disuruh membayar.")

    refused = await both.fill_in(f"/inquiries/{number}/decision", status=403, outcome="upheld", text="Tetap.")

    assert "diputus orang lain" in refused.text
    assert "diputus orang lain" in await both.see(f"/inquiries/{number}")


async def test_silence_can_be_objected_to_and_everybody_sees_that_it_is_late(
    visitor: Visitor, bench: Workbench, clock: SetClock
) -> None:
    number, _ = await asked(visitor)
    early = await visitor.fill_in(f"/information/{number}/objection", status=409, ground="c", text="Diam.")
    assert "setelah batas waktu" in early.text
    clock.move(15 * DAY)  # Thursday, 16 July

    officer = await enter(visitor, "Koordinator")
    assert "1 lewat batas" in await officer.see("/inquiries")
    refused = await officer.fill_in(f"/inquiries/{number}/extension", status=409, reason="Sibuk.")
    assert "sudah lewat" in refused.text
    assert number in await visitor.see("/information")
    assert "Seharusnya sudah dijawab pada 15 Jul 2026" in await visitor.see(f"/information/{number}")
    await visitor.fill_in(f"/information/{number}/objection", ground="c", text="Tidak ada kabar.")

    assert (await stands(bench, number)).status is Status.OBJECTED


async def test_number_and_key_open_it_anywhere_and_nothing_else_does(visitor: Visitor) -> None:
    number, key = await asked(visitor)
    other = visitor.other()

    await other.see(f"/information/{number}", status=404)
    await other.see(f"/information/{number}/receipt", status=404)
    wrong = await other.fill_in("/information/track", status=422, number=number, key="00000-00000")
    unknown = await other.fill_in(
        "/information/track", status=422, number="BKSPI-00000-00000-0", key="00000-00000"
    )
    led = await other.fill_in("/track", number=number)
    await other.fill_in("/information/track", number=f" {number.lower()} ", key=key.lower())

    sentence = "Nomor dan kunci ini tidak cocok"
    assert sentence in wrong.text
    assert sentence in unknown.text
    assert led.headers["location"] == f"/information/track?number={number}"
    assert "Salinan kontrak" in await other.see(f"/information/{number}")


async def test_the_register_shows_no_personal_thing_even_in_what_the_officer_sums_up(
    visitor: Visitor,
) -> None:
    number, _ = await asked(visitor)
    officer = await enter(visitor, "Petugas informasi")
    path = f"/inquiries/{number}"
    named = await officer.fill_in(
        f"{path}/summary", status=422, summary="Kontrak untuk Bapak Sutrisno, 0812-3456-7890"
    )
    await officer.fill_in(f"{path}/summary", summary="=Kontrak pengadaan 2025")
    await officer.fill_in(
        f"{path}/answer", answer="not_held", text="Arsip ini di provinsi.", elsewhere="Pemerintah provinsi"
    )
    stranger = visitor.other()

    page = await stranger.see("/information")
    table = await stranger.client.get("/information/register.csv")
    [line] = csv.DictReader(io.StringIO(table.text))
    given = await stranger.client.get("/open/data/information-requests.json")
    program = {"resource_id": "information-requests", "sort": "number", "filters": '{"decision": "not_held"}'}
    searched = await stranger.client.get("/api/3/action/datastore_search", params=program)
    old = await stranger.client.get("/open/data/information-requests.csv?to=2020-12-31&from=2020-01-01")
    [row] = given.json()

    assert "memuat nama, nomor" in named.text
    for text in (
        page,
        table.text,
        given.text,
        searched.text,
        await stranger.see("/open/data/information-requests"),
    ):
        assert "Kontrak pengadaan 2025" in text
        assert not [each for each in (*PERSONAL, "Arsip ini di provinsi") if each in text]
    assert line["Nomor"] == number
    assert line["Yang diminta"] == "'=Kontrak pengadaan 2025", "no spreadsheet takes it for a formula"
    assert (line["Jawaban"], line["Hari kerja"]) == ("Tidak dikuasai kota", "0")
    assert (row["number"], row["received_on"], row["subject"]) == (
        number,
        line["Diterima"],
        "=Kontrak pengadaan 2025",
    )
    assert (row["status"], row["decision"], row["days"], row["extended"]) == (
        "answered",
        "not_held",
        0,
        False,
    )
    assert searched.json()["result"]["total"] == 1
    assert len(old.text.splitlines()) == 1


async def test_a_form_sent_twice_is_one_inquiry_and_a_wrong_one_keeps_what_was_typed(
    visitor: Visitor,
) -> None:
    sending = "9b8f9a8e-0000-4000-8000-000000000001"
    first, _ = await asked(visitor, sending=sending)
    second, _ = await asked(visitor, sending=sending)
    wrong = await visitor.fill_in(
        "/information", status=422, **(ASKED | {"contact": "0812-3456-7890", "sending": "x"})
    )

    assert first == second
    assert "alamat email untuk mengirim salinannya" in wrong.text
    assert "Salinan kontrak taman" in wrong.text


async def test_a_requester_erases_their_data_and_the_register_keeps_its_line(
    visitor: Visitor, bench: Workbench, letters: Letters, superuser: str
) -> None:
    number, key = await asked(visitor)
    before = in_tables(superuser, PERSONAL)

    await visitor.fill_in(f"/information/{number}/erasure")
    await letters.bring()

    found = await stands(bench, number)
    assert (found.status, found.emptied_at is None) == (Status.WITHDRAWN, False)
    assert letters.sent == []
    assert set(before) == {"inquiry_words"}, "who asked is sealed from the first moment"
    assert in_tables(superuser, PERSONAL) == {}
    await visitor.see(f"/information/{number}", status=404)
    await visitor.fill_in("/information/track", status=422, number=number, key=key)
    officer = await enter(visitor, "Petugas informasi")
    seen = await officer.see(f"/inquiries/{number}")
    assert not [each for each in PERSONAL if each in seen]
    assert number in await visitor.other().see("/information")


async def test_an_erased_account_takes_its_inquiries_along(
    visitor: Visitor, bench: Workbench, letters: Letters
) -> None:
    number, _ = await asked(visitor)
    await come_in(visitor, letters, "warga@contoh.example")
    assert PERSONAL[0] in await visitor.see("/account/data")

    await visitor.fill_in("/account/erasure", status=200, form_on="/account/erasure", sure="yes")

    assert (await stands(bench, number)).emptied_at is not None


async def test_ninety_days_after_the_last_day_nobody_is_known_any_more(
    visitor: Visitor, bench: Workbench, clock: SetClock
) -> None:
    number, _ = await asked(visitor)
    officer = await enter(visitor, "Petugas informasi")
    await officer.fill_in(f"/inquiries/{number}/answer", answer="granted", text="Silakan.")

    async def forget() -> Inquiry:
        await chore.forget(bench.entrance.open_desk, BEKASI)
        return await stands(bench, number)

    clock.move(
        100 * DAY
    )  # the objection's thirty working days ended on 12 August, ninety days later is November
    assert (await forget()).emptied_at is None
    clock.move(40 * DAY)
    assert (await forget()).emptied_at is not None
    assert (await forget()).status is Status.ANSWERED
