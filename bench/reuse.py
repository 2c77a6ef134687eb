"""Whether a proof used before is known again: `python -m bench.reuse [FOLDER]`, then a search among a million traces.

Photos of FOLDER, and where they are large also the ninths they are cut into, are each sent again as people would:
written anew, smaller, cropped, mirrored, brighter, darker, and all of it at once.
"""

import argparse
import asyncio
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from os import getloadavg
from pathlib import Path
from statistics import median
from time import perf_counter

from PIL import Image, ImageEnhance, ImageOps
from rich.console import Console
from rich.table import Table

from bench.photos import MEDIA, corpus, of_one_scene
from bench.town import FIRST, Town, town
from tanggap.journey.resolution import rules, store
from tanggap.kit.db import Database
from tanggap.kit.ids import new_id
from tanggap.kit.pictures.picture import Traced
from tanggap.kit.pictures.trace import trace
from tanggap.report.report import PhotoId

MANY = 1_000_000
AT_ONCE = 50_000
ASKED = 40


def main() -> None:
    """Measure and print."""
    reading = argparse.ArgumentParser(prog="python -m bench.reuse", description=__doc__)
    reading.add_argument("folder", type=Path, nargs="?", default=MEDIA, help="photos one may use")
    reading.add_argument("--many", type=int, default=MANY, help="how many traces are searched; 0: none")
    told = reading.parse_args()
    console = Console(width=100)
    photos = corpus(told.folder)
    console.print(_known_again(photos))
    if told.many:
        with town(1) as place:
            console.print(asyncio.run(_searched(place, told.many, [each for _, each in _traces(photos)])))


def again(image: Image.Image, chance: random.Random) -> Iterator[tuple[str, Image.Image]]:
    """The same photo as it may come back, each with what was done to it."""
    half = (max(1, image.width // 2), max(1, image.height // 2))
    yield "written anew (quality 40)", _written(image, 40)
    yield "half the size", _written(image.resize(half))
    yield "15 % brighter", _written(ImageEnhance.Brightness(image).enhance(1.15))
    yield "15 % darker", _written(ImageEnhance.Brightness(image).enhance(0.85))
    yield "mirrored", _written(ImageOps.mirror(image))
    yield "10 % off one side", _written(_cropped(image, 0.1, 0, 0, 0))
    yield "10 % off width and height, in a corner", _written(_cropped(image, 0, 0, 0.1, 0.1))
    yield "5 % off every side", _written(_cropped(image, 0.05, 0.05, 0.05, 0.05))
    for _ in range(5):
        across, along = chance.uniform(0, 0.1), chance.uniform(0, 0.1)
        left, top = chance.uniform(0, across), chance.uniform(0, along)
        yield (
            "cropped by chance, up to 10 %",
            _written(_cropped(image, left, top, across - left, along - top)),
        )
    all_of_it = ImageEnhance.Brightness(ImageOps.mirror(_cropped(image, 0.04, 0.02, 0.03, 0.05)).resize(half))
    yield "all of it", _written(all_of_it.enhance(1.15), 50)


def _cropped(image: Image.Image, left: float, top: float, right: float, bottom: float) -> Image.Image:
    width, height = image.size
    return image.crop(
        (round(left * width), round(top * height), round((1 - right) * width), round((1 - bottom) * height))
    )


def _written(image: Image.Image, quality: int = 70) -> Image.Image:
    file = BytesIO()
    image.save(file, "JPEG", quality=quality)
    return Image.open(file).convert("RGB")


def matches(kept: int, sent: Traced) -> bool:
    """Whether the search of the house would find what is kept, looking for what was sent."""
    return any(
        (kept ^ look).bit_count() <= rules.ALIKE_BITS
        and any((kept ^ look) >> shift & 0xFFFF == 0 for shift in (0, 16, 32, 48))
        for look in sent.looks
    )


def _traces(photos: Mapping[str, Image.Image]) -> list[tuple[str, Traced]]:
    return [(name, traced) for name, image in photos.items() if (traced := trace(image)) is not None]


def _known_again(photos: Mapping[str, Image.Image]) -> Table:
    kept = _traces(photos)
    chance = random.Random(1)
    sent: Counter[str] = Counter()
    found: Counter[str] = Counter()
    alarms: list[tuple[str, str]] = []
    compared = 0
    for name, _ in kept:
        for way, image in again(photos[name], chance):
            traced = trace(image)
            sent[way] += 1
            if traced is None:
                continue
            for other, one in kept:
                if other == name:
                    found[way] += matches(one.trace, traced)
                elif not of_one_scene(name, other):
                    compared += 1
                    alarms += [(name, other)] * matches(one.trace, traced)
    table = Table(
        title=f"{len(kept)} photos known by a trace, {len(photos) - len(kept)} too plain; "
        f"{len(alarms)} false alarms in {compared:,} pairs: {sorted(set(alarms))}"
    )
    for head in ("sent again", "n", "known again"):
        table.add_column(head, justify="left" if head == "sent again" else "right")
    for way, many in (*sent.items(), ("all together", sent.total())):
        hits = found.total() if way == "all together" else found[way]
        table.add_row(way, str(many), f"{hits / many:.3f}")
    return table


async def _searched(place: Town, many: int, seen: Sequence[Traced]) -> str:
    async with Database(place.settings.database_owner_url, most=1) as owner:
        for first in range(0, many, AT_ONCE):
            async with owner.transaction(FIRST) as db:
                await db.run("set local statement_timeout = 0")
                await db.run(FILL, city=FIRST, first=first, last=min(many, first + AT_ONCE) - 1)
        async with owner.transaction(FIRST) as db:
            await db.run("set local statement_timeout = 0")
            await db.run("analyze photo")
    waited: list[float] = []
    async with (
        Database(place.settings.database_url, most=1) as database,
        database.transaction(FIRST) as db,
    ):
        for nth in range(ASKED + 5):
            looks = seen[nth % len(seen)].looks
            began = perf_counter()
            await store.used_before(db, FIRST, PhotoId(new_id()), looks, bits=rules.ALIKE_BITS)
            waited.append(1000 * (perf_counter() - began))
    # The first ones read from the disk.
    warm = sorted(waited[5:])
    return (
        f"{many:,} traces searched, n = {len(warm)}: p50 {median(warm):.1f} ms, most {warm[-1]:.1f} ms; "
        f"load of the machine {getloadavg()[0]:.1f}"
    )


FILL = """
insert into photo (city_id, id, report, role, digest, width, height, colour, sent_at, screening, trace,
                   band_0, band_1, band_2, band_3)
select %(city)s, gen_random_uuid(), gen_random_uuid(), 'after', decode(md5(n::text), 'hex'), 640, 480, '#888888',
       now(), 'clear', t, t & 65535, t >> 16 & 65535,
       t >> 32 & 65535, t >> 48 & 65535
  from generate_series(%(first)s::int, %(last)s::int) as n,
       lateral (select ('x' || md5(n || 'trace'))::bit(64)::bigint as t) as made
"""

main()
