"""What needs a decision, with sample values."""

from datetime import date, timedelta

from msgspec.structs import replace

from tanggap.kit.words import Name, Say, say
from tanggap.oversight.briefs.pages import (
    HOW,
    AsideView,
    BriefChoice,
    DecisionsPage,
    LinePage,
    LineView,
    TestsTold,
)
from tanggap.report.choices import Choice
from tests.look import samples as x

ROADS, WASTE = "Dinas Bina Marga dan Sumber Daya Air", "Dinas Lingkungan Hidup"
FLOOD = Name(id="Banjir", en="Flood")
TODAY = x.NOW.date()


def decisions() -> DecisionsPage:
    return DecisionsPage(
        now=x.NOW,
        lines=(
            _line(
                "emergency:flood",
                "siren",
                say("{n} laporan darurat belum selesai: {kind}.", n=2, kind=FLOOD),
                say("Jenis darurat tidak boleh menunggu. Yang terlama di atas."),
            ),
            _line(
                "late:dbmsda",
                "clock-countdown",
                say("{n} laporan naik ke meja wali kota: {unit}.", n=11, unit=ROADS),
                say(
                    "Batas waktunya lewat dan kepala instansi sudah diberi tahu, atau belum ada yang memulai."
                ),
                looked=True,
            ),
            _line(
                "silent:dlh",
                "warning-circle",
                say("{unit} diam: {n} laporan tanpa tindakan apa pun.", unit=WASTE, n=6),
                say(
                    "Tidak ada petugas yang berbuat sesuatu atas satu pun tugasnya selama {days} hari kerja.",
                    days=3,
                ),
            ),
            _line(
                "cluster:clogged-drain:32.75.04.1002",
                "map-pin",
                say(
                    "{n} laporan {kind} berkumpul di {area}.",
                    n=14,
                    kind=Name(id="Saluran tersumbat", en="Clogged drain"),
                    area="Kayuringin Jaya",
                ),
                say(
                    "Biasanya {expected}. Peluang kebetulan {chance}.",
                    expected=2.1,
                    chance=say("kurang dari satu dalam sejuta"),
                ),
            ),
            _line(
                "rising:road-damage",
                "arrow-up",
                say(
                    "{kind} naik: {n} laporan dalam tujuh hari.",
                    kind=Name(id="Jalan rusak", en="Damaged road"),
                    n=41,
                ),
                say(
                    "Biasanya {expected} pada minggu seperti ini. Peluang kebetulan {chance}.",
                    expected=18.5,
                    chance=say("satu dalam {n}", n=2480),
                ),
            ),
        ),
        more=2,
        aside=(
            AsideView(
                key="late:dlh",
                says=say("{n} laporan naik ke meja wali kota: {unit}.", n=4, unit=WASTE),
                reason="Truk datang Senin.",
                who="Wali kota",
                until=TODAY + timedelta(days=3),
            ),
        ),
        direct=x.CARDS[3:4],
        came_in=x.CARDS[:3],
        earliest=TODAY,
        latest=TODAY + timedelta(days=30),
        proposed=TODAY + timedelta(days=7),
        brief=BriefChoice(
            how=tuple(Choice(value=v, word=w, chosen=v == "working_days") for v, w in HOW.items()),
            at="06:30",
            today="/decisions/brief/2026-11-22.pdf",
        ),
        tests=TestsTold(),
        errors={},
        given={},
    )


def line() -> LinePage:
    told = decisions().lines[3]
    return LinePage(
        sign=told.sign,
        says=told.says,
        why=told.why,
        since=told.since,
        count=14,
        cards=x.CARDS[:3],
        desk="/operations?from=2026-11-16&to=2026-11-22&kind=clogged-drain&area=32.75.04.1002",
        previous=None,
        next="/decisions/opening?line=cluster%3Aclogged-drain%3A32.75.04.1002&page=2",
    )


def refused() -> DecisionsPage:
    wrong = say("Tulis alasannya, {least} sampai {most} huruf.", least=5, most=300)
    return replace(
        decisions(),
        lines=decisions().lines[1:2],
        more=0,
        aside=(),
        errors={"aside-late:dbmsda-reason": wrong},
    )


def none() -> DecisionsPage:
    return replace(decisions(), lines=(), more=0, aside=(), direct=(), came_in=())


def _line(key: str, sign: str, says: Say, why: Say, *, looked: bool = False) -> LineView:
    return LineView(
        key=key,
        form=f"aside-{key}",
        sign=sign,
        says=says,
        why=why,
        since=say("sejak {since}", since=date(2026, 11, 16)),
        looked_at=x.ago(hours=5) if looked else None,
        opening=f"/decisions/opening?line={key}",
    )  # fmt: skip
