"""Samples of the coordinator's queue, and of what stands ready beside it."""

from datetime import timedelta

from tanggap.journey.learning import pages as learning
from tanggap.journey.learning.rules import What
from tanggap.journey.learning.store import Version
from tanggap.journey.moderation.parts import Moderating
from tanggap.journey.replies.actions import Ready
from tanggap.journey.replies.pages import ACT_WORDS, RepliesPage, ReplyRow
from tanggap.journey.replies.rules import FIELDS, ReplyAct
from tanggap.journey.work.batches import rules as rules_of_batches
from tanggap.journey.work.batches.rules import BatchAct
from tanggap.journey.work.batches.views import BatchLine, BatchPage
from tanggap.journey.work.triage.alike import Alike
from tanggap.journey.work.triage.case import Pictured, TriageMay, TriageOnePage
from tanggap.journey.work.triage.queue import BY_WORDS, By, Order, TriagePage, TriageRow
from tanggap.kit.words import Say, say
from tanggap.report.choices import Choice, Option, choices
from tanggap.report.report import HideReason, RejectReason
from tanggap.report.views.codes import (
    HIDE_WORDS,
    REJECT_WORDS,
)
from tests.look import asking
from tests.look import samples as x


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
        agencies=asking.AGENCIES,
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
        kinds=asking.KIND_OPTIONS,
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
        kinds=asking.KIND_OPTIONS,
        areas=asking.AREAS,
        agencies=asking.AGENCIES,
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
        other_kinds=asking.KIND_OPTIONS,
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
