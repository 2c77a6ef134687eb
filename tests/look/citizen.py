"""The pages citizens meet, with sample values: what they report, follow, and see of their city."""

from datetime import timedelta

from msgspec.structs import replace

from tanggap.channels.web.correction import CorrectionPage
from tanggap.channels.web.form import ReportFormPage, ReportGiven
from tanggap.channels.web.home import HomePage
from tanggap.channels.web.parts import Erasable
from tanggap.channels.web.report import NEXT, Rating, ReportPage, Shown
from tanggap.channels.web.sending import ReceiptPage
from tanggap.channels.web.store import HomeFigures
from tanggap.city.areas.drawing import Outline
from tanggap.journey.confirmation.parts import ConfirmationPart
from tanggap.journey.confirmation.store import Voices
from tanggap.journey.conversation.parts import ConversationPart
from tanggap.journey.feed.pages import FeedPage, Meant
from tanggap.journey.feedback.rules import Allowed
from tanggap.journey.moderation.parts import FlagForm, KeptBack, Moderating
from tanggap.journey.neighbourhood.parts import ThankPart, ThanksPart
from tanggap.journey.notices.pages import News, NoticesPage, ReportNews
from tanggap.journey.protected.parts import ConsentPart
from tanggap.journey.support.pages import SimilarPage
from tanggap.journey.support.parts import SupportPart
from tanggap.journey.support.views import Similar
from tanggap.journey.whereabouts.parts import MOVED, WhereaboutsPart
from tanggap.journey.work.correcting.told import PlaceGiven
from tanggap.journey.work.partners.parts import Helper, PartnersPart
from tanggap.kit.words import say
from tanggap.report import views as v
from tanggap.report.choices import Choice, Option, OptionGroup, choices
from tanggap.report.questions.parts import AnswersPart
from tanggap.report.remarks.remark import RemarkReason
from tanggap.report.report import HideReason, Status
from tanggap.report.screening.rules import Personal
from tanggap.report.views.codes import FLAG_WORDS, HIDE_WORDS, PERSONAL_WORDS
from tests.look import samples as x
from tests.look import telling


def home() -> HomePage:
    return HomePage(
        notice=None,
        figures=HomeFigures(open=1906, closed=5388, on_time_percent=78.2, median=timedelta(days=1.9)),
        mine=x.CARDS[1:2],
        newest=x.CARDS,
    )


def form() -> ReportFormPage:
    return ReportFormPage(
        idempotency_key="01JD9Q5N7W3V8X2K4M6P0R1T3Y",
        challenge="1.1782871200.14.00112233445566.0123456789abcdef0123456789abcdef",
        suggested=x.COMMON[:3],
        common=x.COMMON[3:],
        groups=x.GROUPS,
        groups_open=False,
        questions=x.QUESTIONS,
        questions_style="/questions.css",
        map=x.MAP,
        areas=x.AREAS,
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
            Shown(place="story", template="questions/answers.html", part=AnswersPart(answers=x.ANSWERS)),
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


def correction() -> CorrectionPage:
    return CorrectionPage(
        number=x.NUMBER,
        href=f"/reports/{x.NUMBER}",
        title="Lubang dalam di tikungan dekat pasar",
        kinds=(
            OptionGroup(name="Jalan", options=(Option(value="road-damage", name=x.ROAD.name, chosen=True),)),
            OptionGroup(name="Air dan saluran", options=(Option(value="flood", name=x.FLOOD.name),)),
        ),
        areas=x.AREAS,
        map=x.MAP,
        given=PlaceGiven(landmark="Depan pasar"),
        errors={"place": say("Tunjukkan tempatnya: titik di peta, kelurahan, atau patokan.")},
    )


def confirmation() -> Shown:
    part = ConfirmationPart(
        href=f"/reports/{x.NUMBER}/confirmation", voices=Voices(done=3, not_done=1), said=None, may=True
    )
    return Shown(place="acts", template="confirmation/part.html", part=part)


def feed() -> FeedPage:
    return FeedPage(
        q="",
        title=say("Laporan terbaru"),
        cards=x.CARDS,
        kinds=(
            OptionGroup(
                name="Jalan",
                options=(
                    Option(value="roads", name="Semua: Jalan"),
                    Option(value="road-damage", name="Jalan rusak / berlubang"),
                ),
            ),
            OptionGroup(name="Sampah", options=(Option(value="waste", name="Semua: Sampah"),)),
        ),
        statuses=(
            Choice(value="waiting", word=say("Menunggu")),
            Choice(value="done", word=say("Selesai")),
        ),
        areas=x.AREAS,
        agencies=(Option(value="dbmsda", name="Dinas Bina Marga dan Sumber Daya Air"),),
        orders=(
            Choice(value="newest", word=say("Terbaru"), chosen=True),
            Choice(value="supported", word=say("Paling didukung")),
        ),
        near="",
        filtered=False,
        total=None,
        meant=None,
        said=None,
        follow="/alerts",
        newer=None,
        first=None,
        older="/reports?before=1",
        rss="/reports.rss",
        atom="/reports.atom",
    )


def searched_feed() -> FeedPage:
    """Somebody looked for "selokan air" with a slip, near where they stand."""
    title = v.Piece("Selokan", True), v.Piece(" meluap ke jalan setelah hujan semalam", False)
    excerpt = (
        v.Piece("… baunya sampai ke dapur karena ", False),
        v.Piece("airnya", True),
        v.Piece(" hitam …", False),
    )
    return replace(
        feed(),
        q="slokan air zebra",
        title=say("Hasil pencarian"),
        cards=(replace(x.CARDS[0], marked=title), replace(x.CARDS[1], excerpt=excerpt)),
        orders=(*feed().orders, Choice(value="nearest", word=say("Terdekat"))),
        near="106.98,-6.24",
        total=say("Lebih dari {n} laporan", n=1000),
        meant=Meant(words="selokan air zebra", href="/reports?q=selokan+air+zebra"),
        said=say("Tidak ada laporan dengan kata: {words}.", words="zebra"),
        first="/reports?q=selokan",
        older="/reports?q=selokan&before=1",
        rss="/reports.rss?q=selokan",
        atom="/reports.atom?q=selokan",
    )


def notices() -> NoticesPage:
    told = (
        (
            x.ago(minutes=20),
            say("{agency} menyatakan laporan {number} selesai.", agency="DBMSDA", number=x.NUMBER),
        ),
        (
            x.ago(hours=17),
            say("{agency} mulai mengerjakan laporan {number}.", agency="DBMSDA", number=x.NUMBER),
        ),
    )
    news = tuple(News(words=words, at=at, fresh=nth == 0) for nth, (at, words) in enumerate(told))
    first = ReportNews(href=f"/reports/{x.NUMBER}", number=x.NUMBER, fresh=True, news=news)
    read = ReportNews(
        href="/reports/BKS-10442-60918-7", number="BKS-10442-60918-7", fresh=False, news=news[1:]
    )
    return NoticesPage(reports=(first, read), fresh=1, staff=False)
