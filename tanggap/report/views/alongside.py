"""Who else works on a report, in words: other units, teams, people outside the city hall."""

from functools import singledispatch

from msgspec import Struct

from tanggap.city.ground import Ground
from tanggap.city.terms import AgencySlug
from tanggap.kit.log import Happened
from tanggap.kit.words import Say, say
from tanggap.report import events as e
from tanggap.report.views.codes import DECLINE_WORDS, OUTSIDE_WORDS
from tanggap.report.views.parts import Tone

OUTSIDE = say("Pihak luar")


class Told(Struct, frozen=True, kw_only=True):
    """An event in words: what, in which tone, and who did it, as far as the event says."""

    words: Say
    tone: Tone = "moving"
    who: str | Say | None = None


def name_of(ground: Ground, agency: AgencySlug) -> str:
    """What an agency is called."""
    found = ground.agencies.get(agency)
    return found.name if found is not None else agency


@singledispatch
def told(event: Happened, ground: Ground) -> Told | None:
    """What somebody else did on a report, in words; None for an event that nobody is told of."""
    return None


@told.register
def _(event: e.HelpAsked, ground: Ground) -> Told:
    return Told(words=say("{agency} diminta membantu", agency=name_of(ground, event.agency)))


@told.register
def _(event: e.HelpAccepted, ground: Ground) -> Told:
    return Told(words=say("Ikut mengerjakan"), who=name_of(ground, event.agency))


@told.register
def _(event: e.HelpDeclined, ground: Ground) -> Told:
    return Told(
        words=say("Tidak bisa membantu: {reason}", reason=DECLINE_WORDS[event.reason]),
        tone="aside",
        who=name_of(ground, event.agency),
    )


@told.register
def _(event: e.HelpGiven, ground: Ground) -> Told:
    return Told(words=say("Bagiannya sudah dikerjakan"), who=name_of(ground, event.agency))


@told.register
def _(event: e.HelpWithdrawn, ground: Ground) -> Told:
    return Told(
        words=say("Bantuan {agency} tidak diperlukan lagi", agency=name_of(ground, event.agency)),
        tone="aside",
    )


@told.register
def _(event: e.TeamSent, ground: Ground) -> Told:
    if event.team is None:
        return Told(words=say("Ditarik dari timnya"), tone="aside")
    return Told(words=say("Diserahkan kepada satu tim"))


@told.register
def _(event: e.OutsideAsked, ground: Ground) -> Told:
    return Told(words=say("Pihak luar diminta menjawab sampai {day}", day=event.answer_by))


@told.register
def _(event: e.OutsideAnswered, ground: Ground) -> Told:
    if event.until is not None:
        return Told(words=say("Pihak luar minta waktu sampai {day}", day=event.until), who=OUTSIDE)
    return Told(words=OUTSIDE_WORDS[event.answer], who=OUTSIDE)


@told.register
def _(event: e.OutsideRenewed, ground: Ground) -> Told:
    return Told(words=say("Tautan pihak luar diperbarui"), tone="aside")


@told.register
def _(event: e.OutsideRevoked, ground: Ground) -> Told:
    return Told(words=say("Tautan pihak luar dicabut"), tone="aside")
