"""What is posted to somebody's public words: a reader's flag, and the decision of who answers for the place."""

from typing import Any
from uuid import UUID

from tanggap.city.desk import Desk, OpenDesk
from tanggap.journey.moderation.remarks import actions
from tanggap.kit.web import Form, Pages, Redirect, Request, post
from tanggap.kit.web.gate import Gate, Offer
from tanggap.kit.words import say
from tanggap.report import store as reports
from tanggap.report.remarks.remark import About, Remark, RemarkId, RemarkReason
from tanggap.report.report import FlagReason, ReportId
from tanggap.report.views import report_path

_QUEUES = frozenset({"/held", "/neighbourhood"})


@post("/remarks/{remark:uuid}/flag", act="anyone")
async def flag(
    remark: UUID, request: Request[Any, Any, Any], form: Form, open_desk: OpenDesk, gate: Gate
) -> Redirect:
    """Say that these words should not be public."""
    async with open_desk() as desk:
        offer = Offer.of(request, door="flags", city=desk.city, trusted=desk.actor.staff)
    with gate.offered(offer):
        async with open_desk() as desk:
            found = await actions.flag(desk, RemarkId(remark), reason=form.choice("reason", FlagReason))
            return Redirect(await _thing(desk, found), flash=say("Terima kasih. Petugas akan melihatnya."))


@post("/remarks/{remark:uuid}/hiding", act="announce")
async def hide(remark: UUID, form: Form, desk: Desk) -> Redirect:
    """Take them from the page."""
    found = await actions.hide(desk, RemarkId(remark), reason=form.choice("reason", RemarkReason))
    return Redirect(await _back(desk, form, found), flash=say("Tulisan disembunyikan."))


@post("/remarks/{remark:uuid}/showing", act="announce")
async def show(remark: UUID, form: Form, desk: Desk) -> Redirect:
    """Let everybody read them."""
    found = await actions.show(desk, RemarkId(remark))
    return Redirect(await _back(desk, form, found), flash=say("Tulisan ditampilkan."))


async def _back(desk: Desk, form: Form, remark: Remark) -> str:
    queue = form.text("back")
    return queue if queue is not None and queue in _QUEUES else await _thing(desk, remark)


async def _thing(desk: Desk, remark: Remark) -> str:
    """Where what was spoken about stands."""
    if remark.about is About.ANNOUNCEMENT:
        return f"/areas/{remark.area}"
    report = await reports.get(desk.db, desk.city, ReportId(remark.thing))
    return report_path(desk.ground, report.number)


PAGES = Pages(routes=[flag, hide, show])
