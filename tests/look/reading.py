"""What citizens read, with sample values: the city at a glance, its reports listed and searched, their own news."""

from datetime import timedelta

from msgspec.structs import replace

from tanggap.channels.web.home import HomePage
from tanggap.channels.web.store import HomeFigures
from tanggap.journey.feed.pages import FeedPage, Meant
from tanggap.journey.notices.pages import News, NoticesPage, ReportNews
from tanggap.kit.words import say
from tanggap.report import views as v
from tanggap.report.choices import Choice, Option, OptionGroup
from tests.look import asking
from tests.look import samples as x


def home() -> HomePage:
    return HomePage(
        notice=None,
        figures=HomeFigures(open=1906, closed=5388, on_time_percent=78.2, median=timedelta(days=1.9)),
        mine=x.CARDS[1:2],
        newest=x.CARDS,
    )


def feed() -> FeedPage:
    return FeedPage(
        q="",
        title=say("Laporan terbaru"),
        cards=x.CARDS,
        kinds=(
            OptionGroup(
                name="Jalan",
                options=(
                    Option(value="roads", name="Semua: Jalan"),
                    Option(value="road-damage", name="Jalan rusak / berlubang"),
                ),
            ),
            OptionGroup(name="Sampah", options=(Option(value="waste", name="Semua: Sampah"),)),
        ),
        statuses=(
            Choice(value="waiting", word=say("Menunggu")),
            Choice(value="done", word=say("Selesai")),
        ),
        areas=asking.AREAS,
        agencies=(Option(value="dbmsda", name="Dinas Bina Marga dan Sumber Daya Air"),),
        orders=(
            Choice(value="newest", word=say("Terbaru"), chosen=True),
            Choice(value="supported", word=say("Paling didukung")),
        ),
        near="",
        filtered=False,
        total=None,
        meant=None,
        said=None,
        follow="/alerts",
        newer=None,
        first=None,
        older="/reports?before=1",
        rss="/reports.rss",
        atom="/reports.atom",
    )


def empty_feed() -> FeedPage:
    return replace(feed(), cards=(), filtered=True)


def searched_feed() -> FeedPage:
    """Somebody looked for "selokan air" with a slip, near where they stand."""
    title = v.Piece("Selokan", True), v.Piece(" meluap ke jalan setelah hujan semalam", False)
    excerpt = (
        v.Piece("… baunya sampai ke dapur karena ", False),
        v.Piece("airnya", True),
        v.Piece(" hitam …", False),
    )
    return replace(
        feed(),
        q="slokan air zebra",
        title=say("Hasil pencarian"),
        cards=(replace(x.CARDS[0], marked=title), replace(x.CARDS[1], excerpt=excerpt)),
        orders=(*feed().orders, Choice(value="nearest", word=say("Terdekat"))),
        near="106.98,-6.24",
        total=say("Lebih dari {n} laporan", n=1000),
        meant=Meant(words="selokan air zebra", href="/reports?q=selokan+air+zebra"),
        said=say("Tidak ada laporan dengan kata: {words}.", words="zebra"),
        first="/reports?q=selokan",
        older="/reports?q=selokan&before=1",
        rss="/reports.rss?q=selokan",
        atom="/reports.atom?q=selokan",
    )


def nothing_found() -> FeedPage:
    return replace(searched_feed(), cards=(), total=None, said=None, first=None, older=None)


def notices() -> NoticesPage:
    told = (
        (
            x.ago(minutes=20),
            say("{agency} menyatakan laporan {number} selesai.", agency="DBMSDA", number=x.NUMBER),
        ),
        (
            x.ago(hours=17),
            say("{agency} mulai mengerjakan laporan {number}.", agency="DBMSDA", number=x.NUMBER),
        ),
    )
    news = tuple(News(words=words, at=at, fresh=nth == 0) for nth, (at, words) in enumerate(told))
    first = ReportNews(href=f"/reports/{x.NUMBER}", number=x.NUMBER, fresh=True, news=news)
    read = ReportNews(
        href="/reports/BKS-10442-60918-7", number="BKS-10442-60918-7", fresh=False, news=news[1:]
    )
    return NoticesPage(reports=(first, read), fresh=1, staff=False)


def no_notices() -> NoticesPage:
    return replace(notices(), reports=(), fresh=0)
