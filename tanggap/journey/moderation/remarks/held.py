"""What people wrote that waits to be read, as who decides sees it."""

from collections.abc import Sequence
from uuid import UUID

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.rights import Role
from tanggap.report import parties, views
from tanggap.report.remarks import store as remarks
from tanggap.report.remarks.remark import About, Remark
from tanggap.report.report import ReportId
from tanggap.report.views import Spoken


class HeldWords(Struct, frozen=True, kw_only=True):
    """Words that wait, and where what they are about stands."""

    said: Spoken
    href: str
    place: str


async def held_words(desk: Desk) -> tuple[HeldWords, ...]:
    """Everything that waits in this coordinator's areas, the oldest first."""
    areas = parties.reach(desk.actor, Role.COORDINATOR)
    found = await remarks.held(desk.db, desk.city, tuple(About), areas=areas)
    numbers = await _numbers(desk, found)
    spoken = zip(found, views.all_spoken(desk, found, moderating=True), strict=True)
    return tuple(
        HeldWords(
            said=said,
            href=_href(desk, remark, numbers),
            place=views.area_name(desk.ground, remark.area, desk.tongue),
        )
        for remark, said in spoken
    )


async def _numbers(desk: Desk, found: Sequence[Remark]) -> dict[UUID, int]:
    reports = [ReportId(each.thing) for each in found if each.about is not About.ANNOUNCEMENT]
    return {each.id: each.number for each in await views.glimpses(desk.db, desk.city, reports)}


def _href(desk: Desk, remark: Remark, numbers: dict[UUID, int]) -> str:
    if remark.about is About.ANNOUNCEMENT:
        return f"/areas/{remark.area}"
    return views.report_path(desk.ground, numbers[remark.thing])
