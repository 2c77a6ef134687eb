"""A house, the line to it, and a phone at its end."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext

from tanggap.app.settings import Settings
from tanggap.kit.postgres.cluster import Cluster
from tests.browser.conftest import open_house
from tests.browser.people import MARGAHAYU, PHONE
from tests.conftest import clean_database, settings_of
from tests.flaky import Line, flaky


@pytest.fixture(scope="package")
def installed(
    cluster: Cluster, ground: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Settings, str]]:
    """A house for these stories, and its address."""
    with clean_database(cluster, ground) as addresses:
        settings = settings_of(addresses, tmp_path_factory.mktemp("offline"))
        with open_house(settings, server="granian") as address:
            yield settings, address


@pytest.fixture
def line(installed: tuple[Settings, str]) -> Iterator[Line]:
    """The phone's line to the house."""
    with flaky(installed[1]) as line:
        yield line


@pytest.fixture
def phone(chromium: Browser, line: Line) -> Iterator[BrowserContext]:
    """A small phone that knows where it is."""
    context = chromium.new_context(
        base_url=line.address,
        viewport=PHONE,
        locale="id-ID",
        geolocation=MARGAHAYU,
        permissions=["geolocation"],
        reduced_motion="reduce",
    )
    yield context
    context.close()


@pytest.fixture(scope="package")
def photos(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two pictures too large for one piece."""
    folder = tmp_path_factory.mktemp("photos")
    paths = [folder / "satu.jpg", folder / "dua.jpg"]
    for path, sigma in zip(paths, (60, 70), strict=True):
        Image.effect_noise((900, 700), sigma).save(path, "JPEG", quality=75)
    return paths
