"""A copy as one file to take home: readable by people, readable by programs, with the pictures."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import msgspec

from tanggap.city.keeping.actions import Gathered, files_of
from tanggap.kit.errors import Missing
from tanggap.kit.files import CHUNK_BYTES, Files

PAGE, VALUES = "data-saya.html", "data-saya.json"


async def packed(
    gathered: Sequence[Gathered], *, page: str, files: Files, at: datetime
) -> AsyncIterator[bytes]:
    """The archive in chunks; ``page`` is the copy as HTML. Nothing of it stays here."""
    file: IO[bytes] = await asyncio.to_thread(_begun, files.scratch)
    with file:
        with ZipFile(file, "w") as archive:
            archive.writestr(PAGE, page, ZIP_DEFLATED)
            archive.writestr(VALUES, msgspec.json.format(_values(gathered, at)), ZIP_DEFLATED)
            for name, key in files_of(gathered).items():
                with suppress(Missing):  # erased while it was being packed
                    archive.writestr(name, await files.get(key), ZIP_STORED)
        file.seek(0)
        while chunk := await asyncio.to_thread(file.read, CHUNK_BYTES):
            yield chunk


def _begun(folder: Path) -> IO[bytes]:
    return TemporaryFile(dir=folder)


def _values(gathered: Sequence[Gathered], at: datetime) -> bytes:
    held: list[Mapping[str, object]] = [
        {
            "city": each.city,
            "held": [
                {"title": copy.title, "rows": list(copy.rows), "files": sorted(copy.files)}
                for copy in each.copies
            ],
        }
        for each in gathered
    ]
    return msgspec.json.encode({"made_at": at, "of": held})
