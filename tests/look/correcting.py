"""The pages on which a place or kind is put right, with sample values."""

from tanggap.journey.work.correcting.parts import CorrectingPart, HandOver
from tanggap.journey.work.correcting.told import PlaceGiven
from tanggap.journey.work.correcting.views import SOURCE_WORDS, CorrectingPage, PlaceLine
from tanggap.journey.work.task import Shown
from tanggap.kit.words import say
from tanggap.report.report import PlaceSource
from tanggap.report.views import PlaceView
from tests.look import asking
from tests.look import samples as x


def page() -> CorrectingPage:
    """A pothole that was told to be elsewhere before; its reporter says it is a drain."""
    return CorrectingPage(
        number=x.NUMBER,
        title="Lubang dalam di tikungan dekat pasar",
        href="/tasks/1/correction",
        back="/tasks/1",
        back_word=say("Tugas"),
        place=PlaceView(words="Jakasampurna, Bekasi Barat", landmark="Depan pasar", approximate=False),
        kind=x.ROAD,
        before=(
            PlaceLine(
                at=x.ago(hours=5),
                words="Margahayu",
                source=SOURCE_WORDS[PlaceSource.MAP_PIN],
                map_href="geo:-6.243100,107.013200",
            ),
        ),
        areas=asking.AREAS,
        map=x.MAP,
        given=PlaceGiven(lon="106.9756", lat="-6.2383", area="32.75.02.1005", landmark="Depan pasar"),
        suggested=(x.DRAIN,),
        likely=(x.LAMP, x.PARKING),
        groups=x.GROUPS,
        chosen="",
        keeps_limit=True,
        errors={"kind": say("Pilih jenis yang benar.")},
        notes={"kind-note": "Air keluar dari saluran, bukan dari jalan."},
    )


def part() -> Shown:
    """After it was put right, it is another unit's by the rules."""
    hand_over = HandOver(
        href="/tasks/1/handover",
        agency="dlh",
        name="Dinas Lingkungan Hidup",
        because=say("Dikirim ke {agency} karena {reason}.", agency="Dinas Lingkungan Hidup", reason="sampah"),
        reason="Setelah dibetulkan: Tumpukan sampah liar, Jakasampurna.",
    )
    return Shown(
        template="correcting/part.html",
        part=CorrectingPart(href="/tasks/1/correction", hand_over=hand_over),
    )


def plain() -> Shown:
    """As long as nothing was put right."""
    return Shown(
        template="correcting/part.html", part=CorrectingPart(href="/tasks/1/correction", hand_over=None)
    )
