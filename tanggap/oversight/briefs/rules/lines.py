"""What needs a decision, as lines: what is gravest first, each with its figure, why it is there, since when, and one way to act."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from tanggap.city.ground import Ground
from tanggap.city.terms import AgencySlug, AreaCode, KindSlug
from tanggap.kit.words import Name, Say, say
from tanggap.oversight.briefs.rules.clusters import Cluster
from tanggap.oversight.briefs.rules.rising import Rise
from tanggap.oversight.counts.tally import Period
from tanggap.oversight.operations_centre.wanted import Wanted

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
    """On how many reports nobody of an agency's staff did anything for `SILENT_DAYS`, and since when it holds the first."""

    agency: AgencySlug
    count: int
    since: datetime


class Untrue(Struct, frozen=True, kw_only=True):
    """Of how many reports a unit filed a proof in the last `UNTRUE_DAYS`, and of how many of them one was not true."""

    agency: AgencySlug
    filed: int
    untrue: int
    since: datetime


class Alarm(Struct, frozen=True, kw_only=True):
    """How many emergencies of a kind are open."""

    kind: KindSlug
    count: int
    since: datetime


class Facts(Struct, frozen=True, kw_only=True):
    """All that lines are made of."""

    alarms: Sequence[Alarm] = ()
    late: Sequence[Late] = ()
    silent: Sequence[Silent] = ()
    untrue: Sequence[Untrue] = ()
    clusters: Sequence[Cluster] = ()
    rises: Sequence[Rise] = ()
    week: Period
    """The days in which kinds rise."""
    today: date


class Sort(StrEnum):
    """What kind of trouble a line tells of."""

    EMERGENCY = "emergency"
    LATE = "late"
    SILENT = "silent"
    UNTRUE = "untrue"
    CLUSTER = "cluster"
    RISING = "rising"


SIGNS = {
    Sort.EMERGENCY: "siren",
    Sort.LATE: "clock-countdown",
    Sort.SILENT: "warning-circle",
    Sort.UNTRUE: "seal-check",
    Sort.CLUSTER: "map-pin",
    Sort.RISING: "arrow-up",
}


class Line(Struct, frozen=True, kw_only=True):
    """One thing to decide, about ``count`` reports: those of its sort that are as ``of`` says.

    ``key`` is what it is set aside by. A late line without an agency is about what nobody holds.
    """

    key: str
    sort: Sort
    of: Wanted
    count: int
    says: Say
    why: Say
    since: datetime | date

    @property
    def sign(self) -> str:
        """The icon of its sort."""
        return SIGNS[self.sort]


def lines(ground: Ground, facts: Facts) -> list[Line]:
    """Everything that needs a decision, the gravest first."""
    sorts = (_alarms(ground, facts), _late(ground, facts), _silent(ground, facts), _untrue(ground, facts))
    tested = (_clusters(ground, facts), _rises(ground, facts))
    return [line for sort in (*sorts, *tested) for line in sort]


def _alarms(ground: Ground, facts: Facts) -> Iterator[Line]:
    for each in facts.alarms[:MOST_OF_A_SORT]:
        yield Line(
            key=f"emergency:{each.kind}",
            sort=Sort.EMERGENCY,
            of=Wanted(kind=each.kind),
            count=each.count,
            says=say(
                "{n} laporan darurat belum selesai: {kind}.", n=each.count, kind=_kind(ground, each.kind)
            ),
            why=say("Jenis darurat tidak boleh menunggu. Yang terlama di atas."),
            since=each.since,
        )


def _late(ground: Ground, facts: Facts) -> Iterator[Line]:
    for each in facts.late[:MOST_OF_A_SORT]:
        yield Line(
            key=f"late:{each.agency or ''}",
            sort=Sort.LATE,
            of=Wanted(agency=each.agency),
            count=each.count,
            says=say(
                "{n} laporan naik ke meja wali kota: {unit}.", n=each.count, unit=_unit(ground, each.agency)
            ),
            why=say(
                "Batas waktunya lewat dan kepala instansi sudah diberi tahu, atau belum ada yang memulai."
            ),
            since=each.since,
        )


def _silent(ground: Ground, facts: Facts) -> Iterator[Line]:
    for each in facts.silent[:MOST_OF_A_SORT]:
        yield Line(
            key=f"silent:{each.agency}",
            sort=Sort.SILENT,
            of=Wanted(agency=each.agency),
            count=each.count,
            says=say("{unit} diam: {n} laporan tanpa tindakan apa pun.", unit=_unit(ground, each.agency), n=each.count),
            why=say("Tidak ada petugas yang berbuat sesuatu atas satu pun tugasnya selama {days} hari kerja.", days=SILENT_DAYS),
            since=each.since,
        )  # fmt: skip


def _untrue(ground: Ground, facts: Facts) -> Iterator[Line]:
    for each in facts.untrue[:MOST_OF_A_SORT]:
        yield Line(
            key=f"untrue:{each.agency}",
            sort=Sort.UNTRUE,
            of=Wanted(agency=each.agency),
            count=each.untrue,
            says=say("Hasil kerja {false} dari {filed} laporan ternyata tidak benar: {unit}.", false=each.untrue, filed=each.filed, unit=_unit(ground, each.agency)),
            why=say("Pemeriksa menemukannya dalam {days} hari terakhir: tempatnya lain, fotonya lama atau pernah dipakai, atau belum selesai.", days=UNTRUE_DAYS),
            since=each.since,
        )  # fmt: skip


def _clusters(ground: Ground, facts: Facts) -> Iterator[Line]:
    for each in facts.clusters[:MOST_OF_A_SORT]:
        kind, code = KindSlug(each.kind), AreaCode(each.area)
        area = ground.area(code)
        yield Line(
            key=f"cluster:{each.kind}:{each.area}",
            sort=Sort.CLUSTER,
            of=Wanted(kind=kind, area=code, period=Period(first=each.first, last=facts.today)),
            count=each.count,
            says=say("{n} laporan {kind} berkumpul di {area}.", n=each.count, kind=_kind(ground, kind), area=area.name if area is not None else each.area),
            why=say("Biasanya {expected}. Peluang kebetulan {chance}.", expected=_expected(each.expected), chance=_odds(each.chance)),
            since=each.first,
        )  # fmt: skip


def _rises(ground: Ground, facts: Facts) -> Iterator[Line]:
    for each in facts.rises[:MOST_OF_A_SORT]:
        kind = KindSlug(each.kind)
        yield Line(
            key=f"rising:{each.kind}",
            sort=Sort.RISING,
            of=Wanted(kind=kind, period=facts.week),
            count=each.count,
            says=say("{kind} naik: {n} laporan dalam tujuh hari.", kind=_kind(ground, kind), n=each.count),
            why=say("Biasanya {expected} pada minggu seperti ini. Peluang kebetulan {chance}.", expected=_expected(each.expected), chance=_odds(each.chance)),
            since=facts.week.first,
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
