"""Who of the staff hears that time goes by: as far up as it has risen, and never who may not know of the report."""

from uuid import UUID

import pytest

from tanggap.app.letters import addressed
from tanggap.app.tools import Workbench
from tanggap.city.packs.pack import Sensitivity
from tanggap.city.people import store as people
from tanggap.city.people.passwords import Hashed
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AgencySlug, AreaCode, PersonId
from tanggap.journey.notices import staff
from tanggap.journey.notices.about import About
from tanggap.journey.notices.concerned.store import Concerned, Serving
from tanggap.journey.notices.listener import LISTENER
from tanggap.journey.notices.rules import news
from tanggap.journey.notices.told import Told
from tanggap.kit.ids import new_id
from tanggap.kit.log import Heard, history
from tanggap.report import store as reports
from tanggap.report.events import Reminded
from tanggap.report.report import Chase, Reach, ReportId, Visibility
from tests import bekasi
from tests.bekasi import CITY, CLEANSING, MARGAHAYU, NOW, ROADS
from tests.conftest import BEKASI
from tests.journey.office import sent

ROLES = (
    Role.COORDINATOR, Role.LIAISON, Role.FIELD_OFFICER, Role.UNIT_HEAD, Role.AGENCY_HEAD, Role.EXECUTIVE,
)  # fmt: skip
IN_NONE = (Role.COORDINATOR, Role.EXECUTIVE)
DOING = {Role.LIAISON, Role.FIELD_OFFICER}


def serving(role: Role, number: int, *, agency: AgencySlug = ROADS, area: str | None = None) -> Serving:
    return Serving(
        person=PersonId(UUID(int=number)),
        role=role,
        agency=None if role in IN_NONE else agency,
        area=AreaCode(area) if area is not None else None,
    )


HALL = [
    *(serving(role, number) for number, role in enumerate(ROLES)),
    *(
        serving(role, 10 + number, agency=CLEANSING)
        for number, role in enumerate(ROLES)
        if role not in IN_NONE
    ),
    *(serving(role, 20 + number, area="32.75.99") for number, role in enumerate(ROLES)),
]


def pressed(reach: Reach, *, agency: AgencySlug | None = ROADS, chase: Chase = Chase.BREACH) -> Reminded:
    return Reminded(chase=chase, percent=None, reach=reach, round=1, agency=agency)


def told(event: Reminded, *, guarded: bool = False) -> Told:
    about = About(number="BKS-1", agency=event.agency, agencies=bekasi.ground().agencies, guarded=guarded)
    report = Concerned(
        id=ReportId(UUID(int=1)),
        number=1,
        agency=event.agency,
        area=MARGAHAYU,
        kind=None,
        visibility=Visibility.PUBLIC,
        sensitivity=Sensitivity.PUBLIC,
        listed=True,
    )
    heard = Heard(
        city_id=CITY, thing=report.id, nth=9, kind="Reminded", v=1, body={}, actor=None, happened_at=NOW,
        written_at=NOW, epoch=1,
    )  # fmt: skip
    return Told(
        heard=heard, event=event, report=report, about=about, news=news(event, about), beside=(), at=NOW
    )


def hear(event: Reminded, *, guarded: bool = False, of: list[Serving] = HALL) -> list[Role | None]:
    """In which roles somebody of the roads' agency, or of none, hears it; None for anybody else."""
    found = staff.hearing(bekasi.ground(), told(event, guarded=guarded), of)
    here = len(ROLES)
    return sorted((ROLES[each.int] if each.int < here else None for each in found), key=str)


@pytest.mark.parametrize(
    ("reach", "also"),
    [
        (Reach.UNIT, set[Role]()),
        (Reach.UNIT_HEAD, {Role.UNIT_HEAD}),
        (Reach.AGENCY_HEAD, {Role.UNIT_HEAD, Role.AGENCY_HEAD}),
        (Reach.EXECUTIVE, {Role.UNIT_HEAD, Role.AGENCY_HEAD, Role.EXECUTIVE}),
    ],
)
def test_it_rises_from_who_does_the_work_to_the_mayor_and_past_nobody(reach: Reach, also: set[Role]) -> None:
    assert hear(pressed(reach)) == sorted(DOING | also, key=str)


def test_what_nobody_holds_is_the_coordinators_and_then_the_mayors() -> None:
    assert hear(pressed(Reach.UNIT, agency=None)) == [Role.COORDINATOR]
    assert hear(pressed(Reach.EXECUTIVE, agency=None)) == [Role.COORDINATOR, Role.EXECUTIVE]


def test_of_a_guarded_report_only_who_may_know_of_it_hears() -> None:
    assert hear(pressed(Reach.UNIT), guarded=True) == [Role.COORDINATOR, Role.LIAISON]


def test_where_nobody_is_above_the_unit_the_coordinator_hears_it() -> None:
    without_heads = [each for each in HALL if each.role is not Role.UNIT_HEAD]

    assert hear(pressed(Reach.UNIT_HEAD), of=without_heads) == sorted({*DOING, Role.COORDINATOR}, key=str)


def test_an_offer_is_said_to_whom_it_was_made_and_to_the_coordinator() -> None:
    event = pressed(Reach.UNIT, agency=CLEANSING, chase=Chase.OFFER)

    assert hear(event) == sorted([None, None, Role.COORDINATOR], key=str)


async def test_what_has_risen_is_mailed_to_a_head_at_the_address_they_sign_in_with(office: Workbench) -> None:
    head = people.Person(
        id=PersonId(new_id()), email="kepala@kota.example", name="Kepala", disabled_at=None, last_seen_at=None
    )
    report = await sent(office)
    async with office.entrance.open_desk(BEKASI) as desk:
        await people.save(desk.db, head, password=Hashed("none"), now=NOW)
        duty = Duty(role=Role.UNIT_HEAD, agency=ROADS)
        await people.give(desk.db, BEKASI, head.id, duty, now=NOW)
        for event in (pressed(Reach.UNIT, chase=Chase.REMINDER), pressed(Reach.UNIT_HEAD)):
            found = await reports.open_for_change(desk.db, BEKASI, report)
            await reports.record(desk.db, desk.tools.epoch, found, event, at=desk.now())
        log = await history(desk.db, BEKASI, report)
        for _ in range(2):
            await LISTENER.on_events(desk, [each for each in log if each.kind == "Reminded"])

        owed = await desk.db.all(
            UUID, "select recipient from owed where city_id = %(city)s and channel = 'email'", city=BEKASI
        )
        to = await addressed(desk, head.id)
        await people.disable(desk.db, head.id, now=NOW)
        gone = await addressed(desk, head.id)

    assert owed == [head.id], "once, and not for a mere reminder"
    assert to is not None
    assert (to.address, gone) == ("kepala@kota.example", None)
