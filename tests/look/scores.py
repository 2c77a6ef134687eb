"""Scorecards of the sample city: a month of good, middling and failing units."""

from datetime import date, timedelta

from msgspec.structs import replace

from tanggap.city.packs.grading import Grading
from tanggap.kit.words import say
from tanggap.oversight.scorecards import views as s
from tests.look import samples as x

MONTH = date(2026, 10, 1)
BANDS: dict[s.BandName, s.Badge] = {
    "green": s.Badge(points=90.6, band="green", word=say("hijau"), sign="check-circle"),
    "yellow": s.Badge(points=76.7, band="yellow", word=say("kuning"), sign="warning"),
    "red": s.Badge(points=54.0, band="red", word=say("rapor merah"), sign="x-circle"),
    "none": s.Badge(points=None, band="none", word=say("belum dinilai"), sign="minus"),
}
NEGLECTED = say("{count} laporan belum dijawab setelah dua kali batas waktunya.", count=3)


def row(rank: int | None, name: str, band: s.BandName, on_time: float | None = None) -> s.RankRow:
    return s.RankRow(
        rank=rank,
        name=name,
        href="/open/agencies/dbmsda",
        score=BANDS[band],
        why=(NEGLECTED,) if band == "red" else (),
        on_time_percent=on_time,
        least_percent=None if on_time is None else on_time - 6.4,
        finished=412 if on_time is not None else None,
    )


RANKED = (
    (say("Dinas dan unit"), ("Satuan Polisi Pamong Praja", "Dinas Bina Marga dan SDA", "Dinas Lingkungan Hidup")),
    (say("Kantor kelurahan dan kecamatan"), ("Kelurahan Margahayu", "Kecamatan Bekasi Timur", "Kelurahan Jatiasih")),
    (say("Kecamatan"), ("Bekasi Timur", "Jatiasih", "Rawalumbu")),
    (say("Kelurahan"), ("Margahayu", "Kayuringin Jaya", "Jatiasih")),
    (say("Jenis laporan"), ("Lampu jalan mati", "Jalan rusak / berlubang", "Tumpukan sampah liar")),
)  # fmt: skip


def ranking(nth: int = 0) -> s.Ranking:
    title, (best, middling, worst) = RANKED[nth]
    return s.Ranking(
        id=f"ranking-{nth}",
        title=title,
        scored=(row(1, best, "green", 92), row(2, middling, "yellow", 78), row(3, worst, "red", 50)),
        unscored=(row(None, "Dinas Sosial", "none"),) if nth == 0 else (),
    )


def of_the_month() -> s.MonthRanking:
    return s.MonthRanking(month=MONTH, published_at=x.NOW, ranking=ranking())


def months(path: str) -> tuple[s.MonthLink, ...]:
    return tuple(
        s.MonthLink(href=f"{path}?month={each:%Y-%m}", month=each, here=each == MONTH)
        for each in (MONTH, date(2026, 9, 1), date(2026, 8, 1))
    )


def versions(path: str, *points: float) -> tuple[s.VersionRow, ...]:
    said = {2: "Hari libur 5 Oktober belum tercatat.", 1: None}
    return tuple(
        s.VersionRow(
            version=nth,
            published_at=x.NOW - timedelta(days=9 * (2 - nth)),
            reason=reason,
            href=f"{path}?month=2026-10&version={nth}",
            here=nth == 2,
            points=points[nth - 1] if points else None,
        )
        for nth, reason in said.items()
    )


def index() -> s.IndexPage:
    here = "/open?month=2026-10&version=2"
    return s.IndexPage(
        month=MONTH,
        version=2,
        published_at=x.NOW,
        months=months("/open"),
        spans=(
            s.SpanLink(href=here, title=say("Bulan ini"), here=True),
            s.SpanLink(href=f"{here}&over=year", title=say("Dua belas bulan"), here=False),
        ),
        rankings=tuple(map(ranking, range(len(RANKED)))),
        versions=versions("/open"),
        first_on=None,
        correct="2026-10",
    )


def nothing_yet() -> s.IndexPage:
    return s.IndexPage(
        month=None,
        version=None,
        published_at=None,
        months=(),
        spans=(),
        rankings=(),
        versions=(),
        first_on=date(2026, 12, 7),
    )


def part(title: str, percent: float | None, weight: float | None, *, items: int | None = 412) -> s.Part:
    titles = {
        "on_time": say("Tepat waktu"),
        "first_answer": say("Cepat ditanggapi"),
        "rating": say("Bintang"),
        "stayed_closed": say("Tidak dibuka lagi"),
        "untrue": say("Hasil kerja yang tidak benar"),
    }
    rated = title == "rating"
    return s.Part(
        title=titles[title],
        source=say("bintang dari pelapor"),
        percent=None if rated else percent,
        low=None if rated or percent is None else max(percent - 4, 0),
        high=None if rated or percent is None else min(percent + 4, 100),
        stars=4.1 if rated else None,
        items=items,
        weight=weight,
        from_city=rated,
        behind=f"/open/reports?agency=dbmsda&month=2026-10&of={title}",
        behind_city=f"/open/reports?city=all&month=2026-10&of={title}",
    )


REASON = s.Reason(
    words=NEGLECTED,
    behind="/open/reports?agency=dbmsda&month=2026-10&of=neglected",
    reports=tuple(
        s.Link(href=f"/reports/BKS-48210-9731{nth}-1", name=f"BKS-48210-9731{nth}-1") for nth in range(3)
    ),
)


def told(band: s.BandName = "yellow") -> s.Told:
    return s.Told(
        title=say("Bulan ini"),
        badge=BANDS[band],
        at_least=73.91 if band == "yellow" else 48.2,
        change=3.2 if band == "yellow" else -8.4,
        why=(REASON,) if band == "red" else (),
        rank=2,
        ranked=21,
        parts=(
            part("on_time", 78, 50),
            part("first_answer", 91, 20),
            part("rating", None, 20, items=None),
            part("stayed_closed", 94, 10),
            part("untrue", 2.1, None, items=96),
        ),
        alike_percent=81.4,
        alike_items=398,
        alike_covered=92.6,
        held=47,
        held_days=6.5,
        held_behind="/open/reports?agency=dbmsda&month=2026-10&of=backlog",
    )


def line() -> tuple[s.Mark, ...]:
    found: list[s.Mark] = []
    for nth, points in enumerate((None, 52.1, 61.0, 66.4, 71.2, 74.0, 86.3, 88.0, 79.5, 72.2, 73.5, 76.7)):
        band: s.BandName = (
            "none" if points is None else "green" if points >= 85 else "yellow" if points >= 70 else "red"
        )
        month = date(2025, 11, 1) if nth < 2 else date(2026, nth - 1, 1)
        found.append(
            s.Mark(
                month=month.replace(month=11 + nth) if nth < 2 else month,
                points=points,
                badge=replace(BANDS[band], points=points),
                x=round((nth + 0.5) * 100 / 12, 2),
                y=None if points is None else round(40 - 0.4 * points, 2),
            )
        )
    return tuple(found)


def table(id: str) -> s.CellTable:
    titles = {"areas": say("Per wilayah"), "kinds": say("Per jenis laporan")}
    names = (
        ("Margahayu", "Kayuringin Jaya", "Jatiasih") if id == "areas" else ("Jalan rusak", "Saluran mampet")
    )
    return s.CellTable(
        id=id,
        title=titles[id],
        rows=tuple(
            s.CellRow(name=name, href=f"/open/{id}/x", finished=80 - 20 * nth, percent=91.3 - 14 * nth)
            for nth, name in enumerate(names)
        ),
        fewer=3,
    )


def card() -> s.CardPage:
    path = "/open/agencies/dbmsda"
    return s.CardPage(
        name="Dinas Bina Marga dan SDA",
        of=say("Unit kerja"),
        month=MONTH,
        published_at=x.NOW,
        months=months(path),
        told=(told(), replace(told("red"), title=say("Dua belas bulan"), rank=17, change=None)),
        line=line(),
        tables=(table("areas"), table("kinds")),
        answers=(
            s.SaidBeside(
                month=MONTH,
                text="Dua mesin pemadat rusak selama tiga minggu. Sejak 20 Oktober keduanya bekerja lagi.",
                at=x.NOW,
            ),
        ),
        versions=versions(path, 74.12, 76.7),
        more=(s.Link(href="/open/agencies/upt-jalan", name="UPT Jalan"),),
    )


def draft() -> s.CardPage:
    return replace(
        card(),
        versions=(),
        answers=(),
        draft=replace(told("green"), title=say("Konsep")),
        draft_month=date(2026, 11, 1),
        draft_until=date(2026, 12, 7),
        answer="/open/agencies/dbmsda/answers",
        answer_month=date(2026, 11, 1),
    )


def behind() -> s.BehindPage:
    return s.BehindPage(
        name="Dinas Bina Marga dan SDA",
        title=say("Tepat waktu"),
        order=say("Yang merugikan unit di atas."),
        first=None,
        month=MONTH,
        back="/open/agencies/dbmsda?month=2026-10",
        rows=tuple(
            s.BehindRow(
                number=f"BKS-48210-9731{nth}-1",
                href=f"/reports/BKS-48210-9731{nth}-1",
                kind="Jalan rusak / berlubang",
                area="Margahayu",
                finished_at=x.NOW - timedelta(days=nth) if nth else None,
                due_at=x.NOW - timedelta(days=2),
                good=nth > 1,
                stars=None,
                days=None,
                held_hours=18.5 + nth if nth else None,
            )
            for nth in range(4)
        ),
        hidden=None,
        later="/open/reports?agency=dbmsda&month=2026-10&of=on_time&page=2",
        inside=False,
    )


def behind_stars() -> s.BehindPage:
    page = behind()
    return replace(
        page,
        title=say("Bintang"),
        order=say("Yang paling sedikit bintangnya di atas."),
        first=date(2025, 11, 1),
        rows=tuple(replace(row, good=None, stars=nth + 1) for nth, row in enumerate(page.rows)),
        later="/open/reports?agency=dbmsda&month=2026-10&over=year&of=rating&page=2",
        hidden=12,
    )


def method() -> s.MethodPage:
    weights = {"on_time": 50.0, "first_answer": 20.0, "rating": 20.0, "stayed_closed": 10.0}
    steps = (
        ("on_time", 321, 412),
        ("first_answer", 375, 412),
        ("rating", 310, 400),
        ("stayed_closed", 388, 412),
    )
    earned = [weights[name] * part_ / whole for name, part_, whole in steps]
    return s.MethodPage(
        grading=Grading(),
        gradings=(Grading(),),
        fewest_shown=5,
        weights=tuple(s.Weighed(title=part(name, 1, 1).title, weight=weights[name]) for name in weights),
        example=s.Example(
            name="Dinas Bina Marga dan SDA",
            href="/open/agencies/dbmsda?month=2026-10",
            month=MONTH,
            steps=tuple(
                s.Step(
                    title=part(name, 1, 1).title, part=part_, whole=whole, weight=weights[name], earned=each
                )
                for (name, part_, whole), each in zip(steps, earned, strict=True)
            ),
            earned=round(sum(earned), 2),
            weight=100,
            points=round(sum(earned), 2),
        ),
    )
