"""The reports behind a figure of a scorecard: those the public may find, and for a unit's own people all of theirs."""

from datetime import timedelta
from typing import Any

from tanggap.city.desk import Desk
from tanggap.city.rights import Act, can
from tanggap.kit.errors import Missing
from tanggap.kit.web import Page, Pages, Request, get
from tanggap.kit.words import say
from tanggap.oversight.scorecards import cards, telling, views
from tanggap.oversight.scorecards.behind import store
from tanggap.oversight.scorecards.behind.store import Of, Whose
from tanggap.oversight.scorecards.months import rules as calendar
from tanggap.oversight.scorecards.months.rules import Subject
from tanggap.report import clocks
from tanggap.report.clocks import Held
from tanggap.report.views.cards import report_path

AnyRequest = Request[Any, Any, Any]
AT_ONCE, PAGES_MOST = 50, 200


@get("/open/reports", act="anyone")
async def show_behind(desk: Desk, request: AnyRequest) -> Page:
    """The reports behind a figure: the listed ones, and for the unit's own people all. Raises Missing."""
    asked = request.query_params
    subject, key = next(
        ((each, asked[each]) for each in telling.PATHS if asked.get(each)), (Subject.CITY, "")
    )
    month = cards.month_of(asked.get("month"))
    if month is None or asked.get("of") not in set(Of) or subject is Subject.CITY:
        raise Missing(say("Angka ini tidak dikenal."))
    of, number = Of(asked["of"]), _page_number(asked.get("page"))
    whose, time = _whose(desk, subject, key), calendar.as_of_its_end(desk.ground, month)
    inside = _may_see_all(desk, whose)
    found = await store.behind(
        desk.db, desk.city, whose, of, time, everything=inside, limit=AT_ONCE + 1, page=number
    )
    many = await store.hidden(desk.db, desk.city, whose, of, time)
    query = f"{subject}={key}&month={month:%Y-%m}&of={of}"
    titles = {each.name: each.title for each in desk.offers.measures}
    page = views.BehindPage(
        name=telling.name_of(desk.ground, desk.tongue, subject, key),
        title=titles[of],
        month=month,
        back=f"{telling.path_of(subject, key)}?month={month:%Y-%m}",
        rows=tuple(_behind_row(desk, each) for each in found[:AT_ONCE]),
        hidden=0 if inside else telling.shown(many),
        later=f"/open/reports?{query}&page={number + 1}" if len(found) > AT_ONCE else None,
        inside=inside,
    )
    return Page("scorecards/behind.html", page, place="overview")


PAGES = Pages(routes=[show_behind])


def _whose(desk: Desk, subject: Subject, key: str) -> Whose:
    ground = desk.ground
    match subject:
        case Subject.AGENCY:
            units = [each for each in ground.agencies if key in calendar.offices_of(ground, each)]
            return Whose(agencies=units or [key])
        case Subject.AREA:
            inside = [each.code for each in ground.areas.all() if each.code.startswith(f"{key}.")]
            return Whose(areas=[key, *inside])
        case _:
            return Whose(kind=key)


def _may_see_all(desk: Desk, whose: Whose) -> bool:
    """The people of a unit see all that it is charged with; so do those who may read everything."""
    if can(desk.actor, Act.READ_ALL):
        return True
    own = {each.agency for each in desk.actor.duties if each.agency is not None and each.area is None}
    return whose.agencies is not None and bool(own) and set(whose.agencies) <= own


def _behind_row(desk: Desk, found: store.Behind) -> views.BehindRow:
    return views.BehindRow(
        number=report_path(desk.ground, found.number).rpartition("/")[2],
        href=report_path(desk.ground, found.number),
        kind=telling.name_of(desk.ground, desk.tongue, Subject.KIND, found.kind or ""),
        area=telling.name_of(desk.ground, desk.tongue, Subject.AREA, found.area or ""),
        finished_at=found.finished_at,
        due_at=found.due_at,
        good=found.good,
        held_hours=_hours(desk, found),
    )


def _page_number(text: str | None) -> int:
    return min(max(int(text), 1), PAGES_MOST) if text and text.isascii() and text.isdigit() else 1


def _hours(desk: Desk, found: store.Behind) -> float | None:
    """For how many hours the unit's own office was open while it held the report, once that is over."""
    if found.ended_at is None:
        return None
    held = Held(agency=found.agency, began_at=found.began_at, ended_at=found.ended_at)
    return round(clocks.office_time(desk.ground, found.agency, [held]) / timedelta(hours=1), 1)
