"""The pattern book: every page with sample values, written as files and served with the house's own strict headers.

`python -m tests.look.book [PAGE…]` photographs it, or some of its pages, in both languages and both themes, on a phone and on a
desk; with `--size 3840x2160` (as often as wanted) on screens of these sizes instead.
"""

import argparse
import shutil
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from pathlib import Path
from threading import Thread
from typing import Any, Literal
from zoneinfo import ZoneInfo

from msgspec.structs import replace
from playwright.sync_api import ViewportSize

from tanggap.app import house
from tanggap.kit.page import Painter
from tanggap.kit.words import Tongue
from tests.chromium import browser
from tests.look.contents import BOOK, Sample
from tests.look.samples import NOW
from tests.look.scenes import draw_photos

HOUSE = Path(__file__).parents[2]
LOOK = HOUSE / "look"
BUILT = LOOK / "dist"
POLICY = "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'"
Theme = Literal["light", "dark"]
AddressOf = Callable[[str], str]
THEMES: tuple[Theme, ...] = ("light", "dark")
PHONE = ViewportSize(width=360, height=740)
DESK = ViewportSize(width=1440, height=900)


TONGUES = {language: speak(ZoneInfo("Asia/Jakarta")) for language, speak in house.tongues().items()}
TONGUE: Tongue = TONGUES["id"]


@cache
def painter() -> Painter:
    """What draws the templates of the look and of every room."""
    return Painter(house.template_folders(), look=LOOK)


def render(sample: Sample, tongue: Tongue = TONGUE) -> str:
    """The sample's page as HTML."""
    return painter().draw(
        sample.template,
        page=sample.page,
        frame=replace(sample.frame, language=tongue.language),
        tongue=tongue,
        prefix="",
        token=lambda: "sample",
        now=NOW,
    )


def lay_out(folder: Path) -> None:
    """What every page of the book needs beside it: built assets, drawn photos."""
    shutil.copytree(BUILT, folder / "assets", dirs_exist_ok=True)
    draw_photos(folder / "photos")


def put(folder: Path, sample: Sample, tongue: Tongue = TONGUE) -> str:
    """The sample's page as a file in the folder, and its path there."""
    name = f"{sample.name}-{tongue.language}.html"
    (folder / name).write_text(render(sample, tongue))
    return f"/{name}"


class _Handler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        with suppress(ConnectionError):  # a browser that has already gone to the next page
            super().copyfile(source, outputfile)

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


def photograph(folder: Path, *names: str, sizes: Sequence[ViewportSize] = (PHONE, DESK)) -> None:
    """Pictures of the pages (all, or those named) on screens of these sizes, as FOLDER/name-language-theme-width.png."""
    lay_out(folder)
    paths = {
        f"{sample.name}-{tongue.language}": put(folder, sample, tongue)
        for sample in BOOK
        if not names or sample.name in names
        for tongue in TONGUES.values()
    }
    with served(folder) as address, browser() as opened:
        for size, theme in product(sizes, THEMES):
            context = opened.new_context(viewport=size, color_scheme=theme, reduced_motion="reduce")
            page = context.new_page()
            for name, path in paths.items():
                page.goto(address + path, wait_until="networkidle")
                page.evaluate("document.querySelectorAll('img').forEach((img) => (img.loading = 'eager'))")
                page.wait_for_load_state("networkidle")
                page.screenshot(path=folder / f"{name}-{theme}-{size['width']}.png", full_page=True)
            context.close()


def _size(written: str) -> ViewportSize:
    width, height = written.split("x")
    return ViewportSize(width=int(width), height=int(height))


if __name__ == "__main__":
    reading = argparse.ArgumentParser(prog="python -m tests.look.book")
    reading.add_argument("names", nargs="*", metavar="PAGE", help="pages; all where none is named")
    reading.add_argument("--size", type=_size, action="append", help="of a screen, as 1920x1080")
    told = reading.parse_args()
    shots = HOUSE / "test-results" / "shots"
    photograph(shots, *told.names, sizes=told.size or (PHONE, DESK))
    sys.stdout.write(f"{shots}\n")
