"""What a link shows to somebody outside: no more than what they need, and never who reported."""

from datetime import date, timedelta

from msgspec import Struct

from tanggap.city.areas.drawing import Outline, outline
from tanggap.city.desk import Desk
from tanggap.journey.outside import rules
from tanggap.journey.outside.answering import Opened, answers, last_day
from tanggap.journey.outside.views import AnswerView
from tanggap.kit.log import history
from tanggap.kit.words import Say, say
from tanggap.report import number as numbers
from tanggap.report import store as reports
from tanggap.report import views
from tanggap.report.choices import NO_REFUSAL, Choice, Refusal
from tanggap.report.photos import store as pictures
from tanggap.report.photos.store import Photo
from tanggap.report.report import OutsideAnswer, Report

ANSWER_WORDS = {
    OutsideAnswer.ACCEPTED: say("Ya, kami kerjakan"),
    OutsideAnswer.DONE: say("Sudah selesai dikerjakan"),
    OutsideAnswer.LATER: say("Perlu waktu lebih"),
    OutsideAnswer.NOT_OURS: say("Bukan urusan kami"),
}
_FILES = ((800, "avif"), (800, "webp"), (800, "jpeg"), (1600, "jpeg"))


class Matter(Struct, frozen=True, kw_only=True):
    """All a party is told of a report."""

    number: str
    kind: views.KindSign
    place: views.PlaceView
    outline: Outline | None
    area: str
    map_href: str | None
    photos: tuple[views.PhotoView, ...]
    text: str | None
    question: str | None
    unit: str
    answer_by: date
    first: date
    last: date
    answers: tuple[AnswerView, ...]
    choices: tuple[Choice, ...]


class PartyPage(Struct, frozen=True, kw_only=True):
    """What outside/party.html is given; without ``matter`` the link opens nothing, and ``ended`` says why."""

    href: str
    ended: Say | None
    matter: Matter | None
    errors: dict[str, Say]
    given: dict[str, str]


async def party_page(desk: Desk, token: str, opened: Opened, *, refusal: Refusal = NO_REFUSAL) -> PartyPage:
    """What a link shows: what is asked, or why it opens nothing any more."""
    ended = rules.why_ended(opened.standing)
    return PartyPage(
        href=f"/outside/{token}",
        ended=ended,
        matter=await _matter(desk, token, opened) if ended is None else None,
        errors=refusal.errors,
        given=refusal.given,
    )


async def _matter(desk: Desk, token: str, opened: Opened) -> Matter:
    """Of a report hidden from the public nothing its reporter wrote or photographed is told: nobody has looked yet."""
    report, request, ground = opened.report, opened.request, desk.ground
    words = await reports.words(desk.db, report)
    place = await reports.place(desk.db, report)
    notes = await reports.notes(desk.db, report)
    happened = await history(desk.db, desk.city, report.id)
    point = (
        (place.lon, place.lat)
        if place is not None and place.lon is not None and place.lat is not None
        else None
    )
    fit = report.hidden is None
    photos = [each for each in await pictures.of_report(desk.db, report) if fit and fit_to_see(each, report)]
    note = notes.get(request.nth)
    holder = ground.agencies.get(report.agency) if report.agency is not None else None
    return Matter(
        number=numbers.show(ground.known.code, report.number),
        kind=views.kind_sign(ground, report.kind, desk.tongue),
        place=views.place_view(
            ground,
            report.area,
            desk.tongue,
            landmark=words.landmark if fit else None,
            out_of_area=report.out_of_area,
        ),
        outline=outline(ground.area(report.area), *point) if point is not None else None,
        area=views.area_name(ground, report.area, desk.tongue),
        map_href=f"geo:{point[1]:.6f},{point[0]:.6f}" if point is not None else None,
        photos=tuple(_party_photo(desk, token, report, each) for each in photos),
        text=views.told_text(words.text, reader=views.Reader.PUBLIC) if fit else None,
        question=note.text if note is not None else None,
        unit=holder.name if holder is not None else ground.known.name,
        answer_by=request.answer_by,
        first=ground.calendar.day_of(desk.now()) + timedelta(days=1),
        last=last_day(desk, request.expires_at),
        answers=tuple(
            AnswerView(
                at=heard.happened_at,
                words=ANSWER_WORDS[event.answer],
                text=written.text if (written := notes.get(heard.nth)) is not None else None,
            )
            for heard, event in reversed(answers(happened, request.id))
        ),
        choices=tuple(Choice(value=each, word=word) for each, word in ANSWER_WORDS.items()),
    )


def fit_to_see(photo: Photo, report: Report) -> bool:
    """Whether a party sees a picture: how it was, as the public would see it."""
    return photo.role == "before" and views.may_see(photo, report, reader=views.Reader.PUBLIC)


def _party_photo(desk: Desk, token: str, report: Report, photo: Photo) -> views.PhotoView:
    shown = views.photo_view(
        photo.id,
        photo.width,
        photo.height,
        alt=views.photo_words(desk.ground, report.kind, report.area, desk.tongue),
    )
    avif, webp, jpeg, full = (f"/outside/{token}/photos/{photo.id}/{side}.{kind}" for side, kind in _FILES)
    return views.PhotoView(
        avif=avif, webp=webp, jpeg=jpeg, full=full, width=shown.width, height=shown.height, alt=shown.alt
    )
