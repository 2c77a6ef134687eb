"""The coordinator's pages: the queue, one report, and every decision about it."""

from collections.abc import Awaitable, Callable

from tanggap.city.desk import Desk, OpenDesk
from tanggap.journey.replies import actions as replies
from tanggap.journey.work.forms import carry_out
from tanggap.journey.work.ready import filled
from tanggap.journey.work.triage import actions
from tanggap.journey.work.triage.case import triage_one
from tanggap.journey.work.triage.queue import next_of, order_named, triage_page
from tanggap.kit.errors import Invalid, Refused
from tanggap.kit.web import Entry, Form, Page, Pages, Redirect, get, post
from tanggap.kit.words import Say, say
from tanggap.report import number as numbers
from tanggap.report import parties
from tanggap.report.choices import FIELDS, NO_REFUSAL, Refusal
from tanggap.report.report import RejectReason, Report, ReportId
from tanggap.report.transitions import Need

Done = Callable[[Desk, ReportId], Awaitable[Report]]


@get("/triage", act="triage")
async def show_queue(desk: Desk, by: str = "", after: str = "", before: str = "") -> Page:
    """What waits to be sent on."""
    page = await triage_page(desk, by=order_named(by), after=_digits(after), before=_digits(before))
    return Page("work/triage.html", page, place="triage")


def _digits(number: str) -> int | None:
    """The number an address names; None for anything else."""
    try:
        return numbers.read(number).digits if number else None
    except Refused:
        return None


@get("/triage/{number:str}", act="triage")
async def show_one(number: str, desk: Desk, by: str = "", reply: str = "") -> Page:
    """One report, and what may be decided about it; with a ``reply`` ready to be said in its form."""
    digits = numbers.read(number).digits
    opened = await filled(desk, await parties.handled(desk, digits), reply) if reply else NO_REFUSAL
    page = await triage_one(desk, digits, by=order_named(by), refusal=opened)
    return Page("work/triage_one.html", page, place="triage")


@post("/triage/{number:str}/disposition", act="triage")
async def dispose(number: str, form: Form, open_desk: OpenDesk, by: str = "") -> Page | Redirect:
    """Send it on; what was just received is verified by the same word."""

    async def done(desk: Desk, report: ReportId) -> Report:
        return await actions.dispose(
            desk,
            report,
            kind=form.text("kind"),
            area=form.text("area"),
            agency=form.text("agency"),
            note=form.text("note"),
        )

    fields = ("kind", "area", "agency", "note")
    return await _do(
        number, open_desk, done, by=by, form=form, name="disposition", fields=fields, said=say("Diteruskan.")
    )


@post("/triage/{number:str}/question", act="triage")
async def ask(number: str, form: Form, open_desk: OpenDesk, by: str = "") -> Page | Redirect:
    """Ask its reporter; the public clock stands until the answer."""

    async def done(desk: Desk, report: ReportId) -> Report:
        return await actions.ask(desk, report, text=form.text("text"))

    said = say("Pertanyaan dikirim kepada pelapor.")
    return await _do(number, open_desk, done, by=by, form=form, name="question", fields=("text",), said=said)


@post("/triage/{number:str}/rejection", act="triage")
async def reject(number: str, form: Form, open_desk: OpenDesk, by: str = "") -> Page | Redirect:
    """Not take it on."""

    async def done(desk: Desk, report: ReportId) -> Report:
        reason = form.choice("reason", RejectReason)
        text = form.text("text") or await replies.refusal(desk, await parties.handled(desk, report), reason)
        return await actions.reject(desk, report, reason=reason, text=text)

    said = say("Laporan ditolak.")
    return await _do(
        number, open_desk, done, by=by, form=form, name="rejection", fields=("reason", "text"), said=said
    )


@post("/triage/{number:str}/merger", act="triage")
async def merge(number: str, form: Form, open_desk: OpenDesk, by: str = "") -> Page | Redirect:
    """Let it follow another."""

    async def done(desk: Desk, report: ReportId) -> Report:
        return await actions.merge(desk, report, primary=_primary(form))

    said = say("Laporan digabung.")
    return await _do(number, open_desk, done, by=by, form=form, name="merger", fields=("primary",), said=said)


@post("/triage/{number:str}/separation", act="triage")
async def separate(number: str, form: Form, open_desk: OpenDesk, by: str = "") -> Page | Redirect:
    """Let it stand on its own again."""

    async def done(desk: Desk, report: ReportId) -> Report:
        return await actions.unmerge(desk, report, reason=form.text("reason"))

    said = say("Laporan berdiri sendiri lagi.")
    return await _do(
        number, open_desk, done, by=by, form=form, name="separation", fields=("reason",), said=said
    )


_REASONS = {"disposition": "note", "rejection": "text"}


async def _do(
    number: str,
    open_desk: OpenDesk,
    done: Done,
    *,
    by: str,
    form: Form,
    name: str,
    fields: tuple[str, ...],
    said: Say,
) -> Page | Redirect:
    """Do what a form asks about a report, and open the next one of the queue."""
    digits, order = numbers.read(number).digits, order_named(by)
    then = Redirect(f"/triage?by={order}", flash=said)

    async def done_to_the_report(desk: Desk) -> None:
        report = await parties.handled(desk, digits)
        # The next report is there when this is read: it says which one was meant.
        then.flash = say("{number}: {said}", number=numbers.show(desk.ground.known.code, digits), said=said)
        # Where it stands is known only as long as it stands there.
        then.href = await next_of(desk, report, order) or then.href
        await done(desk, report.id)

    async def again(shown: Refusal) -> Page:
        async with open_desk() as desk:
            page = await triage_one(desk, digits, by=order, refusal=shown)
        return Page("work/triage_one.html", page, place="triage", status_code=422)

    return await carry_out(
        done_to_the_report,
        open_desk,
        form,
        name=name,
        fields=fields,
        needs={**FIELDS, Need.REASON: _REASONS.get(name, FIELDS[Need.REASON])},
        then=then,
        again=again,
    )


def _primary(form: Form) -> int:
    try:
        return numbers.read(form.text("primary") or "").digits
    except Refused as refused:
        raise Invalid(refused.say, field="primary") from None


PAGES = Pages(
    routes=[show_queue, show_one, dispose, ask, reject, merge, separate],
    menu=[Entry(place="triage", href="/triage", icon="tray", word=say("Antrean"), act="triage", order=20)],
)
