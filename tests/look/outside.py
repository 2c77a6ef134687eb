"""The pages of parties outside with sample values."""

from datetime import date, timedelta

from tanggap.city.areas.drawing import Outline
from tanggap.journey.outside import rules
from tanggap.journey.outside.party import ANSWER_WORDS, Matter, PartyPage
from tanggap.journey.outside.rules import Standing
from tanggap.journey.outside.views import AnswerView, OutsidePage, ProofView, RequestView
from tanggap.kit.words import say
from tanggap.report.choices import Choice, Option
from tanggap.report.report import OutsideAnswer
from tanggap.report.views.codes import OUTSIDE_WORDS
from tests.look import samples as x

LINK = "/outside/" + "0192f0c1d2e37a1b8c4d5e6f708192a3" * 2
TASK = "/tasks/1/outside"


def unit() -> OutsidePage:
    """What a unit asked of two parties: one answers, one link has passed."""
    return OutsidePage(
        number=x.NUMBER,
        title="Tiang listrik miring di tikungan dekat pasar",
        href=TASK,
        back="/tasks/1",
        back_word=say("Tugas"),
        may_ask=True,
        mail=True,
        shared=say(
            "{out} pada pihak luar, dari {all} sejak unit memegang tugas ini. Waktu unit tetap berjalan.",
            out=timedelta(days=2, hours=3),
            all=timedelta(days=5),
        ),
        requests=(_answered(), _waiting(), _past()),
        languages=(
            Option(value="id", name="Bahasa Indonesia", chosen=True),
            Option(value="en", name="English"),
        ),
        first=date(2026, 11, 23),
        last=date(2026, 12, 6),
        until="2026-11-25",
        errors={"ask-question": say("Tulis apa yang diminta, tidak terlalu panjang.")},
        given={"ask-party": "Ketua RT 003"},
    )


def _answered() -> RequestView:
    return RequestView(
        id="1",
        party="Kontraktor pemeliharaan",
        question="Tiang ini dipasang dalam paket Anda. Mohon ditegakkan dan kirim fotonya.",
        at=x.ago(days=2),
        answer_by=date(2026, 11, 24),
        late=False,
        ended=rules.STANDING_WORDS[Standing.ANSWERED],
        link=None,
        mailed=True,
        renew=None,
        revoke=None,
        answers=(
            AnswerView(
                at=x.ago(hours=2),
                words=OUTSIDE_WORDS[OutsideAnswer.DONE],
                text="Sudah ditegakkan dan dicor ulang.",
                photos=(x.HOLE,),
            ),
            AnswerView(at=x.ago(days=1), words=OUTSIDE_WORDS[OutsideAnswer.ACCEPTED], text=None),
        ),
        proof=ProofView(text="Sudah ditegakkan dan dicor ulang.", photos=(("1", x.HOLE),)),
    )


def _waiting() -> RequestView:
    return RequestView(
        id="2",
        party="PLN UP3 Bekasi",
        question="Apakah kabel di tiang ini milik PLN?",
        at=x.ago(days=3),
        answer_by=date(2026, 11, 21),
        late=True,
        ended=None,
        link="https://tanggap.example" + LINK,
        mailed=True,
        renew=f"{TASK}/2/renewal",
        revoke=f"{TASK}/2/revocation",
        answers=(),
        proof=None,
    )


def _past() -> RequestView:
    return RequestView(
        id="3",
        party=say("Nama sudah dihapus"),
        question=None,
        at=x.ago(days=5),
        answer_by=date(2026, 11, 20),
        late=False,
        ended=rules.STANDING_WORDS[Standing.EXPIRED],
        link=None,
        mailed=False,
        renew=f"{TASK}/3/renewal",
        revoke=None,
        answers=(),
        proof=None,
    )


def party() -> PartyPage:
    """What somebody with a link reads, one field of their answer refused."""
    return PartyPage(
        href=LINK,
        ended=None,
        matter=Matter(
            number=x.NUMBER,
            kind=x.LAMP,
            place=x.PLACE,
            outline=Outline(
                path="M16 60L180 16L336 120L300 250L90 280Z", width=352, height=296, x=190.5, y=140
            ),
            area="Margahayu",
            map_href="geo:-6.2383,106.9756",
            photos=(x.HOLE,),
            text="Tiang lampunya miring dan goyang kalau ada truk. Hubungi ████-████-████.",
            question="Tiang ini dipasang dalam paket Anda. Mohon ditegakkan dan kirim fotonya.",
            unit="Dinas Bina Marga dan Sumber Daya Air",
            answer_by=date(2026, 11, 25),
            first=date(2026, 11, 23),
            last=date(2026, 12, 6),
            answers=(AnswerView(at=x.ago(hours=5), words=ANSWER_WORDS[OutsideAnswer.ACCEPTED], text=None),),
            choices=tuple(Choice(value=each, word=word) for each, word in ANSWER_WORDS.items()),
        ),
        errors={"answer-text": say("Tulis apa yang sudah dikerjakan.")},
        given={"answer-answer": "done"},
    )


def ended() -> PartyPage:
    """What a link says that opens nothing any more."""
    return PartyPage(href=LINK, ended=rules.ENDED_WORDS[Standing.EXPIRED], matter=None, errors={}, given={})
