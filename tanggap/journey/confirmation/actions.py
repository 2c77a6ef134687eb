"""What a neighbour does with finished work, in the desk's one transaction."""

from collections.abc import Sequence

from tanggap.city.desk import Desk
from tanggap.journey.confirmation import rules, store
from tanggap.kit.errors import Refused
from tanggap.kit.words import say
from tanggap.report import store as reports
from tanggap.report.closing import disputable_until
from tanggap.report.events import PhotoAdded
from tanggap.report.photos import store as pictures
from tanggap.report.report import PhotoId, Report
from tanggap.report.reporter import store as reporters

ANSWER = "answer"
"""What a neighbour's picture shows is for those who look into it."""


async def confirm(
    desk: Desk, report: Report, *, done: bool | None, reason: str | None, photos: Sequence[PhotoId] = ()
) -> Report:
    """Say of finished work what one saw. A no waits for a verifier.

    Raises Refused for who reported it, who has spoken already, and when it is not the time; Invalid.
    """
    found = await require_neighbour(desk, report)
    now = desk.now()
    event = rules.confirmed(
        found, done=done, reason=reason, until=disputable_until(desk.ground, found), now=now
    )
    session = desk.actor.seat or b""
    if not await store.keep(desk.db, found, session, done=event.done, nth=found.nth + 1, at=now):
        raise Refused(say("Keterangan dari ponsel ini sudah tercatat. Terima kasih."))
    found = await reports.record(
        desk.db, desk.tools.epoch, found, event, at=now, note=reason if not event.done else None, public=False
    )
    for photo in await pictures.claim(desk.db, desk.city, found.id, photos, role=ANSWER):
        found = await reports.record(desk.db, desk.tools.epoch, found, PhotoAdded(photo=photo), at=now)
    return found


async def require_neighbour(desk: Desk, report: Report) -> Report:
    """The report held for change, for anybody but who reported it. Raises Refused."""
    found = await reports.open_for_change(desk.db, desk.city, report.id)
    if await reporters.holds(desk.db, desk.city, desk.actor, report.id):
        raise Refused(say("Ini laporan Anda sendiri: beri nilai, atau nyatakan belum beres."))
    if desk.actor.session is None:
        raise Refused(say("Buka halaman laporan dulu, lalu kirim lagi."))
    return found
