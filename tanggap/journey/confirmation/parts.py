"""On the page of a finished report: what neighbours say of it, and the form to say it."""

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.offers import Part
from tanggap.journey.confirmation import rules, store
from tanggap.journey.confirmation.store import Voices
from tanggap.report import views
from tanggap.report.closing import disputable_until
from tanggap.report.report import Report


class ConfirmationPart(Struct, frozen=True, kw_only=True):
    """What confirmation/part.html is given."""

    href: str
    voices: Voices
    said: bool | None
    may: bool
    most_photos: int = 3


async def look(desk: Desk, report: Report, reader: views.Reader) -> ConfirmationPart | None:
    """What neighbours said, for everybody; the form, for neighbours."""
    if report.status not in rules.FINISHED:
        return None
    may = reader is views.Reader.PUBLIC and rules.may_confirm(
        report, until=disputable_until(desk.ground, report), now=desk.now()
    )
    voices = await store.voices(desk.db, report)
    if not may and not voices.done and not voices.not_done:
        return None
    return ConfirmationPart(
        href=f"{views.report_path(desk.ground, report.number)}/confirmation",
        voices=voices,
        said=await store.said(desk.db, report, desk.actor.seat),
        may=may,
    )


PARTS = (Part(name="confirmation", place="acts", order=20, template="confirmation/part.html", look=look),)
