"""The monthly report, with sample values."""

from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace

from tanggap.kit.words import say
from tanggap.oversight.briefs.months import rules
from tanggap.oversight.briefs.months.pages import MonthLink, MonthPage, MonthsPage, Year
from tanggap.oversight.briefs.months.telling import METHOD, LastedRow, MonthTold
from tanggap.oversight.counts.views import DayCount
from tests.look import figures, scores

FIRST = date(2026, 10, 1)


def months() -> MonthsPage:
    running = MonthLink(href="/open/months/2026-11", title="November 2026", running=True)
    whole = {2026: ("Oktober", "September", "Agustus"), 2025: ("Desember", "November"), 2024: ("Desember",)}
    years = {
        year: tuple(
            MonthLink(href=f"/open/months/{year}-0{nth}", title=f"{name} {year}", running=False)
            for nth, name in enumerate(names, start=1)
        )
        for year, names in whole.items()
    }
    years[2026] = (running, *years[2026])
    return MonthsPage(years=tuple(Year(year=year, months=links) for year, links in years.items()))


def month() -> MonthPage:
    return MonthPage(
        month=told(),
        pdf="/open/months/2026-10/report.pdf",
        xlsx="/open/months/2026-10/report.xlsx",
        method=tuple(METHOD),
    )


def told() -> MonthTold:
    whole = _lasted("", 1204, 48, 216)
    days = tuple(
        DayCount(day=FIRST + timedelta(days=n), received=30 + 17 * n % 41, closed=20) for n in range(31)
    )
    section = replace(figures.section(), first=FIRST, last=date(2026, 10, 31), days=days, highest=70)
    return MonthTold(
        city="Kota Bekasi",
        month="2026-10",
        title="Oktober 2026",
        first=FIRST,
        section=section,
        over=True,
        made_at=datetime(2026, 10, 31, 18, 41, tzinfo=UTC),
        finished_percent=78.3,
        before=say("naik {percent}% dari {when} ({n})", percent=12, when="September 2026", n=1372),
        year_before=say("turun {percent}% dari {when} ({n})", percent=4, when="Oktober 2025", n=1601),
        lasted=whole,
        ranking=scores.ranking(),
        by_kind=(
            _lasted("Jalan rusak", 214, 96, 312),
            _lasted("Tumpukan sampah liar", 391, 20, 72),
        ),
        by_agency=(
            _lasted("Dinas Lingkungan Hidup", 391, 20, 72),
        ),
        busiest=say("Hari tersibuk {day}: {n} laporan.", day=date(2026, 10, 12), n=70),
        where=say("Paling banyak dari {area}: {percent}% dari semua laporan.", area="Margahayu", percent=9.07),
        marked=say("Dari {n} unit yang dinilai, {green} hijau dan {red} rapor merah.", n=9, green=4, red=1),
        how_long=say(
            "Separuh selesai dalam {median}, sembilan dari sepuluh dalam {p90} (n = {n}).",
            median=whole.median,
            p90=whole.p90,
            n=whole.finished,
        ),
        approximate=True,
    )  # fmt: skip


def _lasted(name: str, finished: int, median_h: float, p90_h: float) -> LastedRow:
    return LastedRow(
        name=name,
        finished=finished,
        median_h=median_h,
        p90_h=p90_h,
        median=rules.long(median_h * rules.HOUR_S),
        p90=rules.long(p90_h * rules.HOUR_S),
    )
