"""One city on one morning: a sample of every page, so that it can be looked at and checked.

Every name and number here is made up. Photos are drawn by `scenes`.
"""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from tanggap.app import frame as frames
from tanggap.kit.words import Say, say
from tanggap.report import dossier
from tanggap.report import views as v
from tanggap.report.views.tiles import KindChoice, KindGroup

NOW = datetime(2026, 11, 22, 7, 32, tzinfo=UTC)
NUMBER = "BKS-48210-97315-1"

WAITING = v.StatusMark(code="received", word=say("Menunggu"), shape="ring", tone="waiting")
DISPOSED = v.StatusMark(code="disposed", word=say("Disposisi"), shape="half", tone="moving")
MOVING = v.StatusMark(code="in_progress", word=say("Proses"), shape="half", tone="moving")
RESOLVED = v.StatusMark(code="resolved", word=say("Ditindaklanjuti"), shape="half", tone="moving")
DONE = v.StatusMark(code="closed", word=say("Selesai"), shape="full", tone="done")
MERGED = v.StatusMark(code="merged", word=say("Digabung"), shape="struck", tone="aside")


def kind(
    slug: str, name: str, icon: str, colour: str, *, emergency: bool = False, words: str = ""
) -> KindChoice:
    return KindChoice(
        slug=slug, name=name, icon=icon, colour=colour, emergency=emergency, sealed=False, words=words
    )


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
    KindGroup(name="Keselamatan", kinds=(FIRE, ACCIDENT)),
    KindGroup(name="Utilitas", kinds=(CABLE,)),
    KindGroup(name="Layanan", kinds=(CONDUCT,)),
)

PHONES = (
    frames.Phone(number="112", word="semua darurat"),
    frames.Phone(number="119", word="ambulans"),
)


def frame(
    place: str,
    *,
    menu: tuple[frames.MenuEntry, ...] = (),
    person: str | None = None,
    resident: bool = False,
    flash: frames.Flash | None = None,
    saving: bool = False,
    training: bool = False,
) -> frames.Frame:
    return frames.Frame(
        city="Kota Bekasi",
        language="id",
        here=f"/{place}",
        place=place,
        menu=menu,
        person=person,
        resident=resident,
        keys="/staff/keys" if menu else None,
        fresh=0 if menu else 2,
        flash=flash,
        phones=PHONES,
        theme=None,
        saving=saving,
        training=training,
    )


STAFF_MENU = (
    frames.MenuEntry(place="bench", href="/bench", icon="hard-hat", word=say("Tugas"), count=3),
    frames.MenuEntry(place="triage", href="/triage", icon="tray", word=say("Antrean"), count=12),
    frames.MenuEntry(place="held", href="/held", icon="eye", word=say("Tertahan")),
    frames.MenuEntry(place="verification", href="/verification", icon="seal-check", word=say("Verifikasi")),
    frames.MenuEntry(place="overview", href="/overview", icon="chart-bar", word=say("Rapor")),
    frames.MenuEntry(place="calendar", href="/admin/calendar", icon="calendar-blank", word=say("Kalender")),
)


def staff(place: str, flash: frames.Flash | None = None) -> frames.Frame:
    return frame(place, menu=STAFF_MENU, person="Petugas lapangan", flash=flash)


def resident(place: str) -> frames.Frame:
    return frame(place, person="Warga Melati 42", resident=True)


def photo(scene: str, alt: Say) -> v.PhotoView:
    address = f"/photos/{scene}.jpg"
    return v.PhotoView(avif=None, webp=None, jpeg=address, full=address, width=800, height=600, alt=alt)


HOLE = photo("road", say("Foto laporan: {kind} di {area}", kind="jalan rusak", area="Margahayu"))
MENDED = photo("mended", say("Foto hasil kerja: {kind} di {area}", kind="jalan rusak", area="Margahayu"))
HEAP = photo("heap", say("Foto laporan: {kind} di {area}", kind="tumpukan sampah liar", area="Jatiasih"))
WATER = photo("water", say("Foto laporan: {kind} di {area}", kind="banjir", area="Kayuringin Jaya"))


def due(words: Say, *, hours: int) -> v.DueClock:
    return v.DueClock(words=words, late=hours < 0, at=NOW + timedelta(hours=hours))


def ago(**length: float) -> datetime:
    return NOW - timedelta(**length)


def card(
    status: v.StatusMark,
    of: v.KindSign,
    title: str,
    place: str,
    *,
    at: datetime,
    picture: v.PhotoView | None = None,
    supporters: int = 0,
    urgent: Say | None = None,
) -> v.Card:
    return v.Card(
        href=f"/reports/{NUMBER}",
        title=title,
        status=status,
        kind=of,
        place=place,
        at=at,
        photo=picture,
        supporters=supporters,
        urgent=urgent,
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
        urgent=say("Gawat"),
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
    replace(
        card(
            DISPOSED,
            FLOOD,
            "Genangan setinggi lutut di depan sekolah",
            "Kayuringin Jaya",
            at=ago(hours=7),
            picture=WATER,
            supporters=64,
        ),
        urgent=say("Gawat"),
    ),
    card(DONE, ADVERT, "Spanduk sewa menutup rambu", "Pekayon Jaya", at=ago(days=1)),
    card(MERGED, TREE, "Dahan menghalangi trotoar", "Jakasampurna", at=ago(days=2)),
)

HOLDER = v.Holder(
    name="Dinas Bina Marga dan Sumber Daya Air",
    unit="URC Bekasi Timur",
    reason=say(
        "Dikirim ke {agency} karena {kind} di {area} adalah tugasnya.",
        agency="DBMSDA",
        kind="Jalan rusak / berlubang",
        area="Margahayu",
    ),
)
PLACE = v.PlaceView(
    words="Margahayu, Bekasi Timur", landmark="Depan toko besi, seberang halte", approximate=True
)


def entry(
    at: datetime,
    words: Say,
    tone: v.Tone,
    *,
    who: str | None = None,
    note: str | None = None,
    picture: v.PhotoView | None = None,
    internal: bool = False,
) -> v.Entry:
    return v.Entry(at=at, words=words, who=who, note=note, photo=picture, tone=tone, internal=internal)


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
    replace(
        entry(ago(hours=5), say("Tugas diterima"), "moving", who="Petugas lapangan"),
        late=say(
            "dikerjakan {done}, diterima {received} lewat shift tanpa sinyal",
            done=ago(hours=5),
            received=ago(hours=1),
        ),
    ),
    entry(
        ago(hours=3),
        say("Catatan"),
        "aside",
        who="Petugas lapangan",
        note="Butuh rambu sementara, sudah pinjam dari Dishub.",
        internal=True,
    ),
    *STORY[2:],
)


CONTACT = dossier.CONTACT


def accepting(href: str) -> v.NextStep:
    return v.NextStep(href=f"{href}/acceptance", word=say("Terima"), icon="check", posts=True)


def proving(href: str) -> v.NextStep:
    return v.NextStep(href=f"{href}#proof", word=say("Lapor hasil kerja"), icon="seal-check", posts=False)


def task(card: v.Card, clock: v.DueClock | None, *, fresh: bool = False) -> v.TaskCard:
    return v.TaskCard(
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
        next=accepting("/tasks/1") if fresh else proving("/tasks/1"),
        point=(106.9756, -6.2383),
    )


MAP = v.MapView(shapes="/areas/shapes", lon=106.9756, lat=-6.2383, tiles="", credit="", approximate=True)
