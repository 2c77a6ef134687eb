"""The photo of a proof as a form brings it: of a task, or of a part of one."""

from collections.abc import Mapping
from uuid import UUID

from tanggap.city.desk import OpenDesk
from tanggap.journey.intake import photos as pictures
from tanggap.journey.work import steps
from tanggap.kit.errors import Invalid
from tanggap.kit.pictures.picture import MAX_BYTES
from tanggap.kit.pictures.workshop import Workshop
from tanggap.kit.web import Form
from tanggap.kit.words import say
from tanggap.report.choices import Refusal
from tanggap.report.report import PhotoId

BYTES_MOST = MAX_BYTES + 100_000
WORDS = ("text", "note", "last")
"""What is typed in the form of a proof; all else in it tells of its photo."""


def typed(form: Form) -> dict[str, str | None]:
    """What a form of a proof says."""
    return {name: form.text(name) for name in ("photo", "kept", *steps.OF_PROOF)}


def without_photo(name: str, typed: Mapping[str, str | None]) -> Refusal:
    """The form of this name with what was typed, for another photo: nothing of it is refused."""
    return Refusal(form=name, given={f"{name}-{word}": typed[word] or "" for word in WORDS})


async def received(form: Form, open_desk: OpenDesk, workshop: Workshop) -> dict[str, str | None]:
    """The photo just sent, developed and kept; what is known of its place where the form says nothing.

    Raises Invalid on `photo` for one that cannot be read.
    """
    files = form.files("photo")
    if not files:
        return {}
    async with open_desk() as desk:
        tools = desk.tools
    try:
        developed = await pictures.develop(tools, workshop, files[0])
    except Invalid as unread:
        raise Invalid(unread.say, field="photo") from None
    async with open_desk() as desk:
        await pictures.keep(desk, developed, role="after")
    found: dict[str, str | None] = {"kept": str(developed.id)}
    gps = developed.picture.gps
    # Of a photo out of a gallery the browser knows only where it was chosen; its own camera knows where it was taken.
    if gps is not None and (form.text("lon") is None or steps.moment(form.text("captured_at")) is None):
        found |= {"lon": str(gps[0]), "lat": str(gps[1]), "accuracy_m": None}
    return found


def photo_id(text: str | None) -> PhotoId | None:
    """The photo that was kept before. Raises Invalid on `photo`."""
    try:
        return PhotoId(UUID(text)) if text else None
    except ValueError:
        raise Invalid(say("Foto ini tidak ditemukan. Lampirkan lagi."), field="photo") from None
