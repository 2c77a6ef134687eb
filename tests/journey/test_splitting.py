"""One report of two problems becomes two: its people follow both, its limits count on, and it can be taken back."""

from datetime import timedelta

import pytest

from tanggap.app.tools import Workbench
from tanggap.city.rights import Actor
from tanggap.journey.moderation import actions as moderation
from tanggap.journey.notices import listener
from tanggap.journey.notices import store as notices
from tanggap.journey.support import actions as support
from tanggap.journey.work.splitting import actions as splitting
from tanggap.journey.work.triage import actions as triage
from tanggap.kit.clock import SetClock
from tanggap.kit.errors import Forbidden, Invalid, Refused
from tanggap.kit.log import history
from tanggap.report import contacts
from tanggap.report import number as numbers
from tanggap.report.contacts import Contact
from tanggap.report.report import HideReason, RejectReason, Report, ReportId, Status, Visibility
from tanggap.report.reporter import store as reporters
from tanggap.report.splits import store as splits
from tests.bekasi import COORDINATOR, NOW, ROADS_OFFICER
from tests.conftest import BEKASI
from tests.journey.office import do, sent, told

REPORTER, NEIGHBOUR = Actor(session=b"reporter"), Actor(session=b"neighbour")
REACHED = Contact(email="pelapor@contoh.example")


async def followed(office: Workbench) -> ReportId:
    """A report whose reporter holds it and can be written to, and that a neighbour supports with an address."""
    report = await sent(office, text="Jalan berlubang, dan lampunya mati.")
    async with office.entrance.open_desk(BEKASI) as desk:
        await reporters.hold(desk.db, BEKASI, REPORTER, report, at=NOW)
        await contacts.keep(desk.db, desk.tools.secrets, BEKASI, report, REACHED, at=NOW)
    address = Contact(email="tetangga@contoh.example")
    await do(office, NEIGHBOUR, lambda d: support.support(d, report, contact=address))
    return report


async def split(office: Workbench, report: ReportId, *, kind: str | None = "street-light-out") -> Report:
    """The second problem of a report, split off by the coordinator."""
    return await do(
        office, COORDINATOR, lambda d: splitting.split(d, report, text="Lampu jalan mati.", kind=kind)
    )


async def test_both_reports_have_the_same_people_and_count_from_the_same_moment(
    office: Workbench, clock: SetClock
) -> None:
    report = await followed(office)
    clock.move(timedelta(days=2))

    made = await split(office, report)

    second, by_its_log = await told(office, made.id)
    first, by_first_log = await told(office, report)
    assert (second, first) == (by_its_log, by_first_log)
    assert second.number != first.number
    assert (second.status, second.kind, second.area) == (Status.RECEIVED, "street-light-out", first.area)
    assert second.received_at == first.received_at
    assert second.due_at is not None
    assert second.due_at < clock.now() + timedelta(days=30)
    assert second.supporters == first.supporters == 1
    assert first.status is Status.DISPOSED
    async with office.entrance.open_desk(BEKASI) as desk:
        assert await reporters.holds(desk.db, BEKASI, REPORTER, made.id)
        kept = await contacts.of_reports(desk.db, desk.tools.secrets, BEKASI, [made.id])
        reached = await contacts.of_supporters(desk.db, desk.tools.secrets, BEKASI, [made.id])
    assert kept[made.id].contact == REACHED
    assert [each.contact.email for each in reached.values()] == ["tetangga@contoh.example"]


async def test_who_opens_the_first_report_holds_what_was_split_off_too(office: Workbench) -> None:
    report = await sent(office)
    made = await split(office, report)
    later = Actor(session=b"another browser")

    async with office.entrance.open_desk(BEKASI) as desk:
        await reporters.hold(desk.db, BEKASI, later, report, at=NOW)
        assert await reporters.holds(desk.db, BEKASI, later, made.id)
        assert set(await splits.family(desk.db, BEKASI, [report])) == {report, made.id}


async def test_taken_back_the_second_follows_the_first_and_nobody_is_counted_twice(
    office: Workbench,
) -> None:
    report = await followed(office)
    made = await split(office, report)
    await do(office, Actor(session=b"newcomer"), lambda d: support.support(d, made.id))

    await do(office, COORDINATOR, lambda d: splitting.rejoin(d, made.id, reason="Satu masalah saja."))

    second, first = (await told(office, made.id))[0], (await told(office, report))[0]
    assert (second.status, second.merged_into) == (Status.MERGED, report)
    assert first.supporters == 2, "the neighbour of both once, and the newcomer"
    await do(office, COORDINATOR, lambda d: triage.unmerge(d, made.id, reason="Ternyata dua."))
    first, by_log = await told(office, report)
    assert first == by_log
    assert first.supporters == 1
    with pytest.raises(Refused, match="tidak sedang terpecah"):
        await do(office, COORDINATOR, lambda d: splitting.rejoin(d, report, reason="Keliru."))


async def test_what_the_public_may_not_see_of_the_first_it_does_not_see_of_the_second(
    office: Workbench,
) -> None:
    hidden = await sent(office)
    await do(office, COORDINATOR, lambda d: moderation.hide(d, hidden, reason=HideReason.SAFETY))

    of_hidden = await split(office, hidden)
    sealed = await split(office, await sent(office), kind="violence-women-child")

    assert of_hidden.hidden is HideReason.SAFETY
    assert not of_hidden.listed
    assert sealed.visibility is Visibility.CONFIDENTIAL


async def test_only_a_coordinator_splits_and_only_what_is_open(office: Workbench) -> None:
    report = await sent(office)

    with pytest.raises(Forbidden):
        await do(office, ROADS_OFFICER, lambda d: splitting.split(d, report, text="Lampu mati."))
    with pytest.raises(Invalid, match="kedua"):
        await do(office, COORDINATOR, lambda d: splitting.split(d, report, text=None))
    await do(office, COORDINATOR, lambda d: triage.reject(d, report, reason=RejectReason.SPAM, text="Bukan."))
    with pytest.raises(Refused, match="berakhir"):
        await split(office, report)


async def test_reporter_and_supporters_are_told_under_which_number_the_second_goes_on(
    office: Workbench,
) -> None:
    report = await followed(office)
    made = await split(office, report)

    async with office.entrance.open_desk(BEKASI) as desk:
        await listener.on_events(desk, await history(desk.db, desk.city, report))
        heard = [
            {
                desk.tongue(each.message)
                for each in await notices.of_holder(
                    desk.db, BEKASI, reporters.holder(actor), now=desk.now() + timedelta(days=1)
                )
            }
            for actor in (REPORTER, NEIGHBOUR)
        ]
        number = numbers.show(desk.ground.known.code, made.number)

    assert all(any("dua masalah" in words and number in words for words in each) for each in heard)
