"""The calendar's pages: a year's days off, what a change would move, and what was changed."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.editing.store import ChangeId, changes
from tanggap.city.people import store as people
from tanggap.journey.calendar import actions, rules
from tanggap.journey.calendar.rules import Edit
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Entry, Form, Page, Pages, Redirect, get, post
from tanggap.kit.words import Say, say
from tanggap.report.recounting.rules import Moved

PLACE = "calendar"
_SATURDAY = 5
ADDRESS = "/admin/calendar"


class DayRow(Struct, frozen=True, kw_only=True):
    """A day off; ``remove`` leads to what working on it would move."""

    day: date
    name: str
    estimated: bool
    weekend: bool
    remove: str


class ChangeRow(Struct, frozen=True, kw_only=True):
    """A change that was made; ``undo`` is where taking it back is posted, None when it was."""

    at: datetime
    who: str
    reason: str
    edits: tuple[Edit, ...]
    takes_back: bool
    undo: str | None


class CalendarPage(Struct, frozen=True, kw_only=True):
    """What calendar/calendar.html is given."""

    year: int
    years: tuple[int, ...]
    days: tuple[DayRow, ...]
    changes: tuple[ChangeRow, ...]
    given: dict[str, str]
    errors: dict[str, Say]


class PreviewPage(Struct, frozen=True, kw_only=True):
    """What calendar/preview.html is given."""

    edits: tuple[Edit, ...]
    moved: Moved
    lines: str
    reason: str
    errors: dict[str, Say]


@get(ADDRESS, act="administer")
async def show_calendar(desk: Desk, year: int | None = None) -> Page:
    """A year's days off."""
    return Page("calendar/calendar.html", await _page(desk, year, {}), place=PLACE)


@get(f"{ADDRESS}/preview", act="administer")
async def show_preview(
    open_desk: OpenDesk,
    lines: str = "",
    day: str = "",
    name: str = "",
    national: int | None = None,
) -> Page:
    """What a change would be, and how many open reports it would move, before anything is saved."""
    try:
        async with open_desk() as desk:
            page = await _preview(desk, f"{day} {name}" if day else lines, national)
        return Page("calendar/preview.html", page, place=PLACE)
    except Invalid as refused:
        given = {"lines": lines, "day": day, "name": name}
        field = "day" if day and refused.field == "lines" else refused.field or "lines"
        async with open_desk() as desk:
            again = await _page(desk, None, given, errors={field: refused.say})
        return Page("calendar/calendar.html", again, place=PLACE, status_code=refused.status)


@post(f"{ADDRESS}/changes", act="administer")
async def change(form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Change the calendar as the preview showed it."""
    lines, reason = form.text("lines") or "", form.text("reason")
    try:
        async with open_desk() as desk:
            made = await actions.change(desk, rules.read_lines(lines), reason=reason)
    except Invalid as refused:
        if refused.field != "reason":
            raise
        async with open_desk() as desk:
            page = await _preview(desk, lines, None, reason=reason or "", errors={"reason": refused.say})
        return Page("calendar/preview.html", page, place=PLACE, status_code=refused.status)
    return Redirect(f"{ADDRESS}?year={made.edits[0].slug[:4]}", flash=_CHANGED)


@post(f"{ADDRESS}/changes/{{change_id:uuid}}/undoing", act="administer")
async def undo(change_id: UUID, desk: Desk) -> Redirect:
    """Take a change back."""
    made = await actions.undo(desk, ChangeId(change_id))
    return Redirect(f"{ADDRESS}?year={made.edits[0].slug[:4]}", flash=_CHANGED)


_CHANGED = say("Kalender berubah. Batas waktu laporan terbuka sedang dihitung ulang.")


async def _preview(
    desk: Desk,
    lines: str,
    national: int | None,
    *,
    reason: str = "",
    errors: Mapping[str, Say] | None = None,
) -> PreviewPage:
    wanted = await actions.national(desk, national) if national else rules.read_lines(lines)
    edits, moved = await actions.preview(desk, wanted)
    return PreviewPage(
        edits=edits, moved=moved, lines=rules.write_lines(edits), reason=reason, errors=dict(errors or {})
    )


async def _page(
    desk: Desk, year: int | None, given: Mapping[str, str], *, errors: Mapping[str, Say] | None = None
) -> CalendarPage:
    this_year = desk.ground.calendar.day_of(desk.now()).year
    days = await actions.days_off(desk)
    shown = year or this_year
    made = await changes(desk.db, desk.city, part=rules.PART)
    names = await people.names(desk.db, {each.person for each in made}) if made else {}
    return CalendarPage(
        year=shown,
        years=tuple(range(this_year - 1, this_year + actions.YEARS_AHEAD + 1)),
        days=tuple(_row(day, name) for day, name in sorted(days.items()) if day.year == shown),
        changes=tuple(
            ChangeRow(
                at=each.at,
                who=names.get(each.person, ""),
                reason=each.reason,
                edits=rules.days_of(each.edits),
                takes_back=each.undoes is not None,
                undo=None if each.undone else f"{ADDRESS}/changes/{each.id}/undoing",
            )
            for each in made
        ),
        given={name: given.get(name, "") for name in ("lines", "day", "name")},
        errors=dict(errors or {}),
    )


def _row(day: date, name: str) -> DayRow:
    return DayRow(
        day=day,
        name=name.removesuffix(rules.ESTIMATED).strip(),
        estimated=name.endswith(rules.ESTIMATED),
        weekend=day.weekday() >= _SATURDAY,
        remove=f"{ADDRESS}/preview?lines=-{day}",
    )


PAGES = Pages(
    routes=[show_calendar, show_preview, change, undo],
    menu=[
        Entry(
            place=PLACE,
            href=ADDRESS,
            icon="calendar-blank",
            word=say("Kalender"),
            act="administer",
            order=60,
        )
    ],
)
