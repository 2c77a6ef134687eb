"""The page of one report as citizens meet it, with sample values."""

from datetime import timedelta

from msgspec.structs import replace

from tanggap.channels.web.parts import Erasable
from tanggap.channels.web.report import NEXT, Rating, ReportPage, Shown
from tanggap.city.areas.drawing import Outline
from tanggap.journey.confirmation.parts import ConfirmationPart
from tanggap.journey.confirmation.store import Voices
from tanggap.journey.conversation.parts import ConversationPart
from tanggap.journey.feedback.rules import Allowed
from tanggap.journey.moderation.parts import FlagForm, KeptBack, Moderating
from tanggap.journey.neighbourhood.parts import ThankPart, ThanksPart
from tanggap.journey.protected.parts import ConsentPart
from tanggap.journey.support.parts import SupportPart
from tanggap.journey.whereabouts.parts import MOVED, WhereaboutsPart
from tanggap.journey.work.partners.parts import Helper, PartnersPart
from tanggap.kit.words import say
from tanggap.report import views as v
from tanggap.report.choices import choices
from tanggap.report.questions.parts import AnswersPart
from tanggap.report.remarks.remark import RemarkReason
from tanggap.report.report import HideReason, Status
from tanggap.report.screening.rules import Personal
from tanggap.report.views.codes import FLAG_WORDS, HIDE_WORDS, PERSONAL_WORDS
from tests.look import asking, telling
from tests.look import samples as x


def support(*, supports: bool = False, follows: str | None = None) -> Shown:
    part = SupportPart(
        people=39,
        href=f"/reports/{x.NUMBER}/support",
        supports=supports,
        may=not supports,
        follows=follows,
    )
    return Shown(place="acts", template="support/part.html", part=part)


def report() -> ReportPage:
    return ReportPage(
        number=x.NUMBER,
        href=f"/reports/{x.NUMBER}",
        own=False,
        title="Lubang dalam di tikungan dekat pasar",
        text="Lubangnya makin lebar sejak hujan, dua motor sudah jatuh. Paling bahaya malam hari karena lampu juga redup.",
        kind=x.ROAD,
        status=x.MOVING,
        next=NEXT[Status.IN_PROGRESS],
        holder=x.HOLDER,
        due=x.due(say("sisa {span}", span=timedelta(days=2)), hours=48),
        place=x.PLACE,
        at=x.ago(days=1, hours=2),
        photos=(x.HOLE, x.WATER),
        before=None,
        after=None,
        timeline=x.STORY[2:],
        visibility=None,
        question=None,
        rating=None,
        may=Allowed(),
        parts=(
            support(),
            Shown(
                place="story",
                template="partners/part.html",
                part=PartnersPart(
                    lead="DBMSDA",
                    helpers=(
                        Helper(name="Dinas Lingkungan Hidup", word=say("sedang mengerjakan"), tone="moving"),
                        Helper(name="Perumda Tirta Patriot", word=say("sudah selesai"), tone="done"),
                    ),
                ),
            ),
            Shown(place="story", template="questions/answers.html", part=AnswersPart(answers=asking.ANSWERS)),
            Shown(place="story", template="whereabouts/map.html", part=whereabouts()),
            Shown(
                place="acts",
                template="moderation/flag.html",
                part=FlagForm(href=f"/reports/{x.NUMBER}/flag", reasons=choices(FLAG_WORDS)),
            ),
        ),
        shared=telling.shared(f"/reports/{x.NUMBER}"),
    )


def whereabouts() -> WhereaboutsPart:
    return WhereaboutsPart(
        outline=Outline(path="M16 60L180 16L336 120L300 250L90 280Z", width=352, height=296, x=190.5, y=140),
        map=x.MAP,
        area="Margahayu",
        approximate=True,
        moved=MOVED,
    )


def supported_report() -> ReportPage:
    return replace(report(), parts=(support(supports=True, follows=f"/reports/{x.NUMBER}"),))


def closed_report() -> ReportPage:
    return replace(
        report(),
        own=True,
        status=x.DONE,
        next=NEXT[Status.CLOSED],
        due=None,
        before=x.HOLE,
        after=x.MENDED,
        timeline=x.STORY,
        visibility=say("Terbuka"),
        may=Allowed(rate=True, dispute=True),
        parts=(
            Shown(
                place="story",
                template="neighbourhood/thanks.html",
                part=ThanksPart(
                    count=3,
                    words=telling.announced()[0].replies[:1],
                    hiding=choices(v.HIDE_REMARK_WORDS),
                    flagging=choices(FLAG_WORDS),
                ),
            ),
            Shown(
                place="acts",
                template="neighbourhood/thank.html",
                part=ThankPart(href=f"/reports/{x.NUMBER}/thanks"),
            ),
        ),
    )


def neighbours_report() -> ReportPage:
    return replace(
        closed_report(),
        own=False,
        visibility=None,
        may=Allowed(),
        parts=(confirmation(), conversation()),
    )


def moderated_report() -> ReportPage:
    return replace(report(), parts=(conversation(moderated=True),))


def asked_report() -> ReportPage:
    return replace(
        report(),
        own=True,
        status=v.StatusMark(
            code="needs_info", word=say("Menunggu data pelapor"), shape="ring", tone="waiting"
        ),
        next=NEXT[Status.NEEDS_INFO],
        due=None,
        question="Apakah lubangnya di jalur arah pasar atau arah stasiun?",
        rating=Rating(stars=4, comment="Cepat."),
        visibility=say("Rahasia"),
        may=Allowed(answer=True, withdraw=True),
        parts=(
            Shown(
                place="acts",
                template="protected/consent.html",
                part=ConsentPart(href=f"/reports/{x.NUMBER}/originals/consent", allowed=True),
            ),
            Shown(
                place="story",
                template="moderation/kept_back.html",
                part=KeptBack(
                    hidden=say(
                        "Laporan ini sedang diperiksa sebelum tampil untuk umum. Penanganannya tetap berjalan."
                    ),
                    covered=(PERSONAL_WORDS[Personal.PHONE], PERSONAL_WORDS[Personal.PLATE]),
                    photos=1,
                ),
            ),
            Shown(
                place="acts",
                template="web/erasure_part.html",
                part=Erasable(href=f"/reports/{x.NUMBER}/erasure"),
            ),
            Shown(
                place="acts",
                template="moderation/moderating.html",
                part=Moderating(
                    href=f"/held/{x.NUMBER}",
                    photos=(),
                    reasons=choices({HideReason.SAFETY: HIDE_WORDS[HideReason.SAFETY]}),
                    hide=True,
                    hide_photos=(f"/held/{x.NUMBER}/photos/1",),
                ),
            ),
        ),
    )


def conversation(*, moderated: bool = False) -> Shown:
    href = f"/reports/{x.NUMBER}/comments"
    told = (
        ("Warga Kenanga 42", "Saya hampir jatuh di sini tadi pagi.", False),
        ("Dinas Bina Marga dan Sumber Daya Air", "Kami jadwalkan besok pagi.", True),
        ("Pelapor", "Terima kasih.", False),
    )
    said = tuple(
        v.Spoken(
            id=str(nth),
            who=who,
            at=x.ago(hours=9 - nth),
            text=text,
            office=office,
            held_back=say("Tidak ditampilkan: {reason}", reason=v.HIDE_REMARK_WORDS[RemarkReason.SPAM])
            if moderated and nth == 0
            else None,
            hide=f"/remarks/{nth}/hiding" if moderated and nth else None,
            show=f"/remarks/{nth}/showing" if moderated and not nth else None,
            flag=f"/remarks/{nth}/flag" if not (moderated or office) else None,
        )
        for nth, (who, text, office) in enumerate(told)
    )
    part = ConversationPart(
        href=href, said=said, hiding=choices(v.HIDE_REMARK_WORDS), flagging=choices(FLAG_WORDS)
    )
    return Shown(place="story", template="conversation/part.html", part=part)


def confirmation() -> Shown:
    part = ConfirmationPart(
        href=f"/reports/{x.NUMBER}/confirmation", voices=Voices(done=3, not_done=1), said=None, may=True
    )
    return Shown(place="acts", template="confirmation/part.html", part=part)
