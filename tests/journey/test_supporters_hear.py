"""Who supports a report hears of it: as much as anybody may follow, once, and only while they do."""

from datetime import datetime, timedelta

from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.city.hearing import store as ears
from tanggap.city.rights import Actor
from tanggap.journey.notices.listener import LISTENER
from tanggap.journey.support import actions
from tanggap.journey.work.triage import actions as triage
from tanggap.kit.clock import SetClock
from tanggap.kit.log import history
from tanggap.report import store as reports
from tanggap.report.contacts import Contact
from tanggap.report.report import Report, ReportId, Visibility
from tanggap.report.reporter import store as reporters
from tests.bekasi import COORDINATOR
from tests.conftest import BEKASI, NOW
from tests.journey.office import do
from tests.journey.supporting import (
    browser,
    close,
    hear,
    news,
    reported,
)


async def test_supporters_hear_the_steps_anybody_may_follow_and_only_while_they_support(
    office: Workbench,
) -> None:
    report = await reported(office)
    contact = Contact(email="warga@example.id")
    await do(office, browser("a"), lambda desk: actions.support(desk, report, contact=contact))
    await do(office, browser("b"), lambda desk: actions.support(desk, report))
    await do(office, browser("b"), lambda desk: actions.stop(desk, report))
    await do(office, COORDINATOR, lambda desk: triage.ask(desk, report, text="Di lajur mana?"))
    await close(office, report)
    await hear(office, report)
    await hear(office, report)

    number = (await news(office, "a"))[0].split()[1]
    assert [words for words in await news(office, "a") if "diteruskan" not in words] == [
        f"Laporan {number} selesai."
    ]
    assert await news(office, "b") == []
    async with office.entrance.open_desk(BEKASI) as desk:
        owed = await desk.db.all(str, "select message -> 'body' ->> 'text' from owed order by id")
    assert owed == ["Laporan {number} selesai."]


async def test_of_an_anonymous_report_supporters_hear_no_sooner_than_strangers_may_know(
    office: Workbench, clock: SetClock
) -> None:
    clock.move(timedelta(minutes=20))
    report = await reported(office, visibility=Visibility.ANONYMOUS)
    await do(office, browser("a"), lambda desk: actions.support(desk, report))
    await close(office, report)
    await hear(office, report)

    assert await news(office, "a", at=timedelta(minutes=59)) == []
    assert any("selesai" in words for words in await news(office, "a", at=timedelta(hours=1)))


async def test_those_of_a_merged_report_hear_of_the_one_it_follows_under_their_own_number(
    office: Workbench, clock: SetClock
) -> None:
    merged, primary = await reported(office), await reported(office)
    async with office.entrance.open_desk(BEKASI) as desk:
        await reporters.hold(desk.db, BEKASI, Actor(session=b"reporter"), merged, at=NOW)
    await do(office, browser("supporter"), lambda desk: actions.support(desk, merged))
    clock.move(timedelta(minutes=5))
    await do(office, COORDINATOR, lambda desk: _merge(desk, merged, primary))
    clock.move(timedelta(minutes=5))
    await close(office, primary)
    await hear(office, primary)

    own = await news(office, "reporter", at=timedelta(hours=1))
    assert own == await news(office, "supporter", at=timedelta(hours=1))
    assert len(own) == 1
    assert own[0].endswith("selesai.")
    async with office.entrance.open_desk(BEKASI) as desk:
        number = (await reports.get(desk.db, BEKASI, merged)).number
    assert str(number)[-4:] in own[0].replace("-", "")


async def test_who_sent_one_and_supports_the_other_is_told_once_and_no_sooner_than_strangers(
    office: Workbench, clock: SetClock
) -> None:
    clock.move(timedelta(minutes=20))
    merged = await reported(office)
    primary = await reported(office, visibility=Visibility.ANONYMOUS)
    async with office.entrance.open_desk(BEKASI) as desk:
        secrets = desk.tools.secrets
        await reporters.hold(desk.db, BEKASI, browser("both"), merged, at=clock.now())
        for name in ("both", "only"):
            await ears.add_device(
                desk.db,
                secrets,
                BEKASI,
                "{}",
                endpoint=name,
                browser=name.encode(),
                seat=name.encode(),
                person=None,
                language="id",
                at=NOW,
            )
    for name in ("both", "only"):
        await do(office, browser(name), lambda desk: actions.support(desk, primary))
    await do(office, COORDINATOR, lambda desk: _merge(desk, merged, primary))
    clock.move(timedelta(minutes=1))
    await close(office, primary)
    async with office.entrance.open_desk(BEKASI) as desk:
        closed = [each for each in await history(desk.db, BEKASI, primary) if each.kind == "Closed"]
        await LISTENER.on_events(desk, closed)
        await LISTENER.on_events(desk, closed)

        told = await desk.db.all(
            str, "select message -> 'subject' -> 'values' ->> 'number' from owed order by id"
        )
        dues = await desk.db.all(datetime, "select due_at from owed order by due_at")
        numbers = [(await reports.get(desk.db, BEKASI, each)).number for each in (merged, primary)]
    assert sorted(int(each[4:-2].replace("-", "")) for each in told) == sorted(numbers)
    assert dues == [NOW + timedelta(hours=1)] * 2


async def test_a_confidential_primary_says_no_more_than_that_it_is_done(
    office: Workbench, clock: SetClock
) -> None:
    merged = await reported(office)
    primary = await reported(office, visibility=Visibility.CONFIDENTIAL)
    async with office.entrance.open_desk(BEKASI) as desk:
        await reporters.hold(desk.db, BEKASI, Actor(session=b"reporter"), merged, at=NOW)
    await do(office, COORDINATOR, lambda desk: _merge(desk, merged, primary))
    clock.move(timedelta(minutes=5))
    await do(office, COORDINATOR, lambda desk: triage.ask(desk, primary, text="Rahasia?"))
    await close(office, primary)
    await hear(office, primary)

    assert [words.split()[-1] for words in await news(office, "reporter", at=timedelta(hours=1))] == [
        "selesai."
    ]


async def _merge(desk: Desk, report: ReportId, into: ReportId) -> Report:
    return await triage.merge(desk, report, primary=(await reports.get(desk.db, desk.city, into)).number)
