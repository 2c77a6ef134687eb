"""The daily brief as a sheet, drawn for who opens it and for the mail that brings it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from tanggap.city.desk import Desk
from tanggap.city.offers import Enclosure, Paper
from tanggap.kit.errors import Missing
from tanggap.kit.words import Tongue, say
from tanggap.oversight.briefs.daily import actions, drawing
from tanggap.oversight.briefs.daily.rules import SHEETS

# One at a time: drawing takes the processor that answers everybody.
_DESK = ThreadPoolExecutor(max_workers=1, thread_name_prefix="briefs")


async def sheet(desk: Desk, name: str, tongue: Tongue) -> Enclosure:
    """The brief of a day, ``2026-07-01.pdf``, in a language. Raises Missing."""
    try:
        day = date.fromisoformat(name.removesuffix(".pdf"))
    except ValueError:
        raise Missing(say("Ringkasan hari itu tidak ada.")) from None
    told, city = await actions.of_day(desk, day), desk.ground.known
    content = await asyncio.get_running_loop().run_in_executor(
        _DESK, lambda: drawing.draw(told, tongue, city=city.name)
    )
    return Enclosure(name=f"{city.slug}-{day}.pdf", content=content)


async def draw(desk: Desk, path: str, tongue: Tongue) -> Enclosure | None:
    """The sheet a letter names; None for a day whose brief is not kept."""
    try:
        return await sheet(desk, path.removeprefix(SHEETS), tongue)
    except Missing:
        return None


PAPER = Paper(begins=SHEETS, draw=draw)
