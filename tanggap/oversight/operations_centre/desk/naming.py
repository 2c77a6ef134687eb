"""What kinds, units, areas, channels and statuses are called at the desk, and the filters that are set."""

from collections.abc import Callable, Mapping

from tanggap.city.desk import Desk
from tanggap.city.packs.pack import Urgency
from tanggap.city.terms import AgencySlug, AreaCode, KindSlug
from tanggap.journey.routing.naming import CHANNELS, URGENCIES
from tanggap.kit.words import Say, say
from tanggap.oversight.operations_centre.desk.rules import By
from tanggap.oversight.operations_centre.desk.views import Chip
from tanggap.oversight.operations_centre.wanted import Wanted
from tanggap.report import views
from tanggap.report.report import Channel, Status
from tanggap.report.transitions import status_word

CODES: Mapping[By, Callable[[str], str]] = {
    By.KIND: KindSlug,
    By.AGENCY: AgencySlug,
    By.AREA: AreaCode,
    By.CHANNEL: Channel,
    By.STATUS: Status,
}


def name_of(desk: Desk, by: By, key: str | None) -> str:
    """What a key is called in the reader's language; None is of those without one."""
    ground, tongue = desk.ground, desk.tongue
    match by:
        case By.KIND:
            return views.kind_sign(ground, KindSlug(key) if key else None, tongue).name
        case By.AGENCY:
            unit = ground.agencies.get(AgencySlug(key)) if key else None
            return unit.name if unit is not None else key or tongue(say("Belum ada unit"))
        case By.AREA:
            area = ground.area(AreaCode(key)) if key else None
            return area.name if area is not None else key or tongue(say("Tempat belum diketahui"))
        case By.CHANNEL:
            return tongue(CHANNELS[key]) if key else ""
        case _:
            return tongue(status_word(Status(key))) if key else ""


def chips(desk: Desk, those: Wanted, without: Callable[[str], str]) -> tuple[Chip, ...]:
    """The filters that are set; ``without`` gives the address that has one of them no more."""
    group = desk.ground.groups.get(those.group) if those.group is not None else None
    named: list[tuple[str, Say, str | None]] = [
        ("kind", say("Jenis"), name_of(desk, By.KIND, those.kind) if those.kind else None),
        ("group", say("Kelompok"), group.name.in_(desk.tongue.language) if group is not None else None),
        ("agency", say("Unit"), name_of(desk, By.AGENCY, those.agency) if those.agency else None),
        ("area", say("Wilayah"), name_of(desk, By.AREA, those.area) if those.area else None),
        ("channel", say("Saluran"), name_of(desk, By.CHANNEL, those.channel) if those.channel else None),
        ("status", say("Status"), name_of(desk, By.STATUS, those.status) if those.status else None),
        ("urgency", say("Mendesaknya"), _urgency(desk, those.urgency)),
    ]
    return tuple(
        Chip(word=word, name=name, href=without(field)) for field, word, name in named if name is not None
    )


def _urgency(desk: Desk, urgency: Urgency | None) -> str | None:
    return desk.tongue(URGENCIES[urgency]) if urgency is not None else None
