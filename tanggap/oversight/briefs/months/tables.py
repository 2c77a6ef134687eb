"""A month as a workbook: a sheet for each table, numbers as numbers."""

from collections.abc import Sequence

from tanggap.kit.words import Say, Tongue, say
from tanggap.kit.workbook import Cell, Table, written
from tanggap.oversight.briefs.months.telling import METHOD, LastedRow, MonthTold
from tanggap.oversight.counts.views import Share
from tanggap.oversight.scorecards.views import Ranking


def workbook(month: MonthTold, tongue: Tongue) -> bytes:
    """A month as an XLSX file; what may not be told is written as < 5."""
    section = month.section
    tables = (
        Table(name=tongue(say("Ringkasan")), heading=_said(tongue, say("Ukuran"), say("Nilai")), rows=_summary(month, tongue)),
        Table(
            name=tongue(say("Per hari")),
            heading=_said(tongue, say("Hari"), say("Diterima"), say("Selesai")),
            rows=[(each.day, _count(each.received), _count(each.closed)) for each in section.days],
            chart="column",
        ),
        _shares(tongue, say("Jenis"), section.kinds),
        _shares(tongue, say("Wilayah"), section.areas),
        _shares(tongue, say("Sampai di mana"), section.statuses),
        *(_scores(tongue, ranking) for ranking in (month.ranking,) if ranking is not None),
        _lasted(tongue, say("Lamanya menurut jenis"), month.by_kind),
        _lasted(tongue, say("Lamanya menurut dinas"), month.by_agency),
        Table(
            name=tongue(say("Cara menghitung")),
            heading=_said(tongue, say("Cara menghitung")),
            rows=[(tongue(each),) for each in METHOD],
        ),
    )  # fmt: skip
    title = f"{month.city}, {month.title}"
    return written(tables, title=title, author=month.city, made_at=month.made_at)


def _summary(month: MonthTold, tongue: Tongue) -> Sequence[Sequence[Cell]]:
    lasted = month.lasted
    return (
        (tongue(say("Kota")), month.city),
        (tongue(say("Bulan")), month.month),
        (tongue(say("Laporan")), _count(month.section.count)),
        (tongue(say("Sudah selesai, %")), month.finished_percent),
        (tongue(say("Separuh selesai dalam, jam")), None if lasted is None else lasted.median_h),
        (
            tongue(say("Sembilan dari sepuluh selesai dalam, jam")),
            None if lasted is None else lasted.p90_h,
        ),
        (tongue(say("Dibuat")), tongue.when(month.made_at, year=True)),
    )  # fmt: skip


def _shares(tongue: Tongue, title: Say, shares: Sequence[Share]) -> Table:
    return Table(
        name=tongue(title),
        heading=_said(tongue, say("Nama"), say("Laporan"), say("Persen")),
        rows=[(each.name, each.count, each.percent) for each in shares],
        chart="bar",
    )


def _scores(tongue: Tongue, ranking: Ranking) -> Table:
    return Table(
        name=tongue(say("Dinas")),
        heading=_said(
            tongue,
            say("Peringkat"),
            say("Dinas"),
            say("Nilai"),
            say("Warna"),
            say("Tepat waktu, %"),
            say("Paling sedikit, %"),
            say("Selesai"),
        ),
        rows=[
            (
                row.rank,
                row.name,
                row.score.points,
                tongue(row.score.word),
                row.on_time_percent,
                row.least_percent,
                _count(row.finished),
            )
            for row in (*ranking.scored, *ranking.unscored)
        ],
    )


def _lasted(tongue: Tongue, title: Say, rows: Sequence[LastedRow]) -> Table:
    return Table(
        name=tongue(title),
        heading=_said(
            tongue,
            say("Nama"),
            say("Selesai"),
            say("Separuh selesai dalam, jam"),
            say("Sembilan dari sepuluh selesai dalam, jam"),
        ),
        rows=[(each.name, each.finished, each.median_h, each.p90_h) for each in rows],
    )


def _said(tongue: Tongue, *words: Say) -> list[str]:
    return [tongue(word) for word in words]


def _count(count: int | None) -> Cell:
    return "< 5" if count is None else count
