"""The pages citizens meet, with sample values: what they report, follow, and see of their city."""

from datetime import date, timedelta

from msgspec.structs import replace

from tanggap.kit.words import say
from tests.look import pages as p
from tests.look import samples as x
from tests.look import shapes as s


def home() -> p.HomePage:
    return p.HomePage(
        frame=x.frame("home"),
        notice=None,
        figures=p.HomeFigures(open=1906, closed=5388, on_time_percent=78.2, median=timedelta(days=1.9)),
        mine=x.CARDS[1:2],
        newest=x.CARDS,
    )


def form() -> p.ReportFormPage:
    return p.ReportFormPage(
        frame=x.frame("new"),
        idempotency_key="01JD9Q5N7W3V8X2K4M6P0R1T3Y",
        common=x.COMMON,
        groups=x.GROUPS,
        groups_open=False,
        areas=x.AREAS,
        given=x.EMPTY_GIVEN,
        errors={},
        most_photos=5,
        longest_text=4000,
    )


def refused_form() -> p.ReportFormPage:
    given = p.ReportGiven(
        kind="fire",
        lon="",
        lat="",
        accuracy_m="",
        landmark="",
        text="Ada asap",
        visibility="anonymous",
        name="",
        contact="abc",
    )
    errors = {
        "place": say("Pilih kelurahan, tulis patokan, atau pakai lokasi ponsel."),
        "contact": say("Nomor HP atau email ini tidak lengkap."),
    }
    return replace(form(), given=given, errors=errors, groups_open=True)


def receipt() -> p.ReceiptPage:
    return p.ReceiptPage(
        frame=x.frame("new"),
        number=x.NUMBER,
        key="7KQ2M-9XHTD",
        status=x.DISPOSED,
        holder=x.HOLDER,
        due=x.due(say("sisa {left}", left=timedelta(days=5)), hours=120),
        steps=(
            say("{agency} menerima tugas paling lambat {at}.", agency="DBMSDA", at=x.NOW + timedelta(days=1)),
            say("Setelah dikerjakan, foto hasilnya tampil di halaman laporan."),
            say("Orang lain memeriksa, lalu Anda bisa menilai."),
        ),
        emergency=False,
        report=f"/reports/{x.NUMBER}",
        refused_photos=(),
    )


def report() -> p.ReportPage:
    return p.ReportPage(
        frame=x.frame("feed"),
        number=x.NUMBER,
        href=f"/reports/{x.NUMBER}",
        key=None,
        title="Lubang dalam di tikungan dekat pasar",
        text="Lubangnya makin lebar sejak hujan, dua motor sudah jatuh. Paling bahaya malam hari karena lampu juga redup.",
        kind=x.ROAD,
        status=x.MOVING,
        next=say("Petugas sedang mengerjakan. Berikutnya: foto hasil kerja."),
        holder=x.HOLDER,
        due=x.due(say("sisa {left}", left=timedelta(days=2)), hours=48),
        place=x.PLACE,
        at=x.ago(days=1, hours=2),
        photos=(x.HOLE, x.WATER),
        before=None,
        after=None,
        timeline=x.STORY[2:],
        supporters=38,
        supported=False,
        visibility=None,
        question=None,
        rating=None,
        may=p.May(support=True, answer=False, rate=False, dispute=False, withdraw=False),
        errors={},
        opened=None,
        given={},
    )


def closed_report() -> p.ReportPage:
    return replace(
        report(),
        frame=x.frame("track"),
        key="7KQ2M-9XHTD",
        status=x.DONE,
        next=say("Sudah diperiksa dan ditutup. Bagaimana hasilnya?"),
        due=None,
        before=x.HOLE,
        after=x.MENDED,
        timeline=x.STORY,
        visibility=say("Terbuka"),
        may=p.May(support=False, answer=False, rate=True, dispute=True, withdraw=False),
    )


def asked_report() -> p.ReportPage:
    return replace(
        report(),
        frame=x.frame("track"),
        key="7KQ2M-9XHTD",
        status=s.Status(code="needs_info", word=say("Menunggu data pelapor"), shape="ring", tone="waiting"),
        next=say("Waktu berhenti sampai Anda menjawab."),
        due=None,
        question="Apakah lubangnya di jalur arah pasar atau arah stasiun?",
        rating=p.Rating(stars=4, comment="Cepat."),
        visibility=say("Rahasia"),
        may=p.May(support=False, answer=True, rate=False, dispute=False, withdraw=True),
    )


def feed() -> p.FeedPage:
    return p.FeedPage(
        frame=x.frame("feed"),
        cards=x.CARDS,
        count=1906,
        orders=(
            s.Link(href="/reports?order=newest", word=say("Terbaru"), here=True),
            s.Link(href="/reports?order=supported", word=say("Paling didukung"), here=False),
        ),
        groups=(
            s.Option(value="roads", name="Jalan", chosen=False),
            s.Option(value="waste", name="Sampah", chosen=False),
        ),
        statuses=(
            s.Choice(value="waiting", word=say("Menunggu"), hint=None, chosen=False),
            s.Choice(value="done", word=say("Selesai"), hint=None, chosen=False),
        ),
        areas=x.AREAS,
        order="newest",
        filtered=False,
        events="/events",
        previous=None,
        next="/reports?after=1",
    )


def overview() -> p.OverviewPage:
    days = x.days()
    return p.OverviewPage(
        frame=x.frame("overview"),
        as_of=x.NOW,
        first=date(2015, 11, 11),
        last=date(2016, 3, 3),
        count=2216,
        per_day=19.438,
        later=137,
        finding=say("Hampir sepertiga laporan adalah {kind}.", kind="iklan liar"),
        totals=p.Totals(
            open=112, closed=2241, late=9, on_time_percent=81.4, median=timedelta(days=1.9), rating=4.2
        ),
        kinds=(
            x.share("Iklan / reklame liar", 673, 30.370, x.ADVERT),
            x.share("Tumpukan sampah liar", 285, 12.861, x.GARBAGE, 42.3),
            x.share("Jalan rusak / berlubang", 214, 9.657, x.ROAD, 31.8),
            x.share("Saluran mampet", 120, 5.415, x.DRAIN, 17.8),
        ),
        days=days,
        most_in_a_day=max(day.received for day in days),
        agencies=(
            x.agency("Satuan Polisi Pamong Praja", 90.6, "green", on_time=92, finished=1125, late=1),
            x.agency("Dinas Bina Marga dan SDA", 76.7, "yellow", on_time=78, finished=412, late=6),
            x.agency("Dinas Lingkungan Hidup", 54.0, "red", on_time=50, finished=285, late=2),
            x.agency("Dinas Sosial", None, "none", on_time=None, finished=3, late=0),
        ),
        areas=(
            x.share("Margahayu", 201, 9.07),
            x.share("Kayuringin Jaya", 187, 8.438, width=93),
            x.share("Jatiasih", 102, 4.603, width=50.7),
        ),
        approximate=True,
    )
