"""One installation on this machine: its folder, its database, and the three roles it is asked under."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import msgspec

from tanggap.app import house
from tanggap.app.settings import PREFIX, Settings
from tanggap.kit.errors import Refused
from tanggap.kit.migrate import Step, lacking, migrate, role_of, steps, untaken
from tanggap.kit.postgres import Cluster, find_programs
from tanggap.kit.words import say

COUNTRY = Path("_indonesia/cities.csv")
"""Every city of the country, within `cities`: they are heard before they join."""

_STAMP = "prepared"
OWNER, APP, READER = "tanggap_owner", "tanggap_app", "tanggap_reader"


def cluster(settings: Settings) -> Cluster | None:
    """The PostgreSQL this installation brings along, not started; None when it was given an address instead."""
    if settings.database_url:
        return None
    told = settings.postgres_programs
    return Cluster(settings.folder / "database", programs=find_programs(told) if told is not None else None)


def addressed(settings: Settings) -> Settings:
    """These settings with the addresses of all three roles.

    Raises Refused when an address was given whose roles are not three: one that owns the tables, one
    that runs the city, one that reads the events of all cities. Together they would be no wall.
    """
    embedded = cluster(settings)
    if embedded is not None:
        return msgspec.structs.replace(
            settings,
            database_url=embedded.address(APP),
            database_owner_url=embedded.address(OWNER),
            database_reader_url=embedded.address(READER),
        )
    given = [settings.database_url, settings.database_reader_url, settings.database_owner_url]
    roles = [role_of(address) for address in given if address]
    if not settings.database_reader_url or len(set(roles)) < len(roles):
        raise Refused(
            say(
                "Basis data sendiri butuh peran yang berbeda: {app} menjalankan kota, {reader} membaca catatan semua "
                "kota, {owner} memiliki tabel. Isi TANGGAP_DATABASE_URL, TANGGAP_DATABASE_READER_URL dan "
                "TANGGAP_DATABASE_OWNER_URL.",
                app=APP,
                reader=READER,
                owner=OWNER,
            )
        )
    return settings


def running(settings: Settings) -> Settings:
    """These settings with their addresses, for a process beside a database somebody else runs.

    Raises Refused when that is the installation's own and nobody runs it.
    """
    embedded = cluster(settings)
    if embedded is not None and not embedded.kept():
        raise Refused(
            say(
                "Basis data di {folder} tidak berjalan. Jalankan `tanggap serve`, atau isi TANGGAP_DATABASE_URL.",
                folder=str(settings.folder),
            )
        )
    return addressed(settings)


@contextmanager
def reachable(settings: Settings) -> Generator[Settings]:
    """The settings of an installation whose database answers, for the time of one command.

    Where a database comes along and no `serve` runs it, it is started, brought up to date, and stopped
    at the end. Call it from the main thread.
    """
    embedded = cluster(settings)
    if embedded is None or embedded.answers():
        yield addressed(settings)
        return
    with embedded:
        complete = addressed(settings)
        make_private(settings)
        bring_up_to_date(complete)
        yield complete


def make_private(settings: Settings) -> None:
    """Make the folders of what strangers sent, where only this account may enter."""
    for name in ("files", "scratch"):
        (settings.folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)


def stamp(settings: Settings) -> None:
    """Note in the folder that everything this version brings is in the database."""
    (settings.folder / _STAMP).write_text(_brought())


def is_prepared(settings: Settings) -> bool:
    """Whether a start may skip preparing: nothing this version brings is missing."""
    file = settings.folder / _STAMP
    return file.exists() and file.read_text() == _brought() and not untaken(settings.database_url, wanted())


def _brought() -> str:
    """What this version brings into a database, in one number."""
    digest = sha256((house.shipped("cities") / COUNTRY).read_bytes())
    for step in wanted():
        digest.update(step.digest.encode())
    return digest.hexdigest()


def bring_up_to_date(settings: Settings) -> list[Step]:
    """Take the database's missing steps; those taken now.

    Without the owner's address nothing is changed. Raises Refused naming the steps or the grants that
    its owner has to see to.
    """
    taken: list[Step] = []
    if settings.database_owner_url:
        taken = migrate(
            settings.database_owner_url,
            wanted(),
            app=settings.database_url,
            reader=settings.database_reader_url or settings.database_url,
        )
    elif missing := untaken(settings.database_url, wanted()):
        raise Refused(
            say(
                "Basis data belum mutakhir ({names}). Jalankan `tanggap migrate` dengan TANGGAP_DATABASE_OWNER_URL.",
                names=", ".join(step.name for step in missing),
            )
        )
    if grants := lacking(settings.database_url):
        raise Refused(
            say(
                "Peran {role} kurang izin. Pemilik tabel perlu menjalankan:\n{grants}",
                role=role_of(settings.database_url),
                grants="\n".join(grants),
            )
        )
    return taken


def wanted() -> list[Step]:
    """Every step a database of this version has taken: the house's, then each module's."""
    modules = sorted((house.PACKAGE / "modules").glob("*/migrations"))
    return steps({"house": house.shipped("migrations")} | {folder.parent.name: folder for folder in modules})


def environment(settings: Settings, around: Mapping[str, str]) -> dict[str, str]:
    """The environment of a process of this installation: what stands around it, and these settings.

    Whoever serves strangers is not told how to own the tables: that address is left out.
    """
    told = {
        PREFIX + name.upper(): str(value)
        for name, value in msgspec.structs.asdict(settings).items()
        if value is not None
    }
    return {**around, **told, f"{PREFIX}DATABASE_OWNER_URL": ""}
