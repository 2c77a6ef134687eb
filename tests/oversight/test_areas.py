"""What is told of an area: its own listed reports, and no rate of a few."""

from datetime import timedelta

from tanggap.app.tools import Workbench
from tanggap.city.areas.area import Level
from tanggap.city.terms import AreaCode, KindSlug
from tanggap.oversight.areas import store
from tanggap.oversight.areas.rules import Counted, figures, most_common
from tanggap.report.report import Visibility
from tests import bekasi
from tests.conftest import BEKASI, NOW
from tests.journey.office import JAKASAMPURNA, sent
from tests.mailroom import at_work

ROAD, WASTE = KindSlug("road-damage"), KindSlug("garbage-pile")


def counted(
    kind: KindSlug | None, reports: int, *, closed: int = 0, on_time: int = 0, late: int = 0
) -> Counted:
    return Counted(
        kind=kind, reports=reports, open=reports - closed, late=late, closed=closed, on_time=on_time
    )


def test_an_areas_figures_are_those_of_all_its_kinds() -> None:
    told = figures([counted(ROAD, 6, closed=4, on_time=3), counted(WASTE, 4, closed=1, on_time=1, late=2)])

    assert (told.asked, told.open, told.late, told.closed) == (10, 5, 2, 5)
    assert told.on_time_percent == 80


def test_a_share_of_fewer_than_five_is_not_told() -> None:
    assert figures([counted(ROAD, 9, closed=4, on_time=4)]).on_time_percent is None
    assert figures([]).on_time_percent is None
    assert most_common([counted(ROAD, 4)]) == ()


def test_the_most_common_kinds_come_first_and_what_has_no_kind_is_left_out() -> None:
    told = most_common([counted(None, 5), counted(WASTE, 5), counted(ROAD, 10)])

    assert [(each.kind, each.count, each.percent, each.width) for each in told] == [
        (ROAD, 10, 50, 100),
        (WASTE, 5, 25, 50),
    ]


async def test_a_kecamatan_counts_what_lies_in_it_and_nobody_counts_what_is_confidential(
    bench: Workbench,
) -> None:
    async with at_work(bench):
        await sent(bench)
        await sent(bench, visibility=Visibility.CONFIDENTIAL)
    async with bench.entrance.open_desk(BEKASI) as desk:
        when = {"since": NOW - timedelta(days=90), "now": NOW}
        places = [AreaCode(code) for code in (JAKASAMPURNA, "32.75.02", "32.75.01", "32.75.02.10")]
        told = [figures(await store.counted(desk.db, BEKASI, place, **when)).asked for place in places]

    assert told == [1, 1, 0, 0]


def test_the_drawing_holds_every_kelurahan_inside_its_frame() -> None:
    ground = bekasi.ground()
    drawing = ground.drawing
    assert drawing is not None

    assert {each.code for each in drawing.areas} == {
        each.code for each in ground.areas.all() if each.level is Level.KELURAHAN
    }
    assert all(each.path.startswith("M") and each.path.endswith("z") for each in drawing.areas)
    # The whole city weighs less than a photo.
    assert sum(len(each.path) for each in drawing.areas) < 30_000
