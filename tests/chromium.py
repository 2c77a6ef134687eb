"""The browser that tests and benches look through."""

import shutil
from collections.abc import Generator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, Route, sync_playwright


def installed() -> str | None:
    """The program of the system's Chromium, if there is one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


@contextmanager
def browser() -> Generator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=installed(), args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            yield opened
        finally:
            opened.close()


@contextmanager
def held_back(page: Page, address: str) -> Generator[None]:
    """A page as it is on a slow line: what is asked for at this address comes only when the block ends."""
    waiting: list[Route] = []
    free = False

    def hold(route: Route) -> None:
        if free:
            route.continue_()
        else:
            waiting.append(route)

    page.route(address, hold)
    yield
    free = True
    for route in waiting:
        route.continue_()
