"""Looking an installation over: its database, its folders, its settings."""

import stat
from datetime import UTC, datetime
from pathlib import Path

from tanggap.app.doctor import rules, store
from tanggap.app.settings import Settings
from tanggap.city.offers import Mistake
from tanggap.kit.db import Database
from tanggap.kit.errors import Refused
from tanggap.kit.words import Say, say


async def look(settings: Settings) -> list[Mistake]:
    """What is not as it should be with an installation whose addresses are known."""
    async with Database(settings.database_url, most=1) as database, database.transaction() as db:
        server = await store.server(db)
    return [
        *rules.of_server(server, at=datetime.now(UTC)),
        *rules.of_folders(_open_to_others(settings)),
        *rules.of_settings(settings),
    ]


async def refuse_serious(settings: Settings) -> None:
    """Let the installation be served, or say what has to be mended first. Raises Refused with all of it."""
    serious = [mistake for mistake in await look(settings) if mistake.serious]
    if serious:
        mistakes = "\n".join(f"- {_spoken(each.what)} {_spoken(each.do)}" for each in serious)
        raise Refused(say("Tanggap belum bisa dijalankan:\n{mistakes}", mistakes=mistakes))


def _spoken(sentence: Say) -> str:
    return sentence.text.format_map(sentence.values)


def _open_to_others(settings: Settings) -> list[str]:
    """The private folders of an installation that other accounts of the machine may enter."""
    private = [settings.folder / "secrets"]
    if not settings.files:
        private.append(settings.folder / "files")
    return [str(folder) for folder in private if _is_open(folder)]


def _is_open(folder: Path) -> bool:
    return folder.exists() and bool(folder.stat().st_mode & stat.S_IRWXO)
