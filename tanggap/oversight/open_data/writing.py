"""Rows as files: CSV, JSON and GeoJSON as they come, Parquet by way of a file of its own."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import msgspec

from tanggap.kit import parquet, spreadsheet
from tanggap.kit.parquet import Value
from tanggap.oversight.open_data.datasets import AREAS, Dataset
from tanggap.oversight.open_data.rules import Row

Pages = AsyncIterator[Sequence[Row]]
PIECE = 256 * 1024
Shapes = dict[str, Any]
"""The geometry of each area that has one, by its code."""


async def csv(dataset: Dataset, pages: Pages) -> AsyncIterator[bytes]:
    """A table with a heading, in UTF-8; what would begin a formula does not."""
    yield spreadsheet.written(dataset.names, ()).encode()
    async for page in pages:
        yield spreadsheet.lines([_cell(value) for value in row] for row in page).encode()


def _cell(value: Value) -> spreadsheet.Cell:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, datetime) else value


async def json_rows(dataset: Dataset, pages: Pages) -> AsyncIterator[bytes]:
    """A list of objects, one a line."""
    yield b"["
    between = b"\n"
    async for page in pages:
        piece = bytearray()
        for row in page:
            piece += between + msgspec.json.encode(dict(zip(dataset.names, row, strict=True)))
            between = b",\n"
        yield bytes(piece)
    yield b"\n]\n"


async def geojson(dataset: Dataset, pages: Pages, shapes: Shapes | None = None) -> AsyncIterator[bytes]:
    """A FeatureCollection: the areas with their shapes, anything else with its point; WGS84 (RFC 7946)."""
    yield b'{"type":"FeatureCollection","features":['
    between = b"\n"
    async for page in pages:
        piece = bytearray()
        for row in page:
            piece += between + msgspec.json.encode(_feature(dataset, row, shapes))
            between = b",\n"
        yield bytes(piece)
    yield b"\n]}\n"


def _feature(dataset: Dataset, row: Row, shapes: Shapes | None) -> dict[str, Any]:
    told = dict(zip(dataset.names, row, strict=True))
    lon, lat = told.pop("lon"), told.pop("lat")
    geometry = {"type": "Point", "coordinates": [lon, lat]} if lon is not None else None
    if shapes is not None:
        geometry = shapes.get(str(told["code"]))
    return {"type": "Feature", "geometry": geometry, "properties": told}


def shapes_of(dataset: Dataset, gzipped: bytes) -> Shapes | None:
    """The shapes of the areas, from a city's drawn map; None where the dataset has points."""
    if dataset is not AREAS:
        return None
    drawn = json.loads(gzip.decompress(gzipped))
    return {each["properties"]["code"]: each["geometry"] for each in drawn["features"]}


async def parquet_file(dataset: Dataset, pages: Pages, *, folder: Path) -> IO[bytes]:
    """The rows as a Parquet file on the disk of ``folder``, for whoever asked to read and to close.

    Its end tells where everything in it is, so that it is written before its first byte is sent: in a thread, a
    group of rows at a time.
    """
    loop = asyncio.get_running_loop()

    def coming() -> Iterator[Sequence[Row]]:
        while (page := asyncio.run_coroutine_threadsafe(_next(pages), loop).result()) is not None:
            yield page

    # Without a name from the start: it is gone with whoever reads it, however that ends.
    columns: list[tuple[str, parquet.Kind]] = [(field.name, field.kind) for field in dataset.fields]
    with ExitStack() as until_whole:
        file = until_whole.enter_context(TemporaryFile(dir=folder))
        await asyncio.to_thread(partial(parquet.write, file, columns, coming()))
        file.seek(0)
        until_whole.pop_all()
        return file


async def _next(pages: Pages) -> Sequence[Row] | None:
    return await anext(pages, None)


async def taken(file: IO[bytes]) -> AsyncIterator[bytes]:
    """A file piece by piece; closed afterwards."""
    with file:
        while piece := await asyncio.to_thread(file.read, PIECE):
            yield piece
