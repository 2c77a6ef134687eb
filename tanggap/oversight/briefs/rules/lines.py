"""What needs a decision, as lines: what is gravest first, each with its figure, why it is there, since when, and one way to act."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from msgspec import Struct

from tanggap.city.ground import Ground
from tanggap.city.terms import AgencySlug, AreaCode, KindSlug
from tanggap.kit.words import Name, Say, say
from tanggap.oversight.briefs.rules.clusters import Cluster
from tanggap.oversight.briefs.rules.rising import Rise
from tanggap.oversight.operations_centre.wanted import Wanted
from tanggap.report import number as numbers

LIST = "/reports"
"""Where a line about many reports leads."""
SILENT_DAYS, SILENT_FEWEST = 3, 3
"""Working days without any act, and how many tasks must have waited so long before an agency is called silent."""
UNTRUE_DAYS, UNTRUE_FEWEST = 30, 2
MOST_OF_A_SORT = 3
"""So that one sort of trouble does not hide all others."""


class Late(Struct, frozen=True, kw_only=True):
    """Of how many reports, or parts of them, the mayor's desk was told that a unit, or nobody, is late or has not begun."""

    agency: AgencySlug | None
    count: int
    since: datetime


class Silent(Struct, frozen=True, kw_only=True):
    """How many tasks an agency holds on which nobody of staff did anything for `SILENT_DAYS`, and since when it holds the first."""

    agency: AgencySlug
    count: int
    since: datetime


class Untrue(Struct, frozen=True, kw_only=True):
    """How many of a unit's proofs of the last `UNTRUE_DAYS` were not true; ``number`` is the report of the latest."""

    agency: AgencySlug
    filed: int
    untrue: int
    since: datetime
    number: int


class Alarm(Struct, frozen=True, kw_only=True):
    """How many emergencies of a kind are open; ``number`` is the report that waits longest."""

    kind: KindSlug
    count: int
    since: datetime
    number: int


class Facts(Struct, frozen=True, kw_only=True):
    """All that lines are made of."""

    alarms: Sequence[Alarm] = ()
    late: Sequence[Late] = ()
    silent: Sequence[Silent] = ()
    untrue: Sequence[Untrue] = ()
    clusters: Sequence[Cluster] = ()
    rises: Sequence[Rise] = ()
    week: date
    """When the week began in which kinds rise."""


class Line(Struct, frozen=True, kw_only=True):
    """One thing to decide. ``key`` is what it is set aside by; ``word`` says what is found at ``href``."""

    key: str
    sign: str
    says: Say
    why: Say
    since: datetime | date
    href: str
    word: Say


def lines(ground: Ground, facts: Facts) -> list[Line]:
    """Everything that needs a decision, the gravest first."""
    sorts = (_alarms(ground, facts), _late(ground, facts), _silent(ground, facts), _untrue(ground, facts))
    tested = (_clusters(ground, facts), _rises(ground, facts))
    return [line for sort in (*sorts, *tested) for line in sort]


def _alarms(ground: Ground, facts: Facts) -> Iterator[Line]:
    for each in facts.alarms[:MOST_OF_A_SORT]:
        yield Line(
            key=f"emergency:{each.kind}",
            sign="siren",
            says=say(
                "{n} laporan darurat belum selesai: {kind}.", n=each.count, kind=_kind(ground, each.kind)
            ),
            why=say("Jenis darurat tidak boleh menunggu. Ini yang terlama."),
            since=each.since,
            href=_report(ground, each.number),
            word=say("Buka yang terlama"),
        )


def _late(ground: Ground, facts: Facts) -> Iterator[Line]:
    for each in facts.late[:MOST_OF_A_SORT]:
        yield Line(
            key=f"late:{each.agency or ''}",
            sign="clock-countdown",
            says=say(
                "{n} laporan naik ke meja wali kota: {unit}.", n=each.count, unit=_unit(ground, each.agency)
            ),
            why=say(
                "Batas waktunya lewat dan kepala instansi sudah diberi tahu, atau belum ada yang memulai."
            ),
            since=each.since,
            href=f"/overdue?unit={each.agency}" if each.agency is not None else "/overdue",
            word=say("Lihat yang lewat batas"),
        )


def _silent(ground: Ground, facts: Facts) -> Iterator[Line]:
    for each in facts.silent[:MOST_OF_A_SORT]:
        yield Line(
            key=f"silent:{each.agency}",
            sign="warning-circle",
            says=say("{unit} diam: {n} tugas tanpa tindakan apa pun.", unit=_unit(ground, each.agency), n=each.count),
            why=say("Tidak ada petugas yang berbuat sesuatu atas satu pun tugasnya selama {days} hari kerja.", days=SILENT_DAYS),
            since=each.since,
            href=_list(Wanted(agency=each.agency)),
            word=say("Lihat laporannya"),
        )  # fmt: skip


def _untrue(ground: Ground, facts: Facts) -> Iterator[Line]:
    for each in facts.untrue[:MOST_OF_A_SORT]:
        yield Line(
            key=f"untrue:{each.agency}",
            sign="seal-check",
            says=say("{false} dari {filed} hasil kerja ternyata tidak benar: {unit}.", false=each.untrue, filed=each.filed, unit=_unit(ground, each.agency)),
            why=say("Pemeriksa menemukannya dalam {days} hari terakhir: tempatnya lain, fotonya lama atau pernah dipakai, atau belum selesai.", days=UNTRUE_DAYS),
            since=each.since,
            href=_report(ground, each.number),
            word=say("Buka yang terakhir"),
        )  # fmt: skip


def _clusters(ground: Ground, facts: Facts) -> Iterator[Line]:
    for each in facts.clusters[:MOST_OF_A_SORT]:
        area = ground.area(AreaCode(each.area))
        yield Line(
            key=f"cluster:{each.kind}:{each.area}",
            sign="map-pin",
            says=say("{n} laporan {kind} berkumpul di {area}.", n=each.count, kind=_kind(ground, KindSlug(each.kind)), area=area.name if area is not None else each.area),
            why=say("Biasanya {expected}. Peluang kebetulan {chance}.", expected=_expected(each.expected), chance=_odds(each.chance)),
            since=each.first,
            href=_list(Wanted(kind=KindSlug(each.kind), area=AreaCode(each.area))),
            word=say("Lihat laporannya"),
        )  # fmt: skip


def _rises(ground: Ground, facts: Facts) -> Iterator[Line]:
    for each in facts.rises[:MOST_OF_A_SORT]:
        yield Line(
            key=f"rising:{each.kind}",
            sign="arrow-up",
            says=say("{kind} naik: {n} laporan dalam tujuh hari.", kind=_kind(ground, KindSlug(each.kind)), n=each.count),
            why=say("Biasanya {expected} pada minggu seperti ini. Peluang kebetulan {chance}.", expected=_expected(each.expected), chance=_odds(each.chance)),
            since=facts.week,
            href=_list(Wanted(kind=KindSlug(each.kind))),
            word=say("Lihat laporannya"),
        )  # fmt: skip


def _expected(mean: float) -> float:
    return round(mean, 1)


def _odds(chance: float) -> Say:
    """A chance as people say it: one in so many."""
    if chance < 1e-6:
        return say("kurang dari satu dalam sejuta")
    return say("satu dalam {n}", n=round(1 / chance))


def _kind(ground: Ground, slug: KindSlug) -> Name | str:
    kind = ground.kinds.get(slug)
    return kind.name if kind is not None else slug


def _unit(ground: Ground, slug: AgencySlug | None) -> Say | str:
    agency = ground.agencies.get(slug) if slug is not None else None
    return agency.name if agency is not None else slug or say("belum ada unit")


def _list(wanted: Wanted) -> str:
    return f"{LIST}?{wanted.query}"


def _report(ground: Ground, number: int) -> str:
    return f"/reports/{numbers.show(ground.known.code, number)}"
