"""How it works: a report's way in five pictures, what the city promises, and what each status means. Fit for a wall."""

from datetime import date, timedelta
from typing import Any

from msgspec import Struct

from tanggap.channels.web.report import NEXT
from tanggap.channels.web.sharing import city_shared
from tanggap.city.desk import Desk
from tanggap.city.ground import Ground
from tanggap.city.packs.dated import in_force
from tanggap.city.packs.times import DatedLimit, Limit, ReportType
from tanggap.kit.web import Page, Request, get
from tanggap.kit.web.shared import Shared
from tanggap.kit.words import Say, say
from tanggap.report import views
from tanggap.report.report import Status
from tanggap.report.views import KindSign, StatusMark


class Step(Struct, frozen=True, kw_only=True):
    """One picture of the way; ``scene`` names it."""

    scene: str
    title: Say
    words: Say


class Meaning(Struct, frozen=True, kw_only=True):
    """A status and what it means to whoever waits."""

    status: StatusMark
    words: Say


class Promise(Struct, frozen=True, kw_only=True):
    """What must have happened, and within how long."""

    what: Say
    within: Say


class KindPromise(Struct, frozen=True, kw_only=True):
    """Until when a kind is answered first and finished."""

    kind: KindSign
    answered: Say
    finished: Say


class HowPage(Struct, frozen=True, kw_only=True):
    """What web/how.html is given."""

    steps: tuple[Step, ...]
    meanings: tuple[Meaning, ...]
    promises: tuple[Promise, ...]
    kinds: tuple[KindPromise, ...]
    late: tuple[Say, ...]
    privacy: tuple[Say, ...]
    shared: Shared | None


STEPS = (
    Step(
        scene="photo",
        title=say("Lihat, foto, kirim"),
        words=say("Satu foto atau satu kalimat, jenisnya, dan tempatnya. Nama tidak wajib."),
    ),
    Step(
        scene="route",
        title=say("Sampai ke yang berwenang"),
        words=say("Laporan diteruskan ke dinas yang bertugas, dengan alasan yang bisa dibaca."),
    ),
    Step(
        scene="work",
        title=say("Dikerjakan"),
        words=say("Petugas menerima tugas, bekerja, dan memotret hasilnya."),
    ),
    Step(
        scene="check",
        title=say("Diperiksa orang lain"),
        words=say("Yang mengerjakan tidak boleh memeriksa. Foto sebelum dan sesudah tampil."),
    ),
    Step(
        scene="stars",
        title=say("Pelapor yang menilai"),
        words=say("Beri bintang, atau nyatakan belum beres dan laporan dibuka kembali."),
    ),
)
LATE = (
    say("Jam di laporan menyebut berapa lama sudah lewat, dan semua orang bisa melihatnya."),
    say("Tugas yang lewat batas berdiri paling atas di daftar kerja dinas itu."),
    say("Setiap keterlambatan ikut dihitung dalam rapor dinas yang terbuka untuk umum."),
)
PRIVACY = (
    say("Nama dan nomor pelapor disimpan terpisah, terkunci, dan tidak pernah tampil."),
    say(
        "Pilih Anonim agar petugas pun tidak melihat nama, atau Rahasia agar isinya hanya dibaca yang menangani."
    ),
    say("Foto dibuat ulang dari gambarnya saja, tanpa catatan tempat dan waktu dari kamera."),
)


@get("/how", act="anyone")
async def show_how(desk: Desk, request: Request[Any, Any, Any]) -> Page:
    """How it works in this city, with the city's own limits."""
    ground = desk.ground
    today = ground.calendar.day_of(desk.now())
    page = HowPage(
        steps=STEPS,
        meanings=tuple(Meaning(status=views.status_mark(each), words=NEXT[each]) for each in Status),
        promises=_promises(ground, today),
        kinds=_kinds(desk, today),
        late=LATE,
        privacy=PRIVACY,
        shared=city_shared(desk, request, "/how", title=desk.tongue(say("Cara kerja Tanggap"))),
    )
    return Page("web/how.html", page)


def _promises(ground: Ground, today: date) -> tuple[Promise, ...]:
    limits = ground.limits
    told: tuple[tuple[Say, tuple[DatedLimit, ...]], ...] = (
        (say("Masalah di lapangan selesai"), limits.of_type(ReportType.FIELD_ISSUE)),
        (say("Pengaduan dijawab"), limits.of_type(ReportType.COMPLAINT)),
        (say("Permintaan informasi dijawab"), limits.of_type(ReportType.INFORMATION_REQUEST)),
        (say("Pekerjaan yang ditunda ditinjau lagi"), limits.hold),
        (say("Hasil kerja bisa dinyatakan belum beres"), limits.reopen),
    )
    return tuple(Promise(what=what, within=within(in_force(history, today).limit)) for what, history in told)


def _kinds(desk: Desk, today: date) -> tuple[KindPromise, ...]:
    """The promises for the kinds most people report."""
    ground = desk.ground
    kinds = [ground.kinds[slug] for slug in ground.city.first_kinds if slug in ground.kinds]
    return tuple(
        KindPromise(
            kind=views.kind_sign(ground, kind.slug, desk.tongue),
            answered=within(target.response),
            finished=within(target.resolution),
        )
        for kind in kinds
        for target in (in_force(kind.targets, today),)
    )


def within(limit: Limit) -> Say:
    """A limit as people say it."""
    match limit.clock:
        case "B":
            return say("{n} hari kerja", n=int(limit.amount))
        case "O":
            return say("{n} jam kantor", n=limit.amount)
        case _:
            return say("{span}", span=timedelta(hours=limit.amount))
