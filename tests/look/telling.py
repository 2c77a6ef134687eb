"""The pages that tell people it exists, and their neighbourhood's, with sample values."""

from datetime import timedelta

from tanggap.app import house
from tanggap.channels.posters.pages import PostersPage
from tanggap.channels.web.how import LATE, PRIVACY, STEPS, HowPage, KindPromise, Meaning, Promise
from tanggap.channels.web.report import NEXT
from tanggap.city.terms import AreaCode
from tanggap.journey.neighbourhood.pages import NeighbourhoodPage
from tanggap.journey.neighbourhood.views import Announced
from tanggap.journey.standing.pages import StandingPage
from tanggap.journey.standing.rules import BADGE_WORDS, LEVEL_WORDS, Badge, Level
from tanggap.kit.qr import qr
from tanggap.kit.web.shared import Shared
from tanggap.kit.words import say
from tanggap.oversight.areas.pages import AreaPage, AreasPage, District, Place
from tanggap.oversight.areas.rules import Figures
from tanggap.oversight.counts.views import Share
from tanggap.oversight.operations_centre.tiles.explore import ExplorePage
from tanggap.oversight.operations_centre.tiles.views import public_map
from tanggap.report import views as v
from tanggap.report.choices import Choice, Option, OptionGroup, choices
from tanggap.report.report import Status
from tanggap.report.views.codes import FLAG_WORDS
from tests import bekasi
from tests.look import asking
from tests.look import samples as x

CODE = qr("http://tanggap.test/lapor?area=32.75.01.1002&kind=road-damage")


def shared(href: str) -> Shared:
    return Shared(
        title="Jalan rusak / berlubang · Margahayu, Bekasi Timur",
        words=say("Setiap laporan punya nomor, penanggung jawab, dan batas waktu."),
        url=f"http://tanggap.test{href}",
        image=f"http://tanggap.test{href}/og.png",
    )


def how() -> HowPage:
    return HowPage(
        steps=STEPS,
        meanings=tuple(Meaning(status=v.status_mark(each), words=NEXT[each]) for each in Status),
        promises=(
            Promise(what=say("Masalah di lapangan selesai"), within=say("{n} hari kerja", n=14)),
            Promise(what=say("Permintaan informasi dijawab"), within=say("{n} hari kerja", n=5)),
        ),
        kinds=tuple(
            KindPromise(
                kind=each,
                answered=say("{span}", span=timedelta(hours=24)),
                finished=say("{n} hari kerja", n=5),
            )
            for each in x.COMMON
        ),
        late=LATE,
        privacy=PRIVACY,
        shared=shared("/how"),
    )


def posters() -> PostersPage:
    return PostersPage(
        sheets=(
            Choice(
                value="a4",
                word=say("Poster A4"),
                hint=say("Untuk dinding kantor, pos ronda, halte."),
                chosen=True,
            ),
            Choice(value="a6", word=say("Selebaran A6"), hint=say("Untuk dibagikan.")),
        ),
        areas=asking.AREAS,
        kinds=(OptionGroup(name="Jalan", options=(Option(value="road-damage", name=x.ROAD.name),)),),
        agencies=(Option(value="dlh", name="Dinas Lingkungan Hidup"),),
        code=CODE,
        short="tanggap.test/lapor",
    )


def place(name: str, code: str, *, here: bool = False) -> Place:
    return Place(href=f"/areas/{code}", name=name, code=AreaCode(code), here=here)


EAST = place("Bekasi Timur", "32.75.01")
MARGAHAYU = place("Margahayu", "32.75.01.1002", here=True)
WITHIN = (place("Aren Jaya", "32.75.01.1004"), place("Bekasi Jaya", "32.75.01.1001"), MARGAHAYU)


WAITING = v.Spoken(
    id="3",
    who="Warga Asoka 63",
    text="Hubungi 0812 0000 0000",
    at=x.ago(hours=2),
    office=False,
    held_back=say("Diperiksa dulu sebelum tampil"),
    found=(say("memuat data pribadi"),),
    hide="/remarks/3/hiding",
    show="/remarks/3/showing",
)


def announced() -> tuple[Announced, ...]:
    return (
        Announced(
            id="1",
            title="Kerja bakti membersihkan saluran",
            text="Minggu pagi pukul 7, berkumpul di balai warga. Bawa sapu dan cangkul bila ada.",
            who="Kelurahan Margahayu",
            area="Margahayu",
            at=x.ago(days=2),
            ends_on=x.NOW.date() + timedelta(days=5),
            replies=(
                v.Spoken(
                    id="1",
                    who="Warga Melati 42",
                    text="Siap hadir.",
                    at=x.ago(hours=9),
                    office=False,
                    flag="/remarks/1/flag",
                ),
                v.Spoken(
                    id="2",
                    who="Warga Kenanga 17",
                    text="Bisa bawa gerobak?",
                    at=x.ago(hours=1),
                    office=False,
                    held_back=say("Diperiksa dulu sebelum tampil"),
                ),
            ),
            reply="/announcements/1/replies",
            withdraw="/announcements/1/withdrawal",
        ),
    )


def areas() -> AreasPage:
    return AreasPage(
        districts=(
            District(place=EAST, within=WITHIN),
            District(place=place("Jatiasih", "32.75.07"), within=(place("Jatikramat", "32.75.07.1003"),)),
        ),
        drawing=bekasi.ground().drawing,
        approximate=True,
    )


def explored() -> ExplorePage:
    tongue = house.tongues()["id"](bekasi.ground().zone)
    return ExplorePage(
        map=public_map(bekasi.ground(), tongue),
        kinds=(OptionGroup(name="Jalan", options=(Option(value="roads", name="Semua: Jalan"),)),),
        statuses=(Choice(value="waiting", word=say("Menunggu")),),
        areas=asking.AREAS,
        filtered=False,
        cards=x.CARDS,
        feed="/reports",
    )


def area() -> AreaPage:
    return AreaPage(
        name="Margahayu",
        level=say("Kelurahan"),
        around=EAST,
        office="Kelurahan Margahayu",
        since=x.NOW.date() - timedelta(days=90),
        at=x.NOW,
        figures=Figures(asked=84, open=21, late=3, closed=60, on_time_percent=81.7),
        kinds=tuple(
            Share(name=of.name, colour=of.colour, icon=of.icon, count=n, percent=n / 0.84, width=n / 0.31)
            for of, n in ((x.ROAD, 31), (x.DRAIN, 20), (x.LAMP, 9))
        ),
        newest=x.CARDS[:4],
        announced=announced(),
        hiding=choices(v.HIDE_REMARK_WORDS),
        flagging=choices(FLAG_WORDS),
        within=WITHIN,
        drawing=bekasi.ground().drawing,
        drawn=(MARGAHAYU.code,),
        approximate=True,
        report=f"/reports/new?area={MARGAHAYU.code}",
        feed=f"/reports?area={MARGAHAYU.code}",
        follow=f"/alerts?area={MARGAHAYU.code}",
        posters=f"/posters?area={MARGAHAYU.code}",
        shared=shared(MARGAHAYU.href),
    )


def neighbourhood() -> NeighbourhoodPage:
    return NeighbourhoodPage(
        areas=(Option(value=MARGAHAYU.code, name="Margahayu", chosen=True),),
        given={"area": MARGAHAYU.code, "title": "", "text": "Minggu pagi.", "until": ""},
        errors={"title": say("Tulis judul, paling panjang {most} huruf.", most=120)},
        last=x.NOW.date() + timedelta(days=60),
        standing=announced(),
        held=(WAITING,),
        hiding=choices(v.HIDE_REMARK_WORDS),
        flagging=choices(FLAG_WORDS),
    )


def standing() -> StandingPage:
    return StandingPage(
        level=LEVEL_WORDS[Level.USEFUL],
        useful=4,
        badges=(BADGE_WORDS[Badge.FIRST], BADGE_WORDS[Badge.ALL_ROUND]),
    )
