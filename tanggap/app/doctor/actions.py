"""Looking an installation over."""

import stat
from datetime import UTC, datetime
from pathlib import Path

from tanggap.app.doctor import rules, store
from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.offers import Mistake
from tanggap.city.packs.pack import CityState
from tanggap.kit.db import Database
from tanggap.kit.errors import Refused
from tanggap.kit.words import Say, say


async def look(settings: Settings, database: Database) -> list[Mistake]:
    """What is not as it should be with the installation itself: its database, its folders, its settings."""
    async with database.transaction() as db:
        server = await store.server(db)
    return [
        *rules.of_server(server, now=datetime.now(UTC)),
        *rules.of_folders(_open_to_others(settings)),
        *rules.of_settings(settings),
    ]


async def look_everywhere(bench: Workbench) -> dict[str, list[Mistake]]:
    """What is not as it should be, by where: the installation under "", each city that serves under its name."""
    found = {"": await look(bench.settings, bench.app)}
    for city in bench.cities.all():
        if city.state is CityState.LISTENING:
            continue
        found[city.name] = []
        for check in bench.offers.checks:
            async with bench.entrance.open_desk(city.id) as desk:
                found[city.name] += await check.look(desk)
    return found


async def refuse_serious(settings: Settings, database: Database) -> None:
    """Let the installation be served, or say what has to be mended first. Raises Refused with all of it."""
    serious = [mistake for mistake in await look(settings, database) if mistake.serious]
    if serious:
        raise Refused(
            say(
                "Tanggap belum bisa dijalankan:\n{mistakes}",
                mistakes="\n".join(
                    f"- {_spoken(mistake.what)} {_spoken(mistake.do)}" for mistake in serious
                ),
            )
        )


def _spoken(sentence: Say) -> str:
    return sentence.text.format_map(sentence.values)


def _open_to_others(settings: Settings) -> list[str]:
    """The private folders of an installation, and files in them, that every account may read."""
    private = [settings.folder / "secrets"]
    if not settings.files:
        private.append(settings.folder / "files")
    return [str(path) for folder in private if folder.exists() for path in _read_by_all(folder)]


def _read_by_all(folder: Path) -> list[Path]:
    """A folder that is open to all, else nothing: what lies in a closed one cannot be reached."""
    return [folder] if folder.stat().st_mode & stat.S_IRWXO else []
