"""What a reporter does with their report, each in the desk's one transaction."""

from collections.abc import Sequence

from tanggap.city.desk import Desk
from tanggap.journey.feedback import rules
from tanggap.kit.errors import Forbidden
from tanggap.kit.ids import new_id
from tanggap.kit.log import Happened, history
from tanggap.kit.words import say
from tanggap.report import store as reports
from tanggap.report import views
from tanggap.report.events import PhotoAdded
from tanggap.report.photos import store as pictures
from tanggap.report.report import PhotoId, Report, ReportId, TaskId
from tanggap.report.reporter import store as reporters

ANSWER = "answer"
"""What a picture shows that a reporter sent later: no more than they and the office may see."""


async def answer(desk: Desk, report: ReportId, *, text: str | None, photos: Sequence[PhotoId] = ()) -> Report:
    """Answer what the office asked. Raises Refused when nobody did."""
    found = await require_own(desk, report)
    question = await asked(desk, found)
    answered = rules.answered(found, question=question is not None, given=bool(text or photos))
    # The reporter was promised that only the office reads it.
    found = await _record(desk, found, answered, note=text, public=False)
    return await _add_photos(desk, found, photos)


async def withdraw(desk: Desk, report: ReportId, *, reason: str | None = None) -> Report:
    """Take a report back before work begins."""
    found = await require_own(desk, report)
    return await _record(desk, found, rules.withdrawn(found), note=reason, public=False)


async def rate(desk: Desk, report: ReportId, *, stars: int, comment: str | None = None) -> Report:
    """Give a closed report its stars."""
    found = await require_own(desk, report)
    return await _record(desk, found, rules.rated(found, stars), note=comment, public=False)


async def dispute(
    desk: Desk, report: ReportId, *, reason: str | None, photos: Sequence[PhotoId] = ()
) -> Report:
    """Say that a finished report is not done, and have it opened again."""
    found = await require_own(desk, report)
    reopened = rules.disputed(
        found,
        reason=reason,
        until=rules.disputable_until(desk.ground, found),
        at=desk.now(),
        task=TaskId(new_id()),
    )
    found = await _record(desk, found, reopened, note=reason)
    return await _add_photos(desk, found, photos)


async def asked(desk: Desk, report: Report) -> str | None:
    """The question that waits for the reporter's answer."""
    happened = await history(desk.db, desk.city, report.id)
    return views.waiting_question(happened, await reports.notes(desk.db, report))


async def require_own(desk: Desk, report: ReportId) -> Report:
    """This browser's own report, held for change. Raises Missing for one they may not know of, else Forbidden."""
    found = await reports.open_for_change(desk.db, desk.city, report)
    own = await reporters.holds(desk.db, desk.city, desk.actor.session, report)
    views.reader_of(desk.ground, desk.actor, found, own=own)
    if not own:
        raise Forbidden(say("Hanya pelapornya yang bisa. Masukkan dulu nomor dan kunci laporan."))
    return found


async def _record(
    desk: Desk, report: Report, event: Happened, *, note: str | None = None, public: bool = True
) -> Report:
    return await reports.record(
        desk.db, desk.tools.epoch, report, event, at=desk.now(), note=note, public=public
    )


async def _add_photos(desk: Desk, report: Report, photos: Sequence[PhotoId]) -> Report:
    for photo in await pictures.claim(desk.db, desk.city, report.id, photos, role=ANSWER):
        report = await _record(desk, report, PhotoAdded(photo=photo))
    return report
