"""What a neighbour posts to somebody else's report: that it is done, or that it is not."""

from tanggap.channels.web import pictures
from tanggap.channels.web.finding import find
from tanggap.channels.web.own import BODY_BYTES_MOST, PHOTOS_MOST
from tanggap.city.desk import OpenDesk
from tanggap.journey.confirmation import actions
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
