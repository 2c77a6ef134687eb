"""What anybody posts to somebody else's report: that it is done or not, and what there is to say."""

from tanggap.channels.web import pictures
from tanggap.channels.web.finding import find
from tanggap.channels.web.own import BODY_BYTES_MOST, PHOTOS_MOST
from tanggap.city.desk import Desk, OpenDesk
from tanggap.journey.confirmation import actions
from tanggap.journey.conversation import actions as conversation
from tanggap.kit.errors import Invalid
from tanggap.kit.pictures.workshop import Workshop
from tanggap.kit.web import Form, Redirect, post
from tanggap.kit.words import say
from tanggap.report.views import report_path

_ANSWERS = {"yes": True, "no": False}


@post("/reports/{number:str}/confirmation", act="anyone", request_max_body_size=BODY_BYTES_MOST)
async def confirm(number: str, form: Form, open_desk: OpenDesk, workshop: Workshop) -> Redirect:
    """Say of finished work what one saw."""
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
async def comment(number: str, form: Form, desk: Desk) -> Redirect:
    """Say something under a report."""
    report, reader = await find(desk, number)
    await conversation.comment(desk, report, reader, text=form.text("text"))
    return Redirect(f"{report_path(desk.ground, report.number)}#comments", flash=say("Komentar terkirim."))
