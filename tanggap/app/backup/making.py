"""Makes a backup while the city goes on working."""

from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import msgspec

from tanggap.app import installation
from tanggap.app.backup import archive
from tanggap.app.backup.archive import Archive, Manifest, Part, Rows, Snapshot, Step, new_archive
from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city import store as cities
from tanggap.kit import dump
from tanggap.kit.db import Database
from tanggap.kit.errors import Missing, Refused
from tanggap.kit.files import Files
from tanggap.kit.migrate import untaken
from tanggap.kit.words import say


async def back_up(bench: Workbench, path: Path) -> Manifest:
    """Put everything an installation keeps into one archive, and check it.

    The database is of one moment; files are read after it, so that none it speaks of is missing. Raises
    Refused without the owner's address, or where the database is not up to date.
    """
    owner = bench.settings.database_owner_url
    if not owner:
        raise Refused(say("Cadangan dibaca sebagai pemilik tabel. Isi TANGGAP_DATABASE_OWNER_URL."))
    wanted = installation.wanted()
    if untaken(owner, wanted):
        raise Refused(say("Basis data belum mutakhir. Jalankan `tanggap migrate` dulu."))
    with new_archive(path) as opened:
        manifest = Manifest(
            format=archive.FORMAT,
            made_at=bench.clock.now(),
            steps=tuple(Step(source=step.source, nth=step.nth, digest=step.digest) for step in wanted),
            database=await _database(opened, owner),
            files=await _files(opened, bench.files),
            secrets=await _secrets(opened, bench.settings),
        )
        opened.close_with(manifest)
    return manifest


async def _database(opened: Archive, owner: str) -> Snapshot:
    async with Database(owner, most=1) as database, database.transaction() as db:
        await dump.begin_snapshot(db)
        known = tuple(city.id for city in await cities.known_cities(db))
        tables: dict[str, Rows] = {}
        for table in await dump.tables(db):
            part = await opened.add(archive.table(table.name), dump.pour_out(db, table, known))
            tables[table.name] = Rows(columns=table.columns, **msgspec.structs.asdict(part))
        return Snapshot(cities=known, tables=tables, counters=tuple(await dump.counters(db)))


async def _files(opened: Archive, files: Files) -> dict[str, Part]:
    parts: dict[str, Part] = {}
    async for key in files.list():
        # A picture may be erased while we read; then nothing that was read speaks of it for long.
        with suppress(Missing):
            content = await files.stream(key)
            parts[key] = await opened.add(archive.file(key), content, packed=False)
    return parts


async def _secrets(opened: Archive, settings: Settings) -> dict[str, Part]:
    return {
        path.name: await opened.add(archive.secret(path.name), _once(path.read_bytes()))
        for path in sorted((settings.folder / "secrets").glob("*.secret"))
    }


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content
