"""From a citizen's post to a wall: how long until the report stands in the feed of a real browser, and its figures have moved.

`python -m bench.wall --reports 200` serves a city with one web process and a worker, opens a wall in Chromium at 1920x1080, and sends
reports at random pauses; each is timed from before it is sent until the wall's page has changed.
"""

import argparse
import asyncio
import os
import random
import time

import httpx
from playwright.sync_api import Page
from rich.console import Console
from rich.table import Table

from bench.crowd import KINDS, TEXT, summed_up
from bench.serving import PORT, serving
from bench.town import FIRST, Town, town
from tanggap.app.tools import Workbench
from tanggap.oversight.operations_centre.walls import actions
from tests.chromium import browser

WARM = 10
PATIENCE_MS = 10_000
HERE = f"http://127.0.0.1:{PORT}"
# Notes when the newest report of the feed, the first figure and what the kelurahan carry are others than before: by the machine's clock.
WATCHING = """
window.seen = { feed: [], figures: [], map: [] };
const said = { feed: "", figures: "", map: "" };
const look = () => {
  const now = {
    feed: document.querySelector(".feed time")?.dateTime ?? "",
    figures: document.querySelector(".tile dd")?.textContent ?? "",
    map: Array.from(document.querySelectorAll(".ground path[data-count]"), (each) => each.dataset.count).join(),
  };
  for (const part of ["feed", "figures", "map"]) {
    if (now[part] !== said[part]) window.seen[part].push(Date.now());
    said[part] = now[part];
  }
};
look();
window.seen = { feed: [], figures: [], map: [] };
new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
"""


def main() -> None:
    """Measure and print."""
    reading = argparse.ArgumentParser(prog="python -m bench.wall", description=__doc__)
    reading.add_argument(
        "--reports", type=int, default=200, help="up to 600: more of one kind in one place would be an alert"
    )
    told = reading.parse_args()
    settings = {"TANGGAP_REPORTS_PER_CITY": "0", "TANGGAP_URL": HERE}
    with town(1) as place:
        link = asyncio.run(_link(place))
        with serving(place, 1, settings=settings, worker=True), browser() as opened:
            page = opened.new_page(viewport={"width": 1920, "height": 1080}, bypass_csp=True)
            page.goto(HERE + link)
            page.get_by_role("button").filter(has_text="layar ini").or_(
                page.get_by_text("this screen")
            ).last.click()
            page.locator("[data-on]:not([hidden])").wait_for()
            page.evaluate(WATCHING)
            waits = [_one(place, page, nth) for nth in range(WARM + told.reports)][WARM:]
    table = Table(title=f"From a citizen's post to a wall, {told.reports} reports, {os.cpu_count()} cores")
    for head in ("until", "p50 ms", "p95 ms", "p99 ms"):
        table.add_column(head, justify="right" if head != "until" else "left")
    for nth, what in enumerate(("answered", "in the feed", "in the figures", "in its kelurahan on the map")):
        heard = summed_up((wait[nth] for wait in waits), per_second=0, failed=0)
        table.add_row(what, f"{heard.p50_ms:.0f}", f"{heard.p95_ms:.0f}", f"{heard.p99_ms:.0f}")
    Console(width=90).print(table)


async def _link(place: Town) -> str:
    """The path of the link of a new wall."""
    async with Workbench(place.settings) as bench, bench.entrance.open_desk(FIRST) as desk:
        wall = await actions.make(desk, name="Bench", scenes=["overview"], area=None)
        return await actions.link(desk, wall)


def _one(place: Town, page: Page, nth: int) -> tuple[float, ...]:
    """How long one report took until it was answered, stood in the feed, had moved the figures and its kelurahan; milliseconds."""
    lon, lat = place.points[nth * 7919 % len(place.points)]
    body = {"kind": KINDS[nth % len(KINDS)], "text": TEXT, "lon": lon, "lat": lat}
    time.sleep(random.uniform(0.2, 1.5))
    page.evaluate("window.seen = { feed: [], figures: [], map: [] }")
    began = time.time() * 1000
    httpx.post(
        f"{HERE}/api/v1/reports", json=body, headers={"Idempotency-Key": os.urandom(16).hex()}
    ).raise_for_status()
    answered = time.time() * 1000
    page.wait_for_function(
        "Object.values(window.seen).every((moments) => moments.length)", timeout=PATIENCE_MS
    )
    seen = page.evaluate("window.seen")
    return answered - began, *(seen[part][0] - began for part in ("feed", "figures", "map"))


if __name__ == "__main__":
    main()
