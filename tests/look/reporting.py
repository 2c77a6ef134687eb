"""Reporting, from the form to its receipt and what may be the same, with sample values."""

from datetime import timedelta

from msgspec.structs import replace

from tanggap.channels.web.correction import CorrectionPage
from tanggap.channels.web.form import ReportFormPage, ReportGiven
from tanggap.channels.web.sending import ReceiptPage
from tanggap.journey.support.pages import SimilarPage
from tanggap.journey.support.views import Similar
from tanggap.journey.work.correcting.told import PlaceGiven
from tanggap.kit.words import say
from tanggap.report.choices import Option, OptionGroup
from tests.look import asking, telling
from tests.look import samples as x


def form() -> ReportFormPage:
    return ReportFormPage(
        idempotency_key="01JD9Q5N7W3V8X2K4M6P0R1T3Y",
        challenge="1.1782871200.14.00112233445566.0123456789abcdef0123456789abcdef",
        suggested=x.COMMON[:3],
        common=x.COMMON[3:],
        groups=x.GROUPS,
        groups_open=False,
        questions=asking.QUESTIONS,
        questions_style="/questions.css",
        map=x.MAP,
        areas=asking.AREAS,
        given=ReportGiven(),
        errors={},
    )


def refused_form() -> ReportFormPage:
    given = ReportGiven(kind="fire", go_on="yes", text="Ada asap", visibility="anonymous", contact="abc")
    errors = {
        "place": say("Tunjukkan tempatnya: titik di peta, kelurahan, atau patokan."),
        "ask.road-damage.depth": say("Tulis angka saja di sini."),
        "contact": say("Tulis nomor HP atau alamat email yang lengkap."),
    }
    return replace(form(), given=given, errors=errors, groups_open=True, direct=True)


def shared_form() -> ReportFormPage:
    return replace(
        form(),
        given=ReportGiven(text="Lampu jalan mati sejak Senin"),
        kept={
            "018f4e5a-0000-7000-8000-000000000001": x.HOLE.jpeg,
            "018f4e5a-0000-7000-8000-000000000002": x.WATER.jpeg,
        },
    )


def receipt() -> ReceiptPage:
    return ReceiptPage(
        number=x.NUMBER,
        key="7KQ2M-9XHTD",
        status=x.DISPOSED,
        holder=x.HOLDER,
        reason=x.HOLDER.reason,
        due=x.due(say("sisa {span}", span=timedelta(days=5)), hours=120),
        steps=(
            say("Petugas di lapangan menerima tugas ini."),
            say("Hasil kerja dikirim dengan foto, lalu diperiksa orang lain."),
            say("Anda memberi nilai, atau menyatakan belum beres."),
        ),
        emergency=False,
        held=False,
        report=f"/reports/{x.NUMBER}",
        alike=similar().alike[:2],
        code=telling.CODE,
    )


def similar() -> SimilarPage:
    cards = (x.CARDS[1], x.CARDS[4], x.CARDS[0])
    far = (25, 75, None)
    return SimilarPage(
        alike=tuple(
            Similar(card=card, about_m=about_m, href=f"{card.href}/support")
            for card, about_m in zip(cards, far, strict=True)
        )
    )


def correction() -> CorrectionPage:
    return CorrectionPage(
        number=x.NUMBER,
        href=f"/reports/{x.NUMBER}",
        title="Lubang dalam di tikungan dekat pasar",
        kinds=(
            OptionGroup(name="Jalan", options=(Option(value="road-damage", name=x.ROAD.name, chosen=True),)),
            OptionGroup(name="Air dan saluran", options=(Option(value="flood", name=x.FLOOD.name),)),
        ),
        areas=asking.AREAS,
        map=x.MAP,
        given=PlaceGiven(landmark="Depan pasar"),
        errors={"place": say("Tunjukkan tempatnya: titik di peta, kelurahan, atau patokan.")},
    )
