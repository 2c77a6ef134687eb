"""The pillars of the sample city: what is told, and what nobody knows yet."""

from datetime import date
from pathlib import Path

from msgspec.structs import replace

from tanggap.city.packs.load import load_pack
from tanggap.journey.admin.fields import FieldView, FormView, Section
from tanggap.journey.admin.thing import Held, Link, ThingPage
from tanggap.kit.words import Name, Say, say
from tanggap.oversight.pillars import rules
from tanggap.oversight.pillars.rules import Trend
from tanggap.oversight.pillars.telling import LINE_HEIGHT, LINE_WIDTH
from tanggap.oversight.pillars.views import AimView, Empty, PillarsPage, PillarView, Row, Tile
from tests.look import samples as x

MONTHS = rules.months(date(2026, 11, 22))
NAMES = ("Nov 2025", "Des 2025", "Jan 2026", "Feb 2026", "Mar 2026", "Apr 2026",
         "Mei 2026", "Jun 2026", "Jul 2026", "Agu 2026", "Sep 2026", "Okt 2026")  # fmt: skip
PACK = load_pack(Path(__file__).parents[2] / "cities/_default")


def tile(code: str, figure: Say, values: list[float | None]) -> Tile:
    indicator = next(each for each in PACK.indicators if each.code == code)
    rows = tuple(
        Row(
            name=name,
            figure=None if value is None else replace(figure, values={"value": value}),
            n=None if value is None else 100 + int(value),
            href="/overview?from=2026-10-01&to=2026-10-31",
        )
        for name, value in zip(NAMES, values, strict=False)
    )
    return Tile(
        code=code,
        title=indicator.title.id,
        means=indicator.means.id,
        formula=indicator.formula.id,
        source=indicator.source.id,
        figure=figure,
        over=say("dari {n} laporan", n=2412),
        href="/overview?from=2025-11-01&to=2026-10-31",
        trend=None,
        went=None,
        aim=None,
        beside=(),
        line=rules.line(values, width=LINE_WIDTH, height=LINE_HEIGHT) if values else None,
        months=rows,
    )


def empty(code: str) -> Empty:
    indicator = next(each for each in PACK.indicators if each.code == code)
    needs = (
        indicator.needs.id
        if indicator.needs is not None
        else "jumlah penduduk kota menurut tahun, dengan sumbernya."
    )
    return Empty(code=code, title=indicator.title.id, means=indicator.means.id, why=f"Diperlukan: {needs}")


def aim() -> ThingPage:
    """What the city wants of one indicator, with what it wanted before."""
    return ThingPage(
        title="GOV-1 Laporan selesai tepat waktu",
        back=Link(href="/admin/pillars", icon="arrow-left", word="Pilar, target dan angka kota"),
        form=FormView(
            href="/admin/pillars/gov-1",
            word=say("Simpan"),
            seen="a1",
            sections=(
                Section(
                    title=say("Target baru"),
                    fields=(
                        FieldView(
                            id="value",
                            sort="number",
                            label=say("Target"),
                            hint=say("Dalam {unit}.", unit=Name(id="persen", en="percent")),
                            value="101",
                        ),
                        FieldView(
                            id="valid_from", sort="date", label=say("Berlaku mulai"), value="2027-01-01"
                        ),
                        FieldView(id="source", sort="text", label=say("Sumber"), value="RPJMD 2025–2029"),
                    ),
                ),
            ),
        ),
        held_title=say("Yang berlaku"),
        held=(Held(since=date(2026, 1, 1), words=say("{value}%", value=90), source="RPJMD 2025–2029"),),
        errors={"value": say("Tulis angka dari {least} sampai {most}.", least=0, most=100)},
    )


def pillars() -> PillarsPage:
    percent, days = say("{value}%", value=84.5), say("{value} hari", value=2.4)
    was = say("{value}%", value=71.2)
    on_time = replace(
        tile("GOV-1", percent, [61, 64, 58, 70, 72, 75, 74, 80, 83, 82, 86, 88]),
        trend=say("Membaik dari {was}, 12 bulan sebelumnya.", was=was),
        went=Trend.BETTER,
        aim=AimView(words=say("{value}%", value=90), reached=False, source="RPJMD 2025–2029"),
        beside=(say("{n} laporan lain masih terbuka lewat batasnya, dan belum ikut dihitung.", n=37),),
    )
    finished = replace(
        tile("GOV-3", days, [4.2, 4, 3.8, None, 3.1, 2.9, 2.6, None, 2.2, 2.1, 2.4, 2]),
        kinds=(
            Row(name="Jalan rusak", figure=say("{value} hari", value=5.1), n=412),
            Row(name="Tumpukan sampah", figure=say("{value} hari", value=1.2), n=698),
        ),
    )
    red = replace(
        tile("GOV-5", say("{value}%", value=22.2), []),
        over=say("dari {n} unit yang dinilai", n=9),
        trend=say("Memburuk dari {was}, 12 bulan sebelumnya.", was=say("{value}%", value=11.1)),
        went=Trend.WORSE,
    )
    lights = tile("LIV-7", say("{value} hari", value=3), [3, 3.4, 4, 5, 3.2, 3, 2.8, 3, 3, 2.6, 2.4, None])
    under = {
        "governance": ((on_time, finished, red), (empty("GOV-6"), empty("GOV-7"))),
        "people": ((), (empty("PEO-1"),)),
        "living": ((lights,), (empty("LIV-1"), empty("LIV-3"))),
        "mobility": ((), (empty("MOB-2"),)),
        "economy": ((), (empty("ECO-1"), empty("ECO-2"), empty("ECO-3"))),
        "environment": ((tile("ENV-1", percent, []),), ()),
    }
    return PillarsPage(
        set_name="Enam pilar, susunan Jakarta",
        first=MONTHS.year.first,
        last=MONTHS.year.last,
        as_of=x.NOW,
        setting="/admin/pillars",
        pillars=tuple(
            PillarView(
                slug=each.slug, name=each.name.id, tiles=under[each.slug][0], empty=under[each.slug][1]
            )
            for each in PACK.pillar_sets[0].pillars
        ),
    )
