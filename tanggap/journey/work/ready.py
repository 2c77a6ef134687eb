"""A form of work opened with a reply that is ready to be said of the report at hand."""

from tanggap.city.desk import Desk
from tanggap.journey.replies import actions as replies
from tanggap.journey.replies.rules import ReplyAct
from tanggap.report.choices import NO_REFUSAL, Refusal
from tanggap.report.report import Report

_FORMS = {ReplyAct.ASK: "question", ReplyAct.REFUSE: "rejection", ReplyAct.ANSWER: "proof"}


async def filled(desk: Desk, report: Report, reply: str) -> Refusal:
    """The form that is to be open, and what stands in it; no form for no reply that fits."""
    said = await replies.said(desk, report, reply) if reply else None
    if said is None:
        return NO_REFUSAL
    form = _FORMS[said.act]
    given = {f"{form}-text": said.text}
    if said.reason is not None:
        given[f"{form}-reason"] = said.reason
    return Refusal(form=form, given=given)
