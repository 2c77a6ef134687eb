"""How good the suggestions are, for those who answer for them."""

from datetime import datetime

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.journey.learning import rules, store
from tanggap.journey.learning.rules import What
from tanggap.kit.web import Entry, Page, Pages, get
from tanggap.kit.words import Say, say

PLACE = "learning"
TITLES = {What.KIND: say("Jenis laporan"), What.UNIT: say("Unit yang menangani")}


class LearnedRow(Struct, frozen=True, kw_only=True):
    """One version. Shares are in percent; ``speaks`` says from when and how often it suggests something, if ever."""

    version: int
    at: datetime
    taught: int
    measured: int
    top1: float
    top3: float
    usual: float
    usual3: float
    verdict: Say
    used: bool


class LearnedSection(Struct, frozen=True, kw_only=True):
    """All versions of one thing, the newest first."""

    name: str
    title: Say
    rows: tuple[LearnedRow, ...]


class LearningPage(Struct, frozen=True, kw_only=True):
    """What learning/learning.html is given."""

    sections: tuple[LearnedSection, ...]
    least: int


@get("/learning", act="account_for")
async def show_learning(desk: Desk) -> Page:
    """What was learned, version by version, and how good it is."""
    return Page("learning/learning.html", page_of(await store.versions(desk.db, desk.city)), place=PLACE)


def page_of(versions: list[store.Version]) -> LearningPage:
    """The page of these versions."""
    return LearningPage(
        sections=tuple(
            LearnedSection(
                name=what.value,
                title=title,
                rows=tuple(_row(each) for each in versions if each.what is what),
            )
            for what, title in TITLES.items()
        ),
        least=rules.REPORTS_LEAST,
    )


def _row(version: store.Version) -> LearnedRow:
    return LearnedRow(
        version=version.version,
        at=version.at,
        taught=version.taught,
        measured=version.measured,
        top1=100 * version.top1,
        top3=100 * version.top3,
        usual=100 * version.usual,
        usual3=100 * version.usual3,
        verdict=_verdict(version),
        used=version.used,
    )


def _verdict(version: store.Version) -> Say:
    if not version.used:
        return say("Tidak dipakai: tidak lebih baik daripada selalu menyebut yang paling sering.")
    return say(
        "Mengusulkan bila peluangnya {chance} persen atau lebih: pada {share} persen laporan, dan {right} persen "
        "dari usulan itu benar. Selebihnya dijawab belum yakin.",
        share=round(100 * version.sure),
        chance=round(100 * version.sure_from),
        right=round(100 * version.sure_right),
    )


PAGES = Pages(
    routes=[show_learning],
    menu=[
        Entry(
            place=PLACE,
            href="/learning",
            icon="list-magnifying-glass",
            word=say("Usulan otomatis"),
            act="account_for",
            order=70,
        )
    ],
)
