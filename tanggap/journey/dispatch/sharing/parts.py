"""On a task's page: that one's place is being told, and how to end it."""

from tanggap.city.desk import Desk
from tanggap.city.offers import Part
from tanggap.journey.dispatch.sharing.views import Sharing, sharing
from tanggap.report import views
from tanggap.report.report import Report


async def look(desk: Desk, _: Report, reader: views.Reader) -> Sharing | None:
    """The switch, where it is on: it is turned on from the bench."""
    found = await sharing(desk) if reader is views.Reader.STAFF else None
    return found if found is not None and found.on else None


PARTS = (Part(name="sharing", place="task", order=90, template="dispatch/sharing.html", look=look),)
