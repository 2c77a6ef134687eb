"""What may be the same, as strangers are shown it."""

from collections.abc import Sequence

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.journey.support.rules import Alike, told_m
from tanggap.report import views


class Similar(Struct, frozen=True, kw_only=True):
    """A report that may be the same: its card, about how far it is, and where supporting it posts."""

    card: views.Card
    about_m: int | None
    href: str


async def similar(desk: Desk, alike: Sequence[Alike]) -> tuple[Similar, ...]:
    """These reports, the likeliest first."""
    far = {each.report: each.distance_m for each in alike}
    found: list[Similar] = []
    for seen in await views.glimpses(desk.db, desk.city, [each.report for each in alike]):
        metres = far[seen.id]
        found.append(
            Similar(
                card=views.card(desk.ground, seen, desk.tongue),
                about_m=told_m(metres) if metres is not None else None,
                href=f"{views.report_path(desk.ground, seen.number)}/support",
            )
        )
    return tuple(found)
