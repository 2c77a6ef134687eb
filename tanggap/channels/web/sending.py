"""Sending a report by the form, and the receipt for it."""

from typing import Any

import msgspec
from msgspec import Struct

from tanggap.channels.web import pictures
from tanggap.channels.web.finding import lead_to
from tanggap.channels.web.form import form_page, message_of
from tanggap.channels.web.kept import kept_of, still_kept
from tanggap.channels.web.kinds import offered
from tanggap.channels.web.reasons import reason_of
from tanggap.channels.web.uploads import city_of
from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.terms import AreaCode, KindSlug
from tanggap.journey.direct import actions as direct
from tanggap.journey.intake.message import PHOTOS_MOST, Taken
from tanggap.journey.reception import Reception
from tanggap.journey.support import actions as support
from tanggap.journey.support.views import Similar, similar
from tanggap.kit.errors import Invalid, Missing
from tanggap.kit.pictures.workshop import Workshop
from tanggap.kit.qr import Qr, qr
from tanggap.kit.web import Form, Page, Request, Response, get, post, setting_of
from tanggap.kit.web.forms import FILE_BYTES_MOST
from tanggap.kit.web.gate import Gate, Offer
from tanggap.kit.words import Say, Tongue, say
from tanggap.report import number as numbers
from tanggap.report import views
from tanggap.report.finding import find
from tanggap.report.purposes import actions as purposes
from tanggap.report.report import HideReason, Report, ReportId, Status
from tanggap.report.reporter import store as reporters
from tanggap.report.views import DueClock, Holder, StatusMark
from tanggap.report.views.maps import map_page

BODY_BYTES_MOST = (PHOTOS_MOST + 1) * FILE_BYTES_MOST
SCOPE = "web"


class ReceiptPage(Struct, frozen=True, kw_only=True):
    """What web/receipt.html is given."""

    number: str
    key: str
    status: StatusMark
    holder: Holder | None
    reason: Say
    due: DueClock | None
    steps: tuple[Say, ...]
    emergency: bool
    held: bool
    report: str
    code: Qr
    alike: tuple[Similar, ...] = ()


@get("/reports/new", act="anyone")
async def show_form(desk: Desk, gate: Gate, *, area: str = "", kind: str = "") -> Page:
    """An empty report form; a poster's code has chosen where it hangs and what it asks for."""
    known = {
        "area": [area] if desk.ground.area(AreaCode(area)) is not None else [],
        "kind": [kind] if KindSlug(kind) in desk.ground.kinds else [],
    }
    chosen = Form({name: values for name, values in known.items() if values})
    page = form_page(
        desk,
        chosen,
        challenge=gate.challenge(desk.city),
        suggested=await offered(desk),
        direct=await direct.may_tell(desk),
    )
    keep = not any(known.values())
    return map_page(desk.ground, "web/report_form.html", page, place="new", keep=keep)


@post("/reports", act="anyone", request_max_body_size=BODY_BYTES_MOST)
async def send(
    request: Request[Any, Any, Any],
    form: Form,
    *,
    reception: Reception,
    open_desk: OpenDesk,
    workshop: Workshop,
    gate: Gate,
) -> Response[str]:
    """Take a report in. A picture that is none is left out and said so; the report is taken all the same."""
    tongue = setting_of(request).tongue
    try:
        with gate.offered(await offer_of(request, form, open_desk)) as passing:
            taken, sent = await _taken(form, tongue, reception, open_desk, workshop, held=passing.held)
    except Invalid as refused:
        # A key that stands for another report is of no more use; any other refusal leaves it as it was.
        key = None if refused.field == "key" else form.text("idempotency_key")
        async with open_desk() as desk:
            suggested = await offered(desk, words=form.text("text") or "")
            kept = await still_kept(desk, form)
            page = form_page(
                desk,
                form,
                challenge=gate.challenge(desk.city),
                suggested=suggested,
                refused=refused,
                key=key,
                kept=kept,
                direct=await direct.may_tell(desk),
            )
            ground = desk.ground
        return map_page(ground, "web/report_form.html", page, place="new", status_code=refused.status)
    receipt = taken.receipt
    async with open_desk(receipt.city) as desk:
        await held_by_sender(desk, receipt.report, form)
    href = f"{views.report_path(desk.ground, receipt.number)}/receipt"
    return lead_to(
        request, desk.ground, href, flash=sent.flash(say("Laporan tersimpan."), tongue), tone=sent.tone
    )


async def held_by_sender(desk: Desk, report: ReportId, form: Form) -> None:
    """What a form says of its sender once its report was taken: whose it is, and whether its photos may be seen uncovered."""
    await reporters.hold(desk.db, desk.city, desk.actor, report, at=desk.now())
    if form.text("originals") is not None:
        await purposes.allow_first(desk, report)
    if form.text("direct") is not None:
        await direct.tell(desk, report)


async def offer_of(request: Request[Any, Any, Any], form: Form, open_desk: OpenDesk) -> Offer:
    """What a form brings to the door of reports, from a page or an outbox."""
    async with open_desk() as desk:
        kind = desk.ground.kinds.get(KindSlug(form.text("kind") or ""))
        return Offer.of(
            request,
            door="reports",
            city=desk.city,
            seat=desk.actor.seat,
            emergency=kind is not None and kind.emergency,
            trusted=desk.actor.staff,
            proof=form.text("proof"),
        )


async def _taken(
    form: Form,
    tongue: Tongue,
    reception: Reception,
    open_desk: OpenDesk,
    workshop: Workshop,
    *,
    held: bool,
) -> tuple[Taken, pictures.Sent]:
    """Have a form's report taken in, pictures first. Raises Invalid."""
    async with open_desk() as desk:
        session = desk.actor.session or b""
        message = message_of(form, desk.ground, scope=f"{SCOPE}/{session.hex()}", language=tongue.language)
        city = await city_of(desk, message.lon, message.lat)
        kept = await kept_of(desk, form)
    files = form.files("photo")
    if len(files) + len(kept) > PHOTOS_MOST:
        raise Invalid(say("Paling banyak {most} foto.", most=PHOTOS_MOST), field="photo")
    sent = await pictures.take(
        files,
        open_desk=open_desk,
        workshop=workshop,
        city=city,
        sending=f"{message.scope}/{message.key}",
        too_large=form.refused("photo"),
    )
    photos = (*kept, *sent.kept)
    if sent.refused and not photos and message.text is None:
        raise Invalid(sent.refused[0], field="photo")
    reason = HideReason.FLOOD if held else None
    whole = msgspec.structs.replace(message, photos=photos, left_out=sent.left_out, held=reason)
    taken = await reception.receive(whole, city=city)
    return taken, sent


@get("/reports/{number:str}/receipt", act="anyone")
async def show_receipt(
    number: str, desk: Desk, reception: Reception, request: Request[Any, Any, Any]
) -> Page:
    """The number, the key and what happens next, for the browser that sent the report."""
    report, _ = await find(desk, number)
    if not await reporters.holds(desk.db, desk.city, desk.actor, report.id):
        raise Missing(say("Tanda terima ini milik pengirim laporan."))
    ground = desk.ground
    kind = ground.kinds.get(report.kind) if report.kind is not None else None
    reason = await reason_of(desk, report)
    key = reception.key(report)
    shown = numbers.show(ground.known.code, report.number)
    setting = setting_of(request)
    page = ReceiptPage(
        number=shown,
        key=f"{key[:5]}-{key[5:]}",
        status=views.status_mark(report.status),
        holder=views.holder(ground, report.agency, reason),
        reason=reason,
        due=views.due_clock(report.status, report.due_at, desk.now()),
        steps=_steps(report),
        held=report.hidden is not None,
        emergency=kind is not None and kind.emergency,
        report=views.report_path(ground, report.number),
        alike=await similar(desk, await support.alike_to(desk, report, insiders=False)),
        # Behind the #, which no browser sends: the key reaches neither a log nor a referrer.
        code=qr(f"{setting.base_url}{setting.path('/track')}#{shown}/{key}"),
    )
    return Page("web/receipt.html", page, place="new")


def _steps(report: Report) -> tuple[Say, ...]:
    """What happens to a report from here on."""
    first = (
        say("Petugas kota membaca laporan dan memilih yang berwenang.")
        if report.status is Status.RECEIVED
        else say("Petugas di lapangan menerima tugas ini.")
    )
    return (
        first,
        say("Hasil kerja dikirim dengan foto, lalu diperiksa orang lain."),
        say("Anda memberi nilai, atau menyatakan belum beres."),
    )
