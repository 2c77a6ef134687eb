"""Who of the staff is told of an event: those who serve its agency, and whom else time has carried it to."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.ground import Ground
from tanggap.city.rights import Role, within
from tanggap.city.terms import AgencySlug, PersonId
from tanggap.journey.notices.concerned import store
from tanggap.journey.notices.concerned.store import TOLD_ROLES, Serving
from tanggap.journey.notices.told import Told
from tanggap.report.report import Reach

_RUNGS = list(Reach)


class Circle(Struct, frozen=True, kw_only=True):
    """People with one of these roles: in one of these agencies, or where none is named for the whole city."""

    roles: frozenset[Role]
    agencies: frozenset[AgencySlug] | None = None


_COORDINATORS = Circle(roles=frozenset({Role.COORDINATOR}))


def circles(ground: Ground, told: Told) -> Iterator[Circle]:
    """Who hears of an event, from those who do the work upwards."""
    news = told.news
    if news.staff is None:
        return
    units = frozenset(each for each in (news.agency, news.waiting) if each is not None)
    if units:
        kept = told.about.guarded and news.pressing is not None
        roles = frozenset({Role.LIAISON}) if kept else frozenset(TOLD_ROLES)
        yield Circle(roles=roles, agencies=units)
    if news.coordinator:
        yield _COORDINATORS
    yield from _above(ground, news.agency, _RUNGS.index(news.pressing or Reach.UNIT))


def _above(ground: Ground, agency: AgencySlug | None, rung: int) -> Iterator[Circle]:
    if agency is not None and rung >= _RUNGS.index(Reach.UNIT_HEAD):
        yield Circle(roles=frozenset({Role.UNIT_HEAD}), agencies=frozenset({agency}))
    if agency is not None and rung >= _RUNGS.index(Reach.AGENCY_HEAD):
        yield Circle(roles=frozenset({Role.AGENCY_HEAD}), agencies=frozenset({agency}))
        heads = frozenset({Role.UNIT_HEAD, Role.AGENCY_HEAD})
        yield Circle(roles=heads, agencies=frozenset(ground.offices_above(agency)))
    if rung >= _RUNGS.index(Reach.EXECUTIVE):
        yield Circle(roles=frozenset({Role.EXECUTIVE}))


def hearing(ground: Ground, told: Told, serving: Sequence[Serving]) -> frozenset[PersonId]:
    """The people who hear of an event; where it should rise and nobody is above, the coordinator."""
    wanted = list(circles(ground, told))
    found = {each.person for each in serving if any(_in(each, circle, told) for circle in wanted)}
    risen = told.news.pressing not in (None, Reach.UNIT)
    above = [circle for circle in wanted if circle.roles.isdisjoint({*TOLD_ROLES, Role.COORDINATOR})]
    if risen and not any(_in(each, circle, told) for each in serving for circle in above):
        found |= {each.person for each in serving if _in(each, _COORDINATORS, told)}
    return frozenset(found)


def _in(serving: Serving, circle: Circle, told: Told) -> bool:
    area = told.report.area
    reaches = serving.area is None or (area is not None and within(area, serving.area))
    theirs = circle.agencies is None or serving.agency in circle.agencies
    return reaches and theirs and serving.role in circle.roles


async def serving(desk: Desk, told: Sequence[Told]) -> list[Serving]:
    """Everybody of the staff whom one of these events might concern."""
    wanted = [circle for each in told for circle in circles(desk.ground, each)]
    roles = {role for circle in wanted for role in circle.roles}
    if any(each.news.pressing for each in told):
        roles.add(Role.COORDINATOR)
    agencies = {agency for circle in wanted for agency in circle.agencies or ()}
    return await store.serving(desk.db, desk.city, agencies, roles) if roles else []
