"""An agency retires: what it holds moves on by itself, each report once, and says why."""

from collections.abc import Sequence
from uuid import UUID

from msgspec.structs import replace

from tanggap.app.tools import Workbench
from tanggap.city.editing import actions as editing
from tanggap.city.editing import rules as packs
from tanggap.city.editing.rules import Wish
from tanggap.city.packs.pack import Agency
from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.terms import AgencySlug, PersonId
from tanggap.journey.admin.retiring import rules
from tanggap.journey.admin.retiring.actions import relieve, relieve_all
from tanggap.journey.work import actions as work
from tanggap.kit.ids import new_id
from tanggap.kit.log import history
from tanggap.report import store as reports
from tanggap.report import timeline
from tanggap.report.events import HelpAsked
from tanggap.report.report import Report, ReportId, Status, TaskId
from tanggap.report.views.happenings import told as in_words
from tests import bekasi
from tests.bekasi import CLEANSING, ROADS
from tests.journey.office import do, sent, told

ADMIN = Actor(person=PersonId(UUID(int=77)), duties=(Duty(role=Role.CITY_ADMIN),))
AGENCIES = bekasi.ground().agencies


async def retires(office: Workbench, agency: AgencySlug, *, successor: AgencySlug | None) -> None:
    """The city admin retires an agency, and every process knows it a second later."""
    async with office.entrance.open_desk(bekasi.CITY, actor=ADMIN) as desk:
        now = packs.thing(await editing.standing(desk), "agencies", agency)
        gone = replace(now, retired=True, successor=successor)
        wish = Wish(part="agencies", slug=agency, thing=gone, seen=packs.digest(now))
        await editing.change(desk, [wish], reason="Perda 4/2026")
    await office.cities.refresh()


async def moves(office: Workbench) -> list[int]:
    """What a worker does in three seconds."""
    return [await relieve_all(office.cities, office.entrance.open_desk) for _ in range(3)]


async def names(office: Workbench, report: ReportId) -> list[str]:
    async with office.entrance.open_desk(bekasi.CITY) as desk:
        return [heard.kind for heard in await history(desk.db, desk.city, report)]


def held() -> Report:
    """A report the roads agency holds."""
    born = timeline.born(bekasi.CITY, ReportId(UUID(int=1)), bekasi.received(1), bekasi.NOW)
    return replace(born, agency=ROADS, status=Status.DISPOSED)


def with_(**retired: AgencySlug) -> dict[AgencySlug, Agency]:
    """Kota Bekasi's agencies, some of them retired for a successor."""
    return {
        slug: replace(each, retired=True, successor=retired[slug]) if slug in retired else each
        for slug, each in AGENCIES.items()
    }


def test_who_takes_over_is_looked_for_until_one_is_in_service() -> None:
    agencies = with_(dbmsda=CLEANSING, dlh=AgencySlug("distaru"))

    assert rules.successor(agencies, ROADS) == "distaru"


def test_agencies_that_name_each_other_leave_the_work_to_triage() -> None:
    assert rules.successor(with_(dbmsda=CLEANSING, dlh=ROADS), ROADS) is None


async def test_open_work_goes_to_the_successor_once_whatever_was_begun_on_it(office: Workbench) -> None:
    fresh, begun = await sent(office), await sent(office)
    await do(office, bekasi.ROADS_OFFICER, lambda desk: work.accept(desk, begun))
    other = await sent(office, kind="garbage-pile")

    await retires(office, ROADS, successor=CLEANSING)

    assert await moves(office) == [2, 0, 0]
    for report in (fresh, begun):
        kept, by_log = await told(office, report)
        assert kept == by_log
        assert (kept.status, kept.agency) == (Status.DISPOSED, CLEANSING)
        assert [(task.agency, task.ended_at is None) for task in kept.tasks] == [
            (ROADS, False),
            (CLEANSING, True),
        ]
        assert (await names(office, report)).count("Relieved") == 1
    assert "Relieved" not in await names(office, other)
    assert (
        await do(office, bekasi.CLEANSING_OFFICER, lambda desk: work.accept(desk, fresh))
    ).agency == CLEANSING


async def test_without_a_successor_it_goes_back_to_triage(office: Workbench) -> None:
    report = await sent(office)

    await retires(office, ROADS, successor=None)

    assert await moves(office) == [1, 0, 0]
    kept, _ = await told(office, report)
    assert (kept.status, kept.agency, kept.lead) == (Status.VERIFIED, None, None)


async def test_what_was_offered_to_a_retired_unit_waits_for_the_coordinators(office: Workbench) -> None:
    report = await sent(office)
    await do(
        office,
        bekasi.ROADS_LIAISON,
        lambda desk: work.offer(desk, report, target=CLEANSING, reason="Ini sampah."),
    )

    await retires(office, CLEANSING, successor=ROADS)

    assert await moves(office) == [1, 0, 0]
    kept, _ = await told(office, report)
    assert (kept.status, kept.offered_to) == (Status.VERIFIED, None)


async def test_a_part_a_retired_unit_was_asked_for_is_declined_and_the_lead_keeps_the_report(
    office: Workbench,
) -> None:
    report = await sent(office)
    async with office.entrance.open_desk(bekasi.CITY) as desk:
        found = await reports.open_for_change(desk.db, desk.city, report)
        part = HelpAsked(task=TaskId(new_id()), agency=CLEANSING, mandatory=True, due_at=None, again=None)
        await reports.record(desk.db, desk.tools.epoch, found, part, at=desk.now())

    await retires(office, CLEANSING, successor=ROADS)

    assert await moves(office) == [1, 0, 0]
    kept, by_log = await told(office, report)
    assert kept == by_log
    assert (kept.status, kept.agency) == (Status.DISPOSED, ROADS)
    assert [task.agency for task in kept.tasks if task.ended_at is None] == [ROADS]


async def test_a_worker_that_died_goes_on_and_a_late_arrival_moves_too(office: Workbench) -> None:
    three: Sequence[ReportId] = [await sent(office) for _ in range(3)]
    old = await office.cities.ground(bekasi.CITY)
    await retires(office, ROADS, successor=CLEANSING)
    # Dead after the first of three.
    async with office.entrance.open_desk(bekasi.CITY) as desk:
        assert await relieve(desk, three[0]) == 1

    assert await moves(office) == [2, 0, 0]

    # A process that has not heard of it yet sends one more to the retired agency.
    assert not old.agencies[ROADS].retired
    late = await sent(office, kind="garbage-pile")
    async with office.entrance.open_desk(bekasi.CITY) as desk:
        await desk.db.run(
            "update report set agency = %(old)s where city_id = %(city)s and id = %(id)s",
            old=ROADS,
            city=bekasi.CITY,
            id=late,
        )
    assert await moves(office) == [1, 0, 0]


def test_the_story_says_why_it_went_on() -> None:
    event = rules.relieve(
        with_(dbmsda=CLEANSING),
        replace(held(), status=Status.ON_HOLD),
        task=TaskId(UUID(int=9)),
    )
    assert event is not None

    words = in_words(event, bekasi.ground())

    assert words is not None
    assert words.words.values["agency"] == AGENCIES[ROADS].name
    assert words.words.values["next"] == AGENCIES[CLEANSING].name
