"""The unit's pages: the bench, a task, and everything that can be done from there."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from tanggap.city.desk import Desk, OpenDesk
from tanggap.journey.resolution.hints import Hint
from tanggap.journey.resolution.rules import Doubtful
from tanggap.journey.work import proofs, steps
from tanggap.journey.work.archive import archive_page
from tanggap.journey.work.bench import bench_map, bench_page
from tanggap.journey.work.forms import carry_out
from tanggap.journey.work.ready import filled
from tanggap.journey.work.task import task_page, task_report
from tanggap.kit.errors import Refused
from tanggap.kit.pictures.workshop import Workshop
from tanggap.kit.web import Entry, Form, Page, Pages, Redirect, Request, get, post
from tanggap.kit.web.pages import GLARE
from tanggap.kit.words import Say, say
from tanggap.report import parties
from tanggap.report.choices import NO_REFUSAL, Refusal, refusal
from tanggap.report.views.maps import map_page

ASKED_MOST = 200
PAGES_MOST = 200
"""A queue is worked off from its front; nobody turns farther."""


@get("/bench", act="bench")
async def show_bench(request: Request[Any, Any, Any], desk: Desk, page: int = 1) -> Page:
    """What this officer's unit has yet to finish."""
    glare = request.cookies.get(GLARE) == "on"
    shown = await bench_page(desk, page=max(1, min(page, PAGES_MOST)), glare=glare)
    return Page("work/bench.html", shown, place="bench")


@get("/bench/map", act="bench")
async def show_map(desk: Desk) -> Page:
    """What is on this officer's bench, on a map and as a list."""
    return map_page(desk.ground, "work/map.html", await bench_map(desk), place="bench")


@get("/bench/archive", act="bench")
async def show_archive(desk: Desk, q: str = "", page: int = 1) -> Page:
    """What this officer's unit has finished or passed on."""
    shown = await archive_page(desk, asked=q[:ASKED_MOST].strip(), page=max(1, min(page, PAGES_MOST)))
    return Page("work/archive.html", shown, place="bench")


@get("/tasks/{task:uuid}", act="bench")
async def show_task(task: UUID, desk: Desk, reply: str = "") -> Page:
    """One task and its next steps; with a ``reply`` ready to be said in its form."""
    opened = NO_REFUSAL
    if reply:
        opened = await filled(desk, await parties.handled(desk, await task_report(desk, task)), reply)
    return Page("work/task.html", await task_page(desk, task, refusal=opened), place="bench")


@post("/tasks/{task:uuid}/acceptance", act="work")
async def accept(task: UUID, form: Form, desk: Desk) -> Redirect:
    """Take it on; what another unit offered becomes this unit's first."""
    report = await task_report(desk, task)
    offered = (await parties.handled(desk, report)).offered_to is not None
    taken = await steps.accept(desk, report, form)
    lead = taken.lead.id if taken.lead else task
    said = say("Laporan ini sekarang dipegang unit Anda.") if offered else say("Tugas diterima.")
    return Redirect(f"/tasks/{lead}", flash=said)


@post("/tasks/{task:uuid}/refusal", act="work")
async def decline(task: UUID, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Not take what another unit offered."""
    said = say("Laporan dikembalikan kepada koordinator.")
    return await _do(task, open_desk, form, "refusal", ("reason", "text"), said=said, then="/bench")


@post("/tasks/{task:uuid}/handover", act="work")
async def hand_over(task: UUID, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Offer it to another unit."""
    said = say("Ditawarkan. Laporan tetap di sini sampai unit itu menjawab.")
    return await _do(task, open_desk, form, "handover", ("agency", "other", "reason"), said=said)


@post("/tasks/{task:uuid}/hold", act="work")
async def hold(task: UUID, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Let it wait until a day."""
    return await _do(task, open_desk, form, "hold", ("reason", "until", "note"), said=say("Tugas ditunda."))


@post("/tasks/{task:uuid}/resumption", act="work")
async def resume(task: UUID, form: Form, desk: Desk) -> Redirect:
    """Go on with it."""
    await steps.resume(desk, await task_report(desk, task), form)
    return Redirect(f"/tasks/{task}", flash=say("Pekerjaan dilanjutkan."))


@post("/tasks/{task:uuid}/question", act="work")
async def question(task: UUID, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Ask its reporter something."""
    said = say("Pertanyaan dikirim kepada pelapor.")
    return await _do(task, open_desk, form, "question", ("text",), said=said)


@post("/tasks/{task:uuid}/note", act="work")
async def note(task: UUID, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Write something down for those who work on it."""
    return await _do(task, open_desk, form, "note", ("text",), said=say("Catatan disimpan."))


@post("/tasks/{task:uuid}/proof", act="work", request_max_body_size=proofs.BYTES_MOST)
async def prove(task: UUID, form: Form, open_desk: OpenDesk, workshop: Workshop) -> Page | Redirect:
    """Say what was done and show it; a doubtful photo is taken with an explanation."""
    typed = proofs.typed(form)
    if form.text("retake"):
        return await _again(task, open_desk, proofs.without_photo("proof", typed), status_code=200)
    try:
        async with open_desk() as desk:
            # Nobody's picture is worth a second of work before it is known that they may file it.
            await parties.handled(desk, await task_report(desk, task))
        typed |= await proofs.received(form, open_desk, workshop)
        async with open_desk() as desk:
            photo = proofs.photo_id(typed["kept"])
            await steps.prove(desk, await task_report(desk, task), typed, photo=photo)
    except Refused as refused:
        shown = refusal("proof", refused, typed)
        if shown is None:
            raise
        return await _again(task, open_desk, shown, refused.hints if isinstance(refused, Doubtful) else ())
    return Redirect(f"/tasks/{task}", flash=say("Terkirim. Hasil kerja menunggu diperiksa."))


async def _do(
    task: UUID,
    open_desk: OpenDesk,
    form: Form,
    name: str,
    fields: tuple[str, ...],
    *,
    said: Say,
    then: str | None = None,
) -> Page | Redirect:
    """Do what a form asks about a task, and go on from there or from where ``then`` leads."""

    async def done(desk: Desk) -> None:
        await steps.STEPS[name](desk, await task_report(desk, task), form)

    return await carry_out(
        done,
        open_desk,
        form,
        name=name,
        fields=fields,
        then=Redirect(then or f"/tasks/{task}", flash=said),
        again=partial(_again, task, open_desk),
    )


async def _again(
    task: UUID, open_desk: OpenDesk, shown: Refusal, hints: Sequence[Hint] = (), *, status_code: int = 422
) -> Page:
    async with open_desk() as desk:
        page = await task_page(desk, task, refusal=shown, hints=hints)
    return Page("work/task.html", page, place="bench", status_code=status_code)


PAGES = Pages(
    routes=[
        show_bench,
        show_map,
        show_archive,
        show_task,
        accept,
        decline,
        hand_over,
        hold,
        resume,
        question,
        note,
        prove,
    ],
    menu=[Entry(place="bench", href="/bench", icon="hard-hat", word=say("Tugas"), act="bench", order=10)],
)
