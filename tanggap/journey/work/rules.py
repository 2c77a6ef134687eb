"""What a unit may do with a report, and what must come with it. Values only."""

from datetime import date, datetime

from tanggap.city.ground import Ground
from tanggap.city.packs.dated import in_force
from tanggap.city.terms import AgencySlug, PersonId
from tanggap.kit.errors import Forbidden, Invalid, Refused
from tanggap.kit.words import say
from tanggap.report.events import Accepted, Declined, Disposed, Held, Noted, Offered, Questioned, Resumed
from tanggap.report.parties import Handling
from tanggap.report.report import DeclineReason, HoldReason, Report, Status, Task, TaskId
from tanggap.report.transitions import NEED_SENTENCES, Need, Party, step

TO_ACCEPT = frozenset({Status.DISPOSED, Status.REOPENED})
"""Held by a unit, and not yet by one of its people."""
WORKERS = frozenset(
    {Party.ACTING_UNIT, Party.TARGET_UNIT, Party.PARTNER_UNIT, Party.AREA_OFFICER, Party.COORDINATOR}
)


def accept(handling: Handling, *, officer: PersonId | None) -> Accepted:
    """Take a report on for the acting unit. Raises Refused, Forbidden."""
    report = handling.report
    given = frozenset({Need.OFFICER} if officer is not None else ())
    step(report.status, Status.IN_PROGRESS, by=handling.by, given=given)
    if report.status is Status.ON_HOLD:
        raise Refused(say("Tugas ini sedang ditunda. Lanjutkan dulu."))
    lead = lead_of(report)
    return Accepted(
        was=report.status, now=Status.IN_PROGRESS, task=lead.id, officer=officer, agency=lead.agency
    )


def offer(
    handling: Handling,
    *,
    sender: AgencySlug | None,
    target: AgencySlug,
    reason: str | None,
) -> Offered:
    """Ask another unit of equal rank to take a report; the sender holds it until the answer.

    ``sender`` is the unit that asks. Raises Refused, Forbidden, Invalid.
    """
    report = handling.report
    given = frozenset({Need.AGENCY, Need.REASON} if reason else {Need.AGENCY})
    step(report.status, Status.COORDINATING, by=handling.by, given=given)
    if sender is None:
        raise Forbidden(say("Langkah ini dikerjakan oleh petugas lain."))
    if target == sender:
        raise Invalid(say("Unit ini sudah memegang laporannya. Pilih unit lain."), field="agency")
    return Offered(was=report.status, now=Status.COORDINATING, sender=sender, target=target)


def accept_offer(handling: Handling, *, task: TaskId) -> Disposed:
    """Take what another unit offered: it is this unit's from now on. Raises Refused, Forbidden."""
    report = handling.report
    step(report.status, Status.DISPOSED, by=handling.by & {Party.TARGET_UNIT}, given=frozenset())
    if report.offered_to is None:
        raise Refused(say("Laporan ini tidak sedang ditawarkan. Muat ulang halaman ini."))
    return Disposed(
        was=report.status,
        now=Status.DISPOSED,
        agency=report.offered_to,
        was_agency=report.agency,
        task=task,
        rule=None,
    )


def decline(handling: Handling, *, reason: DeclineReason | None) -> Declined:
    """Not take what another unit offered; the coordinator decides then. Raises Refused, Forbidden."""
    report = handling.report
    given = frozenset({Need.REASON_CODE} if reason is not None else ())
    step(report.status, Status.VERIFIED, by=handling.by & {Party.TARGET_UNIT}, given=given)
    if report.offered_to is None or reason is None:
        raise Refused(say("Laporan ini tidak sedang ditawarkan. Muat ulang halaman ini."))
    return Declined(was=report.status, now=Status.VERIFIED, target=report.offered_to, reason=reason)


def hold(
    handling: Handling,
    *,
    reason: HoldReason | None,
    review_on: date | None,
    after: date,
    latest: date,
    told: bool = True,
) -> Held:
    """Let work wait for a reason, until a day later than ``after`` and not later than ``latest``.

    ``told``: somebody wrote a word about it, as partly done work needs, which says what is left. Raises Refused,
    Forbidden, and Invalid for a day out of reach or that word.
    """
    report = handling.report
    given = {need for need, value in ((Need.REASON_CODE, reason), (Need.REVIEW_DAY, review_on)) if value}
    step(report.status, Status.ON_HOLD, by=handling.by, given=frozenset(given))
    if reason is None or review_on is None or not after < review_on <= latest:
        raise Invalid(NEED_SENTENCES[Need.REVIEW_DAY], field="until")
    if reason is HoldReason.PARTLY_DONE and not told:
        raise Invalid(say("Tulis apa yang sudah dikerjakan dan apa sisanya."), field="note")
    return Held(was=report.status, now=Status.ON_HOLD, reason=reason, review_on=review_on)


def latest_review(ground: Ground, at: datetime) -> date:
    """The last day until which work begun to wait at this moment may wait."""
    limit = in_force(ground.limits.hold, ground.calendar.day_of(at)).limit
    return ground.calendar.day_of(ground.due(at, limit))


def resume(handling: Handling) -> Resumed:
    """Go on with work that waited. Raises Refused, Forbidden."""
    report = handling.report
    if report.status is not Status.ON_HOLD:
        raise Refused(say("Tugas ini tidak sedang ditunda. Muat ulang halaman ini."))
    step(report.status, Status.IN_PROGRESS, by=handling.by, given=frozenset())
    return Resumed(was=report.status, now=Status.IN_PROGRESS)


def question(handling: Handling, *, text: str | None) -> Questioned:
    """Ask the reporter something while the clock goes on. Raises Refused, Forbidden."""
    _require_worker(handling)
    if not text:
        raise Refused(NEED_SENTENCES[Need.QUESTION])
    if not handling.report.status.open or handling.report.status is Status.NEEDS_INFO:
        raise Refused(say("Pelapor tidak bisa ditanya sekarang. Muat ulang halaman ini."))
    return Questioned()


def note(handling: Handling, *, text: str | None) -> Noted:
    """Write something down for those who work on a report. Raises Refused, Forbidden."""
    _require_worker(handling)
    if not text:
        raise Refused(say("Tulis catatannya."))
    return Noted()


def _require_worker(handling: Handling) -> None:
    if not handling.by & WORKERS:
        raise Forbidden(say("Langkah ini dikerjakan oleh petugas lain."))


def lead_of(report: Report) -> Task:
    """Who holds a report. Raises Refused when nobody does."""
    if report.lead is None:
        raise Refused(say("Laporan ini sedang tidak dipegang unit mana pun. Muat ulang halaman ini."))
    return report.lead
