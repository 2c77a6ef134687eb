"""Why finished work came back to its unit: who found what wrong with it, and what they wrote and showed."""

from collections.abc import Sequence

from tanggap.city.desk import Desk
from tanggap.journey.work import store
from tanggap.kit.log import Heard
from tanggap.report import events as e
from tanggap.report import views
from tanggap.report.dossier import Dossier
from tanggap.report.report import ReportId, Status
from tanggap.report.views.happenings import told


async def of_reports(desk: Desk, seen: Sequence[views.Glimpse]) -> dict[ReportId, views.Back]:
    """Of those of these reports that were opened again and wait to be taken on; without pictures."""
    again = [each.id for each in seen if each.status is Status.REOPENED]
    found: dict[ReportId, views.Back] = {}
    for heard in await store.opened_again(desk.db, desk.city, again) if again else ():
        event = e.EVENTS.read(heard)
        words = told(event, desk.ground) if event is not None else None
        if words is not None:
            found[ReportId(heard.thing)] = views.Back(words=words.words, note=heard.text)
    return found


def of_dossier(desk: Desk, dossier: Dossier) -> views.Back | None:
    """Of one report; None where its work never came back, or was done since."""
    since: list[Heard] = []
    for heard in reversed(dossier.history):
        event = e.EVENTS.read(heard)
        if isinstance(event, e.Resolved):
            return None
        if isinstance(event, e.Reopened | e.PhotoAdded):
            since.insert(0, heard)
        if isinstance(event, e.Reopened):
            return _told(desk, dossier, since)
    return None


def _told(desk: Desk, dossier: Dossier, since: Sequence[Heard]) -> views.Back:
    *shown, opened = views.entries(
        desk.ground,
        dossier.report,
        since,
        desk.tongue,
        reader=views.Reader.STAFF,
        notes=dossier.notes,
        photos=dossier.photos,
    )
    return views.Back(
        words=opened.words,
        note=opened.note,
        photos=tuple(each.photo for each in shown if each.photo is not None),
    )
