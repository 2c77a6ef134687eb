"""Which reports a tile is about and whom it is for, as its address and its reader tell."""

from datetime import date, datetime, time, timedelta

from tanggap.city.ground import Ground
from tanggap.city.packs.pack import Urgency
from tanggap.city.rights import MAY, Act, Actor, Role
from tanggap.city.terms import AreaCode
from tanggap.journey.feed.asked import Address
from tanggap.oversight.counts.tally import FIRST_DAY, LAST_DAY
from tanggap.oversight.operations_centre.tiles.rules import Asked, Limits
from tanggap.oversight.operations_centre.wanted import Wanted
from tanggap.report.parties import reach

_STEPS = tuple(Urgency)


def of_public(address: Address, ground: Ground, *, only: str = "") -> Asked:
    """What a reader of the public map asks for: what the feed shows at this address, or only what is so of it."""
    found = address.filter(ground)
    narrowed = Wanted(kind=found.kind, group=found.group)
    return Asked(
        kinds=narrowed.kinds(ground),
        agency=found.agency,
        area=found.area,
        statuses=tuple(found.statuses) if found.statuses is not None else None,
        open=only == "open",
        late=only == "late",
    )


def of_staff(wanted: Wanted, ground: Ground) -> Asked:
    """What a screen of the operations centre asks for."""
    plain, raised = _urgent(ground, wanted.urgency) if wanted.urgency is not None else (None, ())
    return Asked(
        since=_start(ground, wanted.days.first),
        before=_start(ground, wanted.days.last + timedelta(days=1)) if wanted.days.last < LAST_DAY else None,
        kinds=wanted.kinds(ground),
        agency=wanted.agency,
        area=wanted.area,
        channel=wanted.channel,
        statuses=(wanted.status,) if wanted.status is not None else None,
        plain=plain,
        raised=raised,
        backed=ground.city.support.urgent_above if plain is not None else 0,
    )


def limits_of(actor: Actor) -> Limits:
    """What somebody who operates may see: the areas of their duties, and the guarded ones where they coordinate."""
    return Limits(
        listed=False,
        areas=_areas(reach(actor, *sorted(MAY[Act.OPERATE]))),
        guarded_areas=_areas(reach(actor, Role.COORDINATOR)),
    )


def _areas(codes: list[AreaCode] | None) -> tuple[AreaCode, ...] | None:
    return None if codes is None else tuple(codes)


def _start(ground: Ground, day: date) -> datetime | None:
    """The moment a day of the city begins; None for the first of all days."""
    return datetime.combine(day, time(), ground.zone) if day > FIRST_DAY else None


def _urgent(ground: Ground, urgency: Urgency) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The kinds that are this urgent by themselves, and those that are when many people say the same."""
    steps = {slug: _STEPS.index(kind.urgency) for slug, kind in ground.kinds.items()} | {
        "": _STEPS.index(Urgency.NORMAL)
    }
    wanted, highest = _STEPS.index(urgency), len(_STEPS) - 1
    return (
        tuple(slug for slug, step in steps.items() if step == wanted),
        tuple(slug for slug, step in steps.items() if min(step + 1, highest) == wanted),
    )
