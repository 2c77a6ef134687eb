"""Pictures: on their way in with a form, and on their way out to whoever may see their report."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from msgspec import Struct

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.terms import CityId
from tanggap.journey.intake import photos
from tanggap.kit.errors import Busy, Invalid, Missing
from tanggap.kit.files import Received
from tanggap.kit.pictures.picture import FORMATS, SIDES
from tanggap.kit.pictures.workshop import Workshop
from tanggap.kit.web import Request, Response, get
from tanggap.kit.web.pages import Tone
from tanggap.kit.words import Say, Tongue, say
from tanggap.report import store as reports
from tanggap.report.finding import reading
from tanggap.report.photos import files
from tanggap.report.photos.rules import Screening, publishable, stands_apart
from tanggap.report.photos.store import ANSWER, OUTSIDE
from tanggap.report.purposes import actions as purposes
from tanggap.report.report import PhotoId
from tanggap.report.reporter import store as reporters
from tanggap.report.views import Claim, Reader, claim

PUBLIC_CACHE = "public, max-age=5, must-revalidate"
"""What is hidden must be gone from every cache within five seconds; until then it is asked for by its version."""
OWN_CACHE = "private, no-store"
PROOF = "after"
_FILES = {f"{side}.{format_}": (side, format_) for side in SIDES for format_ in FORMATS}


class Sent(Struct, frozen=True, kw_only=True):
    """What became of the pictures of a form: those that were kept, those that were not, and why."""

    kept: tuple[PhotoId, ...]
    left_out: tuple[PhotoId, ...]
    refused: tuple[Say, ...]

    @property
    def tone(self) -> Tone:
        """All is done, or there is something to read."""
        return "moving" if self.refused else "done"

    def flash(self, done: Say, tongue: Tongue) -> Say:
        """What is said of the form, with what is to be said of its pictures."""
        if not self.refused:
            return done
        return say(
            "{done} Ada foto yang tidak bisa dipakai: {why}",
            done=done,
            why=" ".join(tongue(each) for each in self.refused),
        )


async def take(
    sent: Sequence[Received],
    *,
    open_desk: OpenDesk,
    workshop: Workshop,
    city: CityId | None = None,
    role: str = "before",
    sending: str | None = None,
    too_large: Sequence[Say] = (),
) -> Sent:
    """Develop and keep the pictures of a form; one that is none is left out, and said so.

    ``sending`` names the form, so that the same one sent twice names the same pictures.
    """
    async with open_desk(city) as desk:
        tools = desk.tools
    developed: list[photos.Developed] = []
    left_out: list[PhotoId] = []
    refused = list(too_large)
    for place, file in enumerate(sent, start=1):
        photo = photos.name(file, sending=sending)
        try:
            developed.append(await photos.develop(tools, workshop, file, photo))
        except (Invalid, Busy) as wrong:
            left_out.append(photo)
            refused.append(say("Foto {place}: {why}", place=place, why=wrong.say))
    async with open_desk(city) as desk:
        kept = [await photos.keep(desk, each, role=role) for each in developed]
    return Sent(kept=tuple(dict.fromkeys(kept)), left_out=tuple(left_out), refused=tuple(refused))


@get("/photos/{photo:uuid}/{file:str}", act="anyone", packed=True)
async def show_photo(
    photo: UUID, file: str, request: Request[Any, Any, Any], open_desk: OpenDesk
) -> Response[bytes]:
    """One file of a picture, for those who may see its report; before it has one, for the browser that sent it.

    The public gets the copy in which faces and plates are covered.
    """
    if file not in _FILES:
        raise _missing()
    side, format_ = _FILES[file]
    async with open_desk() as desk:
        reader, found, whole = await _reader(desk, PhotoId(photo))
        tools = desk.tools
    public = reader is Reader.PUBLIC
    tag = f'"{found.version}"'
    headers = {"cache-control": PUBLIC_CACHE, "etag": tag} if public else {"cache-control": OWN_CACHE}
    if public and request.headers.get("if-none-match") == tag:
        return Response(b"", status_code=304, media_type=files.MEDIA[format_], headers=headers)
    key = files.public_key(photo, side, format_, version=found.version)
    if whole:
        key = files.sharp_key(photo, side, format_)
    content = await tools.files.get(key)
    return Response(content, media_type=files.MEDIA[format_], headers=headers)


def _sharp(reader: Reader, found: Claim) -> bool:
    """Whether a reader gets the copy in which nothing is covered: who works on the report, and who sent the picture."""
    apart = stands_apart(found.screening, covered=found.covered, version=found.version)
    theirs = reader is Reader.STAFF or (reader is Reader.REPORTER and found.role != PROOF)
    return apart and theirs


async def _reader(desk: Desk, photo: PhotoId) -> tuple[Reader, Claim, bool]:
    """As whom this browser may see a picture, and whether it is handed the copy in which nothing is covered.

    Raises Missing.
    """
    found = await claim(desk.db, desk.city, photo)
    if found is None:
        raise _missing()
    if found.report is None:
        if found.sent_by is None or found.sent_by != desk.actor.seat:
            raise _missing()
        return Reader.REPORTER, found, _sharp(Reader.REPORTER, found)
    report = await reports.get(desk.db, desk.city, found.report)
    own = await reporters.holds(desk.db, desk.city, desk.actor, report.id)
    reader = await reading(desk, report, own=own)
    if reader is Reader.STAFF and not await purposes.may_read(desk, report):
        raise _missing()
    hidden = reader is Reader.PUBLIC and (
        found.role == ANSWER or not publishable(found.screening, report.sensitivity)
    )
    if found.role == OUTSIDE and reader is not Reader.STAFF:
        raise _missing()
    whole = _sharp(reader, found)
    if whole and reader is Reader.STAFF:
        whole = await purposes.see(desk, report, photo, role=found.role)
    # What nobody could look over has no copy for those who may not see it whole: a proof for its reporter,
    # and what protects a reporter for those who work on the report.
    nothing = not whole and found.screening is Screening.FAILED
    if hidden or nothing:
        raise _missing()
    return reader, found, whole


def _missing() -> Missing:
    return Missing(say("Foto ini tidak ada."))
