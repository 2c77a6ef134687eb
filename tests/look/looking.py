"""Samples of what is looked at: finished work, and what is kept back."""

from datetime import timedelta

from msgspec.structs import replace

from tanggap.journey.moderation import rules as moderation
from tanggap.journey.moderation.held import Cell, HeldOnePage, HeldPage, HeldPhoto, HeldRow, PhotoPage
from tanggap.journey.moderation.remarks.held import HeldWords
from tanggap.journey.resolution import hints
from tanggap.journey.resolution.proofs import (
    FALSE_WORDS,
    Proven,
    Reuse,
    UnitRecord,
    UntrueLine,
)
from tanggap.journey.resolution.views import Finished, VerificationPage
from tanggap.kit.words import say
from tanggap.report import views as v
from tanggap.report.choices import Option, choices
from tanggap.report.report import FlagReason, HideReason
from tanggap.report.transitions import NEED_SENTENCES, Need
from tanggap.report.views.codes import (
    FLAG_WORDS,
    HIDE_WORDS,
    RETURN_WORDS,
)
from tests.look import samples as x
from tests.look import telling
from tests.look.staff import DOUBTED


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
