"""Who is told what: everybody concerned, once, in words that name nobody else, and not at night."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import pytest

from tanggap.app.tools import Workbench
from tanggap.city.rights import Actor, Role
from tanggap.city.terms import AgencySlug, PersonId
from tanggap.journey.notices import store
from tanggap.journey.notices.about import About
from tanggap.journey.notices.beside import KINDS
from tanggap.journey.notices.listener import LISTENER
from tanggap.journey.notices.rules import news
from tanggap.kit.ids import new_id
from tanggap.kit.log import Happened, Heard, history
from tanggap.report import events as e
from tanggap.report.report import OutsideAnswer, OutsideId, ReportId, ReturnReason, Status, TaskId
from tanggap.report.reporter import store as reporter
from tanggap.report.transitions import Party
from tests.conftest import BEKASI, NOW
from tests.visitor import Visitor

BROWSER = Actor(session=b"a browser")
ROADS = AgencySlug("dbmsda")
ABOUT = About(number="BKS-1", agency=ROADS, agencies={})
STEP = {"was": Status.DISPOSED, "now": Status.IN_PROGRESS}


def reopened(by: Party) -> e.Reopened:
    return e.Reopened(
        was=Status.CLOSED, now=Status.REOPENED, by=by, reason=ReturnReason.DISPUTED, agency=ROADS, task=None
    )


@pytest.mark.parametrize(
    ("event", "reporter", "staff"),
    [
        (e.Accepted(**STEP, task=TaskId(uuid4()), officer=None, agency=ROADS), True, False),
        (e.Questioned(), True, False),
        (e.Replied(), False, True),
        (e.Closed(was=Status.RESOLVED, now=Status.CLOSED, by=Party.VERIFIER), True, False),
        (reopened(Party.VERIFIER), True, True),
        (reopened(Party.REPORTER), False, True),
        (
            e.OutsideAnswered(
                request=OutsideId(uuid4()), answer=OutsideAnswer.ACCEPTED, until=None, photos=()
            ),
            False,
            True,
        ),
        (e.Rated(stars=5), False, False),
        (e.Withdrawn(was=Status.RECEIVED, now=Status.WITHDRAWN), False, False),
    ],
    ids=lambda value: type(value).__name__,
)
def test_who_is_told_of_an_event(event: Happened, reporter: bool, staff: bool) -> None:  # noqa: FBT001 (a table's columns)
    told = news(event, ABOUT)

    assert (told.reporter is not None, told.staff is not None) == (reporter, staff)
    assert (told.staff is None) == (told.agency is None)


def test_what_a_rule_sends_on_at_once_is_on_the_receipt_and_not_mailed_again() -> None:
    def disposed(rule: Any) -> e.Disposed:
        return e.Disposed(
            was=Status.VERIFIED,
            now=Status.DISPOSED,
            agency=ROADS,
            was_agency=None,
            task=TaskId(uuid4()),
            rule=rule,
        )

    assert not news(disposed("by-kind"), ABOUT).mail
    assert news(disposed(None), ABOUT).mail


def test_the_listener_hears_exactly_what_somebody_is_told_of() -> None:
    assert {"Received", "Disposed", "Questioned", "Asked", "Replied"} <= KINDS
    assert not {"Rated", "PhotoAdded", "Supported"} & KINDS
    assert LISTENER.kinds == KINDS


async def serving(
    bench: Workbench, role: Role, *, agency: AgencySlug = ROADS, area: str | None = None
) -> PersonId:
    person = PersonId(new_id())
    async with bench.app.transaction(BEKASI) as db:
        await db.run(
            "insert into person (id, email, name, created_at) values (%(id)s, %(email)s, 'Petugas', %(now)s)",
            id=person, email=f"{person}@kota.example", now=NOW,
        )  # fmt: skip
        await db.run(
            """
            insert into duty (city_id, id, person, role, agency, area, created_at)
            values (%(city)s, %(id)s, %(person)s, %(role)s, %(agency)s, %(area)s, %(now)s)
            """,
            city=BEKASI, id=new_id(), person=person, role=role, agency=agency, area=area, now=NOW,
        )  # fmt: skip
    return person


async def log_of(bench: Workbench) -> tuple[ReportId, Sequence[Heard]]:
    async with bench.app.transaction(BEKASI) as db:
        [report] = await db.all(UUID, "select id from report")
        return ReportId(report), await history(db, BEKASI, report)


async def hear(bench: Workbench, events: Sequence[Heard]) -> None:
    async with bench.entrance.open_desk(BEKASI) as desk:
        await LISTENER.on_events(desk, [heard for heard in events if heard.kind in KINDS])


async def test_the_acting_agencys_people_are_told_of_a_report_and_nobody_elses(
    visitor: Visitor, bench: Workbench
) -> None:
    told = {await serving(bench, Role.LIAISON), await serving(bench, Role.FIELD_OFFICER, area="32.75")}
    others = {
        await serving(bench, Role.LIAISON, agency=AgencySlug("dlh")),
        await serving(bench, Role.EXECUTIVE),
        await serving(bench, Role.FIELD_OFFICER, area="32.75.99"),
    }
    await visitor.report(kind="road-damage")
    _, events = await log_of(bench)

    await hear(bench, events)

    async with bench.app.transaction(BEKASI) as db:
        found = {each: await store.of_person(db, BEKASI, each) for each in told | others}
    assert {person for person, notices in found.items() if notices} == told


async def test_hearing_an_event_again_tells_nobody_twice(visitor: Visitor, bench: Workbench) -> None:
    await visitor.report(sender={"email": "warga@example.id"})
    report, events = await log_of(bench)

    await hear(bench, events)
    await hear(bench, events)

    async with bench.app.transaction(BEKASI) as db:
        await reporter.hold(db, BEKASI, BROWSER, report, at=NOW)
        notices = await store.of_holder(db, BEKASI, reporter.holder(BROWSER), now=NOW)
        owed = await db.one(int, "select count(*) from owed")
    assert ([notice.message.text.split()[2] for notice in notices], owed) == (["diteruskan", "sudah"], 1)


async def test_of_history_that_was_brought_in_nobody_is_told(visitor: Visitor, bench: Workbench) -> None:
    await visitor.report(sender={"email": "warga@example.id"})
    report, events = await log_of(bench)
    async with bench.app.transaction(BEKASI) as db:
        await db.run("update report set quiet = true")

    await hear(bench, events)

    async with bench.app.transaction(BEKASI) as db:
        await reporter.hold(db, BEKASI, BROWSER, report, at=NOW)
        assert await store.of_holder(db, BEKASI, reporter.holder(BROWSER), now=NOW) == []
        assert await db.one(int, "select count(*) from owed") == 0


async def test_only_what_is_public_to_the_minute_is_told_to_everybody_live(
    visitor: Visitor, bench: Workbench
) -> None:
    seen = await visitor.report(kind="road-damage")
    await visitor.report(kind="road-damage", visibility="anonymous")
    await visitor.report(kind="road-damage", visibility="confidential")
    await visitor.report(kind="noise")

    async with bench.app.transaction(BEKASI) as db:
        reports = [ReportId(each) for each in await db.all(UUID, "select id from report")]
        followed = await store.followed(db, BEKASI, reports)

    told = [each.number for each in followed.values() if each.everybody]
    assert len(followed) == 4
    assert [f"{number:010}" for number in told] == [seen["number"][4:-2].replace("-", "")]
