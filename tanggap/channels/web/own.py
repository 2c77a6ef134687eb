"""What a reporter posts to their report: answer, withdrawal, rating, dispute."""

from tanggap.channels.web import pictures
from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.keeping import pages as keeping
from tanggap.city.keeping.actions import erase as erase_all
from tanggap.city.offers import Subject
from tanggap.journey.feedback import actions
from tanggap.kit.errors import Invalid
from tanggap.kit.pictures.workshop import Workshop
from tanggap.kit.web import Form, Page, Redirect, post
from tanggap.kit.web.forms import FILE_BYTES_MOST
from tanggap.kit.words import say
from tanggap.report import number as numbers
from tanggap.report.finding import find
from tanggap.report.views import report_path

PHOTOS_MOST = 3
BODY_BYTES_MOST = (PHOTOS_MOST + 1) * FILE_BYTES_MOST


@post("/reports/{number:str}/answer", act="anyone", request_max_body_size=BODY_BYTES_MOST)
async def answer(number: str, form: Form, open_desk: OpenDesk, workshop: Workshop) -> Redirect:
    """Answer what the office asked, in words or pictures."""
    sent = await _pictures(number, form, open_desk, workshop)
    async with open_desk() as desk:
        report, _ = await find(desk, number)
        await actions.answer(desk, report.id, text=form.text("text"), photos=sent.kept)
    done = sent.flash(say("Jawaban terkirim."), desk.tongue)
    return Redirect(report_path(desk.ground, report.number), flash=done, tone=sent.tone)


@post("/reports/{number:str}/dispute", act="anyone", request_max_body_size=BODY_BYTES_MOST)
async def dispute(number: str, form: Form, open_desk: OpenDesk, workshop: Workshop) -> Redirect:
    """Say that it is not done, and why."""
    sent = await _pictures(number, form, open_desk, workshop)
    async with open_desk() as desk:
        report, _ = await find(desk, number)
        await actions.dispute(desk, report.id, reason=form.text("reason"), photos=sent.kept)
    done = sent.flash(say("Laporan dibuka kembali."), desk.tongue)
    return Redirect(report_path(desk.ground, report.number), flash=done, tone=sent.tone)


@post("/reports/{number:str}/withdrawal", act="anyone")
async def withdraw(number: str, form: Form, desk: Desk) -> Redirect:
    """Take the report back."""
    report, _ = await find(desk, number)
    await actions.withdraw(desk, report.id, reason=form.text("reason"))
    return Redirect(report_path(desk.ground, report.number), flash=say("Laporan dicabut."))


@post("/reports/{number:str}/rating", act="anyone")
async def rate(number: str, form: Form, desk: Desk) -> Redirect:
    """Give the work its stars."""
    report, _ = await find(desk, number)
    stars = form.text("stars") or ""
    if not (stars.isascii() and stars.isdecimal() and len(stars) == 1):
        raise Invalid(say("Pilih satu sampai lima bintang."), field="stars")
    await actions.rate(desk, report.id, stars=int(stars), comment=form.text("comment"))
    return Redirect(report_path(desk.ground, report.number), flash=say("Terima kasih atas penilaiannya."))


@post("/reports/{number:str}/erasure", act="anyone")
async def erase(number: str, form: Form, open_desk: OpenDesk) -> Page:
    """Have one's own report emptied, at once. The answer is the receipt."""
    async with open_desk() as desk:
        report, _ = await find(desk, number)
        await actions.require_own(desk, report.id)
        city, now = desk.city, desk.now()
        shown = numbers.show(desk.ground.known.code, report.number)
    if form.text("sure") is None:
        raise Invalid(keeping.UNSURE, field="sure")
    # In the report's own city, whatever else the browser holds.
    emptied = await erase_all(open_desk, Subject(reports=(report.id,), cities=frozenset({city})))
    return keeping.receipt(emptied.reports, at=now, account=False, number=shown)


async def _pictures(number: str, form: Form, open_desk: OpenDesk, workshop: Workshop) -> pictures.Sent:
    """The pictures of a reporter's form. Nobody else has any developed here."""
    files = form.files("photo")
    if len(files) > PHOTOS_MOST:
        raise Invalid(say("Paling banyak {most} foto.", most=PHOTOS_MOST), field="photo")
    async with open_desk() as desk:
        report, _ = await find(desk, number)
        await actions.require_own(desk, report.id)
    return await pictures.take(files, open_desk=open_desk, workshop=workshop, role=actions.ANSWER)
