"""Whoever holds a report says where it really is and of which kind; no unit gains time or lets more be seen by it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tanggap.app.tools import Workbench
from tanggap.city.hours import Pause
from tanggap.city.packs.pack import Sensitivity
from tanggap.city.terms import AreaCode, KindSlug
from tanggap.journey.work.correcting import actions, rules
from tanggap.journey.work.correcting.told import PlaceTold, place_told
from tanggap.journey.work.correcting.told import given as as_given
from tanggap.kit.errors import Forbidden, Invalid, Refused
from tanggap.kit.web import Form
from tanggap.report import clocks, timeline
from tanggap.report.parties import Handling, parties
from tanggap.report.recounting.rules import Promise, recounted
from tanggap.report.report import PlaceSource, Report, ReportId, Status, Task, TaskId, TaskRole
from tanggap.report.store import Place
from tanggap.report.transitions import Party
from tests import bekasi
from tests.bekasi import COORDINATOR, JAKASAMPURNA, MARGAHAYU, NOW, ROADS, ROADS_LIAISON, ROADS_OFFICER
from tests.journey.office import do, sent, told

TASK = TaskId(UUID(int=1000))
KINDS = sorted(slug for slug, kind in bekasi.ground().kinds.items() if not kind.retired)
HELD = replace(
    timeline.born(bekasi.CITY, ReportId(UUID(int=1)), bekasi.received(1), NOW),
    status=Status.IN_PROGRESS,
    agency=ROADS,
    tasks=(Task(id=TASK, role=TaskRole.LEAD, agency=ROADS, opened_at=NOW),),
)
UNIT, BOSS = frozenset({Party.ACTING_UNIT}), frozenset({Party.COORDINATOR})
GUARD = list(Sensitivity)


def changed(report: Report, kind: str, by: frozenset[Party], pauses: tuple[Pause, ...] = ()) -> Report:
    """A report once somebody named another kind."""
    handling = Handling(report=report, by=by)
    event = rules.kind_changed(handling, bekasi.ground(), task=TASK, kind=KindSlug(kind), pauses=pauses)
    return timeline.after(report, event, NOW)


def due(report: Report) -> datetime:
    assert report.due_at is not None
    return report.due_at


@given(st.lists(st.sampled_from(KINDS), max_size=6), st.integers(0, 200))
def test_whatever_its_unit_makes_of_it_a_report_is_never_due_later_nor_seen_by_more(
    kinds: list[str], hours: int
) -> None:
    stood = (Pause(began_at=NOW + timedelta(hours=1), ended_at=NOW + timedelta(hours=1 + hours)),)
    before = replace(HELD, due_at=clocks.due_at(bekasi.ground(), HELD, stood))

    for kind in kinds:
        if kind == before.kind:
            continue
        after = changed(before, kind, UNIT, stood)
        assert due(after) <= due(before)
        assert GUARD.index(after.sensitivity) >= GUARD.index(before.sensitivity)
        assert GUARD.index(after.sensitivity) >= GUARD.index(
            bekasi.ground().kinds[KindSlug(kind)].sensitivity
        )
        # And so it stays when the calendar is counted anew.
        promise = Promise(
            id=after.id,
            type=after.type,
            kind=after.kind,
            held_to=after.held_to,
            received_at=after.received_at,
            due_at=after.due_at,
            respond_by=after.respond_by,
        )
        assert recounted(bekasi.ground(), promise, stood) is None
        assert bekasi.ground().calendar.day_of(due(after)) >= bekasi.ground().calendar.day_of(NOW)
        before = after


def test_a_coordinator_may_give_it_the_time_and_the_openness_of_its_kind() -> None:
    ground = bekasi.ground()
    longest = max(KINDS, key=lambda each: ground.due_at(NOW, HELD.type, ground.kinds[KindSlug(each)]))
    sealed = changed(HELD, "violence-women-child", UNIT)

    after = changed(sealed, longest, BOSS)

    assert after.due_at == ground.due_at(NOW, HELD.type, ground.kinds[KindSlug(longest)])
    assert due(after) > due(sealed)
    assert sealed.sensitivity is Sensitivity.SEALED
    assert after.sensitivity is ground.kinds[KindSlug(longest)].sensitivity
    assert after.held_to == ()


def test_who_is_both_speaks_for_the_unit() -> None:
    event = rules.kind_changed(
        Handling(report=HELD, by=UNIT | BOSS), bekasi.ground(), task=TASK, kind=KindSlug("flood")
    )

    assert (event.by, event.agency, event.held_to) == (Party.ACTING_UNIT, ROADS, ("road-damage",))


@pytest.mark.parametrize("status", Status)
def test_it_is_put_right_as_long_as_a_unit_holds_it_and_has_not_finished(status: Status) -> None:
    report = replace(HELD, status=status)
    handling = Handling(report=report, by=UNIT)

    assert rules.may_correct(handling, TASK) == (status in rules.CORRECTABLE)
    if status not in rules.CORRECTABLE:
        with pytest.raises(Refused, match="tidak bisa dibetulkan"):
            rules.kind_changed(handling, bekasi.ground(), task=TASK, kind=KindSlug("flood"))


@pytest.mark.parametrize("by", [each for each in Party if each not in UNIT | BOSS])
def test_nobody_else_puts_it_right(by: Party) -> None:
    with pytest.raises(Forbidden):
        move(HELD, frozenset({by}))


def move(
    report: Report,
    by: frozenset[Party] = UNIT,
    *,
    area: AreaCode | None = JAKASAMPURNA,
    point: bool = True,
    note: str | None = None,
) -> Report:
    event = rules.moved(
        Handling(report=report, by=by),
        task=TASK,
        area=area,
        out_of_area=False,
        words=False,
        point=point,
        note=note,
    )
    return timeline.after(report, event, NOW)


def test_a_place_that_is_the_same_none_at_all_and_a_long_reason_are_refused() -> None:
    with pytest.raises(Invalid, match="masih sama"):
        move(HELD, area=MARGAHAYU, point=False)
    with pytest.raises(Invalid, match="pilih kelurahannya"):
        move(HELD, area=None)
    with pytest.raises(Invalid, match="paling panjang"):
        move(HELD, note="x" * 301)
    assert move(HELD, area=MARGAHAYU).area == MARGAHAYU


@pytest.mark.parametrize(
    ("fields", "lon", "area"),
    [
        ({}, 106.9756, JAKASAMPURNA),
        ({"area": MARGAHAYU}, None, MARGAHAYU),
        ({"area": MARGAHAYU, "lon": "106.976"}, 106.976, JAKASAMPURNA),
        ({"landmark": "Di seberang masjid"}, 106.9756, JAKASAMPURNA),
    ],
)
def test_a_point_decides_unless_it_is_the_old_one_and_another_area_was_named(
    fields: Mapping[str, str], lon: float | None, area: AreaCode
) -> None:
    before = Place(
        revision=1, lon=106.9756, lat=-6.2383, accuracy_m=4.0, source=PlaceSource.DEVICE, area=JAKASAMPURNA
    )
    shown = as_given(before, None, JAKASAMPURNA)
    texts = {"lon": shown.lon, "lat": shown.lat, "area": shown.area, **fields}
    form = Form({name: [text] for name, text in texts.items()})

    found = place_told(bekasi.ground(), form, unless=before)

    assert (found.place.lon, found.area) == (lon, area)
    assert (found.place == before) == (lon == before.lon)


async def test_a_moved_report_lies_in_its_new_area_in_the_log_in_its_row_and_in_its_places(
    office: Workbench,
) -> None:
    report = await sent(office)
    before, _ = await told(office, report)
    assert before.lead is not None
    task = before.lead.id
    place = Place(
        revision=0, lon=107.0110, lat=-6.2720, accuracy_m=5.0, source=PlaceSource.DEVICE, area=MARGAHAYU
    )
    elsewhere = PlaceTold(place=place, area=MARGAHAYU, out_of_area=False, landmark="Depan pos")

    await do(
        office,
        ROADS_OFFICER,
        lambda desk: actions.move(desk, report, task=task, told=elsewhere, note="Salah titik."),
    )
    await do(
        office,
        ROADS_LIAISON,
        lambda desk: actions.change_kind(desk, report, task=task, kind=KindSlug("flood"), note=None),
    )

    kept, as_told = await told(office, report)
    assert kept == as_told
    assert (kept.area, kept.kind, kept.held_to) == (MARGAHAYU, "flood", ("road-damage",))
    assert (kept.agency, kept.status) == (before.agency, before.status)
    assert due(kept) <= due(before)


async def test_whose_it_is_now_is_said_and_nothing_is_handed_over_by_itself(office: Workbench) -> None:
    report = await sent(office)
    before, _ = await told(office, report)
    assert before.lead is not None
    task = before.lead.id
    assert await do(office, ROADS_OFFICER, lambda desk: actions.belongs_elsewhere(desk, before)) is None

    await do(
        office,
        ROADS_OFFICER,
        lambda desk: actions.change_kind(desk, report, task=task, kind=KindSlug("garbage-pile"), note=None),
    )

    after, _ = await told(office, report)
    found = await do(office, ROADS_OFFICER, lambda desk: actions.belongs_elsewhere(desk, after))
    assert found is not None
    assert found.agency != after.agency == before.agency
    assert after.status is before.status


def test_a_coordinator_of_another_part_of_the_city_has_no_say() -> None:
    duty = replace(COORDINATOR.duties[0], area=JAKASAMPURNA)
    far = replace(COORDINATOR, duties=(duty,))

    assert not rules.may_correct(Handling(report=HELD, by=parties(bekasi.ground(), far, HELD)), TASK)
