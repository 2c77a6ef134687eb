"""The pages staff work on, with sample values: bench, task, triage, verification."""

from datetime import date, timedelta

from msgspec.structs import replace

from tanggap.journey.learning import pages as learning
from tanggap.journey.learning.rules import What
from tanggap.journey.learning.store import Version
from tanggap.journey.moderation import rules as moderation
from tanggap.journey.moderation.held import Cell, HeldOnePage, HeldPage, HeldPhoto, HeldRow, PhotoPage
from tanggap.journey.moderation.parts import Moderating
from tanggap.journey.moderation.remarks.held import HeldWords
from tanggap.journey.neighbourhood.store.residents import Thanked
from tanggap.journey.outside.parts import OutsidePart
from tanggap.journey.replies.actions import Ready
from tanggap.journey.replies.pages import ACT_WORDS, RepliesPage, ReplyRow
from tanggap.journey.replies.rules import FIELDS, ReplyAct
from tanggap.journey.resolution import hints
from tanggap.journey.resolution.proofs import (
    FALSE_WORDS,
    Proven,
    Reuse,
    UnitRecord,
    UntrueLine,
)
from tanggap.journey.resolution.views import Finished, VerificationPage
from tanggap.journey.work.archive import ArchivePage
from tanggap.journey.work.batches import rules as rules_of_batches
from tanggap.journey.work.batches.rules import BatchAct
from tanggap.journey.work.batches.views import BatchLine, BatchPage
from tanggap.journey.work.bench import BenchMapPage, BenchPage, BenchSection
from tanggap.journey.work.helping import HelperLine, Helpers
from tanggap.journey.work.partners.views import LEADS, PartnerMay, PartnerPage
from tanggap.journey.work.task import Shown, TaskMay, TaskPage
from tanggap.journey.work.triage.alike import Alike
from tanggap.journey.work.triage.case import Pictured, TriageMay, TriageOnePage
from tanggap.journey.work.triage.queue import BY_WORDS, By, Order, TriagePage, TriageRow
from tanggap.kit.words import Say, say
from tanggap.report import views as v
from tanggap.report.choices import Choice, Option, choices
from tanggap.report.report import FlagReason, HideReason, HoldReason, RejectReason, ReturnReason
from tanggap.report.transitions import NEED_SENTENCES, Need
from tanggap.report.views.codes import (
    DECLINE_WORDS,
    FLAG_WORDS,
    HIDE_WORDS,
    HOLD_WORDS,
    REJECT_WORDS,
    RETURN_WORDS,
)
from tests.look import correcting, telling
from tests.look import samples as x
from tests.look.dispatch import SENDING, SHARING

WAITING = say("{waiting} ditunggu, {answered} sudah menjawab.", waiting=1, answered=1)


GIVEN_BACK = say("Dikembalikan: {reason}", reason=RETURN_WORDS[ReturnReason.WRONG_PLACE])


def bench() -> BenchPage:
    return BenchPage(
        agency="DBMSDA · URC Bekasi Timur",
        person=None,
        late=1,
        today=2,
        open=1001,
        most=1000,
        sharing=SHARING,
        sections=(
            BenchSection(
                word=say("Lewat batas"),
                tone="late",
                tasks=(x.task(x.CARDS[1], x.due(say("lewat {span}", span=timedelta(hours=4)), hours=-4)),),
            ),
            BenchSection(
                word=say("Harus hari ini"),
                tone="moving",
                tasks=(
                    x.task(
                        x.CARDS[4],
                        x.due(say("sisa {span}", span=timedelta(hours=3)), hours=3),
                        fresh=True,
                    ),
                    replace(
                        x.task(
                            x.CARDS[0],
                            x.due(say("sisa {span}", span=timedelta(hours=8)), hours=8),
                            fresh=True,
                        ),
                        back=v.Back(words=GIVEN_BACK, note="Foto sesudah diambil dari jalan yang lain."),
                    ),
                ),
            ),
        ),
        previous=None,
        next="/bench?after=1",
        thanked=Thanked(count=7, words=("Terima kasih, jalannya sudah mulus.",)),
    )


def bench_map() -> BenchMapPage:
    return BenchMapPage(
        map=x.MAP,
        tasks=tuple(
            replace(task, point=(106.9756 + nth / 200, -6.2383 + nth / 400))
            for nth, task in enumerate(task for section in bench().sections for task in section.tasks)
        ),
    )


def archive() -> ArchivePage:
    done = x.task(x.CARDS[3], None)
    return ArchivePage(
        agency="DBMSDA · URC Bekasi Timur",
        q="lampu",
        tasks=(replace(done, next=None),),
        previous=None,
        next="/bench/archive?page=2",
    )


def task() -> TaskPage:
    return TaskPage(
        number=x.NUMBER,
        href="/tasks/1",
        report=f"/reports/{x.NUMBER}",
        title="Lubang dalam di tikungan dekat pasar",
        text="Lubangnya makin lebar sejak hujan, dua motor sudah jatuh.",
        kind=x.ROAD,
        status=x.MOVING,
        place=x.PLACE,
        map_href="geo:-6.2383,106.9756",
        at=x.ago(days=1, hours=2),
        due=x.due(say("lewat {span}", span=timedelta(hours=4)), hours=-4),
        holder=x.HOLDER,
        contact=x.CONTACT,
        photos=(x.HOLE,),
        before=None,
        after=None,
        timeline=x.INTERNAL,
        may=TaskMay(
            accept=False,
            decline=False,
            prove=True,
            hand_over=True,
            hold=True,
            resume=False,
            ask=True,
            note=True,
        ),
        ahead=None,
        person=None,
        proof_needs_photo=True,
        proof_hints=(),
        last_times=(Option(value=x.NUMBER, name=f"{x.NUMBER}, selesai 12 Jul", chosen=False),),
        suggested=x.AGENCIES[0].options,
        agencies=x.AGENCIES,
        decline_reasons=(Choice(value="not_ours", word=say("Bukan tugas kami")),),
        hold_reasons=(
            Choice(value="material", word=HOLD_WORDS[HoldReason.MATERIAL]),
            Choice(value="budget", word=HOLD_WORDS[HoldReason.BUDGET_NEXT_YEAR]),
            Choice(value="third_party", word=HOLD_WORDS[HoldReason.THIRD_PARTY_UTILITY]),
            Choice(value="partly_done", word=HOLD_WORDS[HoldReason.PARTLY_DONE]),
        ),
        hold_until_latest=date(2026, 12, 22),
        errors={},
        opened=None,
        given={},
        answers=x.ANSWERS,
        moderating=Moderating(href=None, photos=(f"/held/{x.NUMBER}/photos/1",)),
        parts=(
            correcting.plain(),
            Shown(template="outside/part.html", part=OutsidePart(href="/tasks/1/outside", told=WAITING)),
        ),
    )


DOUBTED = hints.hints(
    hints.Facts(
        at=x.ago(hours=6),
        placed=True,
        distance_m=212,
        accuracy_m=18,
        taken_at=x.ago(hours=40),
        marks=("edited",),
    )
)


def corrected_task() -> TaskPage:
    """The officer put the kind right, and by the rules it is another unit's now."""
    return replace(task(), parts=(correcting.part(),))


def doubted_task() -> TaskPage:
    """The proof was sent, and somebody asks about it."""
    return replace(
        task(),
        back=v.Back(
            words=say("Dibuka kembali oleh pelapor"), note="Tambalannya sudah lepas.", photos=(x.HOLE,)
        ),
        proof_hints=DOUBTED,
        opened="proof",
        errors={"proof-note": DOUBTED[0].words},
        given={"proof-kept": "1", "proof-text": "Lubang ditambal aspal panas."},
    )


def new_task() -> TaskPage:
    may = TaskMay(
        accept=True, decline=True, prove=False, hand_over=True, hold=False, resume=False, ask=True, note=True
    )
    return replace(task(), status=x.DISPOSED, may=may, ahead=task().may, timeline=x.STORY[3:])


HELPERS = Helpers(
    lines=(
        HelperLine(
            name="Dinas Lingkungan Hidup",
            word=say("belum menjawab"),
            tone="waiting",
            mandatory=True,
            due=x.due(say("sisa {span}", span=timedelta(days=2)), hours=48),
            what="Angkut dulu sampah dan puing di dalam lubang, lalu kabari kami supaya bisa diaspal.",
            answer=None,
            form="withdrawal1",
            withdraw="/partners/1/withdrawal",
        ),
        HelperLine(
            name="Perumda Tirta Patriot",
            word=say("sudah selesai"),
            tone="done",
            mandatory=False,
            due=None,
            what="Periksa apakah ada pipa bocor.",
            answer="Tidak ada kebocoran di titik ini.",
            form="withdrawal2",
            withdraw=None,
        ),
    ),
    awaited=("Dinas Lingkungan Hidup",),
    ask="/tasks/1/partners",
)


def shared_task() -> TaskPage:
    """Two units help; one of them is waited for."""
    return replace(
        task(),
        partners=HELPERS,
        opened="partners",
        dispatch=SENDING,
        parts=(Shown(template="dispatch/sharing.html", part=SHARING),),
    )


def part() -> PartnerPage:
    """What another unit asks of this one."""
    return PartnerPage(
        number=x.NUMBER,
        href="/partners/1",
        report=f"/reports/{x.NUMBER}",
        title="Lubang dalam di tikungan dekat pasar",
        text="Lubangnya makin lebar sejak hujan, dua motor sudah jatuh.",
        kind=x.ROAD,
        place=x.PLACE,
        map_href="geo:-6.2383,106.9756",
        at=x.ago(hours=5),
        agency="Dinas Lingkungan Hidup",
        word=say("sedang mengerjakan"),
        tone="moving",
        mandatory=True,
        due=x.due(say("sisa {span}", span=timedelta(days=2)), hours=48),
        what="Angkut dulu sampah dan puing di dalam lubang, lalu kabari kami supaya bisa diaspal.",
        holder=v.Holder(name="Dinas Bina Marga dan Sumber Daya Air", reason=LEADS),
        contact=x.CONTACT,
        photos=(x.HOLE,),
        answers=(),
        timeline=x.INTERNAL,
        may=PartnerMay(accept=False, decline=True, give=True),
        decline_reasons=choices(DECLINE_WORDS),
        errors={},
        opened=None,
        given={},
    )


def doubted_part() -> PartnerPage:
    """The photo of a part asks for an explanation; what was typed stands there still."""
    given = {
        "answer-kept": "0190f1e0-0000-7000-8000-000000000001",
        "answer-text": "Sampah dan puing di dalam lubang sudah diangkut.",
    }
    return replace(
        part(), given=given, proof_hints=DOUBTED, errors={"answer-note": DOUBTED[0].words}, opened="answer"
    )


def triage_row(number: int, why: Say) -> TriageRow:
    card = x.CARDS[number]
    return TriageRow(
        href=f"/triage/{x.NUMBER}",
        number=x.NUMBER,
        title=card.title,
        kind=card.kind if number % 2 else None,
        place=card.place,
        at=card.at,
        why=why,
        due=x.due(say("sisa {span}", span=timedelta(hours=9)), hours=9) if number == 1 else None,
        photo=card.photo,
    )


def triage() -> TriagePage:
    return TriagePage(
        rows=(
            triage_row(0, say("jenis belum jelas")),
            triage_row(1, say("di luar wilayah kota")),
            triage_row(2, say("tempat belum jelas")),
        ),
        count=12,
        more_than=False,
        orders=tuple(
            Order(href=f"/triage?by={each}", word=word, chosen=each is By.URGENCY)
            for each, word in BY_WORDS.items()
        ),
        previous=None,
        next="/triage?after=1",
        order="?by=urgency",
        agencies=x.AGENCIES,
        reject_reasons=(Choice(value="spam", word=REJECT_WORDS[RejectReason.SPAM]),),
        hide_reasons=(Choice(value="safety", word=HIDE_WORDS[HideReason.SAFETY]),),
        errors={},
        opened=None,
        given={},
        ticked=frozenset(),
    )


def replies() -> RepliesPage:
    return RepliesPage(
        rows=(
            ReplyRow(
                title="Minta patokan",
                act=ACT_WORDS[ReplyAct.ASK],
                only=("Saluran mampet",),
                told_id="Di dekat apa tepatnya selokan dalam laporan {number}?",
                told_en="What stands near the drain of report {number}?",
                retire="/replies/1/retirement",
            ),
        ),
        fields=tuple(f"{{{name}}}" for name in FIELDS),
        acts=choices(ACT_WORDS),
        kinds=x.KIND_OPTIONS,
        statuses=(Option(value="received", name="Menunggu"),),
        reasons=(Option(value="spam", name="bukan laporan"),),
        errors={},
        given={},
    )


def batch() -> BatchPage:
    return BatchPage(
        href="/triage/batches/1",
        said=rules_of_batches.said(BatchAct.REFUSE, done=3, refused=1),
        done=tuple(
            BatchLine(href=f"/triage/{number}", number=number, refused=None)
            for number in (x.NUMBER, "BKS-00000-00001-8", "BKS-00000-00002-7")
        ),
        refused=(
            BatchLine(
                href="/triage/BKS-00000-00003-6",
                number="BKS-00000-00003-6",
                refused=say("Langkah ini dikerjakan oleh petugas lain."),
            ),
        ),
        until=x.ago(minutes=-28),
        undone=False,
    )


def triage_one() -> TriageOnePage:
    return TriageOnePage(
        number=x.NUMBER,
        href=f"/triage/{x.NUMBER}",
        order="?by=urgency",
        title=x.CARDS[0].title,
        text="Selokan depan rumah meluap terus tiap hujan, airnya masuk ke teras. Mohon dicek.",
        status=x.WAITING,
        why=say("jenis belum jelas"),
        place=x.PLACE,
        map_href="geo:-6.2383,106.9756",
        at=x.ago(minutes=4),
        due=x.due(say("sisa {span}", span=timedelta(hours=9)), hours=9),
        contact=x.CONTACT,
        photos=(x.WATER,),
        kinds=x.KIND_OPTIONS,
        areas=x.AREAS,
        agencies=x.AGENCIES,
        because=say(
            "Jenisnya diusulkan dari laporan serupa yang sudah selesai. Kata penentu: {words}.",
            words="selokan, meluap",
        ),
        suggestion=say("Unit ini menyelesaikan laporan serupa. Kata penentu: {words}.", words="selokan, air"),
        alike=(
            Alike(
                number="BKS-00000-00001-8",
                href="/triage/BKS-00000-00001-8",
                status=x.CARDS[4].status,
                text="Got di gang sebelah mampet, air hitam masuk ke rumah.",
                place=x.CARDS[4].place,
                photo=x.WATER,
                at=x.ago(hours=3),
                distance_m=64,
                between=timedelta(hours=2, minutes=56),
            ),
            Alike(
                number="BKS-00000-00002-7",
                href="/triage/BKS-00000-00002-7",
                status=x.MOVING,
                text=None,
                place=x.CARDS[1].place,
                photo=None,
                at=x.ago(days=1),
                distance_m=None,
                between=timedelta(days=1),
            ),
        ),
        reject_reasons=(
            Choice(value="not_authority", word=REJECT_WORDS[RejectReason.NOT_AUTHORITY]),
            Choice(value="spam", word=REJECT_WORDS[RejectReason.SPAM]),
        ),
        timeline=x.STORY[4:],
        may=TriageMay(
            verify=True,
            dispose=True,
            reject=True,
            ask=True,
            merge=True,
            separate=False,
            split=True,
            rejoin=True,
        ),
        other_kinds=x.KIND_OPTIONS,
        pictured=(Pictured(id="1", photo=x.WATER),),
        moderating=Moderating(
            href=f"/held/{x.NUMBER}",
            photos=(),
            reasons=choices({HideReason.SAFETY: HIDE_WORDS[HideReason.SAFETY]}),
            hide=True,
            hide_photos=(f"/held/{x.NUMBER}/photos/1",),
        ),
        replies=(Ready(id="1", title="Minta patokan", act=ReplyAct.ASK),),
        errors={},
        opened=None,
        given={},
        previous=None,
        next=f"/triage/{x.NUMBER}",
    )


def version(what: What, nth: int, *, used: bool) -> Version:
    return Version(
        what=what,
        version=nth,
        at=x.ago(hours=9 + 24 * (3 - nth)),
        used=used,
        taught=2201 + 40 * nth,
        measured=560,
        labels=41,
        top1=0.703 if used else 0.19,
        top3=0.841 if used else 0.44,
        usual=0.192,
        usual3=0.482,
        sure_from=0.31,
        sure=0.79,
        sure_right=0.78,
    )


def learned() -> learning.LearningPage:
    """Kinds are learned, units are not yet."""
    return learning.page_of([version(What.KIND, 3, used=True), version(What.KIND, 2, used=False)])


def learned_badly() -> learning.LearningPage:
    return learning.page_of([version(What.KIND, 1, used=False), version(What.UNIT, 3, used=True)])


def verification() -> VerificationPage:
    return VerificationPage(
        waiting=7,
        item=Finished(
            may=True,
            href=f"/verification/{x.NUMBER}",
            number=x.NUMBER,
            report=f"/reports/{x.NUMBER}",
            title="Lubang dalam di tikungan dekat pasar",
            kind=x.ROAD,
            place=x.PLACE,
            before=x.HOLE,
            filed=Proven(
                agency="DBMSDA",
                who="Agus Salim",
                at=x.ago(hours=6),
                reply="Lubang ditambal aspal panas, sekitar 2 meter persegi.",
                photo=x.MENDED,
                distance_m=212,
                accuracy_m=18,
                taken_at=x.ago(hours=7),
                camera=True,
                hints=DOUBTED,
                reuses=(
                    Reuse(
                        words=say(
                            "Foto ini sudah dipakai di {number} pada {at}.",
                            number=x.NUMBER,
                            at=x.ago(days=19),
                        ),
                        href=f"/reports/{x.NUMBER}",
                    ),
                ),
                scene=hints.same_scene(83),
                same_scene=True,
                record=UnitRecord(
                    days=90,
                    filed=31,
                    false=2,
                    latest=(
                        UntrueLine(
                            href=f"/reports/{x.NUMBER}",
                            number=x.NUMBER,
                            word=FALSE_WORDS["old_photo"],
                            at=x.ago(days=19),
                        ),
                    ),
                ),
            ),
            parts=(),
            whose=(),
            drawn=False,
            last=x.NUMBER,
            last_href=f"/reports/{x.NUMBER}",
            doubts=("Lubangnya cuma ditutup pasir.",),
            due=x.due(say("menutup sendiri dalam {span}", span=timedelta(days=6)), hours=144),
            timeline=x.STORY[1:],
        ),
        return_reasons=choices(RETURN_WORDS),
        errors={},
        given={},
        previous=None,
        next="/verification?after=1",
    )


def audit() -> VerificationPage:
    """Drawn by lot after it closed by itself; nothing in the photos matches, and the proof was made by a machine."""
    page = verification()
    assert page.item is not None
    filed = replace(
        page.item.filed,
        reuses=(),
        scene=hints.same_scene(4),
        same_scene=False,
        hints=hints.hints(
            hints.Facts(at=x.ago(hours=6), placed=False, marks=("generated", "edited", "manifest"))
        ),
        distance_m=None,
        accuracy_m=None,
        taken_at=None,
        camera=False,
        record=None,
    )
    return replace(page, item=replace(page.item, drawn=True, due=None, doubts=(), filed=filed))


def shared_verification() -> VerificationPage:
    """Another unit did a part of it; that one's photo is doubtful, and it is given back."""
    page = verification()
    assert page.item is not None
    filed = replace(page.item.filed, hints=(), reuses=(), record=None, distance_m=14)
    part = Proven(
        agency="Dinas Lingkungan Hidup",
        who="Petugas kebersihan",
        at=x.ago(hours=9),
        reply="Sampah dan puing di dalam lubang sudah diangkut.",
        photo=x.HOLE,
        distance_m=640,
        accuracy_m=25,
        taken_at=x.ago(hours=60),
        hints=DOUBTED,
        scene=hints.same_scene(3),
        record=page.item.filed.record,
    )
    whose = (Option(value="dlh", name="Dinas Lingkungan Hidup"),)
    item = replace(page.item, filed=filed, parts=(part,), whose=whose, doubts=())
    return replace(page, item=item, errors={"return-reason": NEED_SENTENCES[Need.REASON_CODE]})


def held() -> HeldPage:
    return HeldPage(
        rows=(
            HeldRow(
                href=f"/held/{x.NUMBER}",
                number=x.NUMBER,
                title="Lubang dalam di tikungan dekat pasar",
                place="Margahayu",
                at=x.ago(hours=3),
                why=HIDE_WORDS[HideReason.FLAGS],
            ),
        ),
        count=1,
        words=(HeldWords(said=telling.WAITING, href="/areas/32.75.01.1002", place="Margahayu"),),
        hiding=choices(v.HIDE_REMARK_WORDS),
        previous=None,
        next=None,
    )


def held_one() -> HeldOnePage:
    return HeldOnePage(
        number=x.NUMBER,
        href=f"/held/{x.NUMBER}",
        report=f"/reports/{x.NUMBER}",
        title="Lubang dalam di tikungan dekat pasar",
        text="Lubangnya makin lebar, tanya yang punya warung di 0812-3456-7890.",
        landmark="depan warung",
        public_text="Lubangnya makin lebar, tanya yang punya warung di ****-****-****.",
        status=x.MOVING,
        hidden=HIDE_WORDS[HideReason.FLAGS],
        flags=((FLAG_WORDS[FlagReason.INSULT], 2), (FLAG_WORDS[FlagReason.PERSONAL_DATA], 1)),
        photos=(
            HeldPhoto(
                href=f"/held/{x.NUMBER}/photos/1",
                photo=x.HOLE,
                state=say("Wajah atau pelat nomor disamarkan otomatis."),
                waits=True,
            ),
        ),
        reasons=choices({reason: HIDE_WORDS[reason] for reason in moderation.CHOSEN}),
        may_hide=True,
        may_show=True,
    )


def held_photo() -> PhotoPage:
    return PhotoPage(
        number=x.NUMBER,
        back=f"/held/{x.NUMBER}",
        href=f"/held/{x.NUMBER}/photos/1",
        photo=x.HOLE,
        only_adds=False,
        cells=tuple(
            Cell(
                value=f"{row}-{column}",
                row=row + 1,
                column=column + 1,
                ticked=row in (2, 3) and column in (4, 5),
            )
            for row in range(moderation.ROWS)
            for column in range(moderation.COLUMNS)
        ),
    )
