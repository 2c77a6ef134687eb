"""Samples of the bench, and of a task on it."""

from datetime import date, timedelta

from msgspec.structs import replace

from tanggap.journey.moderation.parts import Moderating
from tanggap.journey.neighbourhood.store.residents import Thanked
from tanggap.journey.outside.parts import OutsidePart
from tanggap.journey.resolution import hints
from tanggap.journey.work.archive import ArchivePage
from tanggap.journey.work.bench import BenchMapPage, BenchPage, BenchSection
from tanggap.journey.work.helping import HelperLine, Helpers
from tanggap.journey.work.partners.views import LEADS, PartnerMay, PartnerPage
from tanggap.journey.work.task import Shown, TaskMay, TaskPage
from tanggap.kit.words import say
from tanggap.report import views as v
from tanggap.report.choices import Choice, Option, choices
from tanggap.report.report import HoldReason, ReturnReason
from tanggap.report.views.codes import (
    DECLINE_WORDS,
    HOLD_WORDS,
    RETURN_WORDS,
)
from tests.look import asking, correcting
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
        suggested=asking.AGENCIES[0].options,
        agencies=asking.AGENCIES,
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
        answers=asking.ANSWERS,
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
