"""What an inquiry must hold, who may do what with it and when. Values only."""

from collections.abc import Sequence
from datetime import date, datetime
from urllib.parse import urlsplit

from msgspec import Struct

from tanggap.city.terms import PersonId
from tanggap.journey.information.clocks import Times
from tanggap.journey.information.events import (
    InquiryAnswered,
    InquiryExtended,
    InquiryObjected,
    ObjectionDecided,
)
from tanggap.journey.information.inquiry import (
    Answer,
    Delivery,
    Exemption,
    Inquiry,
    ObjectionGround,
    Outcome,
    RequesterKind,
    Status,
)
from tanggap.kit.errors import Forbidden, Invalid, Refused
from tanggap.kit.words import Say, say
from tanggap.report.contacts import read_contact

QUESTION_MOST, PURPOSE_MOST, WORDS_MOST = 3000, 1000, 4000
SUMMARY_MOST, PART_MOST, LINK_MOST = 300, 300, 500
NAME_MOST, IDENTITY_MOST = 120, 40
TESTS_MOST = 50
_SHOWN_DIGITS = 4
ENDS = frozenset({Exemption.A, Exemption.B, Exemption.C, Exemption.D, Exemption.E, Exemption.F})
"""Grounds that never hold for ever: a day must be named. Source: UU 14/2008, article 20."""


class Requester(Struct, frozen=True, kw_only=True):
    """Who asks, and how the information should come to them."""

    kind: RequesterKind
    name: str
    identity: str | None
    email: str | None
    phone: str | None
    language: str
    delivery: Delivery


class Asked(Struct, frozen=True, kw_only=True):
    """An inquiry as it was typed."""

    kind: RequesterKind | None
    name: str | None
    identity: str | None
    contact: str | None
    question: str | None
    purpose: str | None
    delivery: Delivery | None


class Weighed(Struct, frozen=True, kw_only=True):
    """A test as it was typed: which part, why, what harm, against which interest, until when."""

    part: str
    grounds: tuple[Exemption, ...]
    law: str | None
    harm: str
    interest: str
    until: date | None


class Said(Struct, frozen=True, kw_only=True):
    """The words of an answer or a decision; ``link`` leads to the document, ``elsewhere`` is who has it."""

    text: str
    link: str | None = None
    elsewhere: str | None = None


def ask(asked: Asked, *, language: str, mail: bool) -> Requester:
    """Who asks, once all that the law wants to know is there. Raises Invalid naming the field.

    ``mail`` tells whether the city can write to addresses.
    """
    _required(asked.question, QUESTION_MOST, "question", say("Tulis informasi apa yang diminta."))
    _required(asked.purpose, PURPOSE_MOST, "purpose", say("Tulis untuk apa informasi ini dipakai."))
    if asked.kind is None:
        raise Invalid(say("Pilih siapa yang meminta."), field="kind")
    name = _required(asked.name, NAME_MOST, "name", say("Tulis nama pemohon, tidak terlalu panjang."))
    identity = asked.identity
    if identity is not None and (len(identity) > IDENTITY_MOST or not identity.isprintable()):
        raise Invalid(say("Nomor identitas ini terlalu panjang."), field="identity")
    if asked.delivery is None:
        raise Invalid(say("Pilih bagaimana jawabannya diterima."), field="delivery")
    contact = read_contact(None, asked.contact, language=language)
    email = contact.email if contact is not None else None
    if asked.delivery is Delivery.MAIL and not mail:
        raise Invalid(say("Kota ini belum bisa mengirim surel. Pilih dibaca di sini."), field="delivery")
    if asked.delivery is Delivery.MAIL and email is None:
        raise Invalid(say("Tulis alamat email untuk mengirim salinannya."), field="contact")
    return Requester(
        kind=asked.kind,
        name=name,
        identity=identity,
        email=email,
        phone=contact.phone if contact is not None else None,
        language=language,
        delivery=asked.delivery,
    )


def extend(inquiry: Inquiry, moments: Times, *, reason: str | None, now: datetime) -> InquiryExtended:
    """Take the one further term, before the first is over. Raises Refused, Invalid."""
    _require_open(inquiry)
    if inquiry.extended_at is not None:
        raise Refused(say("Waktu jawaban hanya bisa diperpanjang satu kali."))
    if now > moments.answer_by:
        raise Refused(say("Batas waktunya sudah lewat, jadi tidak bisa diperpanjang lagi. Jawab sekarang."))
    _required(reason, PURPOSE_MOST, "reason", say("Tulis alasannya. Pemohon membacanya."))
    return InquiryExtended(answer_by=moments.extended_by, was_answer_by=moments.answer_by)


def weigh(
    inquiry: Inquiry,
    *,
    part: str | None,
    grounds: Sequence[Exemption],
    law: str | None,
    harm: str | None,
    interest: str | None,
    until: date | None,
    today: date,
) -> Weighed:
    """A test of one part of the information. Raises Refused, Invalid naming the field."""
    _require_open(inquiry)
    if inquiry.tests >= TESTS_MOST:
        raise Refused(say("Sudah {n} bagian diuji. Gabungkan yang sejenis.", n=inquiry.tests))
    named = tuple(sorted(set(grounds)))
    if not named:
        raise Invalid(say("Pilih dasar pengecualiannya."), field="grounds")
    if Exemption.J in named and law is None:
        raise Invalid(say("Sebutkan undang-undang yang melarangnya dibuka."), field="law")
    if law is not None and len(law) > PART_MOST:
        raise Invalid(say("Tulisan ini terlalu panjang."), field="law")
    if until is not None and until <= today:
        raise Invalid(say("Pilih tanggal sesudah hari ini."), field="until")
    if until is None and ENDS & set(named):
        raise Invalid(say("Pengecualian ini tidak berlaku selamanya. Pilih sampai kapan."), field="until")
    return Weighed(
        part=_required(part, PART_MOST, "part", say("Sebutkan bagian mana yang diuji.")),
        grounds=named,
        law=law,
        harm=_required(harm, WORDS_MOST, "harm", say("Tulis apa akibatnya kalau dibuka.")),
        interest=_required(
            interest, WORDS_MOST, "interest", say("Tulis kepentingan umum apa yang ditimbang.")
        ),
        until=until,
    )


def answer(
    inquiry: Inquiry,
    given: Answer | None,
    *,
    text: str | None,
    link: str | None,
    elsewhere: str | None,
    days: int,
) -> tuple[InquiryAnswered, Said]:
    """The answer. What keeps something back needs a test before it. Raises Refused, Invalid naming the field."""
    _require_open(inquiry)
    if given is None:
        raise Invalid(say("Pilih jawabannya."), field="answer")
    if given.withholds and not inquiry.tests:
        raise Invalid(
            say("Tulis dulu uji konsekuensi: tanpa itu tidak ada yang boleh ditolak."), field="answer"
        )
    if given is Answer.PUBLIC and link is None:
        raise Invalid(say("Isi tautan ke tempat informasi itu sudah terbuka."), field="link")
    if given is Answer.NOT_HELD:
        _required(elsewhere, PART_MOST, "elsewhere", say("Sebutkan badan publik yang memilikinya."))
    said = Said(
        text=_required(text, WORDS_MOST, "text", say("Tulis jawabannya. Pemohon membacanya.")),
        link=read_link(link),
        elsewhere=elsewhere if given is Answer.NOT_HELD else None,
    )
    return InquiryAnswered(answer=given, days=days), said


def object_to(
    inquiry: Inquiry,
    moments: Times,
    *,
    ground: ObjectionGround | None,
    text: str | None,
    decide_by: datetime,
    now: datetime,
) -> InquiryObjected:
    """The requester's objection. Raises Refused where nothing can be objected to (any more), Invalid."""
    if not may_object(inquiry, moments, now=now):
        raise Refused(NO_OBJECTION if moments.object_by is None else _TOO_LATE)
    if ground is None:
        raise Invalid(say("Pilih alasan keberatan."), field="ground")
    _required(text, WORDS_MOST, "text", say("Tulis apa yang membuat Anda keberatan."))
    return InquiryObjected(ground=ground, decide_by=decide_by)


NO_OBJECTION = say("Keberatan bisa diajukan setelah ada jawaban, atau setelah batas waktu jawabannya lewat.")
_TOO_LATE = say("Waktu untuk mengajukan keberatan sudah lewat, atau keberatan sudah diajukan.")


def may_object(inquiry: Inquiry, moments: Times, *, now: datetime) -> bool:
    """Whether an objection is taken now: to an answer, or to none in time, within its term, once."""
    waits = inquiry.status in (Status.OPEN, Status.ANSWERED)
    return waits and moments.object_by is not None and now <= moments.object_by


def may_decide(inquiry: Inquiry, person: PersonId | None) -> bool:
    """Whether somebody may decide about the objection: nobody who handled the inquiry themselves."""
    return inquiry.status is Status.OBJECTED and person is not None and person not in inquiry.handlers


def decide(
    inquiry: Inquiry, outcome: Outcome | None, *, text: str | None, link: str | None, person: PersonId | None
) -> tuple[ObjectionDecided, Said]:
    """The superior's decision. Raises Refused, Forbidden for who handled the inquiry, Invalid naming the field."""
    if inquiry.status is not Status.OBJECTED:
        raise Refused(say("Tidak ada keberatan yang menunggu diputus."))
    if not may_decide(inquiry, person):
        raise Forbidden(say("Keberatan diputus orang lain, bukan yang menangani permohonannya."))
    if outcome is None:
        raise Invalid(say("Pilih putusannya."), field="outcome")
    said = Said(
        text=_required(text, WORDS_MOST, "text", say("Tulis putusannya. Pemohon membacanya.")),
        link=read_link(link),
    )
    return ObjectionDecided(outcome=outcome), said


def read_link(link: str | None) -> str | None:
    """A link to a document, where there is one. Raises Invalid for anything but a whole https address."""
    if link is None:
        return None
    wrong = Invalid(say("Tulis alamat lengkap yang dimulai dengan https://"), field="link")
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        raise wrong from None
    plain = link.isprintable() and " " not in link and len(link) <= LINK_MOST and parts.username is None
    if not plain or parts.scheme != "https" or "." not in host.strip("."):
        raise wrong
    return link


def host_of(link: str | None) -> str | None:
    """On whose site a link's document is."""
    return urlsplit(link).hostname if link is not None else None


def covered(identity: str) -> str:
    """An identity number as it is usually shown: its first and last signs. Source: DOMAIN 15.1."""
    if len(identity) <= 2 * _SHOWN_DIGITS:
        return "*" * len(identity)
    kept = _SHOWN_DIGITS
    return identity[:kept] + "*" * (len(identity) - kept - 2) + identity[-2:]


def _require_open(inquiry: Inquiry) -> None:
    if inquiry.status is not Status.OPEN:
        raise Refused(say("Permohonan ini sudah dijawab atau ditarik."))


def _required(text: str | None, most: int, field: str, missing: Say) -> str:
    if text is None:
        raise Invalid(missing, field=field)
    if len(text) > most:
        raise Invalid(say("Paling panjang {most} huruf.", most=most), field=field)
    return text
