"""The verifier's page: work is accepted or given back."""

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.terms import AgencySlug
from tanggap.journey.resolution import actions
from tanggap.journey.resolution.views import verification_page
from tanggap.kit.errors import Refused
from tanggap.kit.web import Entry, Form, Page, Pages, Redirect, get, post
from tanggap.kit.words import say
from tanggap.report import number as numbers
from tanggap.report import parties
from tanggap.report.choices import FIELDS, refusal
from tanggap.report.report import ReturnReason
from tanggap.report.transitions import Need


@get("/verification", act="verify")
async def show_verification(desk: Desk, number: str | None = None) -> Page:
    """The work that waits longest, or the one of this number."""
    wanted = numbers.read(number).digits if number else None
    return Page(
        "resolution/verification.html", await verification_page(desk, wanted=wanted), place="verification"
    )


@post("/verification/{number:str}/acceptance", act="verify")
async def accept(number: str, desk: Desk) -> Redirect:
    """It is done: close it."""
    report = await parties.handled(desk, numbers.read(number).digits)
    await actions.close(desk, report.id)
    return Redirect("/verification", flash=say("Laporan ditutup."))


@post("/verification/{number:str}/return", act="verify")
async def give_back(number: str, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """It is not done yet: the unit holds it again."""
    digits = numbers.read(number).digits
    try:
        async with open_desk() as desk:
            report = await parties.handled(desk, digits)
            reason = form.choice("reason", ReturnReason)
            whose = form.text("whose")
            await actions.give_back(
                desk,
                report.id,
                reason=reason,
                text=form.text("note"),
                whose=AgencySlug(whose) if whose else None,
            )
    except Refused as refused:
        typed = {name: form.text(name) for name in ("reason", "note", "whose")}
        shown = refusal("return", refused, typed, fields={**FIELDS, Need.REASON: "note"})
        if shown is None:
            raise
        async with open_desk() as desk:
            page = await verification_page(desk, wanted=digits, refusal=shown)
        return Page("resolution/verification.html", page, place="verification", status_code=422)
    return Redirect("/verification", flash=say("Dikembalikan kepada unitnya."))


PAGES = Pages(
    routes=[show_verification, accept, give_back],
    menu=[
        Entry(
            place="verification",
            href="/verification",
            icon="seal-check",
            word=say("Verifikasi"),
            act="verify",
            order=30,
        )
    ],
)
