"""What a reporter allows: that those who act on their report see its original pictures, until they take it back."""

from tanggap.city.desk import Desk
from tanggap.kit.errors import Forbidden
from tanggap.kit.web import Form, Redirect, post
from tanggap.kit.words import say
from tanggap.report import views
from tanggap.report.finding import find
from tanggap.report.purposes import actions
from tanggap.report.reporter import store as reporters

TAKEN_BACK = say("Petugas hanya melihat foto yang disamarkan.")
ALLOWED = say("Petugas yang menangani boleh melihat foto asli.")


@post("/reports/{number:str}/originals/consent", act="anyone")
async def choose(number: str, form: Form, desk: Desk) -> Redirect:
    """Allow it, or take it back: whatever else is chosen."""
    report, _ = await find(desk, number)
    if not await reporters.holds(desk.db, desk.city, desk.actor, report.id):
        raise Forbidden(say("Hanya pelapornya yang bisa. Masukkan dulu nomor dan kunci laporan."))
    allowed = form.text("allow") == "yes"
    await actions.allow(desk, report.id, allowed=allowed)
    href = views.report_path(desk.ground, report.number)
    return Redirect(href, flash=ALLOWED if allowed else TAKEN_BACK)
