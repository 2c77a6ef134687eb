"""`python -m tanggap.app.demo.seed`: an installation made ready, with the demo city on it."""

import asyncio
import os
import sys
from random import Random

import msgspec

from tanggap.app.demo import actions, store
from tanggap.app.demo.letters import Letters
from tanggap.app.demo.password import password
from tanggap.app.demo.script import Phrases, Script, read_phrases, read_script
from tanggap.app.demo.trickle import LETTERS
from tanggap.app.preparing import prepare
from tanggap.app.settings import Settings, read_settings
from tanggap.app.tools import Workbench
from tanggap.city.people.passwords import hashed
from tanggap.city.terms import CityId
from tanggap.kit.errors import Refused
from tanggap.oversight.pillars import actions as pillars
from tanggap.oversight.scorecards.months import actions as months

TRICKLE = 400
"""Letters written for the live trickle, about three hours of it; then they come again."""


async def seed(settings: Settings) -> None:
    """Make the installation ready, and the demo city where it is not there yet."""
    await prepare(settings)
    if (settings.folder / LETTERS).exists():
        return
    script, phrases = read_script(), read_phrases()
    async with Workbench(settings) as bench:
        city = await actions.join(bench, script)
        secret = await hashed(password(settings.folder))
        if await actions.make(bench, city, script, phrases, password=secret):
            await actions.hear(bench)
            async with bench.app.transaction(city) as db:
                await store.owe_nothing(db, city)
            await months.keep_up(bench.entrance.open_desk, city)
            await pillars.keep_up(bench.entrance.open_desk, city)
        await write_letters(bench, city, script, phrases)


async def write_letters(
    bench: Workbench, city: CityId, script: Script, phrases: Phrases, *, count: int = TRICKLE
) -> None:
    """What the trickle will send, so that it needs no map; written last, it says that all is there."""
    chance = Random(actions.SEED + 1)  # noqa: S311 - made-up reports
    letters = Letters(await bench.cities.ground(city), phrases, chance)
    kinds = script.year.kinds
    file = bench.settings.folder / LETTERS
    half = file.with_suffix(".half")
    with half.open("wb") as opened:
        for kind in chance.choices(list(kinds), list(kinds.values()), k=count):
            message = letters.write(kind, bench.clock.now(), kind_told=chance.random() < 0.8)
            body = {
                name: value
                for name in ("kind", "text", "lon", "lat", "accuracy_m", "landmark", "visibility")
                if (value := getattr(message, name)) is not None
            }
            opened.write(msgspec.json.encode(body) + b"\n")
    half.rename(file)


if __name__ == "__main__":
    try:
        asyncio.run(seed(read_settings(os.environ)))
    except Refused as refused:
        sys.exit(refused.say.text.format_map(refused.say.values))
