"""Who may speak to an area, for how long, and how residents answer."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from msgspec import Struct

from tanggap.city.areas.area import Area
from tanggap.city.ground import Ground
from tanggap.city.rights import Actor, Role
from tanggap.city.terms import AgencySlug, AreaCode
from tanggap.kit.errors import Invalid, Refused
from tanggap.kit.words import say
from tanggap.report.parties import speaks_by, speaks_to
from tanggap.report.remarks.remark import RemarkState
from tanggap.report.remarks.screen import Finding
from tanggap.report.report import Report, Status

TITLE_MOST, TEXT_MOST = 120, 1500
DAYS_MOST = timedelta(days=60)
DAYS_USUAL = timedelta(days=14)
WORDS_AN_HOUR = 5
HOUR = timedelta(hours=1)

_OFFICE = (Role.LIAISON, Role.FIELD_OFFICER)


class Announcing(Struct, frozen=True, kw_only=True):
    """An announcement about to be made; the last day it stands is in it."""

    area: AreaCode
    agency: AgencySlug | None
    title: str
    text: str
    ends_on: date


def announcing(
    ground: Ground,
    actor: Actor,
    *,
    area: str | None,
    title: str | None,
    text: str | None,
    ends_on: date | None,
    today: date,
) -> Announcing:
    """An announcement this person may make here. Raises Invalid naming the field."""
    code = AreaCode(area or "")
    if ground.area(code) is None or not speaks_to(ground, actor, code):
        raise Invalid(say("Pilih wilayah yang Anda layani."), field="area")
    if title is None or len(title) > TITLE_MOST:
        raise Invalid(say("Tulis judul, paling panjang {most} huruf.", most=TITLE_MOST), field="title")
    if text is None or len(text) > TEXT_MOST:
        raise Invalid(say("Tulis isinya, paling panjang {most} huruf.", most=TEXT_MOST), field="text")
    last = ends_on or today + DAYS_USUAL
    if not today <= last <= today + DAYS_MOST:
        raise Invalid(
            say("Pilih hari terakhir antara hari ini dan {last}.", last=today + DAYS_MOST), field="until"
        )
    return Announcing(area=code, agency=_office(ground, actor, code), title=title, text=text, ends_on=last)


def areas_of(ground: Ground, actor: Actor) -> tuple[Area, ...]:
    """The areas somebody may speak to, by code."""
    return tuple(area for area in ground.areas.all() if speaks_to(ground, actor, area.code))


def standing(ends_on: date, withdrawn_at: datetime | None, *, today: date) -> bool:
    """Whether an announcement still stands."""
    return withdrawn_at is None and today <= ends_on


def require_patience(lately: int) -> None:
    """Let a resident write; ``lately`` is how often they did in the last hour. Raises Refused for too often."""
    if lately >= WORDS_AN_HOUR:
        raise Refused(say("Sudah {n} kali menulis dalam satu jam. Coba lagi nanti.", n=lately))


def state_of(findings: Sequence[Finding]) -> RemarkState:
    """Words with a finding wait until somebody has read them."""
    return RemarkState.HELD if findings else RemarkState.SHOWN


def require_thankable(report: Report, actor: Actor) -> None:
    """Let a thank you through. Raises Refused where nothing is finished, or for staff: a crew does not thank itself."""
    if report.status is not Status.CLOSED or not report.listed:
        raise Refused(say("Terima kasih bisa dikirim setelah laporan selesai."))
    if actor.staff:
        raise Refused(say("Petugas tidak bisa mengirim terima kasih untuk pekerjaan kota."))


def _office(ground: Ground, actor: Actor, area: AreaCode) -> AgencySlug | None:
    """The office somebody speaks for; none where they speak as the city's coordinator."""
    return next(
        (
            duty.agency
            for duty in actor.duties
            if duty.role in _OFFICE and duty.agency is not None and speaks_by(ground, duty, area)
        ),
        None,
    )
