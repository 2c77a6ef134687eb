"""Telling indicators: what was counted turned into figures, trends and reasons, in one language."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from tanggap.city.ground import Ground
from tanggap.city.packs.pillars import Aim, Fact, Indicator
from tanggap.kit.words import Say, Tongue, say
from tanggap.oversight.counts.rules import FEWEST_SHOWN
from tanggap.oversight.counts.tally import Period
from tanggap.oversight.counts.telling import query_of
from tanggap.oversight.pillars import reckoning, rules
from tanggap.oversight.pillars.reckoning import Lack, Measure, Unit, Way
from tanggap.oversight.pillars.rules import OF_KIND, Months, Span, Sum, Trend, Value
from tanggap.oversight.pillars.views import AimView, Empty, PillarView, Row, Tile

LINE_WIDTH, LINE_HEIGHT = 240.0, 48.0
FEWEST_MONTHS = 2
"""A line needs two ends."""

_FACTS: Mapping[Fact, Say] = {
    Fact.POPULATION: say("jumlah penduduk kota menurut tahun, dengan sumbernya."),
    Fact.ROAD_KM: say("panjang jalan kota menurut tahun, dengan sumbernya."),
    Fact.AREA_KM2: say("luas kota menurut tahun, dengan sumbernya."),
    Fact.PERMITS: say("banyaknya izin yang terbit dalam setahun, dengan sumbernya."),
}


class Reckoning(Struct, frozen=True, kw_only=True):
    """All there is to tell a city's indicators from: the sums by stretch of time and part."""

    ground: Ground
    tongue: Tongue
    months: Months
    sums: Mapping[tuple[Span, date, str], Mapping[str, Sum]]

    def over(self, span: Span, period: Period, part: str = "") -> Mapping[str, Sum]:
        """What was counted over a stretch of time, by measure: of all reports, or of a part of them."""
        return self.sums.get((span, period.first, part), {})

    def at(self, indicator: Indicator, measure: Measure, span: Span, period: Period) -> Value | Lack:
        """The value of a measure over a stretch of time, or why it has none."""
        part = rules.part_of(indicator)
        if measure.narrow and not part:
            return Lack.KINDS
        return reckoning.reckoned(measure, self.over(span, period, part), self.number(measure.fact, period))

    def number(self, fact: Fact | None, period: Period) -> float | None:
        """A number of the city in a period; its area is known of every city."""
        said = rules.fact_of(self.ground.pack.facts, fact, period.last.year) if fact is not None else None
        if said is None and fact is Fact.AREA_KM2:
            return self.ground.known.area_km2
        return said.value if said is not None else None

    def name(self, indicator: Indicator) -> str:
        """What an indicator is called."""
        return indicator.title.in_(self.tongue.language)


def pillars(of: Reckoning) -> tuple[PillarView, ...]:
    """The pillars of the city's set, each with what stands under it."""
    pack = of.ground.pack
    chosen = next(each for each in pack.pillar_sets if each.slug == pack.city.pillar_set)
    under = {
        pillar.slug: [each for each in pack.indicators if each.pillars.get(chosen.slug) == pillar.slug]
        for pillar in chosen.pillars
    }
    told = {
        slug: [tile(of, each) or empty(of, each) for each in indicators] for slug, indicators in under.items()
    }
    return tuple(
        PillarView(
            slug=pillar.slug,
            name=pillar.name.in_(of.tongue.language),
            tiles=tuple(each for each in told[pillar.slug] if isinstance(each, Tile)),
            empty=tuple(each for each in told[pillar.slug] if isinstance(each, Empty)),
        )
        for pillar in chosen.pillars
    )


def leading(of: Reckoning, indicator: Indicator) -> tuple[Measure, Value] | None:
    """The first way to a value that gives one over the last twelve months."""
    for measure in reckoning.MEASURES.get(indicator.slug, ()):
        value = of.at(indicator, measure, Span.YEAR, of.months.year)
        if isinstance(value, Value):
            return measure, value
    return None


def tile(of: Reckoning, indicator: Indicator) -> Tile | None:
    """An indicator with its value; None where it has none."""
    led = leading(of, indicator)
    if led is None:
        return None
    measure, value = led
    before = of.at(indicator, measure, Span.YEAR, of.months.before)
    years = (of.over(Span.YEAR, of.months.year), of.over(Span.YEAR, of.months.before))
    earlier = before if isinstance(before, Value) and reckoning.comparable(measure, *years) else None
    went = rules.trend(value, earlier, measure.better(indicator))
    months = monthly(of, indicator, measure)
    language = of.tongue.language
    return Tile(
        code=indicator.code,
        title=of.name(indicator),
        means=indicator.means.in_(language),
        formula=indicator.formula.in_(language),
        source=indicator.source.in_(language),
        figure=figure(measure.unit, value.value),
        over=_over(measure, value),
        href=f"/overview?{query_of(of.months.year)}",
        trend=_trend(measure, went, before),
        went=went,
        aim=_aim(of, indicator, measure, value),
        beside=tuple(_beside(of, indicator, measure)),
        line=_line(months),
        months=tuple(_month(of, measure, period, each) for period, each in months),
        kinds=_kinds(of, measure) if indicator.slug == "gov-3" else (),
    )


def empty(of: Reckoning, indicator: Indicator) -> Empty:
    """An indicator without a value, and why."""
    language = of.tongue.language
    return Empty(
        code=indicator.code,
        title=of.name(indicator),
        means=indicator.means.in_(language),
        why=of.tongue(_why(of, indicator)),
    )


def monthly(of: Reckoning, indicator: Indicator, measure: Measure) -> list[tuple[Period, Value | None]]:
    """Each month's value; none at all of what a month would mean something else of."""
    if measure.over_a_year:
        return []
    found = ((period, of.at(indicator, measure, Span.MONTH, period)) for period in of.months.each)
    return [(period, value if isinstance(value, Value) else None) for period, value in found]


_FIGURES: Mapping[Unit, Callable[[float], Say]] = {
    Unit.PERCENT: lambda value: say("{value}%", value=value),
    Unit.DAYS: lambda value: say("{value} hari", value=value),
    Unit.HOURS: lambda value: say("{value} jam", value=value),
    Unit.STARS: lambda value: say("{value} bintang", value=value),
    Unit.PER_1000: lambda value: say("{value} per 1.000 jiwa", value=value),
    Unit.PER_100_000: lambda value: say("{value} per 100.000 jiwa", value=value),
    Unit.PER_1000_PERMITS: lambda value: say("{value} per 1.000 izin", value=value),
    Unit.PER_100_KM: lambda value: say("{value} per 100 km jalan", value=value),
    Unit.PER_KM2: lambda value: say("{value} per km²", value=value),
}


def figure(unit: Unit, value: float) -> Say:
    """A value with its unit."""
    return _FIGURES[unit](rules.told(value))


def _over(measure: Measure, value: Value) -> Say:
    if measure.sum == "units_in_red":
        return say("dari {n} unit yang dinilai", n=value.n)
    if measure.unit is Unit.STARS:
        return say("dari {n} penilaian", n=value.n)
    return say("dari {n} laporan", n=value.n)


def _trend(measure: Measure, went: Trend | None, before: Value | Lack) -> Say | None:
    if went is None or not isinstance(before, Value):
        return None
    was = figure(measure.unit, before.value)
    match went:
        case Trend.SAME:
            return say("Tetap, dibanding 12 bulan sebelumnya.")
        case Trend.BETTER:
            return say("Membaik dari {was}, 12 bulan sebelumnya.", was=was)
        case Trend.WORSE:
            return say("Memburuk dari {was}, 12 bulan sebelumnya.", was=was)
        case Trend.ROSE:
            return say("Naik dari {was}, 12 bulan sebelumnya.", was=was)
        case Trend.FELL:
            return say("Turun dari {was}, 12 bulan sebelumnya.", was=was)


def _aim(of: Reckoning, indicator: Indicator, measure: Measure, value: Value) -> AimView | None:
    """The city's aim, which is in the unit of the first way to a value and means nothing of another."""
    aim: Aim | None = rules.aim_of(of.ground.pack.aims, indicator.slug, of.months.year.last)
    if aim is None or measure is not reckoning.MEASURES[indicator.slug][0]:
        return None
    return AimView(
        words=figure(measure.unit, aim.value),
        reached=rules.reached(aim.value, value.value, measure.better(indicator)),
        source=aim.source,
    )


def _beside(of: Reckoning, indicator: Indicator, led: Measure) -> Iterator[Say]:
    """What must be said beside a value so that it does not mislead."""
    year = of.over(Span.YEAR, of.months.year)
    for measure in reckoning.MEASURES[indicator.slug]:
        value = of.at(indicator, measure, Span.YEAR, of.months.year)
        if measure is not led and isinstance(value, Value):
            yield say("Separuhnya selesai dalam {figure}.", figure=figure(measure.unit, value.value))
        if value is Lack.FACT and measure.fact is not None:
            yield say("Per 100 km jalan belum dapat dihitung. Diperlukan: {what}", what=_FACTS[measure.fact])
    if indicator.slug == "gov-1" and year["overdue"].amount >= FEWEST_SHOWN:
        yield say(
            "{n} laporan lain masih terbuka lewat batasnya, dan belum ikut dihitung.",
            n=int(year["overdue"].amount),
        )
    if led.narrow and led.way is Way.MEDIAN:
        mine = of.over(Span.YEAR, of.months.year, rules.part_of(indicator))
        yield say("{n} dilaporkan dalam 12 bulan.", n=mine["real"].n)
    if led.fact is not None:
        yield _fact_words(of, led.fact)
        if rules.months_told(year) < rules.MONTHS:
            yield say("Laporan baru ada pada {n} dari 12 bulan ini.", n=rules.months_told(year))


def _fact_words(of: Reckoning, fact: Fact) -> Say:
    said = rules.fact_of(of.ground.pack.facts, fact, of.months.year.last.year)
    if said is None:
        return say(
            "Luas kota {km2} km² adalah perkiraan, dihitung dari batas wilayahnya.",
            km2=of.ground.known.area_km2 or 0,
        )
    return say(
        "Dibagi {value}, angka {year} menurut {source}.",
        value=said.value,
        year=str(said.year),
        source=said.source,
    )


def _why(of: Reckoning, indicator: Indicator) -> Say:
    if indicator.needs is not None:
        return say("Diperlukan: {what}", what=indicator.needs)
    for measure in reckoning.MEASURES.get(indicator.slug, ()):
        match of.at(indicator, measure, Span.YEAR, of.months.year):
            case Lack.KINDS:
                return say("Kota ini belum menyebut jenis laporan mana yang dihitung.")
            case Lack.FACT if measure.fact is not None:
                return say("Diperlukan: {what}", what=_FACTS[measure.fact])
            case Lack.UNHELD:
                return say(
                    "Lebih dari separuh laporan tidak datang lewat peramban atau akun, jadi pelapornya tidak dapat dihitung dengan jujur."
                )
            case Lack.FEW:
                return say("Dalam 12 bulan ini laporannya kurang dari {n}.", n=measure.fewest)
            case _:
                continue
    return say("Tanggap belum menghitungnya.")


def _line(months: Sequence[tuple[Period, Value | None]]) -> str | None:
    values = [value.value if value is not None else None for _, value in months]
    if sum(each is not None for each in values) < FEWEST_MONTHS:
        return None
    return rules.line(values, width=LINE_WIDTH, height=LINE_HEIGHT)


def _month(of: Reckoning, measure: Measure, period: Period, value: Value | None) -> Row:
    return Row(
        name=of.tongue.month(period.first),
        figure=figure(measure.unit, value.value) if value is not None else None,
        n=value.n if value is not None else None,
        href=f"/overview?{query_of(period)}",
    )


def _kinds(of: Reckoning, measure: Measure) -> tuple[Row, ...]:
    """Each kind of which enough was finished, with a median of its own, the slowest first."""
    found = [
        (kind, sums[measure.sum])
        for kind in of.ground.kinds
        if measure.sum in (sums := of.over(Span.YEAR, of.months.year, f"{OF_KIND}{kind}"))
    ]
    told = [(kind, each) for kind, each in found if each.n >= FEWEST_SHOWN]
    return tuple(
        Row(
            name=of.ground.kinds[kind].name.in_(of.tongue.language),
            figure=figure(measure.unit, each.amount),
            n=each.n,
        )
        for kind, each in sorted(told, key=lambda one: (-one[1].amount, one[0]))
    )
