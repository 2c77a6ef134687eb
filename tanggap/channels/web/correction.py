"""What a reporter tells better after sending: another kind, another place, more pictures."""

from msgspec import Struct

from tanggap.channels.web import pictures
from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.terms import KindSlug
from tanggap.journey.feedback import actions
from tanggap.journey.feedback.rules import require_correctable
from tanggap.journey.work.correcting.told import PlaceGiven, place_told, typed
from tanggap.kit.errors import Invalid
from tanggap.kit.pictures.workshop import Workshop
from tanggap.kit.web import Form, Page, Redirect, get, post
from tanggap.kit.web.forms import FILE_BYTES_MOST
from tanggap.kit.words import Say, say
from tanggap.report import number as numbers
from tanggap.report import store as reports
from tanggap.report import views
from tanggap.report.choices import OptionGroup
from tanggap.report.finding import find
from tanggap.report.report import Report
from tanggap.report.views.maps import map_page

PHOTOS_MOST = 3
BODY_BYTES_MOST = (PHOTOS_MOST + 1) * FILE_BYTES_MOST


class CorrectionPage(Struct, frozen=True, kw_only=True):
    """What web/correction.html is given."""

    number: str
    href: str
    title: str
    kinds: tuple[OptionGroup, ...]
    areas: tuple[OptionGroup, ...]
    map: views.MapView
    given: PlaceGiven
    errors: dict[str, Say]
    most_photos: int = PHOTOS_MOST


@get("/reports/{number:str}/correction", act="anyone")
async def show_correction(number: str, desk: Desk) -> Page:
    """What its reporter may still tell better."""
    report, _ = await find(desk, number)
    report = await actions.require_own(desk, report.id)
    require_correctable(report)
    return map_page(desk.ground, "web/correction.html", await _page(desk, report))


@post("/reports/{number:str}/correction/kind", act="anyone")
async def correct_kind(number: str, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """It is of another kind."""
    kind = form.text("kind")
    try:
        async with open_desk() as desk:
            report, _ = await find(desk, number)
            told = await actions.correct_kind(desk, report.id, KindSlug(kind) if kind else None)
    except Invalid as refused:
        return await _again(number, form, open_desk, refused)
    done = (
        say("Jenis laporan dibetulkan.")
        if told.kind == kind
        else say("Terima kasih. Unit yang memegang laporan ini diberi tahu.")
    )
    return Redirect(views.report_path(desk.ground, told.number), flash=done)


@post("/reports/{number:str}/correction/place", act="anyone")
async def correct_place(number: str, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """It is elsewhere."""
    try:
        async with open_desk() as desk:
            report, _ = await find(desk, number)
            await _move(desk, report, form)
    except Invalid as refused:
        return await _again(number, form, open_desk, refused)
    return Redirect(views.report_path(desk.ground, report.number), flash=say("Tempat laporan dibetulkan."))


@post("/reports/{number:str}/photos", act="anyone", request_max_body_size=BODY_BYTES_MOST)
async def add_photos(number: str, form: Form, open_desk: OpenDesk, workshop: Workshop) -> Redirect:
    """More pictures of it."""
    async with open_desk() as desk:
        report, _ = await find(desk, number)
        require_correctable(await actions.require_own(desk, report.id))
    files = form.files("photo")
    if not 1 <= len(files) <= PHOTOS_MOST:
        raise Invalid(say("Pilih satu sampai {most} foto.", most=PHOTOS_MOST), field="photo")
    sent = await pictures.take(files, open_desk=open_desk, workshop=workshop)
    if not sent.kept:
        raise Invalid(sent.refused[0], field="photo")
    async with open_desk() as desk:
        await actions.add_photos(desk, report.id, sent.kept)
    done = sent.flash(say("Foto ditambahkan."), desk.tongue)
    return Redirect(views.report_path(desk.ground, report.number), flash=done, tone=sent.tone)


async def _move(desk: Desk, report: Report, form: Form) -> None:
    told = place_told(desk.ground, form)
    await actions.move(
        desk,
        report.id,
        place=told.place,
        area=told.area,
        out_of_area=told.out_of_area,
        landmark=told.landmark,
    )


async def _again(number: str, form: Form, open_desk: OpenDesk, refused: Invalid) -> Page:
    field = "place" if refused.field in {"lon", "lat", "accuracy_m"} else refused.field or "place"
    async with open_desk() as desk:
        report, _ = await find(desk, number)
        page = await _page(
            desk, report, given=typed(form), kind=form.text("kind") or "", errors={field: refused.say}
        )
    return map_page(desk.ground, "web/correction.html", page, status_code=refused.status)


async def _page(
    desk: Desk,
    report: Report,
    *,
    given: PlaceGiven | None = None,
    kind: str = "",
    errors: dict[str, Say] | None = None,
) -> CorrectionPage:
    words = await reports.words(desk.db, report)
    return CorrectionPage(
        number=numbers.show(desk.ground.known.code, report.number),
        href=views.report_path(desk.ground, report.number),
        title=views.title(
            desk.ground, report.kind, report.area, words.text, desk.tongue, reader=views.Reader.REPORTER
        ),
        kinds=views.kind_groups(desk.ground, desk.tongue, kind or report.kind or ""),
        areas=views.area_groups(desk.ground, (given.area if given else report.area) or ""),
        map=views.map_view(desk.ground),
        given=given or PlaceGiven(area=report.area or "", landmark=words.landmark or ""),
        errors=errors or {},
    )
