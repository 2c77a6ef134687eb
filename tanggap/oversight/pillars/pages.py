"""The pillars of a smart city, in what its own reports can say. Open to everybody."""

from collections.abc import Iterator

from tanggap.city.desk import Desk
from tanggap.kit import spreadsheet
from tanggap.kit.spreadsheet import Cell
from tanggap.kit.web import Page, Pages, Response, get
from tanggap.kit.words import say
from tanggap.oversight.pillars import rules, store, telling
from tanggap.oversight.pillars.reckoning import MEASURES
from tanggap.oversight.pillars.rules import Span, Value
from tanggap.oversight.pillars.setting.pages import may_set
from tanggap.oversight.pillars.setting.rules import ADDRESS
from tanggap.oversight.pillars.store import Counted
from tanggap.oversight.pillars.telling import Reckoning
from tanggap.oversight.pillars.views import PillarsPage

HEADING = (
    say("Kode"),
    say("Indikator"),
    say("Pilar"),
    say("Dari"),
    say("Sampai"),
    say("Nilai"),
    say("Satuan"),
    "n",
    say("Target"),
    say("Sumber"),
    say("Dihitung"),
)


@get("/open/pillars", act="anyone")
async def show_pillars(desk: Desk) -> Page:
    """The six pillars, each with its indicators over the last twelve full months."""
    counted = await store.counted(desk.db, desk.city)
    of = await _reckoning(desk, counted)
    pack = desk.ground.pack
    chosen = next(each for each in pack.pillar_sets if each.slug == pack.city.pillar_set)
    page = PillarsPage(
        set_name=chosen.name.in_(desk.tongue.language),
        first=of.months.year.first,
        last=of.months.year.last,
        as_of=counted.at if counted is not None else None,
        pillars=telling.pillars(of),
        setting=ADDRESS if may_set(desk) else None,
    )
    return Page("pillars/pillars.html", page, place="overview")


@get("/open/pillars.csv", act="anyone")
async def download_pillars(desk: Desk) -> Response[str]:
    """Every value on the page as a row: twelve months, the twelve before them, each month."""
    counted = await store.counted(desk.db, desk.city)
    of = await _reckoning(desk, counted)
    heading = [each if isinstance(each, str) else desk.tongue(each) for each in HEADING]
    text = spreadsheet.written(heading, _cells(of, counted))
    name = f"{desk.ground.known.slug}-pillars-{of.months.year.last}.csv"
    return Response(
        text, media_type="text/csv", headers={"content-disposition": f'attachment; filename="{name}"'}
    )


PAGES = Pages(routes=[show_pillars, download_pillars])


async def _reckoning(desk: Desk, counted: Counted | None) -> Reckoning:
    """What was counted last, over the months it was counted for."""
    today = desk.ground.calendar.day_of(desk.now())
    months = rules.months(rules.day_after(counted.months_end) if counted is not None else today)
    sums = await store.sums(desk.db, desk.city)
    return Reckoning(
        ground=desk.ground,
        tongue=desk.tongue,
        months=months,
        sums=rules.by_time(sums),
    )


def _cells(of: Reckoning, counted: Counted | None) -> Iterator[list[Cell]]:
    language, pack = of.tongue.language, of.ground.pack
    spans = [
        (Span.YEAR, of.months.year),
        (Span.YEAR, of.months.before),
        *((Span.MONTH, each) for each in of.months.each),
    ]
    for indicator in pack.indicators:
        led = telling.leading(of, indicator)
        if led is None or pack.city.pillar_set not in indicator.pillars:
            continue
        measure, _ = led
        aim = rules.aim_of(pack.aims, indicator.slug, of.months.year.last)
        for span, period in spans:
            value = of.at(indicator, measure, span, period)
            if not isinstance(value, Value) or (span is Span.MONTH and measure.over_a_year):
                continue
            yield [
                indicator.code,
                indicator.title.in_(language),
                indicator.pillars[pack.city.pillar_set],
                period.first.isoformat(),
                period.last.isoformat(),
                round(value.value, 4),
                measure.unit.value,
                value.n,
                aim.value if aim is not None and measure is MEASURES[indicator.slug][0] else None,
                indicator.source.in_(language),
                counted.at.isoformat() if counted is not None else None,
            ]
