"""A task goes to a team of its own unit, by who keeps that unit's teams, and comes back when the team is no more."""

from datetime import time
from uuid import UUID

import pytest

from tanggap.app.tools import Workbench
from tanggap.city.rights import Actor
from tanggap.city.teams import store as crews
from tanggap.city.teams.rules import Presence, Shift, Team
from tanggap.city.terms import AgencySlug, GroupSlug, TeamId
from tanggap.journey.dispatch import actions, store
from tanggap.journey.dispatch.rules import Candidate, readiness, suggested
from tanggap.kit.errors import Invalid, Missing, Refused
from tests.bekasi import CLEANSING, CLEANSING_LIAISON, COORDINATOR, ROADS, ROADS_LIAISON, ROADS_OFFICER
from tests.conftest import BEKASI
from tests.journey.office import do, sent, told

ALWAYS = Shift(days=tuple(range(7)), begins=time(0), ends=time(0))


def a_team(name: str, *, agency: AgencySlug = ROADS, groups: tuple[str, ...] = (), number: int = 1) -> Team:
    return Team(
        id=TeamId(UUID(int=number)),
        agency=agency,
        name=name,
        groups=tuple(GroupSlug(each) for each in groups),
        shifts=(ALWAYS,),
    )


def test_the_team_for_a_task_serves_now_does_such_work_and_has_the_least_to_do() -> None:
    roads = GroupSlug("roads")
    busy = Candidate(team=a_team("A"), presence=Presence.ON_DUTY, load=5)
    free = Candidate(team=a_team("B", groups=("roads",)), presence=Presence.ON_DUTY, load=1)
    called = Candidate(team=a_team("C"), presence=Presence.ON_CALL, load=0)
    gone = Candidate(team=a_team("D"), presence=Presence.OFF, load=0)
    other = Candidate(team=a_team("E", groups=("waste",)), presence=Presence.ON_DUTY, load=0)

    assert suggested([gone, called, other, busy, free], roads) is free
    assert suggested([gone, called, other], roads) is called
    assert suggested([gone, other], roads) is None


def test_the_nearest_known_goes_first_and_of_equally_near_ones_who_has_less_to_do() -> None:
    def at(name: str, metres: float | None, *, load: int, presence: Presence = Presence.ON_DUTY) -> Candidate:
        return Candidate(team=a_team(name), presence=presence, load=load, metres=metres)

    near, beside, far = at("A", 120, load=4), at("B", 430, load=1), at("C", 2600, load=0)
    nowhere, called = at("D", None, load=0), at("E", 10, load=0, presence=Presence.ON_CALL)

    assert sorted([nowhere, called, far, near, beside], key=readiness) == [beside, near, far, nowhere, called]
    assert suggested([nowhere, called, far, near], None) is near


async def keep(office: Workbench, team: Team, actor: Actor = ROADS_LIAISON) -> Team:
    await do(office, actor, lambda d: actions.keep(d, team))
    return team


async def test_a_task_is_given_to_a_team_and_its_log_says_so(office: Workbench) -> None:
    team = await keep(office, a_team("URC Timur"))
    report = await sent(office)
    lead = (await told(office, report))[0].lead
    assert lead is not None

    await do(office, ROADS_LIAISON, lambda d: actions.send(d, lead.id, team.id))
    await do(office, ROADS_LIAISON, lambda d: actions.send(d, lead.id, team.id))

    kept, by_log = await told(office, report)
    assert kept == by_log
    assert kept.lead is not None
    assert kept.lead.team == team.id
    async with office.entrance.open_desk(BEKASI) as desk:
        assert await store.loads(desk.db, desk.city, [team.id]) == {team.id: 1}
        [task] = await store.of_teams(desk.db, desk.city, [team.id], person=None, liaison=False)
        assert (task.report, task.lon) == (report, 106.9756)


async def test_nobody_gives_a_task_to_a_team_that_is_not_its_units(office: Workbench) -> None:
    mine = await keep(office, a_team("URC Timur"))
    theirs = await keep(office, a_team("Kebersihan", agency=CLEANSING, number=2), CLEANSING_LIAISON)
    lead = (await told(office, await sent(office)))[0].lead
    assert lead is not None
    task = lead.id

    for actor in (ROADS_OFFICER, COORDINATOR):
        with pytest.raises(Refused):
            await do(office, actor, lambda d: actions.send(d, task, mine.id))
    with pytest.raises(Missing):
        await do(office, CLEANSING_LIAISON, lambda d: actions.send(d, task, theirs.id))
    with pytest.raises(Missing):
        await do(office, ROADS_LIAISON, lambda d: actions.send(d, task, theirs.id))


async def test_a_team_that_is_no_more_leaves_its_tasks_to_the_unit(office: Workbench) -> None:
    team = await keep(office, a_team("URC Timur"))
    report = await sent(office)
    lead = (await told(office, report))[0].lead
    assert lead is not None
    await do(office, ROADS_LIAISON, lambda d: actions.send(d, lead.id, team.id))

    with pytest.raises(Missing):
        await do(office, CLEANSING_LIAISON, lambda d: actions.retire(d, team.id))
    await do(office, ROADS_LIAISON, lambda d: actions.retire(d, team.id))

    kept, by_log = await told(office, report)
    assert kept == by_log
    assert kept.lead is not None
    assert kept.lead.team is None
    async with office.entrance.open_desk(BEKASI) as desk:
        assert await crews.of_agency(desk.db, desk.city, ROADS) == []
        acts = await desk.db.all(
            str, "select act from audit where city_id = %(city)s order by id limit 10", city=desk.city
        )
    assert [act for act in acts if act.startswith("team.")] == ["team.add", "team.retire"]


async def test_a_team_is_kept_as_it_was_written_and_its_name_is_its_own(office: Workbench) -> None:
    team = await keep(office, a_team("URC Timur", groups=("roads",)))

    with pytest.raises(Invalid, match="nama ini"):
        await keep(office, a_team("URC TIMUR", number=2))

    async with office.entrance.open_desk(BEKASI) as desk:
        assert await crews.of_agency(desk.db, desk.city, ROADS) == [team]
