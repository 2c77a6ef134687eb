"""The open data of the sample city."""

from datetime import date

from tanggap.app import house
from tanggap.city.packs.open_data import OpenData
from tanggap.kit.words import say
from tanggap.oversight.counts.views import Totals
from tanggap.oversight.open_data import views
from tanggap.oversight.open_data.datasets import CATALOGUE, REPORTS
from tanggap.oversight.operations_centre.tiles.views import public_map
from tanggap.oversight.scorecards.views import Badge
from tests import bekasi
from tests.look import asking
from tests.look import samples as x

ROW = (
    "BKS-48210-97315-1", "https://tanggap.example/kota-bekasi/reports/BKS-48210-97315-1", "2026-11-20T09:12:44+07:00",
    "exact", "in_progress", "road-damage", "Jalan rusak / berlubang", "roads", "32.75.01.1002", "Margahayu", "dbmsda",
    "Dinas Bina Marga dan Sumber Daya Air", "2026-11-27T23:59:59+07:00", "", "", "", "0", "12", "107.0005", "-6.2655",
    "exact",
)  # fmt: skip


def catalogue() -> views.OpenDataPage:
    return views.OpenDataPage(
        datasets=tuple(
            views.Offered(
                href=f"/open/data/{each.slug}",
                title=each.title.id,
                words=each.words.id,
                rhythm=each.rhythm.id,
                files=views.files(each.slug, each.formats, ""),
            )
            for each in CATALOGUE
        ),
        licence=OpenData(),
        rss="/reports.rss",
        atom="/reports.atom",
        frames=views.frames("https://tanggap.example/kota-bekasi", "Kota Bekasi", "dbmsda", "id"),
    )


def count() -> views.Embed:
    return views.Embed(
        title="Kota Bekasi", theme=None, as_of=x.NOW, totals=Totals(open=1284, closed=48213, late=None, on_time_percent=81.4, rating=3.9),
    )  # fmt: skip


def framed_map() -> views.EmbeddedMap:
    tongue = house.tongues()["id"](bekasi.ground().zone)
    return views.EmbeddedMap(
        title="Kota Bekasi", theme=None, map=public_map(bekasi.ground(), tongue), count=2216, most=2216, as_of=x.NOW, href="/map"
    )  # fmt: skip


def score() -> views.Embed:
    return views.Embed(
        title="Dinas Bina Marga dan Sumber Daya Air",
        theme=None,
        as_of=x.NOW,
        score=Badge(points=71.6, band="red", word=say("rapor merah"), sign="x-circle"),
        failed_because=(say("{count} laporan belum dijawab setelah dua kali batas waktunya.", count=7),),
        month=date(2026, 10, 1),
        href="/open/agencies/dbmsda",
    )


def dataset() -> views.DatasetPage:
    return views.DatasetPage(
        title=REPORTS.title.id,
        words=REPORTS.words.id,
        rhythm=REPORTS.rhythm.id,
        publisher="Pemerintah Kota Bekasi",
        since=date(2015, 11, 11),
        until=date(2026, 11, 22),
        licence=OpenData(),
        path="/open/data/reports",
        files=views.files(REPORTS.slug, REPORTS.formats, "kind=road-damage"),
        choosing=views.Choosing(
            first=None, last=None, kinds=(), areas=asking.AREAS, agencies=(), statuses=()
        ),
        chosen=True,
        fields=views.dictionary(REPORTS, "id"),
        rows=(ROW, ROW, ROW),
        cite="Pemerintah Kota Bekasi: Laporan warga. Diunduh 22 Nov 2026 dari https://tanggap.example/kota-bekasi/open/data/reports. Lisensi CC-BY-4.0.",
        program="https://tanggap.example/kota-bekasi/api/3/action/datastore_search?resource_id=reports&limit=5",
    )
