"""The reports behind a figure of a scorecard: those the public may find, and for a unit's own people all of theirs."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from tanggap.city.desk import Desk
from tanggap.kit.errors import Missing
from tanggap.kit.words import Say, say
from tanggap.oversight.scorecards import cards, telling, views
from tanggap.oversight.scorecards.behind import rules, store
from tanggap.oversight.scorecards.behind.rules import Of
from tanggap.oversight.scorecards.months import rules as calendar
from tanggap.oversight.scorecards.months.rules import Span, Subject
from tanggap.report import clocks
from tanggap.report.clocks import Held
from tanggap.report.views.cards import report_path

AT_ONCE, PAGES_MOST = 50, 200
_BACKLOG = say("Masih dipegang pada akhir bulan")
_ON_TOP = {
    Of.RATING: say("Yang paling sedikit bintangnya di atas."),
    Of.BACKLOG: say("Yang paling lama dipegang di atas."),
}


async def behind_page(desk: Desk, asked: Mapping[str, str]) -> views.BehindPage:
    """What the page of a figure's reports is given: ``asked`` are whose, which month and which figure. Raises Missing."""
    subject = next((each for each in Subject if asked.get(each)), None)
    month = cards.month_of(asked.get("month"))
    if month is None or asked.get("of") not in set(Of) or subject is None:
        raise Missing(say("Angka ini tidak dikenal."))
    key = asked[subject]
    of, number = Of(asked["of"]), _page_number(asked.get("page"))
    span = cards.span_of(asked.get("over"))
    time = calendar.as_of_its_end(desk.ground, month, span)
    whose, zone = rules.whose(desk.ground, subject, key), desk.ground.known.timezone
    inside = rules.may_see_all(desk.actor, whose)
    found = await store.behind(
        desk.db, desk.city, whose, of, time, zone=zone, everything=inside, limit=AT_ONCE + 1, page=number
    )
    many = await store.totals(desk.db, desk.city, whose, of, time, zone=zone)
    later = f"{telling.behind_of(subject, key, month, span)}&of={of}&page={number + 1}"
    return views.BehindPage(
        name=telling.name_of(desk.ground, desk.tongue, subject, key),
        title=_title(desk, of),
        order=_ON_TOP.get(of, say("Yang merugikan unit di atas.")),
        first=time.first if span is Span.YEAR else None,
        month=month,
        back=f"{telling.path_of(subject, key)}?month={month:%Y-%m}",
        rows=tuple(_behind_row(desk, each, of, time.at) for each in found[:AT_ONCE]),
        hidden=0 if inside else telling.shown(many.unlisted),
        later=later if len(found) > AT_ONCE else None,
        inside=inside,
    )


def _title(desk: Desk, of: Of) -> Say:
    titles = {each.name: each.title for each in desk.offers.measures}
    return titles.get(of, _BACKLOG)


def _behind_row(desk: Desk, found: store.Behind, of: Of, end: datetime) -> views.BehindRow:
    return views.BehindRow(
        number=report_path(desk.ground, found.number).rpartition("/")[2],
        href=report_path(desk.ground, found.number),
        kind=telling.name_of(desk.ground, desk.tongue, Subject.KIND, found.kind or ""),
        area=telling.name_of(desk.ground, desk.tongue, Subject.AREA, found.area or ""),
        finished_at=found.finished_at,
        due_at=found.due_at,
        good=found.good,
        stars=found.stars,
        days=_days(found, end) if of is Of.BACKLOG else None,
        held_hours=_hours(desk, found),
    )


def _days(found: store.Behind, end: datetime) -> float:
    """For how many days a report had been held at the end."""
    return round((end - found.began_at) / timedelta(days=1), 1)


def _page_number(text: str | None) -> int:
    return min(max(int(text), 1), PAGES_MOST) if text and text.isascii() and text.isdigit() else 1


def _hours(desk: Desk, found: store.Behind) -> float | None:
    """For how many hours the unit's own office was open while it held the report, once that is over."""
    if found.ended_at is None:
        return None
    held = Held(agency=found.agency, began_at=found.began_at, ended_at=found.ended_at)
    return round(clocks.office_time(desk.ground, found.agency, [held]) / timedelta(hours=1), 1)
