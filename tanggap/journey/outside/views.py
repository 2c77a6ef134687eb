"""What a unit's page shows of what it asked outside, and what was answered."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.desk import Desk
from tanggap.city.hearing.rules import MAIL
from tanggap.city.rights import Act, can
from tanggap.journey.outside import actions, rules, store
from tanggap.journey.outside.answering import answers, last_day
from tanggap.journey.outside.rules import Request, Standing
from tanggap.kit.log import Heard, history
from tanggap.kit.web.pages import Setting
from tanggap.kit.words import Say, say
from tanggap.report import number as numbers
from tanggap.report import parties, views
from tanggap.report import store as reports
from tanggap.report.choices import NO_REFUSAL, Option, Refusal
from tanggap.report.parties import Handling
from tanggap.report.photos import store as pictures
from tanggap.report.photos.store import Photo
from tanggap.report.purposes import actions as purposes
from tanggap.report.report import OutsideAnswer, PhotoId, Report, Status, TaskId
from tanggap.report.store import Note
from tanggap.report.transitions import Party
from tanggap.report.views.codes import OUTSIDE_WORDS

LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}


class AnswerView(Struct, frozen=True, kw_only=True):
    """One answer of a party; ``words`` are ours, ``text`` theirs."""

    at: datetime
    words: Say
    text: str | None
    photos: tuple[views.PhotoView, ...] = ()


class ProofView(Struct, frozen=True, kw_only=True):
    """The form that makes the unit's proof of an answer: what they wrote, and their pictures by id."""

    text: str
    photos: tuple[tuple[str, views.PhotoView], ...]


class RequestView(Struct, frozen=True, kw_only=True):
    """One request as the unit sees it; ``link`` is a whole address, None once it opens nothing."""

    id: str
    party: str | Say
    question: str | None
    at: datetime
    answer_by: date
    late: bool
    ended: Say | None
    link: str | None
    mailed: bool
    renew: str | None
    revoke: str | None
    answers: tuple[AnswerView, ...]
    proof: ProofView | None


class OutsidePage(Struct, frozen=True, kw_only=True):
    """What outside/outside.html is given."""

    number: str
    title: str
    href: str
    back: str
    back_word: Say
    may_ask: bool
    mail: bool
    shared: Say | None
    requests: tuple[RequestView, ...]
    languages: tuple[Option, ...]
    first: date
    last: date
    until: str
    errors: dict[str, Say]
    given: dict[str, str]


class _Known(Struct, frozen=True, kw_only=True):
    """What is known of a report while its page is made."""

    handling: Handling
    happened: Sequence[Heard]
    notes: dict[int, Note]
    photos: dict[PhotoId, Photo]

    def written(self, nth: int) -> str | None:
        """The words that go with an event."""
        note = self.notes.get(nth)
        return note.text if note is not None else None


async def outside_page(
    desk: Desk, task: UUID, report: Report, setting: Setting, *, refusal: Refusal = NO_REFUSAL
) -> OutsidePage:
    """What was asked of parties about a task's report, and the form to ask another. Raises PurposeFirst."""
    await purposes.require(desk, report)
    now, href = desk.now(), f"/tasks/{task}/outside"
    handling = Handling(report=report, by=parties.parties(desk.ground, desk.actor, report))
    asked = await store.of_report(desk.db, desk.city, report.id)
    known = _Known(
        handling=handling,
        happened=await history(desk.db, desk.city, report.id),
        notes=await reports.notes(desk.db, report),
        photos={each.id: each for each in await pictures.of_report(desk.db, report)},
    )
    words = await reports.words(desk.db, report)
    bench = can(desk.actor, Act.BENCH)
    today, last = desk.ground.calendar.day_of(now), last_day(desk, actions.expiry(desk, now))
    return OutsidePage(
        number=numbers.show(desk.ground.known.code, report.number),
        title=views.title(
            desk.ground, report.kind, report.area, words.text, desk.tongue, reader=views.Reader.STAFF
        ),
        href=href,
        back=f"/tasks/{task}" if bench else views.report_path(desk.ground, report.number),
        back_word=say("Tugas") if bench else say("Laporan"),
        may_ask=rules.may_ask(handling, TaskId(task)),
        mail=MAIL in desk.tools.reachable,
        shared=_shared(known, asked, now),
        requests=_one_proof(_request(desk, each, known, setting) for each in asked),
        languages=tuple(
            Option(
                value=each, name=LANGUAGES.get(each, each), chosen=refusal.given.get("ask-language") == each
            )
            for each in desk.ground.city.languages
        ),
        first=today + timedelta(days=1),
        last=last,
        until=refusal.given.get("ask-until", (min(last, today + rules.TERM)).isoformat()),
        errors=refusal.errors,
        given=refusal.given,
    )


def _one_proof(shown: Iterable[RequestView]) -> tuple[RequestView, ...]:
    """The newest answer that may become a proof has the form for it: a page has room for one."""
    found: list[RequestView] = []
    for each in shown:
        spent = any(one.proof is not None for one in found)
        found.append(replace(each, proof=None) if spent else each)
    return tuple(found)


def _shared(known: _Known, asked: Sequence[Request], now: datetime) -> Say | None:
    """How much of the time since the unit holds the task was with parties; the unit's clock ran all the while."""
    lead = known.handling.report.lead
    mine = [each for each in asked if lead is not None and each.task == lead.id]
    if lead is None or not mine:
        return None
    spans = [rules.Span(began_at=each.asked_at, ended_at=_until(each, known, now)) for each in mine]
    return say(
        "{out} pada pihak luar, dari {all} sejak unit memegang tugas ini. Waktu unit tetap berjalan.",
        out=rules.with_parties(spans),
        all=now - lead.opened_at,
    )


def _until(request: Request, known: _Known, now: datetime) -> datetime:
    ended = [request.ended_at] if request.ended_at is not None else []
    return min([*ended, request.expires_at, now])


def _request(desk: Desk, request: Request, known: _Known, setting: Setting) -> RequestView:
    report, now = known.handling.report, desk.now()
    standing = rules.standing(request, report, now=now)
    who = actions.party_of(desk, request)
    may = rules.may_ask(known.handling, request.task)
    open_now = standing is Standing.OPEN
    below = f"/tasks/{request.task}/outside/{request.id}"
    return RequestView(
        id=str(request.id),
        party=who.name if who is not None else say("Nama sudah dihapus"),
        question=known.written(request.nth),
        at=request.asked_at,
        answer_by=request.answer_by,
        late=open_now and desk.ground.calendar.day_of(now) > request.answer_by,
        ended=rules.STANDING_WORDS.get(standing),
        link=setting.base_url + setting.path(actions.path_of(desk, request)) if open_now and may else None,
        mailed=who is not None and who.email is not None and MAIL in desk.tools.reachable,
        renew=f"{below}/renewal" if may and standing in rules.RENEWABLE else None,
        revoke=f"{below}/revocation" if may and open_now else None,
        answers=tuple(
            AnswerView(
                at=heard.happened_at,
                words=answer_words(event.answer, event.until),
                text=known.written(heard.nth),
                photos=_pictures(desk, known, event.photos),
            )
            for heard, event in reversed(answers(known.happened, request.id))
        ),
        proof=_proof(desk, request, known),
    )


def _proof(desk: Desk, request: Request, known: _Known) -> ProofView | None:
    """The way from a party's "done" to the unit's proof, while the unit that holds the task works on it."""
    report, said = known.handling.report, answers(known.happened, request.id)
    done = [heard for heard, event in said if event.answer is OutsideAnswer.DONE]
    working = report.status is Status.IN_PROGRESS and Party.ACTING_UNIT in known.handling.by
    if not done or not working or report.lead is None or report.lead.id != request.task:
        return None
    sent = [each for _, event in said for each in event.photos if each in known.photos]
    return ProofView(
        text=known.written(done[-1].nth) or "",
        photos=tuple(zip(map(str, sent), _pictures(desk, known, sent), strict=True)),
    )


def answer_words(answer: OutsideAnswer, until: date | None) -> Say:
    """An answer in our words."""
    if until is not None:
        return say("Pihak luar minta waktu sampai {day}", day=until)
    return OUTSIDE_WORDS[answer]


def _pictures(desk: Desk, known: _Known, wanted: Sequence[PhotoId]) -> tuple[views.PhotoView, ...]:
    report = known.handling.report
    alt = views.proof_words(desk.ground, report.kind, report.area, desk.tongue)
    photos = [known.photos[each] for each in wanted if each in known.photos]
    return tuple(views.photo_view(each.id, each.width, each.height, alt=alt) for each in photos)
