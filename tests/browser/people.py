"""People who come to the house's door with browsers of their own, and what an officer does at a bench."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from PIL import Image
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Geolocation,
    Locator,
    Page,
    ViewportSize,
    expect,
)

from tests.staff import PASSWORD, address

PHONE = ViewportSize(width=360, height=740)
DESK = ViewportSize(width=1280, height=800)
MARGAHAYU = Geolocation(latitude=-6.2383, longitude=107.0106)


class Another(Protocol):
    """Opens a browser that shares nothing with the others: on a small phone, or at a desk."""

    def __call__(self, size: ViewportSize = PHONE) -> Page:
        """Its first page."""
        ...


@contextmanager
def people(
    chromium: Browser, house: str, *, scripts: bool = True, now: Callable[[], datetime] | None = None
) -> Generator[Another]:
    """Browsers that know where they are; ``now`` is what a new one's clock says and goes on saying, if not the machine's."""
    contexts: list[BrowserContext] = []

    def another(size: ViewportSize = PHONE) -> Page:
        context = chromium.new_context(
            base_url=house,
            viewport=size,
            locale="id-ID",
            java_script_enabled=scripts,
            geolocation=MARGAHAYU,
            permissions=["geolocation"],
            reduced_motion="reduce",
        )
        contexts.append(context)
        if now is not None:
            context.clock.set_fixed_time(now())
        return context.new_page()

    try:
        yield another
    finally:
        for context in contexts:
            context.close()


def sign_in(page: Page, name: str, *, then: str = "") -> None:
    """Come in as somebody of staff."""
    page.goto(f"/sign-in?then={then}" if then else "/sign-in")
    page.locator('input[name="login"]').fill(address(name))
    page.locator('input[name="password"]').fill(PASSWORD)
    page.get_by_role("button", name="Masuk sebagai petugas").click()


def reported(page: Page, text: str) -> tuple[str, str]:
    """A pothole in Margahayu of which a program tells; its number and its key."""
    answer = page.request.post(
        "/api/v1/reports",
        data={"kind": "road-damage", "text": text, "lon": 107.0106, "lat": -6.2383},
        headers={"Idempotency-Key": str(uuid4())},
    )
    assert answer.status == 201, answer.text()
    told = answer.json()
    return told["number"], told["key"]


def drawn(path: Path) -> Path:
    """A picture by chance, as soft as a telephone's."""
    Image.effect_noise((8, 6), 120).convert("RGB").resize((800, 600)).save(path, "JPEG")
    return path


def on_bench(page: Page, number: str) -> Locator:
    """The card of this report."""
    return page.locator("li.report-card", has_text=number)


def take_on(page: Page, number: str) -> None:
    """Open what the bench has of this report, and accept it."""
    on_bench(page, number).locator("h3 a").click()
    page.get_by_role("button", name="Terima tugas").click()
    expect(page.get_by_role("heading", name="Lapor hasil kerja")).to_be_visible()


def prove(page: Page, photo: Path, text: str, *, by: str = "Ditindaklanjuti") -> None:
    """File what was done, with a photo of the page's own camera; ``by`` which button."""
    page.locator('input[name="photo"][capture]').set_input_files(photo)
    expect(page.locator('input[name="lat"]')).not_to_have_value("")
    page.get_by_label("Apa yang dikerjakan?").fill(text)
    page.get_by_role("button", name=by).click()


def resolved(page: Page) -> Locator:
    """That the report's page at the unit says that the work is done."""
    return page.locator(".standing").get_by_text("Ditindaklanjuti")
