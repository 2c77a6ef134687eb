"""Comparing proofs with the photos of their complaints, out of the way of whoever filed them."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp

from tanggap.city.desk import Desk, OpenCity
from tanggap.city.terms import CityId
from tanggap.journey.resolution.filings import store
from tanggap.journey.resolution.filings.store import ToCompare
from tanggap.kit.errors import Missing
from tanggap.kit.files import Files
from tanggap.kit.pictures.workshop import Workshop
from tanggap.report.photos import files
from tanggap.report.photos.store import Photo

AT_ONCE = 20
"""So many of a city's proofs are compared before the next city has its turn; the rest a minute later."""


async def compare_proofs(open_desk: OpenCity, city: CityId) -> None:
    """Compare what a city has not compared yet; may be done twice. No transaction is open while pictures are looked at."""
    async with open_desk(city) as desk:
        waiting = await store.to_compare(desk.db, desk.city, limit=AT_ONCE)
    if not waiting:
        return
    async with Workshop() as workshop:
        for each in waiting:
            await _compare(open_desk, city, workshop, each)


async def _compare(open_desk: OpenCity, city: CityId, workshop: Workshop, proof: ToCompare) -> None:
    async with open_desk(city) as desk:
        photos = await store.photos(desk.db, desk.city, proof.report)
        kept = desk.tools.files
    points = await _points(workshop, kept, proof, photos)
    async with open_desk(city) as desk:
        await _keep(desk, proof, points)


async def _keep(desk: Desk, proof: ToCompare, points: int | None) -> None:
    await store.compared(desk.db, desk.city, proof.report, proof.nth, points=points, at=desk.now())


async def _points(workshop: Workshop, kept: Files, proof: ToCompare, photos: Sequence[Photo]) -> int | None:
    before = [each for each in photos if each.role == "before"]
    after = [each for each in photos if each.id == proof.photo]
    if not before or not after:
        return None
    folder = Path(mkdtemp(dir=kept.scratch))
    try:
        paths = [await _fetched(kept, photo, folder) for photo in (*after, *before)]
        return await workshop.compare(paths[0], tuple(paths[1:]))
    except Missing:
        return None  # erased meanwhile
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _fetched(kept: Files, photo: Photo, folder: Path) -> Path:
    path = folder / f"{photo.id}.jpeg"
    key = files.own(photo.id, screening=photo.screening, covered=bool(photo.covers), version=photo.version)
    path.write_bytes(await kept.get(key))
    return path
