"""What citizens ask formally, follow, object to and take back."""

from datetime import date
from typing import Any
from uuid import uuid4

from msgspec import Struct

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.ground import Ground
from tanggap.city.hearing.rules import MAIL
from tanggap.journey.information import actions, clocks, rules, views
from tanggap.journey.information.inquiry import Delivery, Inquiry, ObjectionGround, RequesterKind
from tanggap.journey.information.store import requesters
from tanggap.journey.information.views import Told
from tanggap.journey.information.words import DELIVERY_WORDS, GROUND_WORDS, KIND_WORDS
from tanggap.kit.errors import Invalid, Missing
from tanggap.kit.qr import Qr, qr
from tanggap.kit.web import Form, Page, Pages, Redirect, Request, get, post, setting_of
from tanggap.kit.web.gate import Gate, Offer
from tanggap.kit.words import Say, say
from tanggap.report.choices import NO_REFUSAL, Choice, Refusal, choices, refusal

AnyRequest = Request[Any, Any, Any]
PLACE = "information"
NUMBER_MOST = 40
_FIELDS = ("question", "purpose", "delivery", "kind", "name", "identity", "contact")
_WRONG = say("Nomor dan kunci ini tidak cocok. Periksa lagi keduanya.")
# A page that shows one person's own matter is for nobody's list.
_QUIET = {"x-robots-tag": "noindex, nofollow", "cache-control": "private, no-store"}


class InquiryFormPage(Struct, frozen=True, kw_only=True):
    """What information/form.html is given."""

    key: str
    kinds: tuple[Choice, ...]
    deliveries: tuple[Choice, ...]
    mail: bool
    answer_by: date
    longest: int
    errors: dict[str, Say]
    given: dict[str, str]


class InquiryReceiptPage(Struct, frozen=True, kw_only=True):
    """What information/receipt.html is given."""

    number: str
    key: str
    answer_by: date
    extend_days: int
    href: str
    code: Qr


class InquiryTrackPage(Struct, frozen=True, kw_only=True):
    """What information/track.html is given."""

    number: str = ""
    errors: dict[str, Say] = {}


class InquiryPage(Struct, frozen=True, kw_only=True):
    """What information/inquiry.html is given; without ``object_by`` nothing can be objected to now."""

    told: Told
    href: str
    object_by: date | None
    grounds: tuple[Choice, ...]
    errors: dict[str, Say]
    given: dict[str, str]


@get("/information/new", act="anyone")
async def show_form(desk: Desk) -> Page:
    """An empty form."""
    return Page("information/form.html", _form(desk, NO_REFUSAL), place=PLACE)


@post("/information", act="anyone")
async def ask(form: Form, open_desk: OpenDesk, request: AnyRequest, gate: Gate) -> Page | Redirect:
    """Take an inquiry in."""
    here: Ground = request.state.ground
    with gate.offered(Offer.of(request, door="inquiries", city=here.id)):
        try:
            async with open_desk() as desk:
                inquiry = await actions.ask(desk, _asked(form), key=form.text("sending"))
                number = actions.number_of(desk.ground, inquiry.number)
        except Invalid as refused:
            shown = refusal("ask", refused, {name: form.text(name) for name in _FIELDS})
            if shown is None:
                raise
            async with open_desk() as desk:
                page = _form(desk, shown, key=form.text("sending"))
            return Page("information/form.html", page, place=PLACE, status_code=refused.status)
    return Redirect(views.number_path(number, "receipt"), flash=say("Permohonan tersimpan."))


def _asked(form: Form) -> rules.Asked:
    return rules.Asked(
        kind=form.choice("kind", RequesterKind),
        name=form.text("name"),
        identity=form.text("identity"),
        contact=form.text("contact"),
        question=form.text("question"),
        purpose=form.text("purpose"),
        delivery=form.choice("delivery", Delivery),
    )


def _form(desk: Desk, shown: Refusal, *, key: str | None = None) -> InquiryFormPage:
    given = shown.given
    return InquiryFormPage(
        key=key or str(uuid4()),
        kinds=choices(KIND_WORDS, chosen=given.get("ask-kind", RequesterKind.PERSON)),
        deliveries=choices(DELIVERY_WORDS, chosen=given.get("ask-delivery", Delivery.HERE)),
        mail=MAIL in desk.tools.reachable,
        answer_by=actions.day_of(desk, clocks.answer_by(desk.ground, desk.now())),
        longest=rules.QUESTION_MOST,
        errors=shown.errors,
        given=given,
    )


@get("/information/{inquiry:str}/receipt", act="anyone")
async def show_receipt(inquiry: str, desk: Desk, request: AnyRequest) -> Page:
    """Number, key and what happens next, for the browser that asked."""
    found = await actions.own(desk, inquiry)
    key = actions.key_of(desk, found.id)
    number = actions.number_of(desk.ground, found.number)
    setting = setting_of(request)
    page = InquiryReceiptPage(
        number=number,
        key=f"{key[:5]}-{key[5:]}",
        answer_by=actions.day_of(desk, actions.moments_of(desk, found).answer_by),
        extend_days=clocks.working_days(desk.ground, desk.ground.limits.inquiry_extend, found.received_at),
        href=views.number_path(number),
        # Behind the #, which no browser sends: the key reaches neither a log nor a referrer.
        code=qr(f"{setting.base_url}{setting.path('/information/track')}#{number}/{key}"),
    )
    return _quiet("information/receipt.html", page)


@get("/information/track", act="anyone")
async def show_track(desk: Desk, number: str = "") -> Page | Redirect:
    """The form for number and key; where this browser holds that number, the inquiry itself."""
    try:
        found = await actions.own(desk, number[:NUMBER_MOST])
    except Missing:
        page = InquiryTrackPage(number=number[:NUMBER_MOST])
        return Page("information/track.html", page, place=PLACE)
    return Redirect(views.number_path(actions.number_of(desk.ground, found.number)))


@post("/information/track", act="anyone")
async def track(form: Form, open_desk: OpenDesk, request: AnyRequest, gate: Gate) -> Page | Redirect:
    """Open an inquiry to who has its key. One sentence for a wrong key and for what is not there."""
    here: Ground = request.state.ground
    written, key = form.text("number") or "", form.text("key") or ""
    with gate.offered(Offer.of(request, door="track", city=here.id)):
        async with open_desk() as desk:
            try:
                found = await actions.find(desk, written)
            except Missing:
                found = None
            seat = desk.actor.seat
            if found is not None and seat is not None and actions.opens(desk, key, found):
                await requesters.hold(desk.db, desk.city, found.id, seat, at=desk.now())
                return Redirect(views.number_path(actions.number_of(desk.ground, found.number)))
    page = InquiryTrackPage(number=written[:NUMBER_MOST], errors={"key": _WRONG})
    return Page("information/track.html", page, place=PLACE, status_code=Invalid.status)


@get("/information/{inquiry:str}", act="anyone")
async def show_inquiry(inquiry: str, desk: Desk) -> Page:
    """An inquiry, for who asked."""
    return await _inquiry(desk, await actions.own(desk, inquiry), NO_REFUSAL)


async def _inquiry(desk: Desk, found: Inquiry, shown: Refusal) -> Page:
    moments = actions.moments_of(desk, found)
    may = rules.may_object(found, moments, now=desk.now()) and moments.object_by is not None
    told = await views.told(desk, found, staff=False)
    page = InquiryPage(
        told=told,
        href=views.number_path(told.number),
        object_by=actions.day_of(desk, moments.object_by) if may and moments.object_by else None,
        grounds=choices(GROUND_WORDS, chosen=shown.given.get("object-ground")),
        errors=shown.errors,
        given=shown.given,
    )
    return _quiet("information/inquiry.html", page, status_code=Invalid.status if shown.errors else 200)


@post("/information/{inquiry:str}/objection", act="anyone")
async def object_to(inquiry: str, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Object to an answer, or to none in time."""
    try:
        async with open_desk() as desk:
            found = await actions.object_to(
                desk, inquiry, ground=form.choice("ground", ObjectionGround), text=form.text("text")
            )
            number = actions.number_of(desk.ground, found.number)
    except Invalid as refused:
        shown = refusal("object", refused, {name: form.text(name) for name in ("ground", "text")})
        if shown is None:
            raise
        async with open_desk() as desk:
            return await _inquiry(desk, await actions.own(desk, inquiry), shown)
    return Redirect(views.number_path(number), flash=say("Keberatan tersimpan."))


@post("/information/{inquiry:str}/erasure", act="anyone")
async def erase(inquiry: str, form: Form, desk: Desk) -> Redirect:
    """Have one's own inquiry emptied, at once; one that still waits is withdrawn with it."""
    await actions.withdraw(desk, inquiry)
    return Redirect("/information", flash=say("Data Anda pada permohonan itu sudah dihapus."))


def _quiet(template: str, page: Struct, *, status_code: int = 200) -> Page:
    answer = Page(template, page, place=PLACE, status_code=status_code)
    answer.headers |= _QUIET
    return answer


PAGES = Pages(
    routes=[
        *(show_form, ask, show_receipt, show_track, track),
        *(show_inquiry, object_to, erase),
    ]
)
