"""What may be the same as a report in triage, side by side with it: picture, words, how far, how long between."""

from datetime import datetime, timedelta

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.terms import KindSlug
from tanggap.journey.support import actions as support
from tanggap.report import number as numbers
from tanggap.report import views
from tanggap.report.dossier import Dossier


class Alike(Struct, frozen=True, kw_only=True):
    """A report that may be the same one; metres, and the time between the two."""

    number: str
    href: str
    status: views.StatusMark
    text: str | None
    place: str
    photo: views.PhotoView | None
    at: datetime
    distance_m: float | None
    between: timedelta


async def alike_to(desk: Desk, dossier: Dossier, kind: KindSlug | None) -> tuple[Alike, ...]:
    """Open reports of the same group that may be the same thing (DOMAIN 5.5), the likeliest first.

    ``kind`` is what the report most likely is, as long as nobody has settled that.
    """
    report = dossier.report
    found = await support.alike_to(desk, report, insiders=True, kind=kind)
    far = {each.report: each.distance_m for each in found}
    return tuple(
        _beside(desk, each, far[each.id], since=report.received_at)
        for each in await views.glimpses(desk.db, desk.city, list(far))
    )


def _beside(desk: Desk, other: views.Glimpse, distance_m: float | None, *, since: datetime) -> Alike:
    card = views.card(desk.ground, other, desk.tongue, reader=views.Reader.STAFF)
    number = numbers.show(desk.ground.known.code, other.number)
    return Alike(
        number=number,
        href=f"/triage/{number}",
        status=card.status,
        text=other.text,
        place=card.place,
        photo=card.photo,
        at=other.received_at,
        distance_m=distance_m,
        between=abs(other.received_at - since),
    )
