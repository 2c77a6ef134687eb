"""What a coordinator posts to a comment."""

from uuid import UUID

from tanggap.city.desk import Desk
from tanggap.journey.conversation import actions
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Form, Pages, Redirect, post
from tanggap.kit.words import say
from tanggap.report.remarks.remark import RemarkId, RemarkReason
from tanggap.report.views import report_path


@post("/comments/{comment:uuid}/hiding", act="triage")
async def hide(comment: UUID, form: Form, desk: Desk) -> Redirect:
    """Take it from the page."""
    reason = form.choice("reason", RemarkReason)
    if reason is None:
        raise Invalid(say("Pilih alasannya."), field="reason")
    report = await actions.hide(desk, RemarkId(comment), reason=reason)
    return Redirect(report_path(desk.ground, report.number), flash=say("Komentar disembunyikan."))


@post("/comments/{comment:uuid}/showing", act="triage")
async def show(comment: UUID, desk: Desk) -> Redirect:
    """Bring it back."""
    report = await actions.show(desk, RemarkId(comment))
    return Redirect(report_path(desk.ground, report.number), flash=say("Komentar ditampilkan."))


PAGES = Pages(routes=[hide, show])
