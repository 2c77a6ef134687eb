"""Standing follows what was confirmed: never how much was sent, and never an honest mistake."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.app.tools import Workbench
from tanggap.city.rights import Actor
from tanggap.city.terms import GroupSlug
from tanggap.journey.confirmation import store as confirmation
from tanggap.journey.standing import store
from tanggap.journey.standing.listener import KINDS, LISTENER
from tanggap.journey.standing.rules import Badge, Level, Mark, Marked, mark_of, standing
from tanggap.kit.log import Happened, history
from tanggap.report import events as e
from tanggap.report import store as reports
from tanggap.report.report import RejectReason, ReportId, ReturnReason, Status
from tanggap.report.reporter import store as reporters
from tanggap.report.transitions import Party
from tests.conftest import BEKASI, NOW
from tests.journey.office import sent

AT = datetime(2026, 7, 1, tzinfo=UTC)
ROADS, WASTE, WATER = GroupSlug("roads"), GroupSlug("waste"), GroupSlug("water")
SESSION = b"s" * 32
REOPENED = e.Reopened(
    was=Status.CLOSED,
    now=Status.REOPENED,
    by=Party.REPORTER,
    reason=ReturnReason.DISPUTED,
    agency=None,
    task=None,
)


def marked(mark: Mark, *, group: GroupSlug | None = ROADS, days: int = 0) -> Marked:
    return Marked(mark=mark, kind_group=group, at=AT + timedelta(days=days))


def useful(count: int) -> list[Marked]:
    return [marked(Mark.USEFUL)] * count


def closed(by: Party) -> e.Closed:
    return e.Closed(was=Status.RESOLVED, now=Status.CLOSED, by=by)


def rejected(reason: RejectReason) -> e.Rejected:
    return e.Rejected(was=Status.RECEIVED, now=Status.REJECTED, reason=reason)


@pytest.mark.parametrize(
    ("count", "level"),
    [
        (0, Level.NEW),
        (1, Level.HEARD),
        (2, Level.HEARD),
        (3, Level.USEFUL),
        (10, Level.TRUSTED),
        (30, Level.PILLAR),
    ],
)
def test_a_level_follows_from_reports_that_were_of_use(count: int, level: Level) -> None:
    assert standing(useful(count)).level is level


def test_one_abusive_report_takes_back_three_useful_ones() -> None:
    assert standing([*useful(4), marked(Mark.ABUSED)]).level is Level.HEARD
    assert standing([*useful(3), marked(Mark.ABUSED)]).level is Level.NEW


@pytest.mark.parametrize(
    ("event", "says"),
    [
        (closed(Party.VERIFIER), (True, Mark.USEFUL)),
        (closed(Party.SYSTEM), (True, None)),
        (rejected(RejectReason.SPAM), (True, Mark.ABUSED)),
        (rejected(RejectReason.ABUSIVE), (True, Mark.ABUSED)),
        (rejected(RejectReason.NO_LOCATION), (True, None)),
        (rejected(RejectReason.DUPLICATE), (True, None)),
        (e.Rated(stars=5), (False, None)),
    ],
)
def test_only_a_checked_result_is_to_somebodys_credit_and_only_abuse_to_their_harm(
    event: Happened, says: tuple[bool, Mark | None]
) -> None:
    assert mark_of(event) == says


def test_badges_are_for_the_first_for_many_fields_and_for_many_months() -> None:
    fields = [marked(Mark.USEFUL, group=group) for group in (ROADS, WASTE, WATER)]
    months = [marked(Mark.USEFUL, days=days) for days in (0, 40, 80)]

    assert standing(useful(1)).badges == (Badge.FIRST,)
    assert standing(fields).badges == (Badge.FIRST, Badge.ALL_ROUND)
    assert standing(months).badges == (Badge.FIRST, Badge.STEADY)
    assert standing([]).badges == ()


MARKS = st.lists(st.sampled_from(Mark).map(marked), max_size=60)
ORDER = list(Level)


@given(MARKS, MARKS)
def test_use_never_lowers_and_abuse_never_raises(before: list[Marked], rest: list[Marked]) -> None:
    def height(told: Sequence[Marked]) -> int:
        return ORDER.index(standing(told).level)

    both = [*before, *rest]
    assert height([*both, marked(Mark.USEFUL)]) >= height(both) >= height([*both, marked(Mark.ABUSED)])
    assert standing(both) == standing([*rest, *before])


async def test_a_browser_is_told_of_its_own_reports_alone_and_a_reopened_one_is_taken_back(
    office: Workbench,
) -> None:
    mine, other = await sent(office), await sent(office)
    async with office.entrance.open_desk(BEKASI) as desk:
        await reporters.hold(desk.db, BEKASI, Actor(session=SESSION), mine, at=NOW)
    for report in (mine, other):
        await _happen(office, report, closed(Party.VERIFIER))

    assert [each.mark for each in await _told(office)] == [Mark.USEFUL]

    await _happen(office, mine, REOPENED)
    assert await _told(office) == []
    await _happen(office, mine, closed(Party.VERIFIER))
    assert [each.mark for each in await _told(office)] == [Mark.USEFUL]


async def test_a_neighbours_doubt_is_proved_right_when_the_work_is_opened_again(office: Workbench) -> None:
    doubted, praised = await sent(office), await sent(office)
    for report, done in ((doubted, False), (praised, True)):
        await _happen(office, report, closed(Party.VERIFIER))
        async with office.entrance.open_desk(BEKASI) as desk:
            found = await reports.get(desk.db, BEKASI, report)
            await confirmation.keep(desk.db, found, SESSION, done=done, nth=found.nth, at=NOW)

    assert await _told(office) == []

    await _happen(office, doubted, REOPENED)
    assert [each.mark for each in await _told(office)] == [Mark.USEFUL]


async def _happen(office: Workbench, report: ReportId, event: Happened) -> None:
    async with office.entrance.open_desk(BEKASI) as desk:
        held = await reports.open_for_change(desk.db, BEKASI, report)
        await reports.record(desk.db, desk.tools.epoch, held, event, at=NOW)
        heard = [each for each in await history(desk.db, BEKASI, report) if each.kind in KINDS]
        # Heard twice, as any event may be.
        for _ in range(2):
            await LISTENER.on_events(desk, heard)


async def _told(office: Workbench) -> list[Marked]:
    async with office.entrance.open_desk(BEKASI) as desk:
        return await store.of_holder(desk.db, BEKASI, reporters.holder(Actor(session=SESSION)))
