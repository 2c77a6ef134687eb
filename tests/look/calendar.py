"""The calendar's pages with sample values."""

from datetime import date, timedelta

from tanggap.journey.calendar.pages import CalendarPage, ChangeRow, DayRow, PreviewPage
from tanggap.journey.calendar.rules import Edit
from tanggap.kit.words import say
from tanggap.report.recounting.rules import Moved
from tests.look import samples as x

FOUNDED = Edit(day=date(2026, 3, 10), before=None, after="Hari jadi Kota Bekasi")
WORKED = Edit(day=date(2026, 12, 24), before="Cuti Bersama Hari Raya Natal", after=None)


def year() -> CalendarPage:
    return CalendarPage(
        year=2026,
        years=(2025, 2026, 2027, 2028),
        days=(
            _day(date(2026, 1, 1), "Tahun Baru Masehi"),
            _day(date(2026, 3, 10), "Hari jadi Kota Bekasi"),
            _day(date(2026, 3, 21), "Hari Raya Idul Fitri", estimated=True),
            _day(date(2026, 12, 25), "Hari Raya Natal"),
        ),
        changes=(
            _change("SKB tiga menteri, perubahan kedua", (WORKED,), undo="/admin/calendar/changes/1/undoing"),
            _change("SK Wali Kota 12/2026", (FOUNDED,), undo=None),
        ),
        given={"lines": "", "day": "2026-03-10", "name": "Hari jadi Kota Bekasi"},
        errors={"day": say("Kalender sudah seperti itu.")},
    )


def preview() -> PreviewPage:
    return PreviewPage(
        edits=(FOUNDED, WORKED),
        moved=Moved(later=312, earlier=4),
        lines="2026-03-10 Hari jadi Kota Bekasi\n-2026-12-24",
        reason="",
        errors={"reason": say("Tulis alasannya, tidak terlalu panjang.")},
    )


def _day(day: date, name: str, *, estimated: bool = False) -> DayRow:
    return DayRow(
        day=day,
        name=name,
        estimated=estimated,
        weekend=day.weekday() in (5, 6),
        remove=f"/admin/calendar/preview?lines=-{day}",
    )


def _change(reason: str, edits: tuple[Edit, ...], *, undo: str | None) -> ChangeRow:
    return ChangeRow(
        at=x.NOW - timedelta(days=2),
        who="Admin kota",
        reason=reason,
        edits=edits,
        takes_back=False,
        undo=undo,
    )
