"""The pattern book: every page with sample values, written as files and served with the house's own strict headers.

`python -m tests.look.book [PAGE…]` photographs it, or some of its pages, in both themes on a phone and on a desk.
"""

import json
import shutil
import sys
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from pathlib import Path
from threading import Thread
from typing import Literal
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tanggap.kit.words import Tongue, speakers
from tests.look.contents import BOOK, Sample
from tests.look.samples import NOW, draw_photos

HOUSE = Path(__file__).parents[2]
LOOK = HOUSE / "look"
BUILT = LOOK / "dist"
POLICY = "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'"
Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
PHONE = ViewportSize(width=360, height=740)
DESK = ViewportSize(width=1440, height=900)


ROOMS = Environment(
    loader=FileSystemLoader([LOOK, *sorted((HOUSE / "tanggap").glob("**/templates"))]),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@cache
def beside_the_page(language: str) -> dict[str, object]:
    """What templates are given beside `page`, in one language."""
    tongue: Tongue = speakers(LOOK / "words")[language](ZoneInfo("Asia/Jakarta"))
    built: dict[str, dict[str, str]] = json.loads((BUILT / "manifest.json").read_text())

    def asset(name: str) -> str:
        return f"/assets/{built[name]['file']}"

    def icon(name: str) -> Markup:
        return Markup('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>').format(
            asset("icons/sprite.svg"), name
        )

    return {
        "_": tongue,
        "when": tongue.when,
        "day": tongue.day,
        "ago": partial(tongue.ago, now=NOW),
        "span": tongue.span,
        "number": tongue.number,
        "percent": tongue.percent,
        "distance": tongue.distance,
        "path": str,
        "asset": asset,
        "icon": icon,
        "csrf": lambda: Markup('<input type="hidden" name="csrf" value="sample">'),
    }


def render(sample: Sample, language: str = "id") -> str:
    """The sample's page as HTML."""
    return ROOMS.get_template(sample.template).render(page=sample.page, **beside_the_page(language))


def write(folder: Path) -> None:
    """The whole book as files: pages, built assets, drawn photos."""
    shutil.copytree(BUILT, folder / "assets", dirs_exist_ok=True)
    draw_photos(folder / "photos")
    for sample in BOOK:
        (folder / f"{sample.name}.html").write_text(render(sample))


class _Handler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Generator[str]:
    """The address under which the folder is served meanwhile."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def browser() -> Generator[Browser]:
    """The system's Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        try:
            yield opened
        finally:
            opened.close()


def photograph(folder: Path, *names: str) -> None:
    """Pictures of the pages (all, or those named) as FOLDER/name-theme-width.png."""
    write(folder)
    with served(folder) as address, browser() as opened:
        for size, theme in product((PHONE, DESK), THEMES):
            context = opened.new_context(viewport=size, color_scheme=theme, reduced_motion="reduce")
            page = context.new_page()
            for sample in BOOK:
                if not names or sample.name in names:
                    page.goto(f"{address}/{sample.name}.html", wait_until="networkidle")
                    page.evaluate(
                        "document.querySelectorAll('img').forEach((img) => (img.loading = 'eager'))"
                    )
                    page.wait_for_load_state("networkidle")
                    page.screenshot(
                        path=folder / f"{sample.name}-{theme}-{size['width']}.png", full_page=True
                    )
            context.close()


if __name__ == "__main__":
    shots = HOUSE / "test-results" / "shots"
    photograph(shots, *sys.argv[1:])
    sys.stdout.write(f"{shots}\n")
