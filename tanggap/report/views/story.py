"""What happened to a report, told to one reader: the newest first."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from tanggap.city.ground import Ground
from tanggap.city.terms import PersonId
from tanggap.kit.log import Happened, Heard
from tanggap.kit.words import Say, Tongue, say
from tanggap.report import events as e
from tanggap.report.photos.store import Photo
from tanggap.report.report import PhotoId, Report
from tanggap.report.store import Note
from tanggap.report.views import cards, signs
from tanggap.report.views.happenings import told as in_words
from tanggap.report.views.parts import Entry, PhotoView
from tanggap.report.views.pictures import may_see
from tanggap.report.views.reader import Reader, told_at, told_text
from tanggap.report.views.store import Brought

# What passes between the reporter and the office is theirs, whatever a note says of itself.
BETWEEN_THEM = (e.Asked, e.Questioned, e.Answered, e.Replied, e.Withdrawn, e.Rated)
# Of these the public is not even told that they happened.
_UNTOLD = (e.Noted, e.PhotoAdded, e.Replied, e.Questioned, e.KindDoubted, e.Split, e.SplitOff, e.ToldMayor)
# Nor of what is done about its pictures.
_OF_PICTURES = (e.PhotoHidden, e.PhotoShown)
LATE = timedelta(minutes=10)
"""What a phone brings sooner was sent in one go."""
NONE_BROUGHT: Mapping[int, Brought] = {}
NOTES_FOR_ALL = frozenset(
    name for name, kind in e.EVENTS.kinds.items() if kind not in {*BETWEEN_THEM, *_UNTOLD}
)
"""The kinds of event whose words everybody may read, as long as the words are public."""


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
    brought: Mapping[int, Brought] = NONE_BROUGHT,
) -> tuple[Entry, ...]:
    """The timeline of a report. ``names`` of people of staff and what was ``brought`` late for readers of staff only."""
    pictures = {photo.id: photo for photo in photos}
    found: list[Entry] = []
    for heard in reversed(history):
        event = e.EVENTS.read(heard)
        told = in_words(event, ground) if event is not None else None
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
                note=told_text(note.text, reader=reader)
                if note is not None and _may_read(event, note, reader)
                else None,
                photo=_picture(event, ground, report, pictures, tongue, reader=reader),
                tone=told.tone,
                internal=note is not None and not note.public,
                late=_late(heard, brought.get(heard.nth)) if reader is Reader.STAFF else None,
            )
        )
    return tuple(found)


def _late(heard: Heard, brought: Brought | None) -> Say | None:
    """That an act arrived long after it was done, and where the phone's clock was not believed what it said."""
    if brought is None or brought.received_at - brought.told_at < LATE:
        return None
    if abs(brought.told_at - heard.happened_at) < LATE:
        return say(
            "dikerjakan {done}, diterima {received} lewat shift tanpa sinyal",
            done=brought.told_at,
            received=brought.received_at,
        )
    return say(
        "menurut ponsel dikerjakan {done}, diterima {received} lewat shift tanpa sinyal; yang dihitung waktu di atas",
        done=brought.told_at,
        received=brought.received_at,
    )


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
    if isinstance(
        event,
        e.Noted | e.Flagged | e.PhotoCovered | e.Reminded | e.TeamSent | e.OutsideRenewed | e.OutsideRevoked,
    ):
        return reader is Reader.STAFF
    # A picture sent with an answer is between the two as well.
    return reader is not Reader.PUBLIC or not isinstance(event, (*_UNTOLD, *_OF_PICTURES))


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
    *,
    reader: Reader,
) -> PhotoView | None:
    if not isinstance(event, e.Resolved | e.PhotoAdded | e.HelpGiven) or event.photo is None:
        return None
    photo = pictures.get(event.photo)
    if photo is None or not may_see(photo, report, reader=reader):
        return None
    words = cards.photo_words if isinstance(event, e.PhotoAdded) else cards.proof_words
    alt = words(ground, report.kind, report.area, tongue)
    return signs.photo_view(photo.id, photo.width, photo.height, alt=alt)
