"""Pictures: on their way in with a form, and on their way out to whoever may see their report."""

from collections.abc import Sequence
from uuid import UUID

from msgspec import Struct

from tanggap.channels.web.finding import reading
from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.terms import CityId
from tanggap.journey.intake import photos
from tanggap.kit.errors import Busy, Invalid, Missing
from tanggap.kit.files import Received
from tanggap.kit.pictures.picture import FORMATS, SIDES
from tanggap.kit.pictures.workshop import Workshop
from tanggap.kit.web import Response, get
from tanggap.kit.web.pages import Tone
from tanggap.kit.words import Say, Tongue, say
from tanggap.report import store as reports
from tanggap.report.photos.files import key
from tanggap.report.report import PhotoId
from tanggap.report.reporter import store as reporters
from tanggap.report.views import Reader, claim

FOREVER_S = 365 * 86400
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
    files: Sequence[Received],
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
    for place, file in enumerate(files, start=1):
        photo = photos.name(file, sending=sending)
        try:
            developed.append(await photos.develop(tools, workshop, file, photo))
        except (Invalid, Busy) as wrong:
            left_out.append(photo)
            refused.append(say("Foto {place}: {why}", place=place, why=wrong.say))
    async with open_desk(city) as desk:
        kept = [await photos.keep(desk, each, role=role) for each in developed]
    return Sent(kept=tuple(dict.fromkeys(kept)), left_out=tuple(left_out), refused=tuple(refused))


@get("/photos/{photo:uuid}/{file:str}", act="anyone")
async def show_photo(photo: UUID, file: str, open_desk: OpenDesk) -> Response[bytes]:
    """One file of a picture, for those who may see its report; before it has one, for the browser that sent it."""
    if file not in _FILES:
        raise _missing()
    side, format_ = _FILES[file]
    async with open_desk() as desk:
        reader = await _reader(desk, PhotoId(photo))
        files = desk.tools.files
    content = await files.get(key(photo, side, format_))
    # What was public once is public; but a browser that is shared must not keep the rest.
    public = reader is Reader.PUBLIC
    cache = f"public, max-age={FOREVER_S}, immutable" if public else "private, no-store"
    return Response(content, media_type=photos.MEDIA[format_], headers={"cache-control": cache})


async def _reader(desk: Desk, photo: PhotoId) -> Reader:
    """As whom this browser may see a picture. Raises Missing."""
    found = await claim(desk.db, desk.city, photo)
    if found is None:
        raise _missing()
    if found.report is None:
        if found.sent_by is None or found.sent_by != desk.actor.seat:
            raise _missing()
        return Reader.REPORTER
    report = await reports.get(desk.db, desk.city, found.report)
    own = await reporters.holds(desk.db, desk.city, desk.actor, report.id)
    reader = await reading(desk, report, own=own)
    if reader is Reader.PUBLIC and found.role == "answer":
        raise _missing()
    return reader


def _missing() -> Missing:
    return Missing(say("Foto ini tidak ada."))
