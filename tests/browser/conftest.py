"""A city hall on a real port, and Chromium at its door."""

import asyncio
import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tanggap.app.settings import Settings
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AgencySlug
from tanggap.kit.clock import Clock, SystemClock
from tests.browser.living import serving
from tests.staff import hire

ROADS = AgencySlug("dbmsda")
ROOT = Path(__file__).parents[2]
UNDER_UVICORN = """
import os, uvicorn
from tanggap.app.settings import read_settings
from tanggap.app.site import build
uvicorn.run(build(read_settings(os.environ)), host="127.0.0.1", port={port}, log_level="warning")
"""


def hired(settings: Settings, people: Mapping[str, Sequence[Duty]], *, clock: Clock) -> Settings:
    """An installation whose city hall has these people."""
    with ThreadPoolExecutor(1) as aside:  # Chromium's loop is running in this thread
        aside.submit(asyncio.run, hire(settings, clock, people)).result()
    return settings


@pytest.fixture
def staffed(settings: Settings) -> Settings:
    """An installation whose city hall has an officer of the roads, a coordinator and a verifier."""
    people = {
        "Koordinator": [Duty(role=Role.COORDINATOR)],
        "Petugas jalan": [Duty(role=Role.FIELD_OFFICER, agency=ROADS)],
        "Pemeriksa": [Duty(role=Role.VERIFIER)],
    }
    return hired(settings, people, clock=SystemClock())


@contextmanager
def open_house(settings: Settings, *, server: str = "here") -> Generator[str]:
    """The address of the site while it is served: within this process, or by a granian or uvicorn of its own.

    Another process takes seconds to begin: for stories of what only such a one does.
    """
    if server == "here":
        with serving(settings, SystemClock()) as (_, address, _):
            yield address
        return
    port = _free_port()
    environment = os.environ | {
        "TANGGAP_FOLDER": str(settings.folder),
        "TANGGAP_PORT": str(port),
        "TANGGAP_DATABASE_URL": settings.database_url,
        "TANGGAP_DATABASE_OWNER_URL": settings.database_owner_url,
        "TANGGAP_DATABASE_READER_URL": settings.database_reader_url,
        "TANGGAP_SECOND_FACTOR": settings.second_factor,
    }
    command = ["-m", "tanggap", "web"] if server == "granian" else ["-c", UNDER_UVICORN.format(port=port)]
    process = subprocess.Popen([sys.executable, *command], env=environment, cwd=ROOT)
    try:
        _wait_for(f"http://127.0.0.1:{port}/health/live", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def _free_port() -> int:
    with closing(socket.socket()) as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=1):  # noqa: S310 (our own address)
                return
        except OSError:
            try:
                process.wait(0.05)
            except subprocess.TimeoutExpired:
                continue
    raise RuntimeError(f"the site ended with {process.returncode} before it answered")


@pytest.fixture(scope="session")
def pothole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture a phone might take."""
    picture = Image.new("RGB", (1200, 900), "#8b8f94")
    ImageDraw.Draw(picture).ellipse((420, 380, 800, 620), fill="#2f3236")
    path = tmp_path_factory.mktemp("photos") / "lubang.jpg"
    picture.save(path, "JPEG")
    return path
