"""The citizen's door for programs: JSON in, JSON out, the same everywhere under `/api/v1`."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

from litestar.params import HeaderParameter
from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.desk import OpenDesk, Tools
from tanggap.city.ground import Ground
from tanggap.city.packs.times import ReportType
from tanggap.city.terms import AreaCode, KindSlug
from tanggap.journey.intake import photos as pictures
from tanggap.journey.intake.message import Message
from tanggap.journey.reception import Reception
from tanggap.kit.errors import Missing
from tanggap.kit.files import receive
from tanggap.kit.pictures.picture import MAX_BYTES
from tanggap.kit.pictures.workshop import Workshop
from tanggap.kit.web import Request, Response, get, post, setting_of
from tanggap.kit.web.gate import Gate, Offer
from tanggap.kit.words import say
from tanggap.report import number as numbers
from tanggap.report import store as reports
from tanggap.report.contacts import Contact
from tanggap.report.finding import reading
from tanggap.report.photos.store import of_report as shots_of
from tanggap.report.purposes import actions as purposes
from tanggap.report.questions import rules as questions
from tanggap.report.questions.answers import Given
from tanggap.report.report import Channel, HideReason, PhotoId, PlaceSource, Status, Visibility
from tanggap.report.views import Reader, may_see, photo_path, promised_at, told_at, told_text

SCOPE = "api"


class NewSender(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who sends it, as far as they say."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None


class NewReport(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report. Needed are a text or a photo, and a point, an area or a landmark.

    ``answers`` are given by the slugs of the kind's questions (`/api/v1/kinds`).
    """

    kind: str | None = None
    text: str | None = None
    lon: float | None = None
    lat: float | None = None
    accuracy_m: float | None = None
    area: str | None = None
    landmark: str | None = None
    photos: tuple[UUID, ...] = ()
    sender: NewSender | None = None
    answers: dict[str, str | float | tuple[str, ...]] = {}
    visibility: Visibility = Visibility.PUBLIC
    type: ReportType | None = None


class NewReportAnswer(Struct, frozen=True, kw_only=True):
    """The receipt. ``key`` opens the report to whoever sent it; it is not shown again but to the same key."""

    number: str
    key: str
    city: str
    status: Status
    agency: str | None
    due_at: datetime | None
    reason: str
    url: str


class ReportAnswer(Struct, frozen=True, kw_only=True):
    """How a report stands."""

    number: str
    city: str
    status: Status
    kind: str | None
    area: str | None
    agency: str | None
    received_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    text: str | None
    photos: tuple[str, ...]
    url: str


class PhotoAnswer(Struct, frozen=True, kw_only=True):
    """A picture that waits for its report. ``lon`` and ``lat`` are what its camera said, to be confirmed."""

    id: UUID
    width: int
    height: int
    lon: float | None
    lat: float | None


class ChallengeAnswer(Struct, frozen=True, kw_only=True):
    """Work to do: with how many zero bits the digest must begin."""

    challenge: str
    bits: int


@post("/api/v1/reports", act="anyone", summary="Send a report")
async def send_report(
    request: Request[Any, Any, Any],
    data: NewReport,
    *,
    reception: Reception,
    gate: Gate,
    idempotency_key: Annotated[str | None, HeaderParameter(name="Idempotency-Key")] = None,
    proof_of_work: Annotated[str | None, HeaderParameter(name="Proof-Of-Work")] = None,
) -> Response[NewReportAnswer]:
    """Take a report in; the same key again gets the same answer, byte for byte."""
    setting = setting_of(request)
    answers = _answers(request.state.ground, data)
    message = Message(
        channel=Channel.APP,
        scope=SCOPE,
        key=idempotency_key or str(uuid4()),
        text=data.text,
        kind=KindSlug(data.kind) if data.kind else None,
        type=data.type,
        lon=data.lon,
        lat=data.lat,
        accuracy_m=data.accuracy_m,
        place_source=PlaceSource.DEVICE if data.accuracy_m is not None else PlaceSource.MAP_PIN,
        area=AreaCode(data.area) if data.area else None,
        landmark=data.landmark,
        photos=tuple(PhotoId(photo) for photo in data.photos),
        sender=Contact(
            name=data.sender.name,
            email=data.sender.email,
            phone=data.sender.phone,
            language=setting.tongue.language,
        )
        if data.sender
        else None,
        answers=answers,
        visibility=data.visibility,
    )
    here: Ground = request.state.ground
    kind = here.kinds.get(message.kind) if message.kind is not None else None
    offer = Offer.of(
        request,
        door="reports",
        city=here.id,
        emergency=kind is not None and kind.emergency,
        proof=proof_of_work,
    )
    with gate.offered(offer) as passing:
        held = HideReason.FLOOD if passing.held else None
        taken = await reception.receive(replace(message, held=held), city=here.id)
    receipt = taken.receipt
    ground = await reception.ground(receipt.city)
    shown = numbers.show(ground.known.code, receipt.number)
    return Response(
        NewReportAnswer(
            number=shown,
            key=reception.key(receipt),
            city=ground.known.slug,
            status=receipt.status,
            agency=receipt.agency,
            due_at=receipt.due_at,
            reason=setting.tongue(receipt.reason),
            url=f"{setting.base_url}/{ground.known.slug}/reports/{shown}",
        ),
        status_code=201,
    )


def _answers(ground: Ground, data: NewReport) -> tuple[Given, ...]:
    """The answers as texts and slugs. Raises Invalid for one to a question nobody asks."""
    given = tuple(
        Given(question=slug, said=said if isinstance(said, tuple) else (str(said),))
        for slug, said in data.answers.items()
    )
    kind = ground.kinds.get(KindSlug(data.kind)) if data.kind else None
    questions.require_known(kind.questions if kind is not None else (), given)
    return given


@post("/api/v1/photos", act="anyone", summary="Send a photo", request_max_body_size=MAX_BYTES + 1)
async def send_photo(
    request: Request[Any, Any, Any], open_desk: OpenDesk, workshop: Workshop, gate: Gate
) -> Response[PhotoAnswer]:
    """Take one picture, its bytes being the whole body; name its id in the report that follows."""
    async with open_desk() as desk:
        tools = desk.tools
        offer = Offer.of(request, door="photos", city=desk.city, trusted=desk.actor.staff)
    with gate.offered(offer):
        return await _kept_photo(request, open_desk, tools, workshop)


async def _kept_photo(
    request: Request[Any, Any, Any], open_desk: OpenDesk, tools: Tools, workshop: Workshop
) -> Response[PhotoAnswer]:
    received = await receive(request.stream(), limit=MAX_BYTES, folder=tools.files.scratch)
    try:
        developed = await pictures.develop(tools, workshop, received)
    finally:
        received.path.unlink(missing_ok=True)
    async with open_desk() as desk:
        photo = await pictures.keep(desk, developed)
    picture = developed.picture
    lon, lat = picture.gps or (None, None)
    return Response(
        PhotoAnswer(id=photo, width=picture.width, height=picture.height, lon=lon, lat=lat), status_code=201
    )


@get("/api/v1/challenge", act="anyone", summary="Work to do before a report while many come in")
async def give_challenge(request: Request[Any, Any, Any], gate: Gate) -> ChallengeAnswer:
    """Find a number so that the SHA-256 of "challenge:number" begins with the bits asked for; send both as `Proof-Of-Work`."""
    here: Ground = request.state.ground
    challenge = gate.challenge(here.id)
    return ChallengeAnswer(challenge=challenge, bits=int(challenge.split(".")[2]))


@get("/api/v1/reports/{number:str}", act="anyone", summary="How a report stands")
async def show_report(
    number: str,
    request: Request[Any, Any, Any],
    reception: Reception,
    open_desk: OpenDesk,
    report_key: Annotated[str | None, HeaderParameter(name="Report-Key")] = None,
) -> ReportAnswer:
    """What the public may know; with the report's key, what its reporter may.

    Without it a confidential report answers as if there were none.
    """
    read = numbers.read(number)
    city = reception.city_of(read.code)
    async with open_desk(city) as desk:
        report = await reports.find(desk.db, desk.city, read.digits)
        own = report_key is not None and reception.opens(report_key, report)
        reader = await reading(desk, report, own=own)
        if reader is Reader.STAFF and not await purposes.may_read(desk, report):
            raise Missing(say("Laporan ini tidak ditemukan. Periksa lagi nomornya."))
        words = await reports.words(desk.db, report)
        shots = await shots_of(desk.db, report)
        known = desk.ground.known
        zone = desk.ground.zone
    setting = setting_of(request)
    return ReportAnswer(
        number=numbers.show(known.code, report.number),
        city=known.slug,
        status=report.status,
        kind=report.kind,
        area=report.area,
        agency=report.agency,
        received_at=told_at(report.received_at, report, reader=reader, zone=zone),
        due_at=report.due_at and promised_at(report.due_at, report, reader=reader, zone=zone),
        closed_at=report.closed_at and told_at(report.closed_at, report, reader=reader, zone=zone),
        text=told_text(words.text, reader=reader),
        photos=tuple(
            f"{setting.base_url}/{known.slug}{photo_path(shot.id, 1600, 'jpeg')}"
            for shot in shots
            if may_see(shot, report, reader=reader)
        ),
        url=f"{setting.base_url}/{known.slug}/reports/{numbers.show(known.code, report.number)}",
    )
