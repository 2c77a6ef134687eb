"""Pictures in pieces: how far one has come, and the next piece of it."""

from typing import Annotated, Any
from uuid import UUID

from litestar.params import HeaderParameter
from msgspec import Struct

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.terms import CityId
from tanggap.journey.intake.rules import on_earth
from tanggap.journey.intake.uploads import actions
from tanggap.journey.intake.uploads.actions import Standing
from tanggap.journey.intake.uploads.rules import SCOPE, Piece, Upload, upload
from tanggap.kit.errors import Invalid
from tanggap.kit.pictures.workshop import Workshop
from tanggap.kit.web import Request, get, put
from tanggap.kit.web.gate import Gate, Offer
from tanggap.kit.words import say

Key = Annotated[str, HeaderParameter(name="Idempotency-Key")]
Point = Annotated[str | None, HeaderParameter(name="Report-Point")]


class UploadAnswer(Struct, frozen=True, kw_only=True):
    """How far a picture has come: bytes that arrived, or the id of the picture they became."""

    offset: int
    id: UUID | None


@get("/api/v1/photos/{sha256:str}", act="anyone", summary="How far a photo has come")
async def show_upload(
    sha256: str, open_desk: OpenDesk, idempotency_key: Key, report_point: Point = None
) -> UploadAnswer:
    """Where to go on. A photo somebody else sent is as one that nobody sent: it begins at 0."""
    sending, city = await _sending(sha256, idempotency_key, report_point, open_desk)
    async with open_desk(city) as desk:
        return _answer(await actions.standing(desk, sending), sending)


@put("/api/v1/photos/{sha256:str}", act="anyone", summary="Send a photo in pieces")
async def send_piece(
    *,
    sha256: str,
    request: Request[Any, Any, Any],
    open_desk: OpenDesk,
    workshop: Workshop,
    gate: Gate,
    idempotency_key: Key,
    upload_offset: Annotated[int, HeaderParameter(name="Upload-Offset")],
    upload_length: Annotated[int, HeaderParameter(name="Upload-Length")],
    report_point: Point = None,
) -> UploadAnswer:
    """Take the bytes of a photo from ``Upload-Offset`` on; what follows them is where the answer says."""
    content = await request.body()
    sending, city = await _sending(sha256, idempotency_key, report_point, open_desk)
    piece = Piece(start=upload_offset, size=upload_length, content=content)
    if piece.start:
        return _answer(await actions.add(open_desk, workshop, sending, piece, city=city), sending)
    # Counted by its first piece: a photo that was let in may always end, however bad the connection.
    async with open_desk() as desk:
        offer = Offer.of(request, door="photos", city=desk.city, trusted=desk.actor.staff)
    with gate.offered(offer):
        return _answer(await actions.add(open_desk, workshop, sending, piece, city=city), sending)


async def _sending(sha256: str, key: str, point: str | None, open_desk: OpenDesk) -> tuple[Upload, CityId]:
    """Which picture is meant, and the city it must go to."""
    async with open_desk() as desk:
        found = upload(sha256, scope=SCOPE, key=key, sent_by=desk.actor.seat)
        lon, lat = _point(point)
        return found, await city_of(desk, lon, lat)


def _point(written: str | None) -> tuple[float | None, float | None]:
    """Longitude and latitude in degrees, with a comma between them; where the report will lie, if that is known."""
    if written is None:
        return None, None
    try:
        lon, lat = (float(part) for part in written.split(","))
    except ValueError:
        raise Invalid(say("Titik ditulis sebagai bujur,lintang dalam derajat."), field="lon") from None
    return lon, lat


async def city_of(desk: Desk, lon: float | None, lat: float | None) -> CityId:
    """The city pictures must go to: where the point lies, else where the door stands."""
    if lon is None or lat is None or not on_earth(lon, lat):
        return desk.city
    found = await desk.tools.cities.at(lon, lat, door=desk.city)
    return found.id if found is not None else desk.city


def _answer(standing: Standing, sending: Upload) -> UploadAnswer:
    return UploadAnswer(offset=standing.offset, id=sending.photo if standing.kept else None)
