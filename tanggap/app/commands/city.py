"""`tanggap city`: packs in, packs checked, official shapes, the national list."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city import actions
from tanggap.city.packs.load import load_pack
from tanggap.city.terms import CityId


def put_city(settings: Settings, folder: Path) -> CityId:
    """Load a pack into the installation's database, as its owner. Raises Broken with every mistake."""
    return asyncio.run(_put_city(settings, folder))


async def _put_city(settings: Settings, folder: Path) -> CityId:
    pack = load_pack(folder, default_folder=None)
    async with Workbench(settings) as bench:
        identity = actions.city_id(pack.city.area_code)
        async with bench.app.transaction(identity) as db:
            return await actions.join(db, pack, bench.taxonomy, today=datetime.now(UTC).date())
