"""The pages of formal requests for information as requesters and the public meet them, with sample values."""

from datetime import date

from msgspec.structs import replace

from tanggap.journey.information.inquiry import (
    Answer,
    Exemption,
    ObjectionGround,
    Outcome,
    Status,
)
from tanggap.journey.information.pages import (
    InquiryFormPage,
    InquiryPage,
    InquiryReceiptPage,
    InquiryTrackPage,
)
from tanggap.journey.information.registry.pages import InformationPage, Mine, YearLink
from tanggap.journey.information.store.register import Tally
from tanggap.journey.information.views import AnswerView, GroundView, RegisterRow, Told, WeighingView
from tanggap.journey.information.words import (
    ANSWER_WORDS,
    DELIVERY_WORDS,
    EXEMPTION_WORDS,
    GROUND_WORDS,
    KIND_WORDS,
    OUTCOME_WORDS,
    STATUS_MARKS,
)
from tanggap.kit.qr import qr
from tanggap.kit.words import say
from tanggap.report.choices import choices
from tanggap.report.views.parts import Entry
from tests.look import samples as x

NUMBER = "BKSPI-48210-97315-1"
QUESTION = (
    "Salinan kontrak pemeliharaan taman kota tahun 2025: nilai, pemenang, dan jadwal pekerjaannya, "
    "beserta berita acara serah terima."
)


def register() -> InformationPage:
    """The register of a year, two of its lines from this browser."""
    return InformationPage(
        answer_days=10,
        extend_days=7,
        object_days=30,
        mine=(
            Mine(
                href=f"/information/{NUMBER}",
                number=NUMBER,
                status=STATUS_MARKS[Status.OPEN],
                due=x.due(say("sisa {span}", span=x.NOW - x.ago(days=6)), hours=144),
            ),
        ),
        year=2026,
        years=(
            YearLink(year=2026, href="/information?year=2026", here=True),
            YearLink(year=2025, href="/information?year=2025", here=False),
        ),
        tally=Tally(
            received=41,
            waiting=3,
            granted=22,
            part=6,
            refused=2,
            not_held=4,
            public=3,
            withdrawn=1,
            objected=2,
            days=6.4,
        ),
        rows=rows(),
        csv="/information/register.csv?year=2026",
        previous=None,
        next="/information?year=2026&page=2",
    )


def empty_register() -> InformationPage:
    """A year in which nobody asked yet."""
    return replace(register(), mine=(), tally=Tally(), rows=(), next=None, years=())


def rows(href: str | None = None) -> tuple[RegisterRow, ...]:
    waiting = RegisterRow(
        number=NUMBER,
        on=date(2026, 11, 16),
        summary=None,
        status=STATUS_MARKS[Status.OPEN],
        decision=None,
        days=None,
        extended=False,
        objection=None,
        href=href,
    )
    given = replace(
        waiting,
        number="BKSPI-10293-84756-9",
        on=date(2026, 10, 5),
        summary="Realisasi anggaran pemeliharaan jalan per kecamatan, 2024 dan 2025",
        status=STATUS_MARKS[Status.ANSWERED],
        decision=ANSWER_WORDS[Answer.GRANTED],
        days=4,
    )
    part = replace(
        given,
        number="BKSPI-55512-00417-3",
        on=date(2026, 9, 1),
        summary="Kontrak pengelolaan parkir di pasar",
        status=STATUS_MARKS[Status.DECIDED],
        decision=ANSWER_WORDS[Answer.PART],
        days=16,
        extended=True,
        objection=OUTCOME_WORDS[Outcome.PART],
    )
    return waiting, given, part


def form() -> InquiryFormPage:
    """A form whose contact was refused."""
    return InquiryFormPage(
        key="1",
        kinds=choices(KIND_WORDS, chosen="person"),
        deliveries=choices(DELIVERY_WORDS, chosen="mail"),
        mail=True,
        answer_by=date(2026, 12, 4),
        longest=3000,
        errors={"ask-contact": say("Tulis alamat email untuk mengirim salinannya.")},
        given={"ask-question": QUESTION, "ask-purpose": "Penelitian.", "ask-contact": "0812 0000 0000"},
    )


def receipt() -> InquiryReceiptPage:
    return InquiryReceiptPage(
        number=NUMBER,
        key="7KQ2M-9XHTD",
        answer_by=date(2026, 12, 4),
        extend_days=7,
        href=f"/information/{NUMBER}",
        code=qr(f"https://tanggap.example/information/track#{NUMBER}/7KQ2M9XHTD"),
    )


def track() -> InquiryTrackPage:
    """A key that did not fit."""
    wrong = say("Nomor dan kunci ini tidak cocok. Periksa lagi keduanya.")
    return InquiryTrackPage(number=NUMBER, errors={"key": wrong})


def answered() -> InquiryPage:
    """Given in part, with what was weighed; an objection may be made."""
    return InquiryPage(
        told=_told(),
        href=f"/information/{NUMBER}",
        object_by=date(2026, 12, 29),
        grounds=choices(GROUND_WORDS),
        errors={},
        given={},
    )


def late() -> InquiryPage:
    """No answer came in time."""
    told = replace(
        _told(),
        status=STATUS_MARKS[Status.OPEN],
        due=x.due(say("lewat {span}", span=x.NOW - x.ago(days=2)), hours=-48),
        answer_by=date(2026, 11, 20),
        answer=None,
        weighings=(),
        story=_told().story[2:],
    )
    return replace(answered(), told=told)


def decided() -> InquiryPage:
    """The superior decided; the commission is named."""
    told = replace(
        objected(),
        status=STATUS_MARKS[Status.DECIDED],
        due=None,
        decision=AnswerView(
            word=OUTCOME_WORDS[Outcome.PART],
            text="Nama pemenang dan jadwal dibuka. Nomor rekening tetap tertutup.",
            link="https://kota.example/dokumen/kontrak-taman.pdf",
            host="kota.example",
            elsewhere=None,
            at=x.ago(hours=2),
        ),
        dispute_by=date(2026, 12, 10),
    )
    return replace(answered(), told=told, object_by=None)


def _told() -> Told:
    return Told(
        number=NUMBER,
        status=STATUS_MARKS[Status.ANSWERED],
        due=None,
        answer_by=date(2026, 12, 4),
        extended=True,
        question=QUESTION,
        purpose="Bahan penelitian tentang taman kota.",
        answer=AnswerView(
            word=ANSWER_WORDS[Answer.PART],
            text="Kontraknya kami lampirkan. Nomor rekening dan KTP direktur ditutup.",
            link="https://kota.example/dokumen/kontrak-taman.pdf",
            host="kota.example",
            elsewhere=None,
            at=x.ago(days=1),
            days=12,
        ),
        weighings=(
            WeighingView(
                part="Nomor rekening dan KTP direktur",
                grounds=(
                    GroundView(
                        article=say("Pasal 17 huruf {letter}", letter="h"),
                        word=EXEMPTION_WORDS[Exemption.H],
                    ),
                ),
                law=None,
                harm="Data pribadi bisa dipakai orang lain untuk menipu.",
                interest="Nilai, pemenang, dan jadwal kontrak tetap terbuka, jadi umum tetap bisa mengawasi.",
                until=None,
            ),
        ),
        objection=None,
        ground=None,
        decide_by=None,
        decision=None,
        dispute_by=None,
        story=(
            Entry(at=x.ago(days=1), words=say("Dijawab pada hari kerja ke-{n}", n=12), tone="done"),
            Entry(
                at=x.ago(days=6),
                words=say("Waktu jawaban diperpanjang sampai {day}", day=date(2026, 12, 4)),
                note="Arsipnya disimpan di gudang lain.",
                tone="moving",
            ),
            Entry(at=x.ago(days=17), words=say("Permohonan diterima"), tone="waiting"),
        ),
    )


def objected() -> Told:
    return replace(
        _told(),
        status=STATUS_MARKS[Status.OBJECTED],
        due=x.due(say("sisa {span}", span=x.NOW - x.ago(days=20)), hours=480),
        objection="Yang saya perlukan justru nama pemenangnya.",
        ground=GROUND_WORDS[ObjectionGround.D],
        decide_by=date(2026, 12, 29),
    )
