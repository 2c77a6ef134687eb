"""Where a coordinator splits a report in two, and takes that back."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from tanggap.city.desk import Desk, OpenDesk
from tanggap.journey.work.forms import carry_out
from tanggap.journey.work.splitting import actions
from tanggap.journey.work.triage.case import triage_one
from tanggap.journey.work.triage.queue import By, href_of, order_named
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Form, Page, Pages, Redirect, post
from tanggap.kit.words import Say, say
from tanggap.report import number as numbers
from tanggap.report import parties
from tanggap.report.choices import Refusal
from tanggap.report.report import PhotoId, Report, ReportId


@post("/triage/{number:str}/split", act="triage")
async def split(number: str, form: Form, open_desk: OpenDesk, by: str = "") -> Page | Redirect:
    """Make its second problem a report of its own, and go on with that one."""

    async def done(desk: Desk, report: ReportId) -> Report:
        return await actions.split(
            desk, report, text=form.text("text"), kind=form.text("kind"), photos=_photos(form)
        )

    said = say("Dipecah. Ini laporan yang kedua; teruskan seperti biasa.")
    return await _do(number, open_desk, done, by=by, form=form, name="split", said=said)


@post("/triage/{number:str}/rejoining", act="triage")
async def rejoin(number: str, form: Form, open_desk: OpenDesk, by: str = "") -> Page | Redirect:
    """Let it follow the report it was split off from, and go back to that one."""

    async def done(desk: Desk, report: ReportId) -> Report:
        return await actions.rejoin(desk, report, reason=form.text("reason"))

    said = say("Pemecahan dibatalkan. Ini laporan semula.")
    return await _do(number, open_desk, done, by=by, form=form, name="rejoining", said=said)


def _photos(form: Form) -> list[PhotoId]:
    try:
        return [PhotoId(UUID(each)) for each in form.all("photo")]
    except ValueError:
        raise Invalid(say("Foto ini tidak ada."), field="text") from None


async def _do(
    number: str,
    open_desk: OpenDesk,
    done: Callable[[Desk, ReportId], Awaitable[Report]],
    *,
    by: str,
    form: Form,
    name: str,
    said: Say,
) -> Page | Redirect:
    """Do what a form asks about a report, and go to the one that comes of it."""
    digits, order = numbers.read(number).digits, order_named(by)
    then = Redirect(f"/triage?by={By.URGENCY}", flash=said)

    async def done_to_the_report(desk: Desk) -> None:
        made = await done(desk, (await parties.handled(desk, digits)).id)
        then.href = href_of(desk, made.number, order)

    async def again(shown: Refusal) -> Page:
        async with open_desk() as desk:
            page = await triage_one(desk, digits, by=order, refusal=shown)
        return Page("work/triage_one.html", page, place="triage", status_code=422)

    return await carry_out(
        done_to_the_report,
        open_desk,
        form,
        name=name,
        fields=("text", "kind", "reason"),
        then=then,
        again=again,
    )


PAGES = Pages(routes=[split, rejoin])
