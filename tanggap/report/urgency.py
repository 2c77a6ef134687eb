"""How soon a report must be looked at: as its kind says, and sooner where many people say the same."""

from collections.abc import Sequence
from typing import Protocol

from tanggap.city.ground import Ground
from tanggap.city.packs.pack import Urgency
from tanggap.city.terms import KindSlug

_STEPS = tuple(Urgency)
URGENT = frozenset({Urgency.HIGH, Urgency.CRITICAL})


class Weighed(Protocol):
    """What decides how urgent a report is."""

    @property
    def kind(self) -> KindSlug | None:
        """What it is about."""
        ...

    @property
    def supporters(self) -> int:
        """How many people say the same."""
        ...


def urgency_of(ground: Ground, report: Weighed) -> Urgency:
    """How urgent a report is: its kind's urgency, one step more above the city's number of supporters (DOMAIN 7).

    Normal as long as nobody knows its kind.
    """
    kind = ground.kinds.get(report.kind) if report.kind is not None else None
    step = _STEPS.index(kind.urgency if kind is not None else Urgency.NORMAL)
    if report.supporters > ground.city.support.urgent_above:
        step += 1
    return _STEPS[min(step, len(_STEPS) - 1)]


def kinds_of(ground: Ground, *urgencies: Urgency) -> Sequence[KindSlug]:
    """The kinds that are this urgent by themselves."""
    return [slug for slug, kind in ground.kinds.items() if kind.urgency in urgencies]


def kinds_raised(ground: Ground) -> Sequence[KindSlug]:
    """The kinds that become urgent where more than the city's number of people say the same."""
    return kinds_of(ground, _STEPS[_STEPS.index(Urgency.HIGH) - 1])
