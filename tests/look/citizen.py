"""The pages citizens meet, with sample values: what they report, follow, and see of their city."""

from datetime import timedelta

from msgspec.structs import replace

from tanggap.kit.words import say
from tanggap.oversight.counts import views as counts
from tests.look import pages as p
from tests.look import samples as x
from tests.look import shapes as s


def home() -> p.HomePage:
    return p.HomePage(
        notice=None,
        figures=p.HomeFigures(open=1906, closed=5388, on_time_percent=78.2, median=timedelta(days=1.9)),
        mine=x.CARDS[1:2],
        newest=x.CARDS,
    )


def form() -> p.ReportFormPage:
    return p.ReportFormPage(
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
        number=x.NUMBER,
        href=f"/reports/{x.NUMBER}",
        own=False,
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
        visibility=None,
        question=None,
        rating=None,
        may=p.May(answer=False, rate=False, dispute=False, withdraw=False),
    )


def closed_report() -> p.ReportPage:
    return replace(
        report(),
        own=True,
        status=x.DONE,
        next=say("Sudah diperiksa dan ditutup. Bagaimana hasilnya?"),
        due=None,
        before=x.HOLE,
        after=x.MENDED,
        timeline=x.STORY,
        visibility=say("Terbuka"),
        may=p.May(answer=False, rate=True, dispute=True, withdraw=False),
    )


def asked_report() -> p.ReportPage:
    return replace(
        report(),
        own=True,
        status=s.Status(code="needs_info", word=say("Menunggu data pelapor"), shape="ring", tone="waiting"),
        next=say("Waktu berhenti sampai Anda menjawab."),
        due=None,
        question="Apakah lubangnya di jalur arah pasar atau arah stasiun?",
        rating=p.Rating(stars=4, comment="Cepat."),
        visibility=say("Rahasia"),
        may=p.May(answer=True, rate=False, dispute=False, withdraw=True),
    )


def feed() -> p.FeedPage:
    return p.FeedPage(
        cards=x.CARDS,
        groups=(
            s.Option(value="roads", name="Jalan", chosen=False),
            s.Option(value="waste", name="Sampah", chosen=False),
        ),
        statuses=(
            s.Choice(value="waiting", word=say("Menunggu"), hint=None, chosen=False),
            s.Choice(value="done", word=say("Selesai"), hint=None, chosen=False),
        ),
        areas=x.AREAS,
        filtered=False,
        newer=None,
        older="/reports?before=1",
    )


def section() -> counts.Section:
    days = x.days()
    return counts.Section(
        id="first",
        title=say("Masa pertama"),
        first=days[0].day,
        last=days[-1].day,
        query="from=2015-11-11&to=2016-03-03",
        count=2216,
        per_day=19.438,
        later=137,
        finding=say("Hampir sepertiga laporan adalah {kind}.", kind="iklan liar"),
        days=days,
        most_in_a_day=max(day.received or 0 for day in days),
        kinds=(
            x.share("Iklan / reklame liar", 673, 30.370, of=x.ADVERT),
            x.share("Tumpukan sampah liar", 285, 12.861, of=x.GARBAGE, width=42.3),
            x.share("Jalan rusak / berlubang", 214, 9.657, of=x.ROAD, width=31.8),
            x.share("Saluran mampet", 120, 5.415, of=x.DRAIN, width=17.8),
        ),
        areas=(
            x.share("Margahayu", 201, 9.07),
            x.share("Kayuringin Jaya", 187, 8.438, width=93),
            x.share("Jatiasih", 102, 4.603, width=50.7),
        ),
        statuses=(x.share("Selesai", 2100, 94.765), x.share("Proses", 116, 5.235, width=5.5)),
        agencies=(
            x.agency(1, "Satuan Polisi Pamong Praja", 90.6, "green", on_time=92),
            x.agency(2, "Dinas Bina Marga dan SDA", 76.7, "yellow", on_time=78),
            x.agency(3, "Dinas Lingkungan Hidup", 54.0, "red", on_time=50),
            x.agency(None, "Dinas Sosial", None, "none", on_time=None),
        ),
    )


def overview() -> counts.OverviewPage:
    first = section()
    return counts.OverviewPage(
        as_of=x.NOW,
        totals=counts.Totals(open=112, closed=2241, late=9, on_time_percent=81.4, rating=4.2),
        periods=(
            counts.Link(href="/overview", word=say("Masa pertama"), here=True),
            counts.Link(href="/overview?days=90", word=say("90 hari terakhir")),
        ),
        chosen=False,
        first=first.first,
        last=first.last,
        today=x.NOW.date(),
        sections=(first,),
        approximate=True,
    )
