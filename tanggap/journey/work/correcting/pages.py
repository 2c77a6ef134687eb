"""Where whoever holds a task says that its place or its kind is another."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.rights import Act, can
from tanggap.city.terms import KindSlug
from tanggap.journey.work.correcting import actions, rules
from tanggap.journey.work.correcting.told import place_told, typed
from tanggap.journey.work.correcting.views import Again, correcting_page
from tanggap.journey.work.task import task_report
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Form, Page, Pages, Redirect, get, post
from tanggap.kit.words import Say, say
from tanggap.report import parties, views
from tanggap.report import store as reports
from tanggap.report.parties import Handling
from tanggap.report.report import Report, ReportId, TaskId
from tanggap.report.views.maps import map_page

_AS_PLACE = frozenset({"lon", "lat", "accuracy_m"})


@get("/tasks/{task:uuid}/correction", act="correct")
async def show_correction(task: UUID, desk: Desk) -> Page:
    """What the report says of place and kind, to be put right."""
    report = await parties.handled(desk, await task_report(desk, task))
    return _page(desk, await correcting_page(desk, report, TaskId(task)))


@post("/tasks/{task:uuid}/correction/place", act="correct")
async def correct_place(task: UUID, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """It is elsewhere."""

    async def done(desk: Desk, report: ReportId) -> Report:
        before = await reports.place(desk.db, await parties.handled(desk, report))
        told = place_told(desk.ground, form, unless=before)
        return await actions.move(desk, report, task=TaskId(task), told=told, note=form.text("note"))

    return await _do(
        task, form, open_desk, done, about="place", said=say("Tempat dibetulkan. Pelapor diberi tahu.")
    )


@post("/tasks/{task:uuid}/correction/kind", act="correct")
async def correct_kind(task: UUID, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """It is of another kind."""

    async def done(desk: Desk, report: ReportId) -> Report:
        kind = form.text("kind")
        return await actions.change_kind(
            desk,
            report,
            task=TaskId(task),
            kind=KindSlug(kind) if kind else None,
            note=form.text("note"),
        )

    return await _do(
        task, form, open_desk, done, about="kind", said=say("Jenis dibetulkan. Pelapor diberi tahu.")
    )


async def _do(
    task: UUID,
    form: Form,
    open_desk: OpenDesk,
    done: Callable[[Desk, ReportId], Awaitable[Report]],
    *,
    about: str,
    said: Say,
) -> Page | Redirect:
    """Put it right and go back to the task; a refused form is shown again with what was typed."""
    try:
        async with open_desk() as desk:
            report = await done(desk, await task_report(desk, task))
            return await _back(desk, report, task, said)
    except Invalid as refused:
        field = about if refused.field in _AS_PLACE else refused.field or about
        again = Again(
            given=typed(form) if about == "place" else None,
            kind=form.text("kind"),
            notes={f"{about}-note": form.text("note") or ""},
            errors={f"{about}-note" if field == "note" else field: refused.say},
        )
        async with open_desk() as desk:
            report = await parties.handled(desk, await task_report(desk, task))
            return _page(desk, await correcting_page(desk, report, TaskId(task), again), status_code=422)


async def _back(desk: Desk, report: Report, task: UUID, said: Say) -> Redirect:
    """To the task, as long as it is theirs: what it is now may be others' to read, or lie where they do not serve."""
    by = parties.parties(desk.ground, desk.actor, report)
    if not rules.may_correct(Handling(report=report, by=by), TaskId(task)) or not parties.may_know(
        desk.ground, desk.actor, report
    ):
        return Redirect(
            "/bench",
            flash=say("Dibetulkan. Laporan ini sekarang bukan untuk Anda tangani; rekan seunit melihatnya."),
        )
    elsewhere = await actions.belongs_elsewhere(desk, report)
    if elsewhere is not None:
        agency = desk.ground.agencies[elsewhere.agency].name
        said = say("{said} Menurut aturan, ini sekarang tugas {agency}.", said=said, agency=agency)
    bench = can(desk.actor, Act.BENCH)
    return Redirect(f"/tasks/{task}" if bench else views.report_path(desk.ground, report.number), flash=said)


def _page(desk: Desk, page: object, *, status_code: int = 200) -> Page:
    return map_page(desk.ground, "correcting/correction.html", page, place="bench", status_code=status_code)


PAGES = Pages(routes=[show_correction, correct_place, correct_kind])
