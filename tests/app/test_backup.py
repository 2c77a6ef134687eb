"""An installation that lost everything is the same again after a restore."""

import json
import os
import shutil
import uuid
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from typer.testing import CliRunner

from tanggap.app import installation
from tanggap.app.backup.archive import check
from tanggap.app.backup.making import back_up
from tanggap.app.backup.restoring import restore
from tanggap.app.commands import backup as commands
from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.kit.clock import SetClock
from tanggap.kit.errors import Invalid, Refused
from tanggap.kit.log import store as log
from tanggap.kit.log.ticker import Ticker
from tanggap.kit.postgres.cluster import Cluster
from tests.conftest import running
from tests.visitor import Visitor

PICTURE = b"the pixels of a pothole"


@pytest.fixture
async def lived_in(settings: Settings, clock: SetClock) -> tuple[Settings, dict[str, str]]:
    """An installation with a public and a confidential report, a contact and a file, and a guest's receipt."""
    async with running(settings, clock) as somebody:
        await somebody.report(sender={"name": "Pelapor", "email": "pelapor@contoh.example"})
        receipt = await somebody.report(visibility="confidential")
    async with Workbench(settings) as bench:
        await bench.files.put("photos/4f/320.jpeg", PICTURE, "image/jpeg")
    return settings, receipt


@pytest.fixture
def elsewhere(cluster: Cluster, tmp_path: Path, settings: Settings) -> Iterator[Settings]:
    """Another machine: a database without a table and a folder that is not there yet."""
    name = f"t{uuid.uuid4().hex[:12]}"
    with psycopg.connect(cluster.address("postgres", "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("create database {} owner tanggap_owner").format(sql.Identifier(name)))
        yield Settings(
            folder=tmp_path / "elsewhere",
            database_url=cluster.address("tanggap_app", name),
            database_owner_url=cluster.address("tanggap_owner", name),
            database_reader_url=cluster.address("tanggap_reader", name),
            url=settings.url,
        )
        connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def rows(cluster: Cluster, settings: Settings) -> dict[str, str]:
    """A digest of every table's rows, read past every wall; without the log's own place in time."""
    name = str(conninfo_to_dict(settings.database_url)["dbname"])
    digests: dict[str, str] = {}
    with psycopg.connect(cluster.address("postgres", name)) as connection:
        tables = connection.execute(
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
        ).fetchall()
        for (table,) in tables:
            if table not in {"log_epoch", "tick", "migration"}:
                found = connection.execute(
                    sql.SQL("select (to_jsonb(t) - 'epoch' - 'xid')::text from {} t order by 1").format(
                        sql.Identifier(table)
                    )
                ).fetchall()
                digests[table] = sha256("\n".join(row for (row,) in found).encode()).hexdigest()
    return digests


def files(settings: Settings) -> dict[str, bytes]:
    """Every file and every secret, by its place in the folder."""
    return {
        path.relative_to(settings.folder).as_posix(): path.read_bytes()
        for name in ("files", "secrets")
        for path in sorted((settings.folder / name).rglob("*"))
        if path.is_file()
    }


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def archived(settings: Settings, path: Path) -> Path:
    async with Workbench(settings) as bench:
        await back_up(bench, path)
    return path


async def test_after_losing_everything_rows_files_numbers_and_keys_are_as_before(
    lived_in: tuple[Settings, dict[str, str]],
    elsewhere: Settings,
    cluster: Cluster,
    clock: SetClock,
    tmp_path: Path,
) -> None:
    settings, receipt = lived_in
    archive = await archived(settings, tmp_path / "city.tanggap")
    before = rows(cluster, settings), files(settings)
    shutil.rmtree(settings.folder)

    await restore(elsewhere, archive)

    assert (rows(cluster, elsewhere), files(elsewhere)) == before
    assert before[1]["files/photos/4f/320.jpeg"] == PICTURE
    async with running(elsewhere, clock) as guest:
        assert (await answer(guest, receipt["number"])) == 404, "sealed as before"
        assert (await answer(guest, receipt["number"], key=receipt["key"])) == 200
        assert (await answer(guest, receipt["number"], key="AAAAABBBBB")) == 404
        await guest.report()


async def answer(guest: Visitor, number: str, key: str | None = None) -> int:
    headers = {"Report-Key": key} if key else {}
    return (await guest.client.get(f"/api/v1/reports/{number}", headers=headers)).status_code


async def test_the_walls_between_cities_stand_again_after_a_restore(
    lived_in: tuple[Settings, dict[str, str]], elsewhere: Settings, tmp_path: Path
) -> None:
    await restore(elsewhere, await archived(lived_in[0], tmp_path / "city.tanggap"))

    with psycopg.connect(elsewhere.database_owner_url) as connection:
        open_tables = connection.execute(
            """
            select relname
              from pg_class
             where relnamespace = 'public'::regnamespace
               and obj_description(oid) like 'tenant%'
               and not (relrowsecurity and relforcerowsecurity)
            """
        ).fetchall()
    assert open_tables == []


async def test_what_nobody_had_heard_is_heard_after(
    lived_in: tuple[Settings, dict[str, str]], elsewhere: Settings, tmp_path: Path
) -> None:
    await restore(elsewhere, await archived(lived_in[0], tmp_path / "city.tanggap"))

    async with Workbench(elsewhere) as bench:
        assert bench.tools.epoch == 2
        ticker = Ticker(app=bench.app, reader=bench.reader, epoch=bench.tools.epoch)
        assert await ticker.tick() == 1, "the events nobody had heard are news"
        assert await ticker.tick() is None


async def test_only_what_the_slowest_listener_had_not_heard_is_heard_again(
    settings: Settings, elsewhere: Settings, clock: SetClock, tmp_path: Path
) -> None:
    async with running(settings, clock) as somebody:
        await somebody.report()
        await all_heard(settings, "counts", "notices")
        await somebody.report()
        await all_heard(settings, "counts")
        third = await somebody.report()

    await restore(elsewhere, await archived(settings, tmp_path / "city.tanggap"))

    with psycopg.connect(elsewhere.database_owner_url) as connection:
        connection.execute("select set_config('app.city', '3275', false)")
        numbers = connection.execute(
            "select r.number from report r join event e on e.city_id = r.city_id and e.thing = r.id"
            " where e.epoch = 2 and e.nth = 1 order by r.received_at, r.id"
        ).fetchall()
    assert len(numbers) == 2, "what `notices` missed, and what nobody heard"
    assert digits(third["number"]) in {number for (number,) in numbers}


async def all_heard(settings: Settings, *listeners: str) -> None:
    """These listeners have heard everything so far."""
    async with Workbench(settings) as bench:
        epoch = bench.tools.epoch
        await Ticker(app=bench.app, reader=bench.reader, epoch=epoch).tick()
        for name in listeners:
            async with bench.app.transaction() as db:
                cursor = await log.begin_hearing(db, name, epoch)
                assert cursor is not None
                await log.move_cursor(db, name, cursor.finished())


def digits(number: str) -> int:
    """`BKS-48210-97315-1` as it is stored: without the city and the check digit."""
    return int(number.split("-")[1] + number.split("-")[2])


async def test_an_archive_changed_in_one_file_is_refused_before_anything_is_touched(
    lived_in: tuple[Settings, dict[str, str]], elsewhere: Settings, tmp_path: Path
) -> None:
    archive = await archived(lived_in[0], tmp_path / "city.tanggap")
    changed = tmp_path / "changed.tanggap"
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(PICTURE, PICTURE.swapcase()))

    with pytest.raises(Invalid) as no:
        await restore(elsewhere, changed)

    assert no.value.say.values["name"] == "files/photos/4f/320.jpeg"
    assert not (elsewhere.folder / "secrets").exists()


async def test_half_an_archive_is_no_archive(
    lived_in: tuple[Settings, dict[str, str]], elsewhere: Settings, tmp_path: Path
) -> None:
    archive = await archived(lived_in[0], tmp_path / "city.tanggap")
    half = tmp_path / "half.tanggap"
    half.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])

    with pytest.raises(Invalid):
        await restore(elsewhere, half)


async def test_a_restore_never_writes_over_what_is_there(
    lived_in: tuple[Settings, dict[str, str]], elsewhere: Settings, tmp_path: Path
) -> None:
    archive = await archived(lived_in[0], tmp_path / "city.tanggap")
    await restore(elsewhere, archive)

    with pytest.raises(Refused, match="berisi tabel"):
        await restore(elsewhere, archive)


async def test_an_archive_of_a_newer_version_is_refused(
    lived_in: tuple[Settings, dict[str, str]], elsewhere: Settings, tmp_path: Path
) -> None:
    archive = await archived(lived_in[0], tmp_path / "city.tanggap")
    newer = tmp_path / "newer.tanggap"
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(newer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json":
                manifest = json.loads(content)
                manifest["steps"].append({"source": "house", "nth": 9999, "digest": "f"})
                content = json.dumps(manifest).encode()
            new.writestr(name, content)

    with pytest.raises(Refused, match="lebih baru"):
        await restore(elsewhere, newer)


async def test_an_archive_is_for_its_owner_only_and_never_written_over(
    lived_in: tuple[Settings, dict[str, str]], tmp_path: Path
) -> None:
    archive = await archived(lived_in[0], tmp_path / "city.tanggap")

    assert archive.stat().st_mode & 0o777 == 0o600
    with pytest.raises(Refused, match="sudah ada"):
        await archived(lived_in[0], archive)


async def test_a_backup_that_fails_leaves_nothing_behind(
    lived_in: tuple[Settings, dict[str, str]], tmp_path: Path
) -> None:
    target = tmp_path / "out"
    target.mkdir()

    async with Workbench(lived_in[0]) as bench:
        (lived_in[0].folder / "secrets" / "2.secret").mkdir()
        with pytest.raises(IsADirectoryError):
            await back_up(bench, target / "city.tanggap")

    assert names(target) == []


def test_the_commands_say_what_is_in_the_archive(
    settings: Settings, elsewhere: Settings, tmp_path: Path
) -> None:
    archive = tmp_path / "city.tanggap"

    made = typed("backup", archive, settings)
    back = typed("restore", archive, elsewhere)

    manifest = check(archive)
    assert f"{len(manifest.database.tables)} tabel" in made
    assert "Semua pulih" in back


def typed(command: str, archive: Path, settings: Settings) -> str:
    around = installation.environment(settings, os.environ) | {
        "TANGGAP_DATABASE_OWNER_URL": settings.database_owner_url
    }
    told = CliRunner().invoke(commands.app, [command, str(archive)], env=around)
    assert told.exit_code == 0, (told.output, told.exception)
    return told.output
