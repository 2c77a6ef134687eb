"""Tells people outside the app, on their devices or by mail: reporters, those who say the same, staff for whom time runs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city import hearing
from tanggap.city.desk import Desk
from tanggap.city.hearing import Mail, Pace, Topic, Way, Word
from tanggap.city.hearing.store import lookup_of
from tanggap.city.owed import Letter
from tanggap.city.people import store as people
from tanggap.city.terms import PersonId
from tanggap.journey.notices.concerned.store import Concerned
from tanggap.journey.notices.told import Told
from tanggap.kit.log import Happened
from tanggap.kit.words import Say, say
from tanggap.report import contacts
from tanggap.report.contacts import Kept
from tanggap.report.events import KindChanged, Moved, Received, Reminded, Step
from tanggap.report.report import Reach, ReportId, Status
from tanggap.report.reporter import store as reporters
from tanggap.report.supporters.store import Seated
from tanggap.report.views import status_mark

_EMERGENCY = say("Tugas darurat")


class Known(Struct, frozen=True, kw_only=True):
    """Who there is to tell: the seats of those who hold a report and of those who support it, and the contacts left."""

    holders: Mapping[ReportId, tuple[bytes, ...]]
    left: Mapping[ReportId, Kept]
    supporting: Mapping[ReportId, Sequence[Seated]]
    left_by_supporters: Mapping[UUID, Kept]
    addresses: Mapping[PersonId, str]


async def tell(desk: Desk, told: Sequence[Told], supporting: Mapping[ReportId, Sequence[Seated]]) -> None:
    """Tell everybody concerned of these events, each once of each event, whatever they are to its report.

    Reporters come first, for they are told the most, and those who only support it last.
    """
    mailed = [each for each in told if each.news.mail]
    own = {each.report.id for each in mailed if each.news.reporter is not None}
    own |= {every.report.id for each in mailed for every in each.beside if every.follows}
    secrets = desk.tools.secrets
    known = Known(
        holders=await reporters.holders(desk.db, desk.city, own),
        left=await contacts.of_reports(desk.db, secrets, desk.city, own),
        supporting=supporting,
        left_by_supporters=await contacts.of_supporters(desk.db, secrets, desk.city, supporting),
        addresses=await people.addresses(
            desk.db,
            {person for each in told for person in (each.staff if each.news.pressing else each.called)},
        ),
    )
    ways = (_to_reporter, _to_followers, _to_supporters)
    words = [word for way in ways for each in mailed for word in way(desk, each, known)]
    await hearing.tell(desk, [*words, *(word for each in told for word in _to_staff(desk, each, known))])


def _to_reporter(desk: Desk, told: Told, known: Known) -> Iterator[Word]:
    if told.news.reporter is not None:
        yield _word(
            desk,
            told,
            told.news.topic,
            _letter(told, told.report, told.about.number, told.news.reporter),
            seats=known.holders.get(told.report.id, ()),
            kept=known.left.get(told.report.id),
        )


def _to_followers(desk: Desk, told: Told, known: Known) -> Iterator[Word]:
    """The reporters of what was merged into the report: a step of their own report, but no sooner than strangers."""
    for each in told.beside:
        if each.follows:
            yield _word(
                desk,
                told,
                Topic.STEPS,
                _letter(told, each.report, each.number, each.words),
                seats=known.holders.get(each.report.id, ()),
                kept=known.left.get(each.report.id),
                not_before=told.at,
            )


def _to_supporters(desk: Desk, told: Told, known: Known) -> Iterator[Word]:
    for each in told.beside:
        letter = _letter(told, each.report, each.number, each.words)
        for supporter in known.supporting.get(each.report.id, ()):
            if supporter.since <= told.at:
                yield _word(
                    desk,
                    told,
                    Topic.SUPPORTED,
                    letter,
                    seats=(supporter.seat,),
                    kept=known.left_by_supporters.get(supporter.id),
                    not_before=told.at,
                )


def _to_staff(desk: Desk, told: Told, known: Known) -> Iterator[Word]:
    """Those for whom time runs: on their devices, and by mail as soon as it has risen above the unit.

    And who serves now where it is an emergency: by any way there is, at once, for this is their duty and no wish of theirs.
    """
    if told.news.staff is None:
        return
    letter = _letter(told, told.report, told.about.number, told.news.staff)
    risen = told.news.pressing not in (None, Reach.UNIT)
    for person in sorted(told.staff if told.news.pressing is not None else told.called):
        called = person in told.called
        address = known.addresses.get(person) if risen or called else None
        lookup = lookup_of(desk.tools.secrets, address) if address is not None else None
        yield Word(
            topic=Topic.STEPS,
            thing=told.report.id,
            nth=told.heard.nth,
            letter=replace(
                letter,
                path=f"/reports/{told.about.number}",
                short=_EMERGENCY if called and letter.short is not None else letter.short,
            ),
            person=person,
            mail=Mail(recipient=person, lookup=lookup) if lookup is not None else None,
            emergency=called,
            way=Way.ANY if called else None,
            pace=Pace.AT_ONCE if called else None,
        )


def _word(
    desk: Desk,
    told: Told,
    topic: Topic,
    letter: Letter,
    *,
    seats: tuple[bytes, ...],
    kept: Kept | None,
    not_before: datetime | None = None,
) -> Word:
    report = told.report
    kind = desk.ground.kinds.get(report.kind) if report.kind is not None else None
    return Word(
        topic=topic,
        thing=report.id,
        nth=told.heard.nth,
        letter=letter,
        seats=seats,
        mail=_mail(kept),
        emergency=kind is not None and kind.emergency,
        not_before=not_before,
    )


def _mail(kept: Kept | None) -> Mail | None:
    if kept is None or not kept.contact.email or kept.lookup is None:
        return None
    return Mail(recipient=kept.id, lookup=kept.lookup)


def _letter(told: Told, report: Concerned, number: str, words: Say) -> Letter:
    return Letter(
        subject=say("Kabar laporan {number}", number=number),
        body=words,
        # Strangers find no page of a confidential report; its reporter does, with the key.
        path=f"/reports/{number}" if report.listed else "/track",
        short=_short(told.event) if report.listed else None,
    )


def _short(event: Happened) -> Say:
    """All a device is told of an event: the status it led to."""
    match event:
        case Step():
            return status_mark(event.now).word
        case Received():
            return status_mark(Status.RECEIVED).word
        case Moved() | KindChanged():
            return say("Laporan dibetulkan")
        case Reminded():
            return say("Batas waktu")
        case _:
            return say("Ada pertanyaan")
