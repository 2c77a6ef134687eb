"""Counted by another calendar or other hours and back, every promise is as it was."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tanggap.city.ground import Ground
from tanggap.city.hours import Pause
from tanggap.city.packs.times import Hours, Limit, Period, ReportType, Season, Week, Window
from tanggap.city.terms import KindSlug
from tanggap.kit.words import Name
from tanggap.report.recounting.rules import Promise, recounted
from tanggap.report.report import ReportId
from tests import bekasi

days = st.dates(date(2026, 7, 1), date(2026, 12, 31))


moments = st.datetimes(datetime(2026, 7, 1), datetime(2026, 9, 1), timezones=st.just(UTC))  # noqa: DTZ001  # hypothesis adds the zone


def promise(
    received_at: datetime, kind: str | None, pauses: list[Pause], *, ground: Ground | None = None
) -> Promise:
    """What Kota Bekasi promises for such a report, without days off."""
    ground = ground or bekasi.ground()
    slug = KindSlug(kind) if kind is not None else None
    known = ground.kinds[slug] if slug is not None else None
    return Promise(
        id=ReportId(UUID(int=1)),
        type=ReportType.COMPLAINT,
        kind=slug,
        received_at=received_at,
        due_at=ground.due_at(received_at, ReportType.COMPLAINT, known, pauses=pauses),
        respond_by=ground.respond_by(received_at, known) if known is not None else None,
    )


@given(received_at=moments, off=st.sets(days, max_size=12), waited=st.timedeltas(timedelta(0), timedelta(9)))
@pytest.mark.parametrize("kind", ["road-damage", "flood", None])
def test_counted_by_another_calendar_and_back_every_promise_is_as_it_was(
    received_at: datetime, off: set[date], waited: timedelta, kind: str | None
) -> None:
    pauses = [Pause(began_at=received_at, ended_at=received_at + waited)]
    before = promise(received_at, kind, pauses)
    other = bekasi.ground().with_days_off(dict.fromkeys(off, "Libur"))

    moved = recounted(other, before, pauses)

    if moved is not None:
        assert moved.due_at is not None
        assert before.due_at is not None
        assert moved.due_at >= before.due_at, "a day off more never makes anything due earlier"
        after = Promise(
            id=before.id,
            type=before.type,
            kind=before.kind,
            received_at=before.received_at,
            due_at=moved.due_at,
            respond_by=moved.respond_by,
        )
        back = recounted(bekasi.ground(), after, pauses)
        assert back is not None
        assert (back.due_at, back.respond_by) == (before.due_at, before.respond_by)


windows = st.lists(st.integers(0, 95), min_size=2, max_size=4, unique=True).map(
    lambda quarters: tuple(
        Window(opens=time(a // 4, a % 4 * 15), closes=time(b // 4, b % 4 * 15))
        for a, b in zip(sorted(quarters)[::2], sorted(quarters)[1::2], strict=False)
    )
)
weeks = st.builds(
    Week, monday=windows, tuesday=windows, wednesday=windows, friday=windows, saturday=st.just(()) | windows
)


def ramadan(week: Week, first: date) -> Season:
    """A month with a week of its own."""
    period = Period(first=first, last=first + timedelta(29))
    return Season(name=Name(id="Ramadan", en="Ramadan"), periods=(period,), week=week)


seasons = st.builds(ramadan, weeks, days)


@given(
    received_at=moments,
    week=weeks,
    other=st.lists(seasons, max_size=1).map(tuple),
    waited=st.timedeltas(timedelta(0), timedelta(9)),
    hours=st.integers(1, 60),
)
def test_counted_by_other_hours_and_back_every_promise_is_as_it_was(
    received_at: datetime, week: Week, other: tuple[Season, ...], waited: timedelta, hours: int
) -> None:
    usual = in_office_hours(hours)
    pauses = [Pause(began_at=received_at, ended_at=received_at + waited)]
    before = promise(received_at, "road-damage", pauses, ground=usual)
    changed = usual.with_pack(replace(usual.pack, hours=Hours(week=week, seasons=other)))

    moved = recounted(changed, before, pauses)

    if moved is not None:
        assert moved.due_at is not None
        assert moved.due_at > received_at
        after = replace(before, due_at=moved.due_at, respond_by=moved.respond_by)
        back = recounted(usual, after, pauses)
        assert back is not None
        assert (back.due_at, back.respond_by) == (before.due_at, before.respond_by)


def in_office_hours(hours: int) -> Ground:
    """Kota Bekasi where a damaged road is answered and put right within so many office hours."""
    pack = bekasi.ground().pack
    limit = Limit(amount=hours, clock="O")
    kinds = [
        replace(each, targets=tuple(replace(t, response=limit, resolution=limit) for t in each.targets))
        if each.slug == "road-damage"
        else each
        for each in pack.kinds
    ]
    return bekasi.ground().with_pack(replace(pack, kinds=tuple(kinds)))
