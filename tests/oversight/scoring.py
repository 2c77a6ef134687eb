"""A town whose July is scored: what happens in it, and the nights in which it is drafted and published."""

from datetime import UTC, date, datetime, timedelta

from tanggap.app.tools import Workbench
from tanggap.city.terms import KindSlug
from tanggap.kit.clock import SetClock
from tanggap.oversight.scorecards.months import actions, rules, store
from tanggap.oversight.scorecards.months.rules import Span, Subject
from tanggap.oversight.scorecards.stints.listener import LISTENER
from tanggap.report import events as e
from tanggap.report.report import Visibility
from tests.conftest import BEKASI
from tests.oversight.counting import reactor, tick
from tests.oversight.lives import Town

MONTH = date(2026, 7, 1)


async def hear_all(bench: Workbench) -> None:
    """Let the stints catch up with the log."""
    await tick(bench)
    await reactor(bench, LISTENER).catch_up()


async def finish(citizens: Town, clock: SetClock, kind: str, count: int, *, late: bool = False) -> None:
    """So many reports of a kind come in, are worked on and closed; those late by far are answered late too."""
    before = len(citizens.reports)
    await citizens.report(
        count, kind=KindSlug(kind), visibility=Visibility.PUBLIC, lon=106.9756, lat=-6.2383, quiet=False
    )
    if late:
        clock.move(timedelta(days=20))
    for report in citizens.reports[before:]:
        for event in (e.Accepted, e.Resolved, e.Closed):
            clock.move(timedelta(minutes=1))
            await citizens.step(report, to=event)


def set_to(clock: SetClock, moment: datetime) -> None:
    """Let it be then."""
    clock.move(moment - clock.now())


async def night(bench: Workbench) -> None:
    """What every night does: draft and publish what is due."""
    await hear_all(bench)
    await actions.keep_up(bench.entrance.open_desk, BEKASI)


async def july(bench: Workbench, citizens: Town, clock: SetClock) -> None:
    """A month in which cleansing is quick and roads are slow."""
    set_to(clock, datetime(2026, 7, 2, 3, tzinfo=UTC))
    await finish(citizens, clock, "road-damage", 6, late=True)
    await finish(citizens, clock, "garbage-pile", 12)
    set_to(clock, datetime(2026, 8, 4, 18, tzinfo=UTC))


async def versions(bench: Workbench) -> list[store.Version]:
    """Every version of a month there is, drafts too."""
    async with bench.entrance.open_desk(BEKASI) as desk:
        return await store.versions(desk.db, BEKASI, published=False)


async def published(bench: Workbench, citizens: Town, clock: SetClock) -> None:
    """The same month, drafted and published."""
    await july(bench, citizens, clock)
    await night(bench)
    clock.move(timedelta(days=4))
    await night(bench)


async def card(bench: Workbench, agency: str, *, month: date = MONTH, span: Span = Span.MONTH) -> rules.Card:
    """An agency's card of a month, or of its year, by the version published last."""
    async with bench.entrance.open_desk(BEKASI) as desk:
        [version, *_] = await store.versions(desk.db, BEKASI, first=month, last=month)
        [found] = await store.cards(
            desk.db, BEKASI, month, version.version, [Subject.AGENCY], span=span, key=agency
        )
    return found
