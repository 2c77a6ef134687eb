"""A month told in one language: as a page has it, as paper and as tables have it."""

from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct

from tanggap.city.ground import Ground
from tanggap.city.terms import AgencySlug, KindSlug
from tanggap.kit.words import Say, Tongue, say
from tanggap.oversight.briefs.months import rules
from tanggap.oversight.briefs.months.facts import Facts
from tanggap.oversight.counts import telling
from tanggap.oversight.counts.rules import seen
from tanggap.oversight.counts.tally import By
from tanggap.oversight.counts.views import Section
from tanggap.oversight.scorecards.rules import share_percent
from tanggap.oversight.scorecards.views import Ranking


class LastedRow(Struct, frozen=True, kw_only=True):
    """How long a kind or an agency took, in hours: half within ``median_h``, nine of ten within ``p90_h``; both in words."""

    name: str
    finished: int
    median_h: float
    p90_h: float
    median: Say
    p90: Say


class MonthTold(Struct, frozen=True, kw_only=True):
    """A month: its section as the overview tells it, and one sentence beside each chart."""

    city: str
    month: str
    title: str
    first: date
    section: Section
    over: bool
    made_at: datetime
    finished_percent: float | None
    before: Say | None
    year_before: Say | None
    lasted: LastedRow | None
    by_kind: tuple[LastedRow, ...]
    by_agency: tuple[LastedRow, ...]
    busiest: Say | None
    where: Say | None
    ranking: Ranking | None
    marked: Say
    how_long: Say
    approximate: bool


def told(ground: Ground, tongue: Tongue, facts: Facts, *, ranking: Ranking | None, today: date) -> MonthTold:
    """A month in one language; ``ranking`` is how its units were scored, None as long as that is not published."""
    title = tongue.whole_month(facts.first)
    section = telling.section(
        ground,
        tongue,
        facts.period,
        facts.told,
        id="month",
        title=say("Laporan bulanan"),
        later=facts.later,
    )
    whole = next(iter(seen(facts.told, By.ALL)), None)
    count = whole.reports if whole is not None else 0
    return MonthTold(
        city=ground.known.name,
        month=rules.written(facts.first),
        title=title,
        first=facts.first,
        section=section,
        over=rules.after(facts.first) <= today,
        made_at=facts.made_at,
        finished_percent=share_percent(whole.finished, count, digits=1)
        if whole is not None and section.count is not None
        else None,
        before=rules.compared(count, facts.month_before, when=tongue.whole_month(rules.before(facts.first))),
        year_before=rules.compared(
            count, facts.year_before, when=tongue.whole_month(facts.first.replace(year=facts.first.year - 1))
        ),
        lasted=next(iter(_rows(ground, tongue, facts, "all")), None),
        by_kind=_rows(ground, tongue, facts, "kind"),
        by_agency=_rows(ground, tongue, facts, "agency"),
        busiest=rules.busiest({each.day: each.received or 0 for each in section.days}),
        where=rules.where([(each.name, each.percent) for each in section.areas]),
        ranking=ranking,
        marked=rules.marked([each.score.band for each in ranking.scored] if ranking is not None else None),
        how_long=rules.how_long(facts.lasted),
        approximate=telling.approximate(ground),
    )


def _rows(ground: Ground, tongue: Tongue, facts: Facts, by: str) -> tuple[LastedRow, ...]:
    return tuple(
        LastedRow(
            name=_name(ground, tongue, by, each.key),
            finished=each.finished,
            median_h=round(each.median_s / rules.HOUR_S, 1),
            p90_h=round(each.p90_s / rules.HOUR_S, 1),
            median=rules.long(each.median_s),
            p90=rules.long(each.p90_s),
        )
        for each in facts.lasted
        if each.by == by
    )


def _name(ground: Ground, tongue: Tongue, by: str, key: str) -> str:
    kind = ground.kinds.get(KindSlug(key)) if by == "kind" else None
    agency = ground.agencies.get(AgencySlug(key)) if by == "agency" else None
    if kind is not None:
        return kind.name.in_(tongue.language)
    return agency.name if agency is not None else key


METHOD: Sequence[Say] = (
    say("Hari adalah hari laporan masuk, menurut waktu kota. Selesai berarti sudah selesai saat laporan ini dibuat."),
    say("Nilai dinas adalah rapor bulan itu seperti terbit; caranya ada di halaman rapor."),
    say("Lamanya dari laporan masuk sampai hasil kerja dilaporkan, atas yang selesai; persentil dengan peringkat terdekat."),
    say("Jumlah di bawah 5 tidak dirinci, supaya tidak menunjuk seorang pelapor."),
)  # fmt: skip
"""How a month's numbers come about."""
