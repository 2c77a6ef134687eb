"""Puts a backup into an empty installation, and proves that it is all there."""

import os
from mimetypes import guess_type
from pathlib import Path
from zipfile import ZipFile

from tanggap.app import installation
from tanggap.app.backup import archive
from tanggap.app.backup.archive import Manifest, Part, Snapshot, Summing, blocks, check
from tanggap.app.settings import Settings
from tanggap.kit import dump
from tanggap.kit.db import Database, analyze
from tanggap.kit.errors import Invalid, Refused
from tanggap.kit.files import Files
from tanggap.kit.log.ticker import begin_epoch, hear_again
from tanggap.kit.migrate import Step, migrate
from tanggap.kit.words import say


async def restore(settings: Settings, path: Path) -> Manifest:
    """Make an empty installation what the backed-up one was.

    ``settings`` hold the addresses of a database without tables and a folder without files and secrets.
    Every row and file is read back and compared before the database commits, with the beginning of a new
    epoch of the log, in which is heard what not everybody had heard. Raises Invalid for a damaged archive,
    Refused where something is already kept or the archive is of a newer version.
    """
    manifest = check(path)
    taken = _taken(manifest)
    files = Files(settings.files or settings.folder / "files", scratch=settings.folder / "scratch")
    await _require_empty(settings, files)
    with ZipFile(path) as opened:
        await _put_files(opened, manifest, files)
        _put_secrets(opened, manifest, settings.folder / "secrets")
        _migrate(settings, taken)
        await _put_rows(opened, manifest.database, settings)
    _migrate(settings, installation.wanted())
    await analyze(settings.database_owner_url)
    return manifest


def _taken(manifest: Manifest) -> list[Step]:
    """The steps of this version that the archive's database had taken."""
    known = {(step.source, step.nth, step.digest): step for step in installation.wanted()}
    had = [(step.source, step.nth, step.digest) for step in manifest.steps]
    if not known.keys() >= set(had):
        raise Refused(
            say("Cadangan ini dibuat versi Tanggap yang lebih baru. Pasang versi itu, lalu ulangi.")
        )
    return [step for key, step in known.items() if key in had]


async def _require_empty(settings: Settings, files: Files) -> None:
    async with Database(settings.database_owner_url, most=1) as database, database.transaction() as db:
        if await dump.tables(db):
            raise Refused(say("Basis data ini sudah berisi tabel. Pulihkan ke basis data yang kosong."))
    async for _ in files.list():
        raise Refused(say("Tempat berkas sudah berisi. Pulihkan ke tempat yang kosong."))
    if any((settings.folder / "secrets").glob("*")):
        raise Refused(say("Folder ini sudah punya rahasia sendiri. Pulihkan ke folder yang kosong."))


def _migrate(settings: Settings, steps: list[Step]) -> None:
    migrate(
        settings.database_owner_url,
        steps,
        app=settings.database_url,
        reader=settings.database_reader_url or settings.database_url,
    )


async def _put_files(opened: ZipFile, manifest: Manifest, files: Files) -> None:
    for key, part in manifest.files.items():
        content_type = guess_type(key)[0] or "application/octet-stream"
        await files.put(key, opened.read(archive.file(key)), content_type)
        summing = Summing()
        async for block in await files.stream(key):
            summing.hear(block)
        _compare(key, summing.part(), part)


def _put_secrets(opened: ZipFile, manifest: Manifest, folder: Path) -> None:
    """Before the rows: an installation that finds rows and no secrets would make new ones."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in manifest.secrets:
        handle = os.open(folder / Path(name).name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(opened.read(archive.secret(name)))
            file.flush()
            os.fsync(file.fileno())


async def _put_rows(opened: ZipFile, kept: Snapshot, settings: Settings) -> None:
    """Every row, compared and committed together, and the log set to go on."""
    async with Database(settings.database_owner_url, most=1) as database, database.transaction() as db:
        await dump.take_time(db)
        tables = await dump.tables(db)
        for table in tables:
            rows = kept.tables[table.name]
            await dump.pour_in(db, table, rows.columns, blocks(opened, archive.table(table.name)))
        for counter in kept.counters:
            await dump.set_counter(db, counter)
        for table in tables:
            summing = Summing()
            async for block in dump.pour_out(db, table, kept.cities):
                summing.hear(block)
            _compare(table.name, summing.part(), kept.tables[table.name])
        epoch = await begin_epoch(db)
        for city in kept.cities:
            await db.set_city(city)
            await hear_again(db, city, epoch)


def _compare(name: str, found: Part, wanted: Part) -> None:
    if (found.size, found.lines, found.sha256) != (wanted.size, wanted.lines, wanted.sha256):
        raise Invalid(say("{name} tidak sama setelah dipulihkan. Tidak ada yang disimpan.", name=name))
