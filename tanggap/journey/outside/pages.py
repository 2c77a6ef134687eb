"""The unit's page of what was asked outside, and the one page a link opens."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.ground import Ground
from tanggap.journey.intake import photos as intake
from tanggap.journey.outside import actions, answering, rules
from tanggap.journey.outside.party import fit_to_see, party_page
from tanggap.journey.outside.views import outside_page
from tanggap.journey.resolution.rules import Spot
from tanggap.journey.work.task import task_report
from tanggap.kit.errors import Invalid, Missing, Refused
from tanggap.kit.pictures.picture import FORMATS, MAX_BYTES, SIDES
from tanggap.kit.pictures.workshop import Workshop
from tanggap.kit.web import Form, Page, Pages, Redirect, Request, Response, get, post
from tanggap.kit.web.gate import Gate, Offer
from tanggap.kit.web.pages import Setting, setting_of
from tanggap.kit.words import Say, say
from tanggap.report import parties
from tanggap.report.choices import NO_REFUSAL, Refusal, refusal
from tanggap.report.photos import files
from tanggap.report.photos import store as pictures
from tanggap.report.photos.store import OUTSIDE
from tanggap.report.report import OutsideAnswer, PhotoId, ReportId
from tanggap.report.transitions import Need

AnyRequest = Request[Any, Any, Any]
ACT = "ask_outside"
ANSWER_BYTES_MOST = rules.PHOTOS_MOST * MAX_BYTES + 100_000
_FILES = {f"{side}.{format_}": (side, format_) for side in SIDES for format_ in FORMATS}
_TYPED = ("answer", "text", "until")
_ASKED = ("party", "email", "question", "until", "language")
# The link is all it takes: no machine shall list it, and no page it leads to shall learn of it.
_QUIET = {"x-robots-tag": "noindex, nofollow", "referrer-policy": "same-origin"}


@get("/tasks/{task:uuid}/outside", act=ACT)
async def show_outside(task: UUID, desk: Desk, request: AnyRequest) -> Page:
    """What was asked of parties about a task, and what they answered."""
    report = await parties.handled(desk, await task_report(desk, task))
    return _page(await outside_page(desk, task, report, setting_of(request)))


@post("/tasks/{task:uuid}/outside", act=ACT)
async def ask(task: UUID, form: Form, open_desk: OpenDesk, request: AnyRequest) -> Page | Redirect:
    """Give the task's question to somebody outside."""

    async def done(desk: Desk, report: ReportId) -> None:
        await actions.ask(
            desk,
            report,
            task=actions.TaskId(task),
            party=form.text("party"),
            email=form.text("email"),
            question=form.text("question"),
            answer_by=form.day("until"),
            language=form.text("language"),
        )

    return await _do(
        task,
        open_desk,
        done,
        form=form,
        name="ask",
        fields=_ASKED,
        said=say("Diminta. Tautannya ada di bawah."),
        setting=setting_of(request),
    )


@post("/tasks/{task:uuid}/outside/{request_id:uuid}/renewal", act=ACT)
async def renew(task: UUID, request_id: UUID, desk: Desk) -> Redirect:
    """Another link in the place of the old one."""
    await actions.renew(desk, await task_report(desk, task), request_id)
    return Redirect(f"/tasks/{task}/outside", flash=say("Tautan baru berlaku; yang lama tidak lagi."))


@post("/tasks/{task:uuid}/outside/{request_id:uuid}/revocation", act=ACT)
async def revoke(task: UUID, request_id: UUID, desk: Desk) -> Redirect:
    """Let the link open nothing any more."""
    await actions.revoke(desk, await task_report(desk, task), request_id)
    return Redirect(f"/tasks/{task}/outside", flash=say("Tautan dicabut."))


@post("/tasks/{task:uuid}/outside/proof", act="work")
async def prove(task: UUID, form: Form, open_desk: OpenDesk, request: AnyRequest) -> Page | Redirect:
    """Make the unit's proof of what a party sent."""

    async def done(desk: Desk, report: ReportId) -> None:
        kept = answering.photo_ids([each] if (each := form.text("photo")) else [])
        await actions.prove(
            desk,
            report,
            text=form.text("text"),
            photo=kept[0] if kept else None,
            explanation=form.text("note"),
        )

    return await _do(
        task,
        open_desk,
        done,
        form=form,
        name="proof",
        fields=("text", "photo", "note"),
        said=say("Terkirim. Hasil kerja menunggu diperiksa."),
        setting=setting_of(request),
        then=f"/tasks/{task}",
    )


async def _do(
    task: UUID,
    open_desk: OpenDesk,
    done: Callable[[Desk, ReportId], Awaitable[None]],
    *,
    form: Form,
    name: str,
    fields: tuple[str, ...],
    said: Say,
    setting: Setting,
    then: str | None = None,
) -> Page | Redirect:
    try:
        async with open_desk() as desk:
            await done(desk, await task_report(desk, task))
    except Refused as refused:
        needs = {Need.REPLY: "text"}
        shown = refusal(name, refused, {field: form.text(field) for field in fields}, fields=needs)
        if shown is None:
            raise
        async with open_desk() as desk:
            report = await parties.handled(desk, await task_report(desk, task))
            page = await outside_page(desk, task, report, setting, refusal=shown)
        return _page(page, status_code=422)
    return Redirect(then or f"/tasks/{task}/outside", flash=said)


def _page(page: Any, *, status_code: int = 200) -> Page:
    return Page("outside/outside.html", page, place="bench", status_code=status_code)


@get("/outside/{token:str}", act="anyone")
async def show_party(token: str, desk: Desk) -> Page:
    """What is asked of whoever has this link; once it has ended, only that it has."""
    return await _party(desk, token)


@post("/outside/{token:str}", act="anyone", request_max_body_size=ANSWER_BYTES_MOST)
async def answer(
    token: str, *, form: Form, open_desk: OpenDesk, workshop: Workshop, request: AnyRequest, gate: Gate
) -> Page | Redirect:
    """Answer what is asked."""
    here: Ground = request.state.ground
    typed = {name: form.text(name) for name in _TYPED}
    with gate.offered(Offer.of(request, door="outside", city=here.id)):
        try:
            said = await _answered(token, form, open_desk, workshop)
        except Refused as refused:
            shown = refusal("answer", refused, {**typed, "photo": None}, fields={Need.REPLY: "text"})
            if shown is None:
                raise
            async with open_desk() as desk:
                return await _party(desk, token, refusal=shown)
    return Redirect(f"/outside/{token}", flash=_THANKS[said])


_THANKS: Mapping[OutsideAnswer, Say] = {
    OutsideAnswer.ACCEPTED: say("Terima kasih. Kabari lewat tautan ini bila sudah selesai."),
    OutsideAnswer.LATER: say("Tercatat. Terima kasih sudah memberi tahu."),
    OutsideAnswer.DONE: say("Terima kasih. Unit kota memeriksa hasilnya."),
    OutsideAnswer.NOT_OURS: say("Tercatat. Unit kota mencari yang berwenang."),
}


async def _answered(token: str, form: Form, open_desk: OpenDesk, workshop: Workshop) -> OutsideAnswer:
    sent = form.files("photo")
    async with open_desk() as desk:
        # No stranger's picture is worth a second of work before it is known that they were asked.
        await answering.open_now(desk, token)
        tools = desk.tools
    if form.refused("photo") or len(sent) > rules.PHOTOS_MOST:
        raise Invalid(say("Paling banyak {n} foto, masing-masing 10 MB.", n=rules.PHOTOS_MOST), field="photo")
    try:
        developed = [await intake.develop(tools, workshop, each) for each in sent]
    except Invalid as unread:
        raise Invalid(unread.say, field="photo") from None
    async with open_desk() as desk:
        for each in developed:
            await intake.keep(desk, each, role=OUTSIDE)
        return await answering.answer(
            desk,
            token,
            said=form.choice("answer", OutsideAnswer),
            text=form.text("text"),
            until=form.day("until"),
            photos=[each.id for each in developed],
            spot=next(
                (Spot(lon=gps[0], lat=gps[1]) for each in developed if (gps := each.picture.gps)), None
            ),
        )


@get("/outside/{token:str}/photos/{photo:uuid}/{file:str}", act="anyone", packed=True)
async def show_party_photo(token: str, photo: UUID, file: str, open_desk: OpenDesk) -> Response[bytes]:
    """One file of a picture of the report this link is about: the copy the public would see."""
    async with open_desk() as desk:
        opened = await answering.open_now(desk, token)
        report = opened.report
        found = await pictures.of_id(desk.db, report, PhotoId(photo))
        tools = desk.tools
    if file not in _FILES or report.hidden is not None or not fit_to_see(found, report):
        raise Missing(say("Foto ini tidak ada."))
    side, format_ = _FILES[file]
    content = await tools.files.get(files.public_key(photo, side, format_, version=found.version))
    headers = {"cache-control": "private, no-store", **_QUIET}
    return Response(content, media_type=files.MEDIA[format_], headers=headers)


async def _party(desk: Desk, token: str, *, refusal: Refusal = NO_REFUSAL) -> Page:
    opened = await answering.opened(desk, token)
    status = 422 if refusal.errors else 200
    page = await party_page(desk, token, opened, refusal=refusal)
    answer = Page("outside/party.html", page, status_code=410 if page.ended is not None else status)
    answer.headers |= _QUIET
    return answer


PAGES = Pages(routes=[show_outside, ask, renew, revoke, prove, show_party, answer, show_party_photo])
