"""An installation that is served as an operator serves it: web processes on one port, a worker beside them."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Generator, Mapping
from contextlib import contextmanager

from bench.town import Town

PORT = 8399


@contextmanager
def serving(
    place: Town, processes: int, *, settings: Mapping[str, str], worker: bool = False
) -> Generator[list[subprocess.Popen[bytes]]]:
    """So many web processes on one port, and a worker beside them if one is wanted, under further settings."""
    environment = {
        **os.environ,
        "TANGGAP_FOLDER": str(place.settings.folder),
        "DATABASE_URL": place.settings.database_url,
        "TANGGAP_DATABASE_OWNER_URL": place.settings.database_owner_url,
        "TANGGAP_DATABASE_READER_URL": place.settings.database_reader_url,
        **settings,
    }
    command = [sys.executable, "-m", "tanggap"]
    log = (place.settings.folder / "bench.log").open("ab")
    running = [
        subprocess.Popen([*command, "web", "--port", str(PORT)], env=environment, stdout=log, stderr=log)
        for _ in range(processes)
    ]
    if worker:
        running.append(subprocess.Popen([*command, "work"], env=environment, stdout=log, stderr=log))
    try:
        _wait_until_ready(processes)
        yield running
    finally:
        for each in running:
            each.send_signal(signal.SIGTERM)
        for each in running:
            each.wait(30)
        log.close()


def _wait_until_ready(processes: int) -> None:
    until, streak = time.monotonic() + 60, 0
    while streak < 3 * processes:  # the kernel spreads connections: ask until each has surely answered
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/health/ready", timeout=5):
                streak += 1
        except OSError:
            streak = 0
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
