"""Files that must not be lost: in a folder beside the database, or in a bucket.

A folder is the default. A city that outgrows it names a bucket by its URL (`s3://`,
`gs://`, `az://`), and nothing else changes.
"""

import asyncio
import hashlib
import os
import re
import shutil
from collections.abc import AsyncIterable, AsyncIterator, Generator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import mkstemp

import obstore
from msgspec import Struct
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from tanggap.kit.errors import Invalid, Missing, Unreachable
from tanggap.kit.words import say

CHUNK_BYTES = 1 << 18

_KEY = re.compile(r"[\w-][\w.-]*(/[\w-][\w.-]*)*", re.ASCII)


class About(Struct, frozen=True, kw_only=True):
    """What is known of a file without reading it: its bytes, and what names this version of it."""

    size: int
    version: str
    changed_at: datetime


class Files:
    """A store of files by key (`photos/4f/320.avif`).

    `address` is a folder or the URL of a bucket. `scratch` is a folder for what is still
    being written, on the same disk as the store's own folder; it is made when missing.
    A key that could lead out of the store is a ValueError: keys are made here, never by
    strangers.
    """

    def __init__(self, address: str | Path, *, scratch: Path) -> None:
        self.scratch = scratch
        scratch.mkdir(parents=True, exist_ok=True)
        self._folder = _folder(address)
        # A bucket's credentials come from the environment, under its maker's own names.
        self._store: ObjectStore = (
            LocalStore(self._folder, mkdir=True) if self._folder else from_url(str(address))
        )

    async def put(self, key: str, content: Path | bytes, content_type: str) -> None:
        """Keep `content`, or the content of a file, under a key, in place of what was there.

        It is on the disk, and found there after a power cut, when this returns. Only a
        bucket remembers the content type.
        """
        _check(key)
        if self._folder:
            # obstore would write to a folder without waiting for the disk.
            await asyncio.to_thread(_write, self._folder, key, content, self.scratch)
            return
        with _answering(key):
            await obstore.put_async(self._store, key, content, attributes={"Content-Type": content_type})

    async def get(self, key: str) -> bytes:
        """All of a file. Raises Missing."""
        _check(key)
        with _answering(key):
            found = await obstore.get_async(self._store, key)
            return bytes(await found.bytes_async())

    async def stream(self, key: str) -> AsyncIterator[bytes]:
        """The file in chunks. Raises Missing at once, before the first of them."""
        _check(key)
        with _answering(key):
            found = await obstore.get_async(self._store, key)
        return _chunks(key, found)

    async def about(self, key: str) -> About:
        """How large a file is, and which version of it stands there now. Raises Missing."""
        _check(key)
        with _answering(key):
            found = await obstore.head_async(self._store, key)
        version = f"{found['e_tag']} {found['last_modified'].isoformat()} {found['size']}"
        named = hashlib.sha256(version.encode()).hexdigest()[:24]
        return About(size=found["size"], version=named, changed_at=found["last_modified"])

    async def part(self, key: str, first: int, last: int) -> bytes:
        """The bytes of a file from the first to the last, both of them in it. Raises Missing."""
        _check(key)
        with _answering(key):
            found = await obstore.get_range_async(self._store, key, start=first, end=last + 1)
        return bytes(found)

    async def exists(self, key: str) -> bool:
        """Whether there is such a file."""
        _check(key)
        try:
            with _answering(key):
                await obstore.head_async(self._store, key)
        except Missing:
            return False
        return True

    async def delete(self, key: str) -> None:
        """Forget a file for good; one that is not there is forgotten already."""
        _check(key)
        if self._folder:
            await asyncio.to_thread(_remove, self._folder / key)
            return
        with _answering(key), suppress(FileNotFoundError):
            await obstore.delete_async(self._store, key)

    async def list(self, prefix: str = "") -> AsyncIterator[str]:
        """The keys below a prefix of whole parts: `photos/4f` has `photos/4f/a`, not `photos/4fa`."""
        if prefix:
            _check(prefix)
        with _answering(prefix):
            batches = obstore.list(self._store, prefix or None)
            async for batch in batches:
                for found in batch:
                    yield found["path"]


class Received(Struct, frozen=True, kw_only=True):
    """What arrived: a file whose owner is whoever asked for it."""

    path: Path
    sha256: str
    """In hexadecimal."""
    size: int
    """Bytes."""


async def receive(chunks: AsyncIterable[bytes], *, limit: int, folder: Path) -> Received:
    """Write what arrives to a new file in `folder`, never holding more of it than a chunk.

    Raises Invalid beyond `limit` bytes. Nothing is left behind when it fails, or when
    the sender leaves.
    """
    handle, name = await asyncio.to_thread(mkstemp, prefix="upload-", dir=folder)
    path, digest, size = Path(name), hashlib.sha256(), 0
    try:
        with os.fdopen(handle, "wb") as file:
            async for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise Invalid(
                        say(
                            "Berkas ini lebih besar dari {megabytes} MB. Kirim berkas yang lebih kecil.",
                            megabytes=limit >> 20,
                        )
                    )
                digest.update(chunk)
                await asyncio.to_thread(file.write, chunk)
    except BaseException:
        path.unlink()  # noqa: ASYNC240 (at once, even where this task is being cancelled)
        raise
    return Received(path=path, sha256=digest.hexdigest(), size=size)


def _folder(address: str | Path) -> Path | None:
    if isinstance(address, Path):
        return address
    path = address.removeprefix("file://")
    return None if "://" in path else Path(path)


def _check(key: str) -> None:
    if not _KEY.fullmatch(key):
        raise ValueError(f"Not a key for a file: {key!r}")


@contextmanager
def _answering(key: str) -> Generator[None]:
    """Turn what a store complains of into what this house says."""
    try:
        yield
    except FileNotFoundError:
        raise Missing(say("Berkas ini tidak ada.")) from None
    except BaseError as failure:
        raise Unreachable(f"The file store failed over {key!r}.") from failure


async def _chunks(key: str, found: "obstore.GetResult") -> AsyncIterator[bytes]:
    with _answering(key):
        async for chunk in found.stream(min_chunk_size=CHUNK_BYTES):
            yield bytes(chunk)


def _write(root: Path, key: str, content: Path | bytes, scratch: Path) -> None:
    """Write a file whole or not at all, and wait for the disk."""
    path = root / key
    handle, name = mkstemp(dir=scratch)
    half = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            if isinstance(content, bytes):
                file.write(content)
            else:
                with content.open("rb") as source:
                    shutil.copyfileobj(source, file)
            file.flush()
            os.fsync(file.fileno())
        path.parent.mkdir(parents=True, exist_ok=True)
        half.replace(path)
    except BaseException:
        half.unlink()
        raise
    # The names must last too: the file's in its folder, and each folder's in the one above. Others
    # may have made those folders a moment ago and not have waited for the disk yet.
    for folder in path.parents:
        _sync(folder)
        if folder == root:
            break


def _remove(path: Path) -> None:
    with suppress(FileNotFoundError):
        path.unlink()
        _sync(path.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
