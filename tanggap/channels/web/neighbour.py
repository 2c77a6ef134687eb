"""What anybody posts to somebody else's report: that it is done or not, and what there is to say."""

from typing import Any

from tanggap.channels.web import pictures
from tanggap.channels.web.own import BODY_BYTES_MOST, PHOTOS_MOST
from tanggap.city.desk import Desk, OpenDesk
from tanggap.journey.confirmation import actions
from tanggap.journey.conversation import actions as conversation
from tanggap.kit.errors import Invalid
from tanggap.kit.pictures.workshop import Workshop
from tanggap.kit.web import Form, Redirect, Request, post
from tanggap.kit.web.gate import Gate, Offer
from tanggap.kit.words import say
from tanggap.report.finding import find
from tanggap.report.remarks.remark import RemarkState
from tanggap.report.views import report_path

_ANSWERS = {"yes": True, "no": False}


@post("/reports/{number:str}/confirmation", act="anyone", request_max_body_size=BODY_BYTES_MOST)
async def confirm(
    number: str,
    request: Request[Any, Any, Any],
    *,
    form: Form,
    open_desk: OpenDesk,
    workshop: Workshop,
    gate: Gate,
) -> Redirect:
    """Say of finished work what one saw."""
    async with open_desk() as desk:
        offer = Offer.of(request, door="confirmations", city=desk.city, trusted=desk.actor.staff)
    with gate.offered(offer):
        return await _confirmed(number, form, open_desk, workshop)


async def _confirmed(number: str, form: Form, open_desk: OpenDesk, workshop: Workshop) -> Redirect:
    files = form.files("photo")
    if len(files) > PHOTOS_MOST:
        raise Invalid(say("Paling banyak {most} foto.", most=PHOTOS_MOST), field="photo")
    async with open_desk() as desk:
        report, _ = await find(desk, number)
        await actions.require_neighbour(desk, report)
    sent = await pictures.take(files, open_desk=open_desk, workshop=workshop, role=actions.ANSWER)
    async with open_desk() as desk:
        report, _ = await find(desk, number)
        await actions.confirm(
            desk,
            report,
            done=_ANSWERS.get(form.text("done") or ""),
            reason=form.text("reason"),
            photos=sent.kept,
        )
    done = sent.flash(say("Terima kasih, keterangan tercatat."), desk.tongue)
    return Redirect(report_path(desk.ground, report.number), flash=done, tone=sent.tone)


@post("/reports/{number:str}/comments", act="anyone")
async def comment(
    number: str, request: Request[Any, Any, Any], form: Form, desk: Desk, gate: Gate
) -> Redirect:
    """Say something under a report."""
    offer = Offer.of(request, door="comments", city=desk.city, trusted=desk.actor.staff)
    with gate.offered(offer):
        report, reader = await find(desk, number)
        said = await conversation.comment(desk, report, reader, text=form.text("text"))
    waits = said.state is RemarkState.HELD
    return Redirect(
        f"{report_path(desk.ground, report.number)}#comments",
        flash=say("Terkirim. Tulisan tampil setelah dibaca petugas.") if waits else say("Komentar terkirim."),
        tone="moving" if waits else "done",
    )
