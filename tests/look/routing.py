"""The pages of the routing rules with sample values."""

from datetime import timedelta
from uuid import UUID

from tanggap.city.areas.sketch import Drawing, DrawnArea
from tanggap.city.terms import AreaCode
from tanggap.journey.routing import naming
from tanggap.journey.routing.ordering.rule_form import Many, RulePage
from tanggap.journey.routing.ordering.views import (
    FALLBACK,
    ChangeRow,
    DraftPage,
    MoveRow,
    PreviewPage,
    RoutingPage,
    RuleRow,
)
from tanggap.journey.routing.parts import SentBy
from tanggap.kit.words import Name, say
from tanggap.report.choices import Option, OptionGroup
from tests.look import asking
from tests.look import samples as x

MARKET = RuleRow(
    code="pasar-induk",
    name="Kawasan pasar induk",
    target="Dinas Perdagangan dan Perindustrian",
    conditions=(
        say("{what}: {values}", what=say("Kelompok"), values="Sampah"),
        say("Di dalam kawasan dengan {n} titik sudut", n=7),
    ),
    reason=Name(id="pasar induk dibersihkan pengelolanya", en="the market is cleaned by those who run it"),
    count=None,
    flaws=(),
    edit="/admin/routing/draft/rule?code=pasar-induk",
)
NIGHT = RuleRow(
    code="malam",
    name="Pohon tumbang malam hari",
    target="Badan Penanggulangan Bencana Daerah",
    conditions=(
        say("{what}: {values}", what=say("Jenis"), values="Pohon tumbang"),
        say("Pukul {opens} sampai {closes}", opens="22.00", closes="05.00"),
    ),
    reason=None,
    count=12,
    flaws=(
        say("Tidak pernah memutuskan: semuanya sudah diambil aturan “{name}”.", name="Kawasan pasar induk"),
    ),
    edit="/admin/routing/draft/rule?code=malam",
)
KIND = RuleRow(
    code="by_kind",
    name="Menurut jenis",
    target="Unit yang bertugas untuk jenisnya",
    conditions=(),
    reason=None,
    count=8412,
    flaws=(),
    edit="/admin/routing/draft/rule?code=by_kind",
)
DRAWN = Drawing(
    width=1000,
    height=620,
    areas=(
        DrawnArea(code=AreaCode("1"), name="Margahayu", path="M20 20l460 -10l30 280l-480 20z"),
        DrawnArea(code=AreaCode("2"), name="Duren Jaya", path="M480 10l500 40l-20 300l-450 -60z"),
        DrawnArea(code=AreaCode("3"), name="Bekasi Jaya", path="M30 310l480 -20l450 60l-40 250l-860 -10z"),
        DrawnArea(code=AreaCode("zone"), name="Pasar", path="M420 230l160 20l40 120l-170 40l-80 -90z"),
    ),
)


def rules() -> RoutingPage:
    return RoutingPage(
        rules=(NIGHT, KIND),
        retired=(KIND,),
        fallback=FALLBACK,
        drafting=True,
        changes=(
            _change("SK Wali Kota 14/2026", None),
            _change("Rapat koordinasi bulan Juni", UUID(int=1)),
        ),
    )


def draft() -> DraftPage:
    return DraftPage(
        rules=(MARKET, NIGHT, KIND),
        retired=(KIND,),
        changes=(say("Mulai dipakai: {rule}", rule=MARKET.name), say("Urutannya berubah.")),
        begun=True,
        stale=True,
    )


def rule() -> RulePage:
    return RulePage(
        code="pasar-induk",
        title=MARKET.name,
        targets=(
            OptionGroup(name="Dicari per laporan", options=(Option(value="way:by_kind", name=KIND.target),)),
            OptionGroup(
                name="Unit", options=(Option(value="unit:disdagperin", name=MARKET.target, chosen=True),)
            ),
        ),
        what=(
            Many(
                field="groups",
                word=say("Kelompok jenis"),
                groups=(
                    OptionGroup(
                        name="",
                        options=(
                            Option(value="waste", name="Sampah", chosen=True),
                            Option(value="roads", name="Jalan"),
                        ),
                    ),
                ),
                chosen=1,
            ),
            Many(field="areas", word=say("Wilayah"), groups=asking.AREAS, chosen=0),
        ),
        more=(
            Many(
                field="visibilities",
                word=say("Keterbukaan"),
                groups=(OptionGroup(name="", options=(Option(value="public", name="Terbuka"),)),),
                chosen=0,
            ),
        ),
        openings=tuple(Option(value=code, name=word.text) for code, word in naming.OPENINGS.items()),
        given={
            "name": MARKET.name,
            "target": "unit:disdagperin",
            "zone": "-6.249100, 107.012300\n-6.249900, 107.013800\n-6.251200, 107.012900",
            "opening": "",
            "opens": "22:00",
            "closes": "",
            "words": "lapak, sampah pasar",
            "reason": "pasar induk dibersihkan pengelolanya",
            "reason_en": "",
        },
        drawing=DRAWN,
        map=x.MAP,
        errors={"closes": say("Isi kedua jamnya, seperti 22:00.")},
    )


def preview() -> PreviewPage:
    return PreviewPage(
        changes=draft().changes,
        flaws=((NIGHT.name, NIGHT.flaws[0]),),
        of=5000,
        most=5000,
        count=214,
        handed=61,
        right=52,
        moves=(
            MoveRow(was="Dinas Lingkungan Hidup", now=MARKET.target, count=201, handed=58, right=52),
            MoveRow(was="Belum ada unit", now=MARKET.target, count=13, handed=3, right=0),
        ),
        drawings=((MARKET.name, DRAWN),),
        stale=False,
        reason="",
        errors={"reason": say("Tulis alasannya, tidak terlalu panjang.")},
    )


def sent_by() -> SentBy:
    return SentBy(words=say("Diteruskan oleh aturan “{rule}”.", rule=MARKET.name))


def _change(reason: str, change: UUID | None) -> ChangeRow:
    return ChangeRow(
        at=x.NOW - timedelta(days=2),
        who="Admin kota",
        reason=reason,
        edits=(say("Mulai dipakai: {rule}", rule=NIGHT.name),),
        takes_back=change is None,
        id=change,
    )
