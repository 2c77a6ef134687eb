"""What moderation adds to a report's page: what the public does not see, and how to say that it should not."""

from collections.abc import Sequence

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.offers import Part
from tanggap.city.rights import Act, can
from tanggap.journey.moderation import rules
from tanggap.kit.words import Say, say
from tanggap.report import number as numbers
from tanggap.report import parties
from tanggap.report import store as reports
from tanggap.report.choices import Choice, choices
from tanggap.report.photos import store as pictures
from tanggap.report.photos.rules import publishable
from tanggap.report.photos.store import ANSWER
from tanggap.report.questions import store as questions
from tanggap.report.report import HideReason, Report
from tanggap.report.screening.rules import covered, masked
from tanggap.report.views import Reader
from tanggap.report.views.codes import FLAG_WORDS, HIDE_WORDS, PERSONAL_WORDS


class KeptBack(Struct, frozen=True, kw_only=True):
    """What moderation/kept_back.html is given."""

    hidden: Say | None
    covered: tuple[Say, ...]
    photos: int


class FlagForm(Struct, frozen=True, kw_only=True):
    """What moderation/flag.html is given."""

    href: str
    reasons: tuple[Choice, ...]


class Moderating(Struct, frozen=True, kw_only=True):
    """What moderation/moderating.html is given."""

    href: str | None
    photos: tuple[str, ...]
    reasons: tuple[Choice, ...] = ()
    hide: bool = False
    hide_photos: tuple[str, ...] = ()


async def kept_back(desk: Desk, report: Report, reader: Reader) -> KeptBack | None:
    """What the public does not see of a report, told to its reporter and to staff."""
    if reader is Reader.PUBLIC or (report.listed is False and report.hidden is None):
        return None
    words = await reports.words(desk.db, report)
    photos = await pictures.of_report(desk.db, report)
    waiting = [
        each for each in photos if each.role != ANSWER and not publishable(each.screening, report.sensitivity)
    ]
    answers = await questions.of_report(desk.db, report)
    said = [each for answer in answers if answer.public for each in answer.said if isinstance(each, str)]
    found = _covered([words.text or "", words.landmark or "", *said])
    if report.hidden is None and not found and not waiting:
        return None
    return KeptBack(hidden=_hidden(report, reader), covered=found, photos=len(waiting))


def _covered(texts: Sequence[str]) -> tuple[Say, ...]:
    found = [each for text in texts for each in covered(masked(text).findings)]
    return tuple(PERSONAL_WORDS[each] for each in dict.fromkeys(found))


def _hidden(report: Report, reader: Reader) -> Say | None:
    if report.hidden is None:
        return None
    if reader is Reader.REPORTER and report.hidden.automatic:
        return say("Laporan ini sedang diperiksa sebelum tampil untuk umum. Penanganannya tetap berjalan.")
    return say(
        "Laporan ini tidak tampil untuk umum: {reason}. Penanganannya tetap berjalan.",
        reason=HIDE_WORDS[report.hidden],
    )


async def flag_form(desk: Desk, report: Report, reader: Reader) -> FlagForm | None:
    """For a reader of the public: a way to say that this should not be here."""
    if reader is not Reader.PUBLIC:
        return None
    number = numbers.show(desk.ground.known.code, report.number)
    return FlagForm(href=f"/reports/{number}/flag", reasons=choices(FLAG_WORDS))


async def moderating(desk: Desk, report: Report, reader: Reader) -> Moderating | None:
    """For the coordinator the way to where it is hidden and shown, for the unit that holds it to where photos are covered."""
    if reader is not Reader.STAFF:
        return None
    href = f"/held/{numbers.show(desk.ground.known.code, report.number)}"
    if can(desk.actor, Act.TRIAGE, report):
        return await _of_coordinator(desk, report, href)
    if not rules.may_cover(parties.parties(desk.ground, desk.actor, report)):
        return None
    photos = await pictures.of_report(desk.db, report)
    return Moderating(
        href=None,
        photos=tuple(
            f"{href}/photos/{each.id}"
            for each in photos
            if each.role != ANSWER and publishable(each.screening, report.sensitivity)
        ),
    )


async def _of_coordinator(desk: Desk, report: Report, href: str) -> Moderating:
    """What can be hidden at once, each by one press: the likeliest reason of such haste is chosen already."""
    photos = await pictures.of_report(desk.db, report)
    return Moderating(
        href=href,
        photos=(),
        reasons=choices({each: HIDE_WORDS[each] for each in rules.CHOSEN}, chosen=HideReason.SAFETY),
        hide=report.hidden is None or report.hidden.automatic,
        hide_photos=tuple(
            f"{href}/photos/{each.id}"
            for each in photos
            if each.role != ANSWER and publishable(each.screening, report.sensitivity)
        ),
    )


PARTS = (
    Part(name="kept_back", place="story", order=10, template="moderation/kept_back.html", look=kept_back),
    Part(name="flag", place="acts", order=90, template="moderation/flag.html", look=flag_form),
    Part(name="moderating", place="acts", order=95, template="moderation/moderating.html", look=moderating),
)
