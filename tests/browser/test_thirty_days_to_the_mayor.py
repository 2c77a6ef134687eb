"""Thirty days in which nobody works on a report: its unit is reminded, its heads are told, and it stands before the mayor."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tanggap.app.settings import Settings
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AgencySlug
from tanggap.kit.clock import SetClock
from tests.browser.conftest import ROADS, hired
from tests.browser.living import Living, living
from tests.browser.people import (
    DESK,
    Another,
    drawn,
    people,
    prove,
    reported,
    resolved,
    sign_in,
    take_on,
)

pytestmark = pytest.mark.browser

PEOPLE = {
    "Petugas jalan": [Duty(role=Role.FIELD_OFFICER, agency=ROADS)],
    "Penghubung": [Duty(role=Role.LIAISON, agency=ROADS)],
    "Kepala unit": [Duty(role=Role.UNIT_HEAD, agency=ROADS)],
    "Kepala dinas": [Duty(role=Role.AGENCY_HEAD, agency=ROADS)],
    "Kepala lain": [Duty(role=Role.UNIT_HEAD, agency=AgencySlug("dlh"))],
    "Wali kota": [Duty(role=Role.EXECUTIVE)],
}


@pytest.fixture
def house(settings: Settings, clock: SetClock) -> Iterator[Living]:
    """A city hall with everybody up to the mayor."""
    with living(hired(settings, PEOPLE, clock=clock), clock) as house:
        yield house


@pytest.fixture
def another(chromium: Browser, house: Living) -> Iterator[Another]:
    """Opens a browser whose clock goes as the house's."""
    with people(chromium, house.address, now=house.clock.now) as another:
        yield another


def news(page: Page, name: str, number: str) -> Locator:
    """What somebody finds of a report among their notices."""
    sign_in(page, name, then="/notices")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kabar")
    return page.locator(".news > li", has_text=number)


def told(page: Page, *words: str) -> None:
    """That the story of a report says each of these once, and when it was."""
    for each in words:
        line = page.locator(".timeline li", has_text=each)
        expect(line).to_have_count(1)
        expect(line.locator("time")).to_contain_text("WIB")


def test_a_report_nobody_works_on_reaches_the_mayor_and_what_was_done_closes_by_itself(
    another: Another, house: Living, tmp_path: Path
) -> None:
    officer, citizen = another(), another()
    left, _ = reported(citizen, "Lubang besar yang tidak ditangani siapa pun.")
    done, _ = reported(citizen, "Lubang kecil di gang.")
    sign_in(officer, "Petugas jalan", then="/bench")
    take_on(officer, done)
    prove(officer, drawn(tmp_path / "after.jpg"), "Lubang ditambal.")
    expect(resolved(officer)).to_be_visible()

    house.days_go_by(7)
    reminded = news(another(), "Petugas jalan", left)
    expect(reminded).to_contain_text("50% batas waktu sudah terpakai")
    expect(reminded).to_contain_text("80% batas waktu sudah terpakai")
    expect(reminded).not_to_contain_text("lewat batas")

    house.days_go_by(1)
    over = "lewat batas dan naik ke kepala unit."
    expect(news(another(), "Penghubung", left)).to_contain_text(over)
    expect(news(another(DESK), "Kepala unit", left)).to_contain_text(over)

    house.days_go_by(22)
    expect(news(another(DESK), "Kepala dinas", left)).to_contain_text("naik ke kepala instansi.")
    other = another(DESK)
    expect(news(other, "Kepala lain", left)).to_have_count(0)
    other.goto("/overdue")
    expect(other.get_by_text("Tidak ada laporan yang lewat batas.")).to_be_visible()

    mayor = another(DESK)
    heard = news(mayor, "Wali kota", left)
    expect(heard.get_by_text("naik ke pimpinan kota.")).to_have_count(1)
    mayor.goto("/overdue")
    row = mayor.locator("main li.report-card")
    expect(row).to_have_count(1)
    expect(row).to_contain_text(left)
    expect(row).to_contain_text("Dinas Bina Marga dan Sumber Daya Air")
    expect(row.locator(".facts span", has_text="naik ke pimpinan kota").locator("time")).to_be_visible()
    row.locator("h3 a").click()
    told(
        mayor,
        "Diingatkan: 50% batas waktu sudah terpakai",
        "Diingatkan: 80% batas waktu sudah terpakai",
        "Belum ditindaklanjuti: naik ke pimpinan kota",
        "Lewat batas: naik ke kepala unit",
        "Lewat batas: naik ke kepala instansi",
        "Lewat batas: naik ke pimpinan kota",
    )

    citizen.goto(f"/reports/{left}")
    expect(citizen.locator(".timeline")).not_to_contain_text("naik ke")
    citizen.goto(f"/reports/{done}")
    expect(citizen.locator(".timeline")).to_contain_text("Selesai, ditutup otomatis")
