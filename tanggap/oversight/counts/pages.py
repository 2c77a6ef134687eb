"""The overview: how many, of what, where, and how well the agencies answered in the month published last. Open to everybody."""

from datetime import date
from typing import Any

from tanggap.city.desk import Desk
from tanggap.kit.web import Entry, Page, Pages, Request, get
from tanggap.kit.words import say
from tanggap.oversight.counts import reading, rules, store, telling, views
from tanggap.oversight.counts.tally import Period
from tanggap.oversight.scorecards import cards

AnyRequest = Request[Any, Any, Any]
ROUND_PERIODS = (7, 30, 90, 365)


@get("/overview", act="anyone")
async def show_overview(desk: Desk, request: AnyRequest) -> Page:
    """The last days and the history before them, or the period that was asked for."""
    today = _today(desk)
    asked = _asked(request, today)
    latest = rules.latest(today)
    history = await store.history(desk.db, desk.city, before=today - rules.HISTORY_AGE)
    if asked is not None:
        sections = [await reading.section(desk, asked, id="period", title=say("Hari-hari yang dipilih"))]
    else:
        days = say("{days} hari terakhir", days=rules.LATEST_DAYS)
        sections = [await reading.section(desk, latest, id="latest", title=days)]
        if history is not None:
            sections.append(await reading.section(desk, history, id="history", title=say("Riwayat")))
    shown = asked or latest
    page = views.OverviewPage(
        as_of=await reading.as_of(desk),
        totals=await reading.totals(desk),
        periods=_periods(asked, today, history),
        chosen=asked is not None,
        first=shown.first,
        last=shown.last,
        today=today,
        sections=tuple(sections),
        approximate=telling.approximate(desk.ground),
        agencies=await cards.last_ranking(desk),
    )
    return Page("counts/overview.html", page, place="overview")


PAGES = Pages(
    routes=[show_overview],
    menu=[
        Entry(
            place="overview", href="/overview", icon="chart-bar", word=say("Rapor"), act="signed_in", order=80
        )
    ],
)


def _today(desk: Desk) -> date:
    return desk.ground.calendar.day_of(desk.now())


def _asked(request: AnyRequest, today: date) -> Period | None:
    return rules.chosen(request.query_params.get("from"), request.query_params.get("to"), today=today)


def _periods(asked: Period | None, today: date, history: Period | None) -> tuple[views.Link, ...]:
    named = [(say("{days} hari terakhir", days=days), rules.latest(today, days)) for days in ROUND_PERIODS]
    if history is not None:
        named.append((say("Riwayat"), history))
    return (
        views.Link(href="/overview", word=say("Ringkasan"), here=asked is None),
        *(
            views.Link(href=f"/overview?{telling.query_of(period)}", word=word, here=asked == period)
            for word, period in named
        ),
    )
