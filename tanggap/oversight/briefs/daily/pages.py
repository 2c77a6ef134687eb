"""Choosing the daily brief, and the brief itself as a sheet."""

from tanggap.city.desk import Desk
from tanggap.kit.web import Form, Pages, Redirect, Response, get, post
from tanggap.kit.words import say
from tanggap.oversight.briefs.actions import whole_city
from tanggap.oversight.briefs.daily import actions
from tanggap.oversight.briefs.daily.paper import sheet


@get("/decisions/brief/{brief:str}", act="decide")
async def print_brief(brief: str, desk: Desk) -> Response[bytes]:
    """The brief of a day, ``2026-07-01.pdf``, as a PDF."""
    whole_city(desk)
    drawn = await sheet(desk, brief, desk.tongue)
    return Response(
        drawn.content,
        media_type="application/pdf",
        headers={
            "content-disposition": f'inline; filename="{drawn.name}"',
            "cache-control": "private, no-store",
        },
    )


@post("/decisions/brief", act="decide")
async def choose_brief(form: Form, desk: Desk) -> Redirect:
    """Have the brief daily, on working days, or no more."""
    how = form.text("how") or ""
    await actions.choose(desk, how=how, at=form.text("at"))
    wanted = how in ("daily", "working_days")
    flash = (
        say("Ringkasan harian akan dikirim lewat surel.") if wanted else say("Ringkasan harian dimatikan.")
    )
    return Redirect("/decisions", flash=flash)


PAGES = Pages(routes=[print_brief, choose_brief])
