"""What a reporter does with their report, each in the desk's one transaction."""

from collections.abc import Sequence

from msgspec.structs import replace

from tanggap.city.desk import Desk
from tanggap.city.hours import Pause
from tanggap.city.terms import AreaCode, KindSlug
from tanggap.journey.feedback import rules
from tanggap.kit.errors import Forbidden
from tanggap.kit.ids import new_id
from tanggap.kit.log import Happened, history
from tanggap.kit.words import say
from tanggap.report import clocks, views
from tanggap.report import store as reports
from tanggap.report.closing import disputable_until
from tanggap.report.events import PhotoAdded
from tanggap.report.photos import store as pictures
from tanggap.report.report import PhotoId, Report, ReportId, TaskId
from tanggap.report.reporter import store as reporters
from tanggap.report.store import Place

BEFORE = "before"
ANSWER = pictures.ANSWER
"""What a picture shows that a reporter sent later: no more than they and the office may see."""


async def answer(desk: Desk, report: ReportId, *, text: str | None, photos: Sequence[PhotoId] = ()) -> Report:
    """Answer what the office asked. Raises Refused when nobody did."""
    found = await require_own(desk, report)
    question = await asked(desk, found)
    answered = rules.answered(
        desk.ground,
        found,
        question=question is not None,
        given=bool(text or photos),
        pauses=await _pauses(desk, found),
    )
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
        until=disputable_until(desk.ground, found),
        at=desk.now(),
        task=TaskId(new_id()),
    )
    found = await _record(desk, found, reopened, note=reason)
    return await _add_photos(desk, found, photos)


async def add_photos(desk: Desk, report: ReportId, photos: Sequence[PhotoId]) -> Report:
    """Put more pictures to one's report, for everybody who may see it."""
    found = await require_own(desk, report)
    rules.require_correctable(found)
    return await _add_photos(desk, found, photos, role=BEFORE)


async def move(
    desk: Desk,
    report: ReportId,
    *,
    place: Place,
    area: AreaCode | None,
    out_of_area: bool,
    landmark: str | None,
) -> Report:
    """Say anew where it is: a point or none in ``place``, the ``area`` that is in, and what stands near it."""
    found = await require_own(desk, report)
    words = await reports.words(desk.db, found)
    moved = rules.moved(found, area=area, out_of_area=out_of_area, words=landmark != words.landmark)
    if moved.words != found.words:
        told = replace(words, revision=moved.words, landmark=landmark)
        await reports.put_words(desk.db, found, told, at=desk.now())
    await reports.put_place(desk.db, found, replace(place, revision=moved.place, area=area), at=desk.now())
    return await _record(desk, found, moved)


async def correct_kind(desk: Desk, report: ReportId, kind: KindSlug | None) -> Report:
    """Say of which kind it is, or tell those who hold it."""
    found = await require_own(desk, report)
    return await _record(
        desk, found, rules.kind_corrected(desk.ground, found, kind, pauses=await _pauses(desk, found))
    )


async def asked(desk: Desk, report: Report) -> str | None:
    """The question that waits for the reporter's answer."""
    happened = await history(desk.db, desk.city, report.id)
    return views.waiting_question(happened, await reports.notes(desk.db, report))


async def _pauses(desk: Desk, report: Report) -> tuple[Pause, ...]:
    return clocks.pauses(await history(desk.db, desk.city, report.id), until=desk.now())


async def require_own(desk: Desk, report: ReportId) -> Report:
    """This browser's own report, held for change. Raises Missing for one they may not know of, else Forbidden."""
    found = await reports.open_for_change(desk.db, desk.city, report)
    own = await reporters.holds(desk.db, desk.city, desk.actor, report)
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


async def _add_photos(desk: Desk, report: Report, photos: Sequence[PhotoId], *, role: str = ANSWER) -> Report:
    for photo in await pictures.claim(desk.db, desk.city, report.id, photos, role=role):
        report = await _record(desk, report, PhotoAdded(photo=photo))
    return report
