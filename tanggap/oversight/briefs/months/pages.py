"""The monthly reports of a city, open to everybody: as pages, on paper and as tables."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.kit.web import Page, Pages, Response, get
from tanggap.kit.words import Say, Tongue
from tanggap.oversight.briefs.months import actions, drawing, rules, tables, telling
from tanggap.oversight.briefs.months.telling import METHOD, MonthTold
from tanggap.oversight.scorecards import cards

PLACE = "overview"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KEPT_S = 300


class MonthLink(Struct, frozen=True, kw_only=True):
    """A month there is a report of; ``running`` while it is not over."""

    href: str
    title: str
    running: bool


class Year(Struct, frozen=True, kw_only=True):
    """The months of a year there is a report of, the newest first."""

    year: int
    months: tuple[MonthLink, ...]


class MonthsPage(Struct, frozen=True, kw_only=True):
    """What months/months.html is given: the newest year first."""

    years: tuple[Year, ...]


class MonthPage(Struct, frozen=True, kw_only=True):
    """What months/month.html is given."""

    month: MonthTold
    pdf: str
    xlsx: str
    method: tuple[Say, ...]


# One at a time: drawing takes the processor that answers everybody.
_DESK = ThreadPoolExecutor(max_workers=1, thread_name_prefix="months")


@get("/open/months", act="anyone")
async def show_months(desk: Desk) -> Page:
    """Every month there is a report of."""
    today = _today(desk)
    years: dict[int, list[MonthLink]] = {}
    for each in await actions.months(desk):
        link = MonthLink(
            href=f"/open/months/{rules.written(each)}",
            title=desk.tongue.whole_month(each),
            running=rules.after(each) > today,
        )
        years.setdefault(each.year, []).append(link)
    page = MonthsPage(years=tuple(Year(year=year, months=tuple(links)) for year, links in years.items()))
    return Page("months/months.html", page, place=PLACE)


@get("/open/months/{month:str}", act="anyone")
async def show_month(month: str, desk: Desk) -> Page:
    """One month."""
    told = await _told(desk, month)
    here = f"/open/months/{told.month}"
    page = MonthPage(month=told, pdf=f"{here}/report.pdf", xlsx=f"{here}/report.xlsx", method=tuple(METHOD))
    return Page("months/month.html", page, place=PLACE)


@get("/open/months/{month:str}/report.pdf", act="anyone")
async def print_month(month: str, desk: Desk) -> Response[bytes]:
    """One month on paper."""
    return await _made(desk, await _told(desk, month), drawing.draw, kind="application/pdf", end="pdf")


@get("/open/months/{month:str}/report.xlsx", act="anyone")
async def download_month(month: str, desk: Desk) -> Response[bytes]:
    """One month as tables."""
    return await _made(desk, await _told(desk, month), tables.workbook, kind=XLSX, end="xlsx")


async def _told(desk: Desk, month: str) -> MonthTold:
    facts = await actions.of_month(desk, rules.read_month(month))
    ranking = await cards.ranking_of(desk, facts.first)
    return telling.told(desk.ground, desk.tongue, facts, ranking=ranking, today=_today(desk))


async def _made(
    desk: Desk, month: MonthTold, make: Callable[[MonthTold, Tongue], bytes], *, kind: str, end: str
) -> Response[bytes]:
    content = await asyncio.get_running_loop().run_in_executor(_DESK, make, month, desk.tongue)
    name = f"{desk.ground.known.slug}-{month.month}-{desk.tongue.language}.{end}"
    return Response(
        content,
        media_type=kind,
        headers={
            "content-disposition": f'inline; filename="{name}"',
            # In the reader's language, so not for all who share a cache.
            "cache-control": f"private, max-age={KEPT_S}",
        },
    )


def _today(desk: Desk) -> date:
    return desk.ground.calendar.day_of(desk.now())


PAGES = Pages(routes=[show_months, show_month, print_month, download_month])
