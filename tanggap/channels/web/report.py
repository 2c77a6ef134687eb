"""A report's page: where it stands, who holds it, until when, what comes next."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from tanggap.channels.web.reasons import reason_in
from tanggap.channels.web.sharing import report_shared
from tanggap.city.desk import Desk
from tanggap.journey.feedback.rules import Allowed, allowed_now
from tanggap.kit.log import history
from tanggap.kit.web import Page, Request, get
from tanggap.kit.web.shared import Shared
from tanggap.kit.words import Say, say
from tanggap.report import number as numbers
from tanggap.report import store as reports
from tanggap.report import views
from tanggap.report.closing import disputable_until
from tanggap.report.events import Erased
from tanggap.report.finding import find
from tanggap.report.photos import store as pictures
from tanggap.report.photos.store import Photo
from tanggap.report.purposes import actions as purposes
from tanggap.report.purposes.rules import has_copy
from tanggap.report.report import Report, Status, Visibility
from tanggap.report.views import (
    DueClock,
    Entry,
    Holder,
    KindSign,
    PhotoView,
    PlaceView,
    Reader,
    StatusMark,
)
from tanggap.report.views.maps import map_page
from tanggap.report.views.store import brought

NEXT: Mapping[Status, Say] = {
    Status.RECEIVED: say("Petugas membaca laporan ini, lalu meneruskannya ke yang berwenang."),
    Status.NEEDS_INFO: say("Petugas menunggu jawaban pelapor. Selama itu batas waktu berhenti."),
    Status.VERIFIED: say("Laporan lengkap dan segera diteruskan ke yang berwenang."),
    Status.COORDINATING: say("Unit lain sedang diminta mengambil alih."),
    Status.DISPOSED: say("Berikutnya petugas menerima tugas ini."),
    Status.IN_PROGRESS: say("Petugas sedang mengerjakannya. Berikutnya hasil kerja dengan foto."),
    Status.ON_HOLD: say("Pekerjaan ditunda dan akan ditinjau lagi."),
    Status.RESOLVED: say("Sudah dikerjakan. Berikutnya hasilnya diperiksa orang lain."),
    Status.CLOSED: say("Selesai dan sudah diperiksa."),
    Status.REOPENED: say("Dinyatakan belum beres. Unit yang sama mengerjakannya lagi."),
    Status.REJECTED: say("Laporan ini tidak diteruskan. Alasannya ada di perjalanan laporan."),
    Status.MERGED: say("Laporan ini mengikuti laporan lain tentang masalah yang sama."),
    Status.WITHDRAWN: say("Laporan ini dicabut oleh pelapornya."),
}
_KEPT_BACK: Mapping[Visibility, Say] = {
    Visibility.ANONYMOUS: say("Anonim"),
    Visibility.CONFIDENTIAL: say("Rahasia"),
}


class Rating(Struct, frozen=True, kw_only=True):
    """The reporter's stars, 1 to 5; the comment is between them and the office."""

    stars: int
    comment: str | None


class Shown(Struct, frozen=True, kw_only=True):
    """What another room adds to this page: its template, which finds ``part`` there."""

    place: Literal["story", "acts"]
    template: str
    part: Any


class ReportPage(Struct, frozen=True, kw_only=True):
    """What web/report.html is given."""

    number: str
    href: str
    own: bool
    title: str
    text: str | None
    kind: KindSign
    status: StatusMark
    next: Say
    holder: Holder | None
    due: DueClock | None
    place: PlaceView
    at: datetime
    photos: tuple[PhotoView, ...]
    before: PhotoView | None
    after: PhotoView | None
    timeline: tuple[Entry, ...]
    visibility: Say | None
    question: str | None
    rating: Rating | None
    may: Allowed
    parts: tuple[Shown, ...] = ()
    erased: bool = False
    shared: Shared | None = None


@get("/reports/{number:str}", act="anyone")
async def show_report(number: str, desk: Desk, request: Request[Any, Any, Any]) -> Page:
    """Everything this reader may know of a report, and what its reporter may do with it now."""
    report, reader = await find(desk, number)
    if reader is Reader.STAFF:
        await purposes.require(desk, report)
    page = await _page(desk, report, reader)
    page = replace(page, shared=report_shared(desk, request, report))
    return map_page(desk.ground, "web/report.html", page, keep=reader is Reader.PUBLIC)


async def _page(desk: Desk, report: Report, reader: Reader) -> ReportPage:
    ground, tongue, now = desk.ground, desk.tongue, desk.now()
    words = await reports.words(desk.db, report)
    photos = [
        photo
        for photo in await pictures.of_report(desk.db, report)
        if views.may_see(photo, report, reader=reader)
        and (reader is not Reader.STAFF or has_copy(report, photo.role, photo.screening))
    ]
    notes = await reports.notes(desk.db, report)
    happened = await history(desk.db, desk.city, report.id)
    own = reader is Reader.REPORTER
    question = views.waiting_question(happened, notes) if reader is not Reader.PUBLIC else None
    before, after = _pair(desk, report, photos)
    due_at = report.due_at and views.promised_at(report.due_at, report, reader=reader, zone=ground.zone)
    return ReportPage(
        number=numbers.show(ground.known.code, report.number),
        href=views.report_path(ground, report.number),
        own=own,
        title=views.title(ground, report.kind, report.area, words.text, tongue, reader=reader),
        text=views.told_text(words.text, reader=reader),
        kind=views.kind_sign(ground, report.kind, tongue),
        status=views.status_mark(report.status),
        next=NEXT[report.status],
        holder=views.holder(ground, report.agency, reason_in(desk, report, happened)),
        due=views.due_clock(report.status, due_at, now),
        place=views.place_view(
            ground,
            report.area,
            tongue,
            landmark=words.landmark,
            out_of_area=report.out_of_area,
            reader=reader,
        ),
        at=views.told_at(report.received_at, report, reader=reader, zone=ground.zone),
        photos=tuple(_view(desk, report, photo) for photo in photos),
        before=before,
        after=after,
        timeline=views.entries(
            ground,
            report,
            happened,
            tongue,
            reader=reader,
            notes=notes,
            photos=photos,
            brought=await brought(desk.db, desk.city, report.id) if reader is Reader.STAFF else {},
        ),
        visibility=_KEPT_BACK.get(report.visibility) if reader is not Reader.PUBLIC else None,
        question=question,
        rating=Rating(
            stars=report.stars,
            comment=views.rating_words(happened, notes) if reader is not Reader.PUBLIC else None,
        )
        if report.stars is not None
        else None,
        may=allowed_now(
            report,
            question=question is not None,
            dispute_until=disputable_until(ground, report),
            now=now,
        )
        if own
        else Allowed(),
        parts=tuple([shown async for shown in _parts(desk, report, reader)]),
        erased=any(heard.kind == Erased.__name__ for heard in happened),
    )


async def _parts(desk: Desk, report: Report, reader: Reader) -> AsyncGenerator[Shown]:
    for each in desk.offers.parts:
        if each.place == "task":
            continue
        part = await each.look(desk, report, reader)
        if part is not None:
            yield Shown(place=each.place, template=each.template, part=part)


def _pair(
    desk: Desk, report: Report, photos: Sequence[Photo]
) -> tuple[PhotoView, PhotoView] | tuple[None, None]:
    """How it was and how it is, as soon as there is a picture of both."""
    before = next((photo for photo in photos if photo.role == "before"), None)
    after = next((photo for photo in reversed(photos) if photo.role == "after"), None)
    if before is None or after is None:
        return None, None
    return _view(desk, report, before), _view(desk, report, after)


def _view(desk: Desk, report: Report, photo: Photo) -> PhotoView:
    words = views.proof_words if photo.role == "after" else views.photo_words
    alt = words(desk.ground, report.kind, report.area, desk.tongue)
    return views.photo_view(photo.id, photo.width, photo.height, alt=alt)
