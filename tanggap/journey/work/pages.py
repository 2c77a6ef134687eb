"""The unit's pages: the bench, a task, and everything that can be done from there."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial
from uuid import UUID

from tanggap.city.desk import Desk, OpenDesk
from tanggap.journey.intake import photos as pictures
from tanggap.journey.resolution import actions as resolution
from tanggap.journey.resolution.hints import Hint
from tanggap.journey.resolution.rules import Doubtful, Spot
from tanggap.journey.work import actions
from tanggap.journey.work.bench import bench_page
from tanggap.journey.work.forms import carry_out
from tanggap.journey.work.ready import filled
from tanggap.journey.work.task import task_page, task_report
from tanggap.kit.errors import Invalid, Refused
from tanggap.kit.pictures.picture import MAX_BYTES
from tanggap.kit.pictures.workshop import Workshop
from tanggap.kit.web import Entry, Form, Page, Pages, Redirect, get, post
from tanggap.kit.words import Say, say
from tanggap.report import number as numbers
from tanggap.report import parties
from tanggap.report.choices import NO_REFUSAL, Refusal, refusal
from tanggap.report.report import DeclineReason, HoldReason, PhotoId, Report, ReportId

PROOF_BYTES_MOST = MAX_BYTES + 100_000

TOLD_OF_PHOTO = ("lon", "lat", "accuracy_m", "captured_at")
"""What the page says beside a photo: where the telephone was, how sure it is of that, and when its camera was used."""
ACCURACY_MOST_M = 100_000

PAGES_MOST = 200
"""A queue is worked off from its front; nobody turns farther."""
Done = Callable[[Desk, ReportId], Awaitable[Report]]


@get("/bench", act="bench")
async def show_bench(desk: Desk, page: int = 1) -> Page:
    """What this officer's unit has yet to finish."""
    return Page("work/bench.html", await bench_page(desk, page=max(1, min(page, PAGES_MOST))), place="bench")


@get("/tasks/{task:uuid}", act="bench")
async def show_task(task: UUID, desk: Desk, reply: str = "") -> Page:
    """One task and its next steps; with a ``reply`` ready to be said in its form."""
    opened = NO_REFUSAL
    if reply:
        opened = await filled(desk, await parties.handled(desk, await task_report(desk, task)), reply)
    return Page("work/task.html", await task_page(desk, task, refusal=opened), place="bench")


@post("/tasks/{task:uuid}/acceptance", act="work")
async def accept(task: UUID, desk: Desk) -> Redirect:
    """Take it on; what another unit offered becomes this unit's first."""
    report = await task_report(desk, task)
    found = await parties.handled(desk, report)
    if found.offered_to is not None:
        taken = await actions.accept_offer(desk, report)
        lead = taken.lead
        return Redirect(
            f"/tasks/{lead.id if lead else task}", flash=say("Laporan ini sekarang dipegang unit Anda.")
        )
    await actions.accept(desk, report)
    return Redirect(f"/tasks/{task}", flash=say("Tugas diterima."))


@post("/tasks/{task:uuid}/refusal", act="work")
async def decline(task: UUID, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Not take what another unit offered."""

    async def done(desk: Desk, report: ReportId) -> Report:
        reason = form.choice("reason", DeclineReason)
        return await actions.decline(desk, report, reason=reason, text=form.text("text"))

    said = say("Laporan dikembalikan kepada koordinator.")
    return await _do(
        task, open_desk, done, form=form, name="refusal", fields=("reason", "text"), said=said, then="/bench"
    )


@post("/tasks/{task:uuid}/handover", act="work")
async def hand_over(task: UUID, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Offer it to another unit."""

    async def done(desk: Desk, report: ReportId) -> Report:
        target = actions.agency(desk, form.text("agency"))
        return await actions.offer(desk, report, target=target, reason=form.text("reason"))

    said = say("Ditawarkan. Laporan tetap di sini sampai unit itu menjawab.")
    return await _do(
        task, open_desk, done, form=form, name="handover", fields=("agency", "reason"), said=said
    )


@post("/tasks/{task:uuid}/hold", act="work")
async def hold(task: UUID, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Let it wait until a day."""

    async def done(desk: Desk, report: ReportId) -> Report:
        return await actions.hold(
            desk,
            report,
            reason=form.choice("reason", HoldReason),
            review_on=_day(form.text("until")),
            text=form.text("note"),
        )

    fields = ("reason", "until", "note")
    said = say("Tugas ditunda.")
    return await _do(task, open_desk, done, form=form, name="hold", fields=fields, said=said)


@post("/tasks/{task:uuid}/resumption", act="work")
async def resume(task: UUID, form: Form, desk: Desk) -> Redirect:
    """Go on with it."""
    await actions.resume(desk, await task_report(desk, task), text=form.text("note"))
    return Redirect(f"/tasks/{task}", flash=say("Pekerjaan dilanjutkan."))


@post("/tasks/{task:uuid}/question", act="work")
async def question(task: UUID, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Ask its reporter something."""

    async def done(desk: Desk, report: ReportId) -> Report:
        return await actions.question(desk, report, text=form.text("text"))

    said = say("Pertanyaan dikirim kepada pelapor.")
    return await _do(task, open_desk, done, form=form, name="question", fields=("text",), said=said)


@post("/tasks/{task:uuid}/note", act="work")
async def note(task: UUID, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Write something down for those who work on it."""

    async def done(desk: Desk, report: ReportId) -> Report:
        return await actions.note(desk, report, text=form.text("text"))

    said = say("Catatan disimpan.")
    return await _do(task, open_desk, done, form=form, name="note", fields=("text",), said=said)


@post("/tasks/{task:uuid}/proof", act="work", request_max_body_size=PROOF_BYTES_MOST)
async def prove(task: UUID, form: Form, open_desk: OpenDesk, workshop: Workshop) -> Page | Redirect:
    """Say what was done and show it; a doubtful photo is taken with an explanation."""
    fields = ("text", "note", "photo", "kept", "last", *TOLD_OF_PHOTO)
    typed = {name: form.text(name) for name in fields}
    try:
        async with open_desk() as desk:
            # Nobody's picture is worth a second of work before it is known that they may file it.
            await parties.handled(desk, await task_report(desk, task))
        typed |= await _photo(form, open_desk, workshop)
        async with open_desk() as desk:
            await resolution.resolve(
                desk,
                await task_report(desk, task),
                reply=form.text("text"),
                photo=_id(typed["kept"]),
                spot=_spot(typed),
                captured_at=_moment(typed["captured_at"]),
                explanation=form.text("note"),
                last=_number(form.text("last")),
            )
    except Refused as refused:
        shown = refusal("proof", refused, typed)
        if shown is None:
            raise
        return await _again(task, open_desk, shown, refused.hints if isinstance(refused, Doubtful) else ())
    return Redirect(f"/tasks/{task}", flash=say("Terkirim. Hasil kerja menunggu diperiksa."))


async def _photo(form: Form, open_desk: OpenDesk, workshop: Workshop) -> dict[str, str | None]:
    """The photo just sent, developed and kept; what is known of its place where the form says nothing."""
    files = form.files("photo")
    if not files:
        return {}
    async with open_desk() as desk:
        tools = desk.tools
    try:
        developed = await pictures.develop(tools, workshop, files[0])
    except Invalid as unread:
        raise Invalid(unread.say, field="photo") from None
    async with open_desk() as desk:
        await pictures.keep(desk, developed, role="after")
    found: dict[str, str | None] = {"kept": str(developed.id)}
    gps = developed.picture.gps
    # Of a photo out of a gallery the browser knows only where it was chosen; its own camera knows where it was taken.
    if gps is not None and (form.text("lon") is None or _moment(form.text("captured_at")) is None):
        found |= {"lon": str(gps[0]), "lat": str(gps[1]), "accuracy_m": None}
    return found


async def _do(
    task: UUID,
    open_desk: OpenDesk,
    done: Done,
    *,
    form: Form,
    name: str,
    fields: tuple[str, ...],
    said: Say,
    then: str | None = None,
) -> Page | Redirect:
    """Do what a form asks about a task, and go on from there or from where ``then`` leads."""

    async def done_to_its_report(desk: Desk) -> None:
        await done(desk, await task_report(desk, task))

    return await carry_out(
        done_to_its_report,
        open_desk,
        form,
        name=name,
        fields=fields,
        then=Redirect(then or f"/tasks/{task}", flash=said),
        again=partial(_again, task, open_desk),
    )


async def _again(task: UUID, open_desk: OpenDesk, shown: Refusal, hints: Sequence[Hint] = ()) -> Page:
    async with open_desk() as desk:
        page = await task_page(desk, task, refusal=shown, hints=hints)
    return Page("work/task.html", page, place="bench", status_code=422)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Invalid(say("Tulis tanggalnya, misalnya 2026-07-31."), field="until") from None


def _id(text: str | None) -> PhotoId | None:
    try:
        return PhotoId(UUID(text)) if text else None
    except ValueError:
        raise Invalid(say("Foto ini tidak ditemukan. Lampirkan lagi."), field="photo") from None


def _number(text: str | None) -> int | None:
    """The digits of a report's number. Raises Invalid."""
    try:
        return numbers.read(text).digits if text else None
    except Refused as unread:
        raise Invalid(unread.say, field="last") from None


def _spot(typed: Mapping[str, str | None]) -> Spot | None:
    try:
        lon, lat = float(typed["lon"] or ""), float(typed["lat"] or "")
    except ValueError:
        return None
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        return None
    return Spot(lon=lon, lat=lat, accuracy_m=_metres(typed["accuracy_m"]))


def _metres(text: str | None) -> float | None:
    try:
        metres = float(text or "")
    except ValueError:
        return None
    return metres if 0 <= metres <= ACCURACY_MOST_M else None


def _moment(text: str | None) -> datetime | None:
    """A moment as browsers write it, in UTC; None for anything else."""
    try:
        moment = datetime.fromisoformat(text) if text else None
        return moment.astimezone(UTC) if moment is not None and moment.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


PAGES = Pages(
    routes=[
        show_bench,
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
