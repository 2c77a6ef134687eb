"""All there is about one report, as those who work on it see it."""

from collections.abc import Mapping

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.people import store as people
from tanggap.city.terms import PersonId
from tanggap.kit.log import Heard, history
from tanggap.kit.words import Say, say
from tanggap.report import number as numbers
from tanggap.report import store as reports
from tanggap.report import views
from tanggap.report.photos import store as pictures
from tanggap.report.photos.store import Photo
from tanggap.report.purposes import actions as purposes
from tanggap.report.purposes.rules import has_copy, protected
from tanggap.report.questions import store as questions
from tanggap.report.questions.answers import Answer, AnswerView, answer_views
from tanggap.report.report import Report
from tanggap.report.store import Note, Place, Words
from tanggap.report.views import store as glimpsed
from tanggap.report.views.store import Brought
from tanggap.report.views.story import NONE_BROUGHT

GUARDED = say(
    "Pelapor dihubungi lewat pertanyaan di sini. Nama dan nomornya tidak ditampilkan, dan fotonya disamarkan."
)
ALLOWED = say(
    "Pelapor dihubungi lewat pertanyaan di sini. Nama dan nomornya tidak ditampilkan; foto aslinya boleh Anda lihat."
)
CONTACT = say("Pelapor dihubungi lewat pertanyaan di sini. Nama dan nomornya tidak ditampilkan.")


class Dossier(Struct, frozen=True, kw_only=True):
    """A report with everything that stands beside it; ``whole``: its reporter lets this reader see its photos uncovered."""

    report: Report
    words: Words
    place: Place | None
    photos: tuple[Photo, ...]
    history: tuple[Heard, ...]
    notes: dict[int, Note]
    names: dict[PersonId, str]
    answers: tuple[Answer, ...] = ()
    whole: bool = False
    brought: Mapping[int, Brought] = NONE_BROUGHT

    def pictures(self, role: str) -> tuple[Photo, ...]:
        """The pictures of one role: before, after, answer."""
        return tuple(photo for photo in self.photos if photo.role == role)

    @property
    def map_href(self) -> str | None:
        """The address of the point for the telephone's own map (RFC 5870)."""
        if self.place is None or self.place.lon is None or self.place.lat is None:
            return None
        return f"geo:{self.place.lat:.6f},{self.place.lon:.6f}"


async def gather(desk: Desk, report: Report) -> Dossier:
    """Everything about a report this desk's actor may know; `parties.handled` says whether they may.

    Raises PurposeFirst for a guarded one until they said what for.
    """
    await purposes.require(desk, report)
    told = await history(desk.db, desk.city, report.id)
    actors = {PersonId(heard.actor) for heard in told if heard.actor is not None}
    return Dossier(
        report=report,
        words=await reports.words(desk.db, report),
        place=await reports.place(desk.db, report),
        photos=tuple(await pictures.of_report(desk.db, report)),
        history=tuple(told),
        notes=await reports.notes(desk.db, report),
        names=await people.names(desk.db, actors) if actors else {},
        answers=tuple(await questions.of_report(desk.db, report)),
        whole=protected(report, "before") and await purposes.sees_whole(desk, report),
        brought=await glimpsed.brought(desk.db, desk.city, report.id),
    )


class Seen(Struct, frozen=True, kw_only=True):
    """A dossier ready to be shown: what every page of the staff tells of a report."""

    number: str
    title: str
    text: str | None
    kind: views.KindSign
    status: views.StatusMark
    place: views.PlaceView
    map_href: str | None
    due: views.DueClock | None
    contact: Say
    photos: tuple[views.PhotoView, ...]
    before: views.PhotoView | None
    after: views.PhotoView | None
    timeline: tuple[views.Entry, ...]
    answers: tuple[AnswerView, ...] = ()


def seen(desk: Desk, dossier: Dossier) -> Seen:
    """A dossier in words and signs; before and after stand together or not at all."""
    ground, tongue, report = desk.ground, desk.tongue, dossier.report
    kept = [
        photo
        for photo in dossier.pictures("before")
        if dossier.whole or has_copy(report, photo.role, photo.screening)
    ]
    before = tuple(_picture(desk, report, photo) for photo in kept)
    after = tuple(_proof(desk, report, photo) for photo in dossier.pictures("after"))
    return Seen(
        number=numbers.show(ground.known.code, report.number),
        title=views.title(
            ground, report.kind, report.area, dossier.words.text, tongue, reader=views.Reader.STAFF
        ),
        text=dossier.words.text,
        kind=views.kind_sign(ground, report.kind, tongue),
        status=views.status_mark(report.status),
        place=views.place_view(
            ground,
            report.area,
            tongue,
            landmark=dossier.words.landmark,
            out_of_area=report.out_of_area,
            reader=views.Reader.STAFF,
        ),
        map_href=dossier.map_href,
        due=views.due_clock(report.status, report.due_at, desk.now()),
        contact=_contact(dossier),
        photos=before,
        before=before[0] if before and after else None,
        after=after[-1] if after else None,
        timeline=views.entries(
            ground,
            report,
            dossier.history,
            tongue,
            reader=views.Reader.STAFF,
            notes=dossier.notes,
            photos=dossier.photos,
            names=dossier.names,
            brought=dossier.brought,
        ),
        answers=answer_views(dossier.answers, tongue, everything=True),
    )


def _contact(dossier: Dossier) -> Say:
    if not protected(dossier.report, "before"):
        return CONTACT
    return ALLOWED if dossier.whole else GUARDED


def _picture(desk: Desk, report: Report, photo: Photo) -> views.PhotoView:
    words = views.photo_words(desk.ground, report.kind, report.area, desk.tongue)
    return views.photo_view(photo.id, photo.width, photo.height, alt=words)


def _proof(desk: Desk, report: Report, photo: Photo) -> views.PhotoView:
    words = views.proof_words(desk.ground, report.kind, report.area, desk.tongue)
    return views.photo_view(photo.id, photo.width, photo.height, alt=words)
