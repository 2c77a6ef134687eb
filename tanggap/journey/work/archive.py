"""The archive: what a unit has finished or passed on, found again by number or word."""

from urllib.parse import urlencode

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.journey.work import store
from tanggap.journey.work.bench import seat_of
from tanggap.kit.errors import Refused
from tanggap.report import number as numbers
from tanggap.report import views

PAGE = 30


class ArchivePage(Struct, frozen=True, kw_only=True):
    """What work/archive.html is given."""

    agency: str
    q: str
    tasks: tuple[views.TaskCard, ...]
    previous: str | None
    next: str | None


async def archive_page(desk: Desk, *, asked: str = "", page: int = 1) -> ArchivePage:
    """What this officer's unit no longer has to do, the latest ended first; ``asked`` is a number or words."""
    seat = seat_of(desk)
    number = _number(asked)
    found = await store.archive(
        desk.db,
        desk.city,
        seat,
        words=asked if asked and number is None else None,
        number=number,
        skip=PAGE * (page - 1),
        limit=PAGE + 1,
    )
    tasks = {each.report: each.task for each in found[:PAGE]}
    return ArchivePage(
        agency=desk.ground.agencies[seat.agency].name,
        q=asked,
        tasks=tuple(
            views.task_card(desk.ground, each, desk.tongue, desk.now(), href=f"/tasks/{tasks[each.id]}")
            for each in await views.glimpses(desk.db, desk.city, list(tasks))
        ),
        previous=_address(asked, page - 1) if page > 1 else None,
        next=_address(asked, page + 1) if len(found) > PAGE else None,
    )


def _number(asked: str) -> int | None:
    """The digits of a report's number, if that is what was asked."""
    try:
        return numbers.read(asked).digits
    except Refused:
        return None


def _address(asked: str, page: int) -> str:
    return f"/bench/archive?{urlencode({'q': asked, 'page': page} if asked else {'page': page})}"
