"""The archive: a zip file whose manifest says what is in it, checked before anybody trusts it."""

import os
import zipfile
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from tanggap.kit.dump import Counter
from tanggap.kit.errors import Invalid, Refused
from tanggap.kit.words import say

FORMAT = 1
MANIFEST = "manifest.json"
BLOCK_BYTES = 1 << 18


class Part(Struct, frozen=True, kw_only=True):
    """One file of the archive: its length in bytes, its lines, and the SHA-256 of all of it."""

    size: int
    lines: int
    sha256: str


class Rows(Part, frozen=True, kw_only=True):
    """A table: one line a row, with these columns."""

    columns: tuple[str, ...]


class Step(Struct, frozen=True, kw_only=True):
    """A migration the database had taken."""

    source: str
    nth: int
    digest: str


class Snapshot(Struct, frozen=True, kw_only=True):
    """A database at one moment. ``cities`` are those whose rows were read, in that order."""

    cities: tuple[int, ...]
    tables: dict[str, Rows]
    counters: tuple[Counter, ...]


class Manifest(Struct, frozen=True, kw_only=True):
    """What an archive holds."""

    format: int
    made_at: datetime
    steps: tuple[Step, ...]
    database: Snapshot
    files: dict[str, Part]
    secrets: dict[str, Part]

    @property
    def parts(self) -> dict[str, Part]:
        """Every part by its name in the archive."""
        return {
            **{table(name): part for name, part in self.database.tables.items()},
            **{file(name): part for name, part in self.files.items()},
            **{secret(name): part for name, part in self.secrets.items()},
        }


def table(name: str) -> str:
    """Where a table lies in the archive."""
    return f"tables/{name}.copy"


def file(key: str) -> str:
    """Where a file of the file store lies in the archive."""
    return f"files/{key}"


def secret(name: str) -> str:
    """Where a secret lies in the archive."""
    return f"secrets/{name}"


class Summing:
    """Reads along with a stream: how long it is, how many lines it has, and its digest."""

    def __init__(self) -> None:
        self._size = 0
        self._lines = 0
        self._digest = sha256()

    def hear(self, block: bytes) -> bytes:
        """Count a block in, and pass it on."""
        self._size += len(block)
        self._lines += block.count(b"\n")
        self._digest.update(block)
        return block

    def part(self) -> Part:
        """What was heard."""
        return Part(size=self._size, lines=self._lines, sha256=self._digest.hexdigest())


class Archive:
    """An archive being written."""

    def __init__(self, opened: zipfile.ZipFile) -> None:
        self._zip = opened

    async def add(self, name: str, blocks: AsyncIterator[bytes], *, packed: bool = True) -> Part:
        """Write a part as it comes; pictures are packed already."""
        summing = Summing()
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        with self._zip.open(entry, "w", force_zip64=True) as member:
            async for block in blocks:
                member.write(summing.hear(block))
        return summing.part()

    def close_with(self, manifest: Manifest) -> None:
        """Write what all of it is; nothing may follow."""
        self._zip.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))


@contextmanager
def new_archive(path: Path) -> Generator[Archive]:
    """An archive to be filled: at its end it is read again and checked, and only then stands at ``path``.

    Raises Refused when something stands there already.
    """
    if path.exists():
        raise Refused(say("{file} sudah ada. Pilih nama lain.", file=str(path)))
    half = path.with_name(f".{path.name}.half")
    half.unlink(missing_ok=True)
    # It holds the secrets: for our eyes only, from its first byte.
    handle = os.open(half, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "r+b") as raw:
            with zipfile.ZipFile(raw, "w", allowZip64=True) as opened:
                yield Archive(opened)
            raw.flush()
            os.fsync(raw.fileno())
        check(half)
        half.replace(path)
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    finally:
        half.unlink(missing_ok=True)


def check(path: Path) -> Manifest:
    """The manifest of an archive in which every part is what the manifest says. Raises Invalid."""
    try:
        with zipfile.ZipFile(path) as opened:
            manifest = msgspec.json.decode(opened.read(MANIFEST), type=Manifest)
            parts = manifest.parts
            if manifest.format != FORMAT or parts.keys() != set(opened.namelist()) - {MANIFEST}:
                raise _damaged(MANIFEST)
            for name, part in parts.items():
                found = _summed(opened, name)
                if (found.size, found.lines, found.sha256) != (part.size, part.lines, part.sha256):
                    raise _damaged(name)
    except (zipfile.BadZipFile, OSError, EOFError, KeyError, msgspec.MsgspecError):
        raise _damaged(path.name) from None
    return manifest


def blocks(opened: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """One part of an archive, piece by piece."""
    with opened.open(name) as member:
        while block := member.read(BLOCK_BYTES):
            yield block


def _summed(opened: zipfile.ZipFile, name: str) -> Part:
    summing = Summing()
    for block in blocks(opened, name):
        summing.hear(block)
    return summing.part()


def _damaged(name: str) -> Invalid:
    return Invalid(say("Arsip ini rusak atau bukan cadangan Tanggap: {name}.", name=name), field="file")
