"""Who is looking at a report, and how exactly they may see it (DOMAIN 4.3, ARCHITECTURE 8)."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from tanggap.city.ground import Ground
from tanggap.city.packs.pack import Sensitivity
from tanggap.city.rights import Act, Actor
from tanggap.kit.errors import Missing
from tanggap.kit.words import say
from tanggap.report.parties import may_know
from tanggap.report.report import Report, Visibility
from tanggap.report.screening.rules import masked

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_HANDLERS = (Act.WORK, Act.TRIAGE, Act.VERIFY, Act.READ_ALL)


class Reader(StrEnum):
    """In what capacity somebody reads one report."""

    PUBLIC = "public"
    REPORTER = "reporter"
    STAFF = "staff"


def reader_of(ground: Ground, actor: Actor, report: Report, *, own: bool) -> Reader:
    """As whom somebody may read a report; ``own`` when their browser holds it or they showed its key.

    Raises Missing when they may not know of it: the same as if there were none.
    """
    if may_know(ground, actor, report):
        return Reader.STAFF
    if own:
        return Reader.REPORTER
    if report.listed:
        return Reader.PUBLIC
    raise Missing(say("Laporan ini tidak ditemukan. Periksa lagi nomornya."))


class Shown(Protocol):
    """What decides how exactly a report's moments may be told."""

    @property
    def visibility(self) -> Visibility:
        """What its reporter lets be seen."""
        ...

    @property
    def sensitivity(self) -> Sensitivity:
        """How far its kind may be seen."""
        ...


def told_text(text: str | None, *, reader: Reader) -> str | None:
    """Somebody's words as this reader may have them: to the public what is personal in them is covered.

    Every page, feed and answer for programs that shows words of people takes them from here.
    """
    return masked(text).text if text and reader is Reader.PUBLIC else text


def told_at(moment: datetime, report: Shown, *, reader: Reader, zone: ZoneInfo) -> datetime:
    """A moment as exactly as this reader may know it: to the day for a blurred kind, to the hour for an anonymous one."""
    if reader is not Reader.PUBLIC:
        return moment
    local = moment.astimezone(zone)
    if report.sensitivity is Sensitivity.BLURRED:
        return local.replace(hour=0, minute=0, second=0, microsecond=0)
    if report.visibility is Visibility.ANONYMOUS:
        return local.replace(minute=0, second=0, microsecond=0)
    return moment


def promised_at(moment: datetime, report: Shown, *, reader: Reader, zone: ZoneInfo) -> datetime:
    """A limit as exactly as this reader may know it; rounded up, so that nothing is called late too early."""
    told = told_at(moment, report, reader=reader, zone=zone)
    if told == moment:
        return moment
    return told + (_DAY if report.sensitivity is Sensitivity.BLURRED else _HOUR)
