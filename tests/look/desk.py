"""The pages of the operations desk, with sample values."""

from datetime import date, timedelta

from msgspec.structs import replace

from tanggap.kit.words import Say, say
from tanggap.oversight.operations_centre.desk.calling import Contact, Serving
from tanggap.oversight.operations_centre.desk.handover.views import NoteView
from tanggap.oversight.operations_centre.desk.kept.views import KeptViews, ViewLink
from tanggap.oversight.operations_centre.desk.views import (
    Bar,
    Chart,
    Chip,
    Choices,
    Comparison,
    Count,
    DeskPage,
    Figure,
    LateCard,
    Line,
    Link,
    ReportsPage,
    Way,
)
from tanggap.report.choices import Choice, Option, OptionGroup
from tests.look import desk_ground
from tests.look import samples as x
from tests.look.desk_ground import FIRST, HERE, LAST

CALL = Contact(
    name="Dinas Bina Marga dan Sumber Daya Air",
    phone="021 555 0100",
    tel="0215550100",
    email="binamarga@kota.example",
    serving=(
        Serving(team="Regu tambal timur", people=("Petugas A", "Petugas B"), called=False),
        Serving(team="Regu malam", people=("Petugas C",), called=True),
    ),
)
_RECEIVED = (52, 61, 48, 70, 66, 39, 31)
_BEFORE = (44, 50, 57, 49, 61, 35, 40)


def desk() -> DeskPage:
    return DeskPage(
        as_of=x.NOW,
        first=FIRST,
        last=LAST,
        second_first=None,
        second_last=None,
        query="days=7",
        periods=tuple(
            Link(href=HERE, word=word, here=nth == 1)
            for nth, word in enumerate(
                (
                    say("Hari ini"),
                    *(say("{days} hari terakhir", days=days) for days in (7, 30, 90, 365)),
                )
            )
        ),
        choices=_choices(),
        narrowed=False,
        chips=(),
        too_many=None,
        figures=(
            _figure(say("diterima"), "367"),
            _figure(say("masih terbuka"), "141", "moving", percent=38),
            _figure(say("selesai"), "208", "done", percent=57),
            _figure(say("lewat batas"), "23", "late", percent=6),
            _figure(say("separuhnya selesai dalam"), "2 hari", n=208),
            _figure(say("nilai warga, dari 5"), "4,2", n=61),
        ),
        comparison=None,
        chart=_chart(),
        sketch=desk_ground.sketch(),
        map=desk_ground.big_map(),
        ways=_ways(),
        day="/operations/day/2026-11-22",
        where=None,
        kept=KeptViews(links=(), query="days=7"),
        notes=(),
        errors={},
        given={},
    )


def compared() -> DeskPage:
    """A kecamatan's desk with a filter, another week over it, what the last shift left, and a form that came back."""
    changes = (say("naik {percent}%", percent=9), say("turun {percent}%", percent=12), say("tetap"))
    plain = desk()
    return replace(
        plain,
        second_first=date(2026, 11, 9),
        second_last=date(2026, 11, 15),
        narrowed=True,
        where="Bekasi Timur",
        too_many=25_000,
        chips=(
            Chip(word=say("Jenis"), name="Jalan rusak / berlubang", href=HERE),
            Chip(word=say("Unit"), name="Dinas Bina Marga dan Sumber Daya Air", href=HERE),
        ),
        figures=tuple(
            replace(each, then="336", change=changes[nth % 3] if nth < 5 else None)
            for nth, each in enumerate(plain.figures)
        ),
        comparison=Comparison(first=date(2026, 11, 9), last=date(2026, 11, 15)),
        chart=_chart(before=_BEFORE),
        sketch=None,
        kept=KeptViews(
            links=(
                _view("Banjir pekan ini", own=True, opens=True),
                _view("Lewat batas, jalan", own=True),
                _view("Hujan semalam", shared=True),
            ),
            query="days=7",
        ),
        notes=(
            NoteView(
                words="Pompa Rawalumbu mati sejak 18.40. Teknisi datang pukul 7, telepon dulu dinasnya.",
                writer="Koordinator malam",
                written_at=x.ago(hours=3),
                pinned=True,
                taker=None,
                taken_at=None,
                take="/operations/notes/1/taking",
                pin="/operations/notes/1/pin",
            ),
            NoteView(
                words="Tiga laporan pohon di Jatiasih sudah diteruskan.",
                writer="Koordinator siang",
                written_at=x.ago(hours=11),
                pinned=False,
                taker="Koordinator malam",
                taken_at=x.ago(hours=9),
                take="/operations/notes/2/taking",
                pin="/operations/notes/2/pin",
            ),
        ),
        errors={"view-name": say("Beri nama, paling panjang {n} huruf.", n=60)},
        given={"view-name": ""},
    )


def late() -> ReportsPage:
    return ReportsPage(
        title=say("Yang lewat batas"),
        count=23,
        most=1000,
        cards=tuple(
            LateCard(
                card=replace(
                    x.task(card, x.due(say("lewat {span}", span=timedelta(days=nth + 1)), hours=-24)),
                    next=None,
                ),
                holder="Dinas Bina Marga dan Sumber Daya Air",
                contact=CALL if nth == 0 else None,
            )
            for nth, card in enumerate(x.CARDS[:3])
        ),
        chips=(Chip(word=say("Wilayah"), name="Bekasi Timur", href="/operations/reports"),),
        first=FIRST,
        last=LAST,
        only=tuple(
            Link(href="/operations/reports", word=word, here=nth == 3)
            for nth, word in enumerate(
                (
                    say("Laporan yang diterima"),
                    say("Yang masih terbuka"),
                    say("Yang selesai"),
                    say("Yang lewat batas"),
                    say("Yang dinilai warga"),
                )
            )
        ),
        desk=HERE,
        csv="/operations/reports.csv",
        start=None,
        next="/operations/reports?after=1",
    )


def nothing() -> ReportsPage:
    return replace(late(), count=0, cards=(), next=None, first=None, last=None)


def _figure(
    word: Say, value: str, tone: str = "", *, percent: int | None = None, n: int | None = None
) -> Figure:
    note = say("{percent}% dari yang diterima", percent=percent) if percent is not None else None
    return Figure(
        word=word,
        value=value,
        href="/operations/reports",
        note=say("n = {n}", n=n) if n is not None else note,
        tone=tone,
    )


def _chart(before: tuple[int, ...] | None = None) -> Chart:
    return Chart(
        bars=tuple(
            Bar(
                begins=x.NOW - timedelta(days=6 - nth),
                count=count,
                height=100 * count / 70,
                href=HERE,
                then=before[nth] if before else None,
                then_height=100 * before[nth] / 70 if before else None,
            )
            for nth, count in enumerate(_RECEIVED)
        ),
        most=70,
        hours=False,
        length=timedelta(days=1),
        compared=before is not None,
        finding=say("Terbanyak {n} dalam satu hari, {day}.", n=70, day=date(2026, 11, 19)),
    )


def _ways() -> tuple[Way, ...]:
    units = (
        _line("Dinas Bina Marga dan Sumber Daya Air", 121, contact=CALL),
        _line("Dinas Lingkungan Hidup", 88),
        _line("Satuan Polisi Pamong Praja", 43),
        _line("Dinas Perhubungan", 21),
        _line("Belum ada unit", 12, leads=False),
        _line("Perumda Tirta Patriot", 11),
    )
    kinds = tuple(
        replace(_line(each.name, n), icon=each.icon, colour=each.colour)
        for each, n in (
            (x.ROAD, 97),
            (x.GARBAGE, 71),
            (x.FLOOD, 44),
            (x.LAMP, 40),
            (x.TREE, 18),
            (x.PARKING, 13),
            (x.ADVERT, 9),
        )
    )
    areas = tuple(
        _line(name, n) for name, n in (("Margahayu", 61), ("Kayuringin Jaya", 55), ("Jatiasih", 40))
    )
    statuses = tuple(_line(name, n) for name, n in (("Selesai", 208), ("Proses", 96), ("Menunggu", 63)))
    channels = tuple(_line(name, n) for name, n in (("Situs ini", 301), ("WhatsApp", 66)))
    return (
        Way(id="agency", title=say("Per unit"), column=say("Unit"), lines=units, others=()),
        Way(id="kind", title=say("Per jenis"), column=say("Jenis"), lines=kinds[:6], others=kinds[6:]),
        Way(id="area", title=say("Per wilayah"), column=say("Wilayah"), lines=areas, others=()),
        Way(id="status", title=say("Per status"), column=say("Status"), lines=statuses, others=()),
        Way(id="channel", title=say("Per saluran"), column=say("Saluran"), lines=channels, others=()),
    )


def _line(name: str, n: int, *, contact: Contact | None = None, leads: bool = True) -> Line:
    href = "/operations/reports" if leads else ""
    return Line(
        name=name,
        href=HERE if leads else None,
        received=Count(count=n, href=href),
        open=Count(count=n // 3, href=href),
        done=Count(count=n // 2, href=href),
        late=Count(count=n // 20, href=href),
        width=min(n / 1.21, 100),
        contact=contact,
        change=say("naik {percent}%", percent=9) if n > 100 else None,
    )


def _view(name: str, *, own: bool = False, opens: bool = False, shared: bool = False) -> ViewLink:
    return ViewLink(
        name=name,
        href=HERE,
        here=opens,
        own=own,
        shared=shared,
        opens=opens,
        open="/operations/views/1/opening",
        drop="/operations/views/1/removal",
    )


def _choices() -> Choices:
    def options(*names: str) -> tuple[Option, ...]:
        return tuple(Option(value=name.lower(), name=name) for name in names)

    return Choices(
        kinds=(OptionGroup(name="Jalan", options=options("Jalan rusak / berlubang")),),
        groups=options("Jalan", "Sampah", "Air"),
        agencies=options("Dinas Bina Marga dan Sumber Daya Air", "Dinas Lingkungan Hidup"),
        areas=(OptionGroup(name="Bekasi Timur", options=options("Margahayu", "Aren Jaya")),),
        channels=options("Situs ini", "WhatsApp"),
        statuses=options("Menunggu", "Proses", "Selesai"),
        urgencies=options("Biasa", "Mendesak"),
        against=(
            Choice(value="before", word=say("Masa sebelumnya")),
            Choice(value="year", word=say("Masa yang sama setahun lalu")),
            Choice(value="chosen", word=say("Masa pilihan sendiri")),
        ),
    )
