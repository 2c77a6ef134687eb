"""Asking another unit for a part of the work, and that unit's page of it."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from tanggap.city.desk import Desk, OpenDesk
from tanggap.journey.resolution.hints import Hint
from tanggap.journey.resolution.rules import Doubtful
from tanggap.journey.work import proofs, steps
from tanggap.journey.work.actions import agency
from tanggap.journey.work.forms import carry_out
from tanggap.journey.work.partners import actions
from tanggap.journey.work.partners.rules import Weight
from tanggap.journey.work.partners.views import partner_page
from tanggap.journey.work.task import task_page, task_report
from tanggap.kit.errors import Refused
from tanggap.kit.pictures.workshop import Workshop
from tanggap.kit.web import Form, Page, Pages, Redirect, get, post
from tanggap.kit.words import say
from tanggap.report import parties
from tanggap.report.choices import Refusal, refusal
from tanggap.report.report import DeclineReason, TaskId
from tanggap.report.transitions import Need


@post("/tasks/{task:uuid}/partners", act="work")
async def ask(task: UUID, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Ask another unit for a part of the work."""

    async def done(desk: Desk) -> object:
        return await actions.ask(
            desk,
            await task_report(desk, task),
            target=agency(desk, form.text("agency")),
            weight=form.choice("weight", Weight),
            until=form.day("until"),
            text=form.text("text"),
        )

    return await carry_out(
        done,
        open_desk,
        form,
        name="partners",
        fields=("agency", "weight", "until", "text"),
        then=Redirect(
            f"/tasks/{task}", flash=say("Bantuan diminta. Tugas ini tetap unit Anda yang memegang.")
        ),
        again=partial(_task_again, task, open_desk),
    )


@get("/partners/{part:uuid}", act="bench")
async def show(part: UUID, desk: Desk) -> Page:
    """What is asked of this unit, and what it can do."""
    return Page("partners/task.html", await partner_page(desk, part), place="bench")


@post("/partners/{part:uuid}/acceptance", act="work")
async def accept(part: UUID, desk: Desk) -> Redirect:
    """Take the part on."""
    await actions.accept(desk, TaskId(part))
    return Redirect(f"/partners/{part}", flash=say("Tugas diterima."))


@post("/partners/{part:uuid}/refusal", act="work")
async def decline(part: UUID, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Not do it, for a reason."""

    async def done(desk: Desk) -> object:
        reason = form.choice("reason", DeclineReason)
        return await actions.decline(desk, TaskId(part), reason=reason, text=form.text("text"))

    return await carry_out(
        done,
        open_desk,
        form,
        name="refusal",
        fields=("reason", "text"),
        then=Redirect(f"/partners/{part}", flash=say("Unit yang meminta diberi tahu.")),
        again=partial(_again, part, open_desk),
    )


@post("/partners/{part:uuid}/answer", act="work", request_max_body_size=proofs.BYTES_MOST)
async def give(part: UUID, form: Form, open_desk: OpenDesk, workshop: Workshop) -> Page | Redirect:
    """Say what was done, and show it."""
    typed = proofs.typed(form)
    if form.text("retake"):
        return await _again(part, open_desk, proofs.without_photo("answer", typed), status_code=200)
    try:
        async with open_desk() as desk:
            # Nobody's picture is worth a second of work before it is known that they may send it.
            await parties.handled(desk, await actions.report_of(desk, part))
        typed |= await proofs.received(form, open_desk, workshop)
        async with open_desk() as desk:
            await actions.give(
                desk,
                TaskId(part),
                text=typed["text"],
                photo=proofs.photo_id(typed["kept"]),
                spot=steps.spot(typed),
                captured_at=steps.moment(typed["captured_at"]),
                explanation=typed["note"],
            )
    except Refused as refused:
        shown = refusal("answer", refused, typed)
        if shown is None:
            raise
        return await _again(part, open_desk, shown, refused.hints if isinstance(refused, Doubtful) else ())
    return Redirect(f"/partners/{part}", flash=say("Terkirim. Unit yang memegang laporan diberi tahu."))


@post("/partners/{part:uuid}/withdrawal", act="work")
async def withdraw(part: UUID, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Need the part no longer; asked by the unit that holds the report, from its own task."""
    async with open_desk() as desk:
        report = await parties.handled(desk, await actions.report_of(desk, part))
        lead = report.lead.id if report.lead is not None else part

    async def done(desk: Desk) -> object:
        return await actions.withdraw(desk, TaskId(part), text=form.text("reason"))

    return await carry_out(
        done,
        open_desk,
        form,
        name=f"withdrawal{part.hex}",
        fields=("reason",),
        needs={Need.REASON: "reason"},
        then=Redirect(f"/tasks/{lead}", flash=say("Permintaan ditarik.")),
        again=partial(_task_again, lead, open_desk),
    )


async def _again(
    part: UUID, open_desk: OpenDesk, shown: Refusal, hints: Sequence[Hint] = (), *, status_code: int = 422
) -> Page:
    async with open_desk() as desk:
        page = await partner_page(desk, part, refusal=shown, hints=hints)
    return Page("partners/task.html", page, place="bench", status_code=status_code)


async def _task_again(task: UUID, open_desk: OpenDesk, shown: Refusal) -> Page:
    async with open_desk() as desk:
        page = await task_page(desk, task, refusal=shown)
    return Page("work/task.html", page, place="bench", status_code=422)


PAGES = Pages(routes=[ask, show, accept, decline, give, withdraw])
