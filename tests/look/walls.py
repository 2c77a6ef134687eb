"""Samples of the operations centre's walls, and of the pages on which they are kept."""

from datetime import date, timedelta
from math import pi, sin
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from tanggap.kit.words import say
from tanggap.oversight.operations_centre.walls import rules
from tanggap.oversight.operations_centre.walls import views as w
from tanggap.oversight.operations_centre.walls.figures import views as f
from tanggap.oversight.operations_centre.walls.figures.chart import DAYS, Chart, Hour, chart
from tanggap.oversight.operations_centre.walls.figures.sketch import sketched
from tanggap.oversight.operations_centre.walls.keeping import pages as keeping
from tanggap.oversight.operations_centre.walls.panels import PANELS
from tanggap.report.choices import Option
from tanggap.report.views import KindSign, StatusMark
from tests import bekasi
from tests.look import asking
from tests.look import samples as x

NOWHERE = ""
"""A wall in the book has nowhere to ask what is new, and so stays as it is."""
SUMMARY, LATE = say("Ringkasan"), say("Lewat batas")
WATER = say("{name}", name="Air dan saluran")
SHOWN = {"alert", "figures", "agencies", "map", "hours", "newest"}
SHOWN_WATER = {"figures", "kinds", "heat", "hours", "newest"}
SHOWN_LATE = {"alert", "figures", "late_agencies", "late_map", "hours", "latest"}


def overview() -> w.WallPage:
    """An ordinary afternoon; the counts behind the scores have fallen back."""
    return _wall("overview", SUMMARY, SHOWN, _of_overview())


def water() -> w.WallPage:
    """One group of kinds: where it gathers, across the borders of kelurahan."""
    return _wall("group:water", WATER, SHOWN_WATER, _of_water())


def late() -> w.WallPage:
    """What is past its limit, while a flood holds the wall."""
    return _wall("late", LATE, SHOWN_LATE, _of_late(), dim=True)


def _wall(
    code: str, title: w.Say, names: set[str], shown: dict[str, Struct | None], *, dim: bool = False
) -> w.WallPage:
    return w.WallPage(
        name="Lobi balai kota",
        area=None,
        address=NOWHERE,
        scene=code,
        title=title,
        tabs=tuple(
            w.Tab(code=each, title=word, here=each == code)
            for each, word in (("overview", SUMMARY), ("late", LATE), ("group:water", WATER))
        ),
        next="late",
        panels=tuple(
            w.PanelView(
                name=panel.name,
                title=panel.title,
                place=panel.place,
                template=panel.template,
                shown=shown.get(panel.name),
                as_of=x.ago(minutes=14 if panel.name == "agencies" else 0),
                at=round(x.NOW.timestamp() * 1000),
                interval_s=panel.interval_s,
                soon_s=panel.soon_s,
                stale=panel.name == "agencies",
            )
            for panel in PANELS
            if panel.name in names
        ),
        map=None,
        rotates_s=rules.ROTATES_S,
        dim=dim,
        zone="Asia/Jakarta",
        at=x.NOW,
        now=round(x.NOW.timestamp() * 1000),
        build="sample",
    )


def _of_overview() -> dict[str, Struct | None]:
    return {
        "figures": f.Figures(came=412, open=1906, done=388, late=23, median=timedelta(days=2), stars=4.2),
        "agencies": f.Ranking(
            month=date(2026, 10, 1),
            rows=(
                _scored("Damkar", 97, "green"),
                _scored("BPBD", 94, "green"),
                _scored("Kel. Margahayu", 91, "green"),
                _scored("DBMSDA", 88, "green"),
                _scored("Dishub", 82, "yellow"),
                _scored("DLH", 79, "yellow"),
                _scored("Satpol PP", 74, "yellow"),
                _scored("Disperkimtan", 66, "red"),
                _scored("Kel. Bantar Gebang", 41, "red"),
            ),
        ),
        "map": _ground(at_most=60),
        "hours": _hours(),
        "newest": f.Feed(
            rows=(
                _row(x.FLOOD, "Kayuringin Jaya", x.WAITING, minutes=1),
                _row(x.DRAIN, "Margahayu", x.DISPOSED, minutes=4),
                _row(x.ROAD, "Bekasi Jaya", x.MOVING, minutes=9),
                _row(x.GARBAGE, "Jatiasih", x.DISPOSED, minutes=17),
                _row(x.LAMP, "Harapan Mulya", x.MOVING, minutes=22),
                _row(x.CABLE, "Jakasampurna", x.DISPOSED, minutes=31),
                _row(x.PARKING, "Kayuringin Jaya", x.DONE, minutes=48),
                _row(x.TREE, "Jatikramat", x.RESOLVED, minutes=55),
                _row(x.ADVERT, "Pekayon Jaya", x.DONE, minutes=58),
            )
        ),
    }


def _of_water() -> dict[str, Struct | None]:
    return {
        "figures": f.Figures(came=7, open=44, done=5, late=3, median=timedelta(hours=18), stars=4.1),
        "kinds": f.Bars(
            rows=tuple(
                f.Bar(name=kind.name, count=count, width=count / 0.27, colour=kind.colour)
                for kind, count in ((x.FLOOD, 27), (x.DRAIN, 17))
            )
        ),
        "heat": _ground(at_most=4, heat=True),
        "hours": _hours(),
        "newest": f.Feed(
            rows=(
                _row(x.FLOOD, "Kayuringin Jaya", x.WAITING, minutes=1),
                _row(x.DRAIN, "Margahayu", x.DISPOSED, minutes=4),
                _row(x.FLOOD, "Jatiasih", x.MOVING, minutes=26),
                _row(x.FLOOD, "Margahayu", x.MOVING, minutes=41),
                _row(x.DRAIN, "Jatikramat", x.RESOLVED, minutes=74),
            )
        ),
    }


def _of_late() -> dict[str, Struct | None]:
    return {
        "alert": f.Alarm(
            key="burst:flood:1",
            scene="group:water",
            kind=_sign(x.FLOOD),
            what=say("{kind} di {area}", kind=x.FLOOD.name, area="Kayuringin Jaya"),
            why=say("{n} laporan dalam satu jam", n=7),
            at=x.ago(minutes=3),
        ),
        "figures": f.Figures(came=3, open=212, done=0, late=23, median=None, stars=None),
        "late_agencies": f.Bars(
            rows=(
                f.Bar(name="Disperkimtan", count=11, width=100),
                f.Bar(name="DBMSDA", count=7, width=63.6),
                f.Bar(name="Kel. Bantar Gebang", count=5, width=45.5),
            )
        ),
        "late_map": _ground(at_most=6, late=True),
        "hours": _hours(),
        "latest": f.Feed(
            rows=(
                replace(_row(x.ROAD, "Bekasi Jaya", x.MOVING, minutes=9000), late_by=timedelta(days=4)),
                replace(_row(x.LAMP, "Margahayu", x.DISPOSED, minutes=3000), late_by=timedelta(hours=7)),
            )
        ),
    }


def _scored(name: str, points: float, band: str) -> f.Scored:
    word = {"green": say("hijau"), "yellow": say("kuning"), "red": say("rapor merah")}[band]
    return f.Scored(
        name=name,
        points=points,
        band="green" if band == "green" else "yellow" if band == "yellow" else "red",
        word=word,
    )


def _sign(kind: KindSign) -> KindSign:
    return KindSign(slug=kind.slug, name=kind.name, icon=kind.icon, colour=kind.colour)


def _row(kind: KindSign, place: str, status: StatusMark, *, minutes: int) -> f.FeedRow:
    return f.FeedRow(kind=_sign(kind), place=place, status=status, at=x.ago(minutes=minutes))


def _ground(*, at_most: int, late: bool = False, heat: bool = False) -> f.Ground:
    drawing = bekasi.ground().drawing
    assert drawing is not None
    loads = {area.code: (nth * 37) % (at_most + 1) for nth, area in enumerate(drawing.areas)}
    sketch = sketched(drawing, loads, area=None)
    assert sketch is not None
    return f.Ground(sketch=sketch, query="", area="", credit="", late=late, approximate=True, heat=heat)


def _hours() -> Chart:
    last = int(x.NOW.timestamp()) // 3600
    hours = [
        Hour(
            hour=last - back,
            came=round(16 + 14 * sin((last - back) / 24 * 2 * pi) + (back * 7) % 5),
            done=round(max(0, 12 + 15 * sin((last - back + 4) / 24 * 2 * pi))),
        )
        for back in range(DAYS * 24)
    ]
    return chart(hours, now=x.NOW, zone=ZoneInfo("Asia/Jakarta"))


def _kept(name: str, *, opened: bool) -> keeping.WallRow:
    return keeping.WallRow(
        href="/admin/walls/1",
        name=name,
        scenes=(SUMMARY, LATE, WATER),
        area=None if opened else "Bekasi Timur",
        link_until=None if opened else x.NOW + timedelta(days=3),
        opened_at=x.ago(days=12) if opened else None,
    )


def kept() -> keeping.WallsPage:
    """The walls of a city."""
    return keeping.WallsPage(
        rows=(_kept("Lobi balai kota", opened=True), _kept("Ruang rapat", opened=False)),
        add="/admin/walls/new",
    )


def linked() -> keeping.WallPage:
    """A wall just made, with the link that opens it and something to mend in its form."""
    form = keeping.WallForm(
        href="/admin/walls/1",
        name="Ruang rapat",
        scenes=(
            keeping.Check(value="overview", word=SUMMARY, chosen=True),
            keeping.Check(value="late", word=LATE, chosen=False),
            keeping.Check(value="group:water", word=WATER, chosen=True),
        ),
        agencies=(Option(value="dlh", name="Dinas Lingkungan Hidup"),),
        areas=asking.AREAS,
    )
    return keeping.WallPage(
        wall=_kept("Ruang rapat", opened=False),
        form=form,
        renew="/admin/walls/1/link",
        revoke="/admin/walls/1/ending",
        link="http://tanggap.test/operations/walls/opening/Q3p0",
        errors={"scenes": say("Pilih 1 sampai {most} adegan.", most=rules.SCENES_MOST)},
    )


def opening() -> w.OpeningPage:
    """A screen about to become a wall."""
    return w.OpeningPage(name="Lobi balai kota", href="/operations/walls/opening/Q3p0")
