"""The pages of what is kept from the public: the queue, one report, one picture."""

from datetime import datetime

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.rights import Act, Role, can
from tanggap.journey.moderation import rules, store
from tanggap.journey.moderation.flags import store as flags
from tanggap.journey.moderation.remarks.held import HeldWords, held_words
from tanggap.journey.moderation.store import Waiting
from tanggap.kit.words import Say, say
from tanggap.report import number as numbers
from tanggap.report import parties, views
from tanggap.report import store as reports
from tanggap.report.choices import Choice, choices
from tanggap.report.photos import store as pictures
from tanggap.report.photos.rules import Screening, publishable
from tanggap.report.photos.store import ANSWER, Photo
from tanggap.report.purposes import actions as purposes
from tanggap.report.report import PhotoId, Report
from tanggap.report.views import Reader
from tanggap.report.views.codes import FLAG_WORDS, HIDE_WORDS

PAGE = 50


class HeldRow(Struct, frozen=True, kw_only=True):
    """A report somebody must look at, and why."""

    href: str
    number: str
    title: str
    place: str
    at: datetime
    why: Say


class HeldPage(Struct, frozen=True, kw_only=True):
    """What moderation/held.html is given."""

    rows: tuple[HeldRow, ...]
    count: int
    words: tuple[HeldWords, ...]
    hiding: tuple[Choice, ...]
    previous: str | None
    next: str | None


class HeldPhoto(Struct, frozen=True, kw_only=True):
    """A picture, what is known of it, and where what is covered in it is changed."""

    href: str
    photo: views.PhotoView
    state: Say
    waits: bool
    hidden: bool = False


class HeldOnePage(Struct, frozen=True, kw_only=True):
    """What moderation/held_one.html is given."""

    number: str
    href: str
    report: str
    title: str
    text: str | None
    landmark: str | None
    public_text: str | None
    status: views.StatusMark
    hidden: Say | None
    flags: tuple[tuple[Say, int], ...]
    photos: tuple[HeldPhoto, ...]
    reasons: tuple[Choice, ...]
    may_hide: bool
    may_show: bool


class Cell(Struct, frozen=True, kw_only=True):
    """One field of the grid over a picture."""

    value: str
    row: int
    column: int
    ticked: bool


class PhotoPage(Struct, frozen=True, kw_only=True):
    """What moderation/photo.html is given."""

    number: str
    back: str
    href: str
    photo: views.PhotoView
    only_adds: bool
    cells: tuple[Cell, ...]


async def held_page(desk: Desk, *, page: int = 1) -> HeldPage:
    """What waits for this coordinator to be looked at."""
    areas = parties.reach(desk.actor, Role.COORDINATOR)
    found = await store.waiting(desk.db, desk.city, areas=areas, skip=PAGE * (page - 1), limit=PAGE + 1)
    shown = {each.report: each for each in found[:PAGE]}
    glimpses = await views.glimpses(desk.db, desk.city, list(shown))
    return HeldPage(
        rows=tuple(_row(desk, each, shown[each.id]) for each in glimpses),
        count=await store.waiting_count(desk.db, desk.city, areas=areas),
        words=await held_words(desk),
        hiding=choices(views.HIDE_REMARK_WORDS),
        previous=f"/held?page={page - 1}" if page > 1 else None,
        next=f"/held?page={page + 1}" if len(found) > PAGE else None,
    )


def _row(desk: Desk, glimpse: views.Glimpse, waiting: Waiting) -> HeldRow:
    number = numbers.show(desk.ground.known.code, glimpse.number)
    card = views.card(desk.ground, glimpse, desk.tongue, reader=Reader.STAFF)
    return HeldRow(
        href=f"/held/{number}",
        number=number,
        title=card.title,
        place=card.place,
        at=card.at,
        why=HIDE_WORDS[waiting.hidden]
        if waiting.hidden is not None
        else say("ada foto yang belum diperiksa"),
    )


async def held_one(desk: Desk, digits: int) -> HeldOnePage:
    """One report as it is and as the public would read it, and what may be decided. Raises Missing."""
    report = await parties.handled(desk, digits)
    await purposes.require(desk, report)
    words = await reports.words(desk.db, report)
    photos = [photo for photo in await pictures.of_report(desk.db, report) if photo.role != ANSWER]
    number = numbers.show(desk.ground.known.code, report.number)
    return HeldOnePage(
        number=number,
        href=f"/held/{number}",
        report=f"/reports/{number}",
        title=views.title(
            desk.ground, report.kind, report.area, words.text, desk.tongue, reader=Reader.STAFF
        ),
        text=words.text,
        landmark=words.landmark,
        public_text=_if_other(views.told_text(words.text, reader=Reader.PUBLIC), words.text),
        status=views.status_mark(report.status),
        hidden=HIDE_WORDS[report.hidden] if report.hidden is not None else None,
        flags=tuple(
            (FLAG_WORDS[each.reason], each.count) for each in await flags.flags(desk.db, desk.city, report.id)
        ),
        photos=tuple(_photo(desk, report, number, photo) for photo in photos),
        reasons=choices({reason: HIDE_WORDS[reason] for reason in rules.CHOSEN}),
        may_hide=report.hidden is None or report.hidden.automatic,
        may_show=report.hidden is not None,
    )


def _if_other(public: str | None, text: str | None) -> str | None:
    return public if public != text else None


_STATES = {
    Screening.CLEAR: say("Tidak ditemukan wajah atau pelat nomor."),
    Screening.FOUND: say("Wajah atau pelat nomor disamarkan otomatis."),
    Screening.FAILED: say("Belum bisa diperiksa otomatis. Tidak tampil untuk umum."),
    Screening.SETTLED: say("Sudah diperiksa petugas."),
    Screening.HIDDEN: say("Disembunyikan dari umum."),
}


def _photo(desk: Desk, report: Report, number: str, photo: Photo) -> HeldPhoto:
    return HeldPhoto(
        href=f"/held/{number}/photos/{photo.id}",
        photo=_view(desk, report, photo),
        state=_STATES[photo.screening],
        waits=photo.screening is not Screening.HIDDEN
        and not publishable(photo.screening, report.sensitivity),
        hidden=photo.screening is Screening.HIDDEN,
    )


def _view(desk: Desk, report: Report, photo: Photo) -> views.PhotoView:
    alt = views.photo_words(desk.ground, report.kind, report.area, desk.tongue)
    return views.photo_view(photo.id, photo.width, photo.height, alt=alt)


def back_from_photo(desk: Desk, report: Report) -> str:
    """Where whoever covers a picture came from: the queue's page of the report, or the report's own."""
    page = views.report_path(desk.ground, report.number)
    return page.replace("/reports/", "/held/") if can(desk.actor, Act.TRIAGE, report) else page


async def photo_page(desk: Desk, digits: int, photo: PhotoId) -> PhotoPage:
    """A picture under a grid in which what is covered is ticked. Raises Missing."""
    report = await parties.handled(desk, digits)
    by = parties.parties(desk.ground, desk.actor, report)
    if not rules.may_cover(by):
        raise rules.no_photo()
    await purposes.require(desk, report)
    found = await pictures.of_id(desk.db, report, photo)
    await purposes.open_to_cover(desk, report)
    number = numbers.show(desk.ground.known.code, report.number)
    return PhotoPage(
        number=number,
        back=back_from_photo(desk, report),
        href=f"/held/{number}/photos/{photo}",
        photo=_view(desk, report, found),
        only_adds=rules.only_adds(by),
        cells=tuple(
            Cell(
                value=f"{row}-{column}",
                row=row + 1,
                column=column + 1,
                ticked=any(rules.touches(box, row, column) for box in found.covers),
            )
            for row in range(rules.ROWS)
            for column in range(rules.COLUMNS)
        ),
    )
