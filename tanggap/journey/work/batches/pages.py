"""Where a coordinator decides about many reports at once, reads what became of it, and takes it back."""

from uuid import UUID

from tanggap.city.desk import Desk, OpenDesk
from tanggap.journey.work.batches import actions
from tanggap.journey.work.batches.actions import Decision
from tanggap.journey.work.batches.rules import BatchAct
from tanggap.journey.work.batches.views import batch_page
from tanggap.journey.work.triage.queue import order_named, triage_page
from tanggap.kit.errors import Invalid, Refused
from tanggap.kit.web import Form, Page, Pages, Redirect, get, post
from tanggap.kit.words import say
from tanggap.report import number as numbers
from tanggap.report.choices import refusal
from tanggap.report.report import HideReason, RejectReason

_FIELDS = ("report", "reason", "agency", "refusal", "primary", "hiding")
UNDONE = say("Dibatalkan bersama laporan lain.")


@post("/triage/batches", act="triage")
async def decide(form: Form, open_desk: OpenDesk, by: str = "") -> Page | Redirect:
    """Do one thing to every report that was ticked, and say what became of them."""
    written = form.all("report")
    try:
        batch = await actions.decide(open_desk, _decision(form), written)
    except Invalid as refused:
        shown = refusal("batch", refused, {name: form.text(name) for name in _FIELDS})
        if shown is None:
            raise
        async with open_desk() as desk:
            page = await triage_page(desk, by=order_named(by), refusal=shown, ticked=written)
        return Page("work/triage.html", page, place="triage", status_code=422)
    return Redirect(f"/triage/batches/{batch}")


def _decision(form: Form) -> Decision:
    act = form.choice("act", BatchAct)
    if act is None:
        raise Invalid(say("Pilih langkahnya."), field="report")
    return Decision(
        act=act,
        reason=form.text("reason"),
        agency=form.text("agency"),
        refusal=form.choice("refusal", RejectReason),
        primary=_primary(form.text("primary")) if act is BatchAct.MERGE else None,
        hiding=form.choice("hiding", HideReason),
    )


def _primary(text: str | None) -> int | None:
    try:
        return numbers.read(text).digits if text else None
    except Refused as wrong:
        raise Invalid(wrong.say, field="primary") from None


@get("/triage/batches/{batch:uuid}", act="triage")
async def show_batch(batch: UUID, desk: Desk) -> Page:
    """What became of it."""
    return Page("work/batch.html", await batch_page(desk, batch), place="triage")


@post("/triage/batches/{batch:uuid}/undoing", act="triage")
async def undo(batch: UUID, form: Form, open_desk: OpenDesk) -> Redirect:
    """Let all of them stand again where they stood."""
    undoing = await actions.undo(open_desk, batch, reason=UNDONE.text)
    said = say("{n} laporan kembali seperti semula.", n=undoing.back)
    if undoing.left:
        said = say("{said} {n} sudah berlanjut dan tetap.", said=said, n=undoing.left)
    return Redirect(f"/triage/batches/{batch}", flash=said)


PAGES = Pages(routes=[decide, show_batch, undo])
