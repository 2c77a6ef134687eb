"""A month's report on paper: a cover with its figures, a chart and a sentence for each question, tables, method."""

from collections.abc import Sequence

from tanggap.kit.words import Say, Tongue, say
from tanggap.oversight.briefs.months.telling import METHOD, LastedRow, MonthTold
from tanggap.oversight.briefs.sheet import Bar, Figure, Sheet
from tanggap.oversight.counts.views import Share
from tanggap.oversight.scorecards.views import RankRow

_BANDS = {"green": "#1e7b4a", "yellow": "#b7791f", "red": "#b3261e", "none": "#9aa0a6"}
_MOST_TIMES = 15


def draw(month: MonthTold, tongue: Tongue) -> bytes:
    """A month as a PDF: the same bytes for the same month and language."""
    words = tongue(say("Laporan bulanan"))
    title = f"{words}, {month.title}"
    sheet = Sheet(title=f"{month.city}: {title}", author=month.city, foot=f"{month.city} · {title}")
    sheet.cover(city=month.city, title=month.title, under=words)
    sheet.figures(_figures(month, tongue))
    for each in (month.before, month.year_before, month.section.finding, month.how_long):
        if each is not None:
            sheet.text(_sentence(tongue, each))
    if not month.over:
        sheet.text(tongue(say("Bulan ini belum selesai; angkanya masih bertambah.")), quiet=True)
    _charts(sheet, month, tongue)
    _tables(sheet, month, tongue)
    sheet.heading(tongue(say("Cara menghitung")))
    for sentence in METHOD:
        sheet.text(tongue(sentence), points=9)
    sheet.text(tongue(say("Dibuat {at}.", at=month.made_at)), points=9, quiet=True)
    return sheet.finished()


def few(tongue: Tongue, count: int | None) -> str:
    """A count as it may be told."""
    return "< 5" if count is None else tongue.number(count)


def _sentence(tongue: Tongue, words: Say) -> str:
    said = tongue(words)
    return f"{said[:1].upper()}{said[1:]}" + ("" if said.endswith(".") else ".")


def _figures(month: MonthTold, tongue: Tongue) -> tuple[Figure, ...]:
    section = month.section
    lasted = month.lasted
    return (
        Figure(word=tongue(say("laporan")), value=few(tongue, section.count)),
        Figure(
            word=tongue(say("sudah selesai")),
            value="–" if month.finished_percent is None else tongue.percent(month.finished_percent, 1),
        ),
        Figure(word=tongue(say("separuh selesai dalam")), value=_span(tongue, lasted, half=True)),
        Figure(word=tongue(say("sembilan dari sepuluh dalam")), value=_span(tongue, lasted, half=False)),
    )


def _span(tongue: Tongue, row: LastedRow | None, *, half: bool) -> str:
    if row is None:
        return "–"
    return tongue(row.median if half else row.p90)


def _charts(sheet: Sheet, month: MonthTold, tongue: Tongue) -> None:
    section = month.section
    if section.days:
        sheet.heading(tongue(say("Laporan per hari")), room=70)
        _lead(sheet, tongue, month.busiest)
        sheet.days(
            [each.received for each in section.days],
            [tongue.day(section.days[0].day), tongue.day(section.days[-1].day)],
            most=section.highest,
        )
    for title, sentence, shares in (
        (say("Yang paling sering dilaporkan"), section.finding, section.kinds),
        (say("Di mana"), month.where, section.areas),
        (say("Sampai di mana"), None, section.statuses),
    ):
        if shares:
            sheet.heading(tongue(title), room=60)
            _lead(sheet, tongue, sentence)
            sheet.bars([_share(tongue, each) for each in shares])
    sheet.heading(tongue(say("Rapor dinas")), room=60)
    _lead(sheet, tongue, month.marked)
    if month.ranking is not None and month.ranking.scored:
        sheet.bars([_mark(tongue, each) for each in month.ranking.scored])


def _lead(sheet: Sheet, tongue: Tongue, sentence: Say | None) -> None:
    if sentence is not None:
        sheet.text(_sentence(tongue, sentence), bold=True)


def _share(tongue: Tongue, share: Share) -> Bar:
    return Bar(
        name=share.name, told=f"{tongue.number(share.count)} ({tongue.percent(share.percent, 1)})", width=share.width
    )  # fmt: skip


def _mark(tongue: Tongue, row: RankRow) -> Bar:
    points = row.score.points or 0
    return Bar(
        name=row.name,
        told=f"{tongue.number(points, 2)} {tongue(row.score.word)} (n = {few(tongue, row.finished)})",
        # So that the longest bar leaves room for what stands behind it.
        width=points * 0.8,
        colour=_BANDS[row.score.band],
    )


def _tables(sheet: Sheet, month: MonthTold, tongue: Tongue) -> None:
    if month.ranking is not None and month.ranking.scored:
        sheet.heading(tongue(say("Dinas dalam angka")), room=40)
        sheet.table(
            [tongue(word) for word in _AGENCY_HEADING],
            [_agency(tongue, row) for row in month.ranking.scored],
            widths=(4.2, 1, 1.7, 2, 1.2),
        )
    if month.ranking is not None and month.ranking.unscored:
        few_of = len(month.ranking.unscored)
        sheet.text(tongue(say("{n} unit belum cukup laporan untuk dinilai", n=few_of)) + ".", quiet=True)
    for title, rows in (
        (say("Lamanya menurut jenis"), month.by_kind),
        (say("Lamanya menurut dinas"), month.by_agency),
    ):
        if rows:
            sheet.heading(tongue(title), room=40)
            sheet.table(
                [tongue(word) for word in LASTED_HEADING],
                [_lasted(tongue, each) for each in rows[:_MOST_TIMES]],
                widths=(4, 1.3, 2, 3.2),
            )


_AGENCY_HEADING = (
    say("Dinas"),
    say("Nilai"),
    say("Tepat waktu"),
    say("Paling sedikit"),
    say("Selesai"),
)
LASTED_HEADING = (say("Nama"), say("Selesai"), say("Separuh dalam"), say("Sembilan dari sepuluh dalam"))


def _agency(tongue: Tongue, row: RankRow) -> Sequence[str]:
    return (
        row.name,
        "–" if row.score.points is None else tongue.number(row.score.points, 1),
        "–" if row.on_time_percent is None else tongue.percent(row.on_time_percent, 1),
        "–" if row.least_percent is None else tongue.percent(row.least_percent, 1),
        few(tongue, row.finished),
    )


def _lasted(tongue: Tongue, row: LastedRow) -> Sequence[str]:
    return (row.name, tongue.number(row.finished), tongue(row.median), tongue(row.p90))
