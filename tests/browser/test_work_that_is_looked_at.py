"""Work of several hands, and what becomes of it: helped with, looked at by somebody else, given back, opened again."""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AgencySlug
from tanggap.kit.clock import SetClock
from tanggap.kit.postgres.cluster import Cluster
from tests.browser.conftest import ROADS, hired
from tests.browser.living import Living, living
from tests.browser.people import (
    DESK,
    Another,
    drawn,
    on_bench,
    people,
    prove,
    reported,
    resolved,
    sign_in,
    take_on,
)
from tests.conftest import NOW, clean_database, settings_of

pytestmark = pytest.mark.browser

CLEANSING, TRAFFIC = AgencySlug("dlh"), AgencySlug("dishub")
PEOPLE = {
    "Petugas jalan": (Duty(role=Role.FIELD_OFFICER, agency=ROADS),),
    "Petugas kebersihan": (Duty(role=Role.FIELD_OFFICER, agency=CLEANSING),),
    "Petugas lalu lintas": (Duty(role=Role.FIELD_OFFICER, agency=TRAFFIC),),
    "Petugas merangkap pemeriksa": (
        Duty(role=Role.FIELD_OFFICER, agency=ROADS),
        Duty(role=Role.VERIFIER),
    ),
    "Pemeriksa": (Duty(role=Role.VERIFIER),),
}
CLOSE = "Sudah beres, tutup"


@pytest.fixture(scope="module")
def house(cluster: Cluster, ground: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Living]:
    """One house for these stories; each tells of a report of its own."""
    with clean_database(cluster, ground) as addresses:
        settings, clock = settings_of(addresses, tmp_path_factory.mktemp("looked-at")), SetClock(NOW)
        with living(hired(settings, PEOPLE, clock=clock), clock) as house:
            yield house


@pytest.fixture
def another(chromium: Browser, house: Living) -> Iterator[Another]:
    """Opens a browser whose clock goes as the house's."""
    with people(chromium, house.address, now=house.clock.now) as another:
        yield another


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Pictures of which no two look alike."""
    folder = tmp_path_factory.mktemp("photos")
    return (drawn(folder / f"{nth}.jpg") for nth in count())


def ask(page: Page, agency: str, text: str, *, mandatory: bool) -> None:
    """Ask another unit for its part."""
    page.locator("summary", has_text="Minta bantuan unit lain").click()
    page.get_by_label("Kepada").select_option(label=agency)
    page.get_by_label("Apa yang diperlukan?").fill(text)
    page.get_by_label("Paling lambat tanggal").fill("2026-07-03")
    word = "Ya, harus selesai dulu" if mandatory else "Tidak, boleh tanpa ini"
    page.locator("label", has_text=word).click()
    page.locator("details[open]").get_by_role("button", name="Minta bantuan unit lain").click()
    expect(page.get_by_text("Bantuan diminta.")).to_be_visible()


def help_with(page: Page, name: str, number: str, photo: Path, *, wanted: str, done: str) -> None:
    """Do the part that was asked, on the bench of the unit that was asked."""
    sign_in(page, name, then="/bench")
    expect(page.get_by_role("heading", name="Membantu unit lain")).to_be_visible()
    on_bench(page, number).locator("h3 a").click()
    expect(page.locator(".standing")).to_contain_text(wanted)
    page.get_by_role("button", name="Terima tugas").click()
    prove(page, photo, done, by="Bagian kami selesai")
    expect(page.get_by_text("Bagian ini sudah berakhir.")).to_be_visible()


def test_a_report_of_three_units_is_resolved_only_when_the_one_that_must_has_done_its_part(
    another: Another, photos: Iterator[Path]
) -> None:
    lead, citizen = another(), another()
    number, _ = reported(citizen, "Sampah menumpuk di lubang, lalu lintas macet.")
    sign_in(lead, "Petugas jalan", then="/bench")
    take_on(lead, number)
    task = lead.url
    ask(lead, "Dinas Lingkungan Hidup", "Angkut dulu sampahnya.", mandatory=True)
    ask(lead, "Dinas Perhubungan", "Pasang rambu sementara.", mandatory=False)

    help_with(
        another(),
        "Petugas lalu lintas",
        number,
        next(photos),
        wanted="Pasang rambu sementara.",
        done="Rambu dipasang.",
    )
    lead.goto(task)
    expect(lead.get_by_text("setelah Dinas Lingkungan Hidup selesai")).to_be_visible()
    prove(lead, next(photos), "Lubang ditambal.")
    expect(lead.get_by_role("alert")).to_contain_text("bagian Dinas Lingkungan Hidup belum selesai")

    help_with(
        another(),
        "Petugas kebersihan",
        number,
        next(photos),
        wanted="Angkut dulu sampahnya.",
        done="Sampah diangkut.",
    )
    lead.goto(task)
    prove(lead, next(photos), "Lubang ditambal.")
    expect(resolved(lead)).to_be_visible()

    citizen.goto(f"/reports/{number}")
    together = citizen.locator("section", has=citizen.get_by_role("heading", name="Dikerjakan bersama"))
    expect(together.locator("li")).to_have_count(3)
    expect(citizen.get_by_text("Sampah diangkut.")).to_be_visible()
    expect(citizen.get_by_text("Angkut dulu sampahnya.")).to_have_count(0)


def test_who_worked_is_never_asked_to_look_and_somebody_else_closes(
    another: Another, photos: Iterator[Path]
) -> None:
    both, verifier = another(), another(DESK)
    number, _ = reported(both, "Lubang di depan sekolah.")
    sign_in(both, "Petugas merangkap pemeriksa", then="/bench")
    take_on(both, number)
    prove(both, next(photos), "Lubang ditambal.")
    expect(resolved(both)).to_be_visible()

    for path in ("/verification", f"/verification?number={number}"):
        both.goto(path)
        expect(both.get_by_role("heading", level=1)).to_be_visible()
        expect(both.get_by_role("button", name=CLOSE)).to_have_count(0)
        expect(both.locator("summary", has_text="Kembalikan")).to_have_count(0)

    sign_in(verifier, "Pemeriksa", then=f"/verification?number={number}")
    verifier.get_by_role("button", name=CLOSE).click()
    expect(verifier.get_by_text("Laporan ditutup.")).to_be_visible()
    both.goto(f"/reports/{number}")
    expect(both.locator(".standing")).to_contain_text("Selesai")


def test_a_proof_that_is_given_back_stands_on_the_bench_with_its_reason_and_is_filed_anew(
    another: Another, photos: Iterator[Path]
) -> None:
    officer, verifier = another(), another(DESK)
    number, _ = reported(officer, "Lubang di tikungan.")
    sign_in(officer, "Petugas jalan", then="/bench")
    take_on(officer, number)
    prove(officer, next(photos), "Lubang ditambal.")
    expect(resolved(officer)).to_be_visible()

    sign_in(verifier, "Pemeriksa", then=f"/verification?number={number}")
    verifier.locator("summary", has_text="Kembalikan").click()
    verifier.locator("label", has_text="Fotonya tidak jelas").click()
    verifier.get_by_label("Penjelasan").fill("Lubangnya tidak tampak di foto.")
    verifier.locator("details[open]").get_by_role("button", name="Kembalikan").click()
    expect(verifier.get_by_text("Dikembalikan kepada unitnya.")).to_be_visible()

    officer.goto("/bench")
    card = on_bench(officer, number)
    expect(card).to_contain_text("Lubangnya tidak tampak di foto.")
    card.get_by_role("button", name="Terima").click()
    expect(officer.locator(".standing")).to_contain_text("Lubangnya tidak tampak di foto.")
    prove(officer, next(photos), "Ditambal, difoto dari dekat.")
    expect(resolved(officer)).to_be_visible()

    verifier.goto(f"/verification?number={number}")
    expect(verifier.get_by_label("Hasil kerja")).to_contain_text("Ditambal, difoto dari dekat.")
    verifier.get_by_role("button", name=CLOSE).click()
    expect(verifier.get_by_text("Laporan ditutup.")).to_be_visible()


def test_what_its_reporter_finds_undone_comes_back_to_the_unit_that_closed_it(
    another: Another, house: Living, photos: Iterator[Path]
) -> None:
    officer, verifier, citizen = another(), another(DESK), another()
    number, key = reported(officer, "Lubang di jembatan.")
    sign_in(officer, "Petugas jalan", then="/bench")
    take_on(officer, number)
    before = officer.url
    prove(officer, next(photos), "Lubang ditambal.")
    expect(resolved(officer)).to_be_visible()
    sign_in(verifier, "Pemeriksa", then=f"/verification?number={number}")
    verifier.get_by_role("button", name=CLOSE).click()
    expect(verifier.get_by_text("Laporan ditutup.")).to_be_visible()

    house.clock.move(timedelta(days=13))  # nine working days
    citizen.goto("/track")
    citizen.locator('input[name="number"]').fill(number)
    citizen.locator('input[name="key"]').fill(key)
    citizen.locator("main").get_by_role("button").click()
    citizen.locator("summary", has_text="Belum beres").click()
    citizen.get_by_label("Apa yang belum beres?").fill("Tambalannya sudah lepas.")
    citizen.locator("details[open] input[name='photo']").last.set_input_files(next(photos))
    expect(citizen.locator("details[open] .thumbs img")).to_have_count(1)
    citizen.locator("details[open]").get_by_role("button", name="Belum beres").click()
    expect(citizen.locator(".standing")).to_contain_text("Dibuka")

    again = another()
    sign_in(again, "Petugas jalan", then="/bench")
    expect(on_bench(again, number)).to_contain_text("Tambalannya sudah lepas.")
    take_on(again, number)
    expect(again).to_have_url(re.compile(f"^(?!{re.escape(before)}).*/tasks/"))
    expect(again.locator(".standing")).to_contain_text("Tambalannya sudah lepas.")
    again.goto(before)
    expect(again.get_by_role("heading", name="Lapor hasil kerja")).to_have_count(0)
