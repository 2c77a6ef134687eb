"""What happened to a report, told to one reader: the newest first."""

from collections.abc import Mapping, Sequence
from functools import singledispatch

from msgspec import Struct

from tanggap.city.ground import Ground
from tanggap.city.terms import AgencySlug, PersonId
from tanggap.kit.log import Happened, Heard
from tanggap.kit.words import Say, Tongue, say
from tanggap.report import events as e
from tanggap.report.photos.store import Photo
from tanggap.report.report import PhotoId, Report
from tanggap.report.store import Note
from tanggap.report.transitions import Party
from tanggap.report.views import cards, signs
from tanggap.report.views.codes import DECLINE_WORDS, HOLD_WORDS, REJECT_WORDS
from tanggap.report.views.parts import Entry, PhotoView, Tone
from tanggap.report.views.reader import Reader, told_at

REPORTER = say("Pelapor")

# What passes between the reporter and the office is theirs, whatever a note says of itself.
BETWEEN_THEM = (e.Asked, e.Questioned, e.Answered, e.Replied, e.Withdrawn, e.Rated)


class Told(Struct, frozen=True, kw_only=True):
    """An event in words: what, in which tone, and who did it, as far as the event says."""

    words: Say
    tone: Tone = "moving"
    who: str | Say | None = None


def entries(
    ground: Ground,
    report: Report,
    history: Sequence[Heard],
    tongue: Tongue,
    *,
    reader: Reader,
    notes: Mapping[int, Note],
    photos: Sequence[Photo],
    names: Mapping[PersonId, str] | None = None,
) -> tuple[Entry, ...]:
    """The timeline of a report. ``names`` of people of staff, for readers of staff only."""
    pictures = {photo.id: photo for photo in photos}
    found: list[Entry] = []
    for heard in reversed(history):
        event = e.EVENTS.read(heard)
        told = _told(event, ground) if event is not None else None
        if event is None or told is None or not _may_know(event, reader):
            continue
        note = notes.get(heard.nth)
        who = tongue(told.who) if isinstance(told.who, Say) else told.who
        if reader is Reader.STAFF and heard.actor is not None:
            who = (names or {}).get(PersonId(heard.actor), who)
        found.append(
            Entry(
                at=told_at(heard.happened_at, report, reader=reader, zone=ground.zone),
                words=told.words,
                who=who,
                note=note.text if note is not None and _may_read(event, note, reader) else None,
                photo=_picture(event, ground, report, pictures, tongue),
                tone=told.tone,
                internal=note is not None and not note.public,
            )
        )
    return tuple(found)


def waiting_question(history: Sequence[Heard], notes: Mapping[int, Note]) -> str | None:
    """What the office asked last, as long as the reporter has not answered."""
    for heard in reversed(history):
        event = e.EVENTS.read(heard)
        if isinstance(event, e.Answered | e.Replied):
            return None
        if isinstance(event, e.Asked | e.Questioned):
            note = notes.get(heard.nth)
            return note.text if note is not None else None
    return None


def rating_words(history: Sequence[Heard], notes: Mapping[int, Note]) -> str | None:
    """What the reporter wrote beside the latest stars."""
    for heard in reversed(history):
        if isinstance(e.EVENTS.read(heard), e.Rated):
            note = notes.get(heard.nth)
            return note.text if note is not None else None
    return None


def _may_know(event: Happened, reader: Reader) -> bool:
    if isinstance(event, e.Noted):
        return reader is Reader.STAFF
    # A picture sent with an answer is between the two as well.
    return reader is not Reader.PUBLIC or not isinstance(event, e.PhotoAdded | e.Replied | e.Questioned)


def _may_read(event: Happened, note: Note, reader: Reader) -> bool:
    if reader is Reader.STAFF:
        return True
    if isinstance(event, BETWEEN_THEM):
        return reader is Reader.REPORTER
    return note.public


def _picture(
    event: Happened,
    ground: Ground,
    report: Report,
    pictures: Mapping[PhotoId, Photo],
    tongue: Tongue,
) -> PhotoView | None:
    if not isinstance(event, e.Resolved | e.PhotoAdded) or event.photo is None:
        return None
    photo = pictures.get(event.photo)
    if photo is None:
        return None
    words = cards.proof_words if isinstance(event, e.Resolved) else cards.photo_words
    alt = words(ground, report.kind, report.area, tongue)
    return signs.photo_view(photo.id, photo.width, photo.height, alt=alt)


def _name(ground: Ground, agency: AgencySlug) -> str:
    found = ground.agencies.get(agency)
    return found.name if found is not None else agency


@singledispatch
def _told(event: Happened, ground: Ground) -> Told | None:
    """An event in words; None for one that nobody is told of."""
    return None


@_told.register
def _(event: e.Received, ground: Ground) -> Told:
    return Told(words=say("Laporan diterima"), tone="waiting", who=REPORTER)


@_told.register
def _(event: e.Verified, ground: Ground) -> Told:
    return Told(words=say("Laporan lengkap"), tone="waiting")


@_told.register
def _(event: e.Disposed, ground: Ground) -> Told:
    return Told(words=say("Diteruskan ke {agency}", agency=_name(ground, event.agency)))


@_told.register(e.Asked)
@_told.register(e.Questioned)
def _(event: Happened, ground: Ground) -> Told:
    return Told(words=say("Petugas bertanya kepada pelapor"), tone="waiting")


@_told.register(e.Answered)
@_told.register(e.Replied)
def _(event: Happened, ground: Ground) -> Told:
    return Told(words=say("Pelapor menjawab"), tone="waiting", who=REPORTER)


@_told.register
def _(event: e.Rejected, ground: Ground) -> Told:
    return Told(words=say("Ditolak: {reason}", reason=REJECT_WORDS[event.reason]), tone="aside")


@_told.register
def _(event: e.Merged, ground: Ground) -> Told:
    return Told(words=say("Digabung dengan laporan lain"), tone="aside")


@_told.register
def _(event: e.Unmerged, ground: Ground) -> Told:
    return Told(words=say("Berdiri sendiri lagi"), tone="waiting")


@_told.register
def _(event: e.Withdrawn, ground: Ground) -> Told:
    return Told(words=say("Dicabut oleh pelapor"), tone="aside", who=REPORTER)


@_told.register
def _(event: e.Offered, ground: Ground) -> Told:
    return Told(
        words=say("Ditawarkan ke {agency}", agency=_name(ground, event.target)),
        who=_name(ground, event.sender),
    )


@_told.register
def _(event: e.Declined, ground: Ground) -> Told:
    return Told(
        words=say("Tidak diterima: {reason}", reason=DECLINE_WORDS[event.reason]),
        tone="waiting",
        who=_name(ground, event.target),
    )


@_told.register
def _(event: e.Accepted, ground: Ground) -> Told:
    return Told(words=say("Tugas diterima"), who=_name(ground, event.agency))


@_told.register
def _(event: e.Held, ground: Ground) -> Told:
    return Told(
        words=say(
            "Ditunda: {reason}. Ditinjau lagi {day}.", reason=HOLD_WORDS[event.reason], day=event.review_on
        )
    )


@_told.register
def _(event: e.Resumed, ground: Ground) -> Told:
    return Told(words=say("Pekerjaan dilanjutkan"))


@_told.register
def _(event: e.Resolved, ground: Ground) -> Told:
    return Told(words=say("Sudah dikerjakan"), who=_name(ground, event.agency))


@_told.register
def _(event: e.Closed, ground: Ground) -> Told:
    if event.by is Party.VERIFIER:
        return Told(words=say("Diperiksa dan dinyatakan selesai"), tone="done")
    return Told(words=say("Selesai"), tone="done")


@_told.register
def _(event: e.Reopened, ground: Ground) -> Told:
    if event.by is Party.REPORTER:
        return Told(words=say("Dibuka kembali oleh pelapor"), tone="waiting", who=REPORTER)
    return Told(words=say("Dikembalikan: belum sesuai"), tone="waiting")


@_told.register
def _(event: e.Noted, ground: Ground) -> Told:
    return Told(words=say("Catatan petugas"), tone="aside")


@_told.register
def _(event: e.Rated, ground: Ground) -> Told:
    return Told(
        words=say("Pelapor memberi {stars} dari 5 bintang", stars=event.stars), tone="done", who=REPORTER
    )


@_told.register
def _(event: e.PhotoAdded, ground: Ground) -> Told:
    return Told(words=say("Foto ditambahkan"), who=None)
