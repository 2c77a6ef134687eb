"""One city on one morning: a sample of every page, so that it can be looked at and checked.

Every name and number here is made up. Photos are drawn by `draw_photos`.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PIL import Image, ImageDraw

from tanggap.kit.words import Say, say
from tanggap.oversight.counts import views as counts
from tests.look import pages as p
from tests.look import shapes as s

NOW = datetime(2026, 11, 22, 7, 32, tzinfo=UTC)
NUMBER = "BKS-48210-97315-1"

WAITING = s.Status(code="received", word=say("Menunggu"), shape="ring", tone="waiting")
DISPOSED = s.Status(code="disposed", word=say("Disposisi"), shape="half", tone="moving")
MOVING = s.Status(code="in_progress", word=say("Proses"), shape="half", tone="moving")
RESOLVED = s.Status(code="resolved", word=say("Ditindaklanjuti"), shape="half", tone="moving")
DONE = s.Status(code="closed", word=say("Selesai"), shape="full", tone="done")
MERGED = s.Status(code="merged", word=say("Digabung"), shape="struck", tone="aside")


def kind(
    slug: str, name: str, icon: str, colour: str, *, emergency: bool = False, words: str = ""
) -> s.KindChoice:
    return s.KindChoice(slug=slug, name=name, icon=icon, colour=colour, emergency=emergency, words=words)


ROAD = kind(
    "road-damage", "Jalan rusak / berlubang", "road-horizon", "#b4532a", words="lubang aspal jeglongan"
)
GARBAGE = kind("garbage-pile", "Tumpukan sampah liar", "trash", "#4d7a1f", words="sampah bau numpuk")
FLOOD = kind("flood", "Banjir / genangan", "waves", "#1d6fb8", words="banjir air genangan")
LAMP = kind(
    "street-light-out", "Penerangan jalan (PJU) mati", "lightbulb", "#b4532a", words="lampu gelap pju"
)
TREE = kind("tree-trimming", "Pohon rawan tumbang", "tree", "#2b7a57", words="pohon dahan ranting")
PARKING = kind("illegal-parking", "Parkir liar", "letter-circle-p", "#c0392b", words="parkir motor mobil")
ADVERT = kind("illegal-advert", "Iklan / reklame liar", "megaphone", "#7d4bb3", words="spanduk baliho iklan")
DRAIN = kind("clogged-drain", "Saluran mampet", "pipe", "#1d6fb8", words="got mampet selokan")
FIRE = kind("fire", "Kebakaran", "fire", "#b3261e", emergency=True, words="api kebakaran")
ACCIDENT = kind("traffic-accident", "Kecelakaan lalu lintas", "car-profile", "#b3261e", emergency=True)
CABLE = kind("loose-cable", "Kabel menjuntai", "plugs", "#a06a00", words="kabel semrawut")
CONDUCT = kind("official-conduct", "Perilaku petugas / pungli", "user-focus", "#5c6670", words="pungli")

COMMON = (ROAD, GARBAGE, DRAIN, LAMP, ADVERT, PARKING, TREE, FLOOD)
GROUPS = (
    s.KindGroup(name="Keselamatan", kinds=(FIRE, ACCIDENT)),
    s.KindGroup(name="Utilitas", kinds=(CABLE,)),
    s.KindGroup(name="Layanan", kinds=(CONDUCT,)),
)

PHONES = (
    s.Phone(number="112", word="semua darurat"),
    s.Phone(number="119", word="ambulans"),
)


def frame(
    place: str, *, menu: tuple[s.MenuEntry, ...] = (), person: str | None = None, flash: s.Flash | None = None
) -> s.Frame:
    return s.Frame(
        city="Kota Bekasi",
        language="id",
        here=f"/{place}",
        place=place,
        menu=menu,
        person=person,
        flash=flash,
        phones=PHONES,
        theme=None,
    )


STAFF_MENU = (
    s.MenuEntry(place="bench", href="/bench", icon="hard-hat", word=say("Tugas"), count=3),
    s.MenuEntry(place="triage", href="/triage", icon="tray", word=say("Antrean"), count=12),
    s.MenuEntry(
        place="verification", href="/verification", icon="seal-check", word=say("Verifikasi"), count=None
    ),
    s.MenuEntry(place="overview", href="/overview", icon="chart-bar", word=say("Rapor"), count=None),
)


def staff(place: str, flash: s.Flash | None = None) -> s.Frame:
    return frame(place, menu=STAFF_MENU, person="Dian Pertiwi", flash=flash)


def photo(scene: str, alt: Say) -> s.Photo:
    address = f"/photos/{scene}.jpg"
    return s.Photo(avif=None, webp=None, jpeg=address, full=address, width=800, height=600, alt=alt)


HOLE = photo("road", say("Foto laporan: jalan rusak di Margahayu"))
MENDED = photo("mended", say("Foto hasil kerja: jalan rusak di Margahayu"))
HEAP = photo("heap", say("Foto laporan: tumpukan sampah liar di Jatiasih"))
WATER = photo("water", say("Foto laporan: banjir di Kayuringin Jaya"))


def due(words: Say, *, hours: int) -> s.Due:
    return s.Due(words=words, late=hours < 0, at=NOW + timedelta(hours=hours))


def ago(**length: float) -> datetime:
    return NOW - timedelta(**length)


def card(
    status: s.Status,
    of: s.Kind,
    title: str,
    place: str,
    *,
    at: datetime,
    picture: s.Photo | None = None,
    supporters: int = 0,
) -> s.Card:
    return s.Card(
        href=f"/reports/{NUMBER}",
        title=title,
        status=status,
        kind=of,
        place=place,
        at=at,
        photo=picture,
        supporters=supporters,
    )


CARDS = (
    card(WAITING, DRAIN, "Selokan meluap ke jalan setelah hujan semalam", "Margahayu", at=ago(minutes=4)),
    card(
        MOVING,
        ROAD,
        "Lubang dalam di tikungan dekat pasar",
        "Bekasi Jaya",
        at=ago(minutes=32),
        picture=HOLE,
        supporters=38,
    ),
    card(
        MOVING,
        GARBAGE,
        "Sampah tiga hari belum diangkut",
        "Jatiasih",
        at=ago(hours=2),
        picture=HEAP,
        supporters=5,
    ),
    card(DONE, LAMP, "Lampu jalan mati sepanjang gang", "Harapan Mulya", at=ago(hours=5), supporters=12),
    card(
        DISPOSED,
        FLOOD,
        "Genangan setinggi lutut di depan sekolah",
        "Kayuringin Jaya",
        at=ago(hours=7),
        picture=WATER,
        supporters=64,
    ),
    card(DONE, ADVERT, "Spanduk sewa menutup rambu", "Pekayon Jaya", at=ago(days=1)),
    card(MERGED, TREE, "Dahan menghalangi trotoar", "Jakasampurna", at=ago(days=2)),
)

HOLDER = s.Holder(
    name="Dinas Bina Marga dan Sumber Daya Air",
    unit="URC Bekasi Timur",
    reason=say("Jalan rusak di {area} ditangani {agency}.", area="Margahayu", agency="DBMSDA"),
)
PLACE = s.Place(words="Margahayu, Bekasi Timur", landmark="Depan toko besi, seberang halte", approximate=True)


def entry(
    at: datetime,
    words: Say,
    tone: s.Tone,
    *,
    who: str | None = None,
    note: str | None = None,
    picture: s.Photo | None = None,
    internal: bool = False,
) -> s.Entry:
    return s.Entry(at=at, words=words, who=who, note=note, photo=picture, tone=tone, internal=internal)


STORY = (
    entry(
        ago(hours=1), say("Selesai"), "done", who="Verifikator kota", note="Foto sesuai, lubang sudah rata."
    ),
    entry(
        ago(hours=6),
        say("Ditindaklanjuti"),
        "moving",
        who="DBMSDA",
        note="Lubang ditambal aspal panas, sekitar 2 meter persegi.",
        picture=MENDED,
    ),
    entry(ago(hours=17), say("Tugas diterima"), "moving", who="DBMSDA, URC Bekasi Timur"),
    entry(ago(days=1, hours=2), say("Diteruskan ke {agency}", agency="DBMSDA"), "moving"),
    entry(ago(days=1, hours=2), say("Laporan diterima"), "waiting", who="Pelapor"),
)
INTERNAL = (
    entry(
        ago(hours=3),
        say("Catatan"),
        "aside",
        who="Dian Pertiwi",
        note="Butuh rambu sementara, sudah pinjam dari Dishub.",
        internal=True,
    ),
    *STORY[2:],
)

AREAS = (
    s.OptionGroup(
        name="Bekasi Timur",
        options=(
            s.Option(value="3275011002", name="Margahayu", chosen=False),
            s.Option(value="3275011001", name="Bekasi Jaya", chosen=False),
        ),
    ),
    s.OptionGroup(name="Jatiasih", options=(s.Option(value="3275071001", name="Jatiasih", chosen=False),)),
)
AGENCIES = (
    s.OptionGroup(
        name="Disarankan",
        options=(
            s.Option(value="dbmsda", name="DBMSDA", chosen=True),
            s.Option(value="margahayu", name="Kelurahan Margahayu", chosen=False),
        ),
    ),
    s.OptionGroup(
        name="Semua unit",
        options=(
            s.Option(value="dlh", name="Dinas Lingkungan Hidup", chosen=False),
            s.Option(value="dishub", name="Dinas Perhubungan", chosen=False),
        ),
    ),
)
KIND_OPTIONS = (
    s.OptionGroup(
        name="Disarankan",
        options=(
            s.Option(value="clogged-drain", name=DRAIN.name, chosen=True),
            s.Option(value="flood", name=FLOOD.name, chosen=False),
        ),
    ),
)
CONTACT = say("Pelapor bisa ditanya lewat sistem. Nama tidak ditampilkan.")

EMPTY_GIVEN = p.ReportGiven(
    kind="", lon="", lat="", accuracy_m="", landmark="", text="", visibility="public", name="", contact=""
)


def task(card: s.Card, clock: s.Due, *, far_m: float | None = None, fresh: bool = False) -> s.TaskCard:
    return s.TaskCard(
        href="/tasks/1",
        title=card.title,
        status=card.status,
        kind=card.kind,
        place=card.place,
        at=card.at,
        photo=card.photo,
        supporters=card.supporters,
        number=NUMBER,
        due=clock,
        distance_m=far_m,
        accept="/tasks/1/acceptance" if fresh else None,
    )


def share(
    name: str, count: int, percent: float, *, of: s.Kind | None = None, width: float = 100
) -> counts.Share:
    return counts.Share(
        name=name,
        colour=of.colour if of else None,
        icon=of.icon if of else None,
        count=count,
        percent=percent,
        width=width,
    )


def days() -> tuple[counts.DayCount, ...]:
    first = date(2015, 11, 11)
    return tuple(
        counts.DayCount(
            day=first + timedelta(days=n),
            received=12 + (n * 7) % 19 + (n % 7 == 0) * 9 if n % 23 else None,
            closed=10 + (n * 5) % 17,
        )
        for n in range(114)
    )


BANDS: dict[s.Band, Say] = {
    "green": say("hijau"),
    "yellow": say("kuning"),
    "red": say("rapor merah"),
    "none": say("belum dinilai"),
}


def agency(
    rank: int | None, name: str, points: float | None, band: s.Band, *, on_time: float | None
) -> counts.AgencyRow:
    return counts.AgencyRow(
        rank=rank,
        name=name,
        score=counts.ScoreBadge(points=points, band=band, word=BANDS[band]),
        failed_because=(say("Ada laporan yang belum ditanggapi."),) if band == "red" else (),
        on_time_percent=on_time,
        first_response_percent=None if on_time is None else min(100, on_time + 4),
        rating=None if points is None else 2.6 + points / 50,
        reopened_percent=None if points is None else (100 - points) / 4,
        received=420,
        finished=412 if points else None,
        open=47,
        late=None if points else 0,
    )


def draw_photos(folder: Path) -> None:
    """Simple street scenes as JPEG, 800 x 600 pixels, under the names that the samples use."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, sky, ground in (
        ("road", "#b9cbd3", "#6f6d6a"),
        ("mended", "#c7d9df", "#5f6063"),
        ("heap", "#d9cdb5", "#7d7a6b"),
        ("water", "#a9b6bd", "#8a8273"),
    ):
        picture = Image.new("RGB", (800, 600), sky)
        pen = ImageDraw.Draw(picture)
        pen.rectangle((0, 150, 230, 330), fill="#a58f77")
        pen.rectangle((560, 110, 800, 330), fill="#8d8a7e")
        pen.polygon(((0, 320), (800, 320), (800, 600), (0, 600)), fill=ground)
        pen.polygon(((390, 320), (410, 320), (440, 600), (350, 600)), fill="#cfc9b8")
        if name == "road":
            pen.ellipse((250, 420, 560, 530), fill="#3c3733")
            pen.ellipse((280, 432, 530, 515), fill="#5b5148")
        if name == "mended":
            pen.rounded_rectangle((240, 410, 570, 540), 18, fill="#35363a")
        if name == "heap":
            for n in range(14):
                pen.ellipse(
                    (150 + n * 33, 380 + (n * 37) % 90, 250 + n * 33, 470 + (n * 37) % 90),
                    fill=("#3f6b8a", "#2e2c2a", "#a7482f", "#d8d4c7")[n % 4],
                )
        if name == "water":
            pen.polygon(((0, 400), (800, 380), (800, 600), (0, 600)), fill="#7d8a86")
        picture.save(folder / f"{name}.jpg", quality=80)
