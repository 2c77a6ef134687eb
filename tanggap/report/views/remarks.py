"""What people said in public, as one reader sees it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.kit.words import Say, say
from tanggap.report.remarks.remark import Remark, RemarkReason, RemarkState, Speaker
from tanggap.report.remarks.screen import Finding, screen
from tanggap.report.views.reader import Reader, told_text

# Why a person takes words away; what readers flagged together is a reason of its own.
HIDE_REMARK_WORDS: Mapping[RemarkReason, Say] = {
    RemarkReason.PRIVACY: say("Memuat data pribadi"),
    RemarkReason.ABUSE: say("Menghina atau mengancam"),
    RemarkReason.SPAM: say("Iklan atau berulang"),
    RemarkReason.OFF_TOPIC: say("Tidak tentang hal ini"),
}
_FOUND: Mapping[Finding, Say] = {
    Finding.BLOCKED: say("memuat kata yang dilarang"),
    Finding.PERSONAL: say("memuat data pribadi"),
    Finding.LINK: say("memuat tautan"),
    Finding.SHOUTING: say("huruf besar semua"),
}


class Spoken(Struct, frozen=True, kw_only=True):
    """One remark as this reader sees it.

    ``held_back`` says why others do not, ``found`` what was found in it, for who decides; ``hide``, ``show`` and
    ``flag`` are where the forms post.
    """

    id: str
    who: str
    at: datetime
    text: str
    office: bool
    held_back: Say | None = None
    found: tuple[Say, ...] = ()
    hide: str | None = None
    show: str | None = None
    flag: str | None = None


def spoken(desk: Desk, remark: Remark, *, moderating: bool, at: datetime | None = None) -> Spoken | None:
    """A remark for this desk's reader; None where they may not read it. ``at``: when they are told it was."""
    actor, shown = desk.actor, remark.state is RemarkState.SHOWN
    own = remark.session is not None and remark.session == actor.seat
    if not (shown or own or moderating):
        return None
    reader = Reader.STAFF if moderating else Reader.REPORTER if own else Reader.PUBLIC
    href = f"/remarks/{remark.id}"
    return Spoken(
        id=str(remark.id),
        who=_who(desk, remark),
        at=at or remark.at,
        text=told_text(remark.text, reader=reader) or "",
        office=remark.speaker is Speaker.OFFICE,
        held_back=None if shown else _held_back(remark),
        found=_found(desk, remark) if moderating and not shown else (),
        hide=f"{href}/hiding" if moderating and remark.state is not RemarkState.HIDDEN else None,
        show=f"{href}/showing" if moderating and not shown else None,
        flag=f"{href}/flag"
        if shown and not (own or moderating or remark.speaker is Speaker.OFFICE)
        else None,
    )


def all_spoken(desk: Desk, remarks: Sequence[Remark], *, moderating: bool) -> tuple[Spoken, ...]:
    """Those of these remarks this desk's reader may read, in their order."""
    found = (spoken(desk, each, moderating=moderating) for each in remarks)
    return tuple(each for each in found if each is not None)


def _who(desk: Desk, remark: Remark) -> str:
    if remark.speaker is Speaker.REPORTER:
        return desk.tongue(say("Pelapor"))
    if remark.speaker is Speaker.OFFICE:
        office = desk.ground.agencies.get(remark.agency) if remark.agency is not None else None
        return office.name if office is not None else desk.tongue(say("Petugas kota"))
    return remark.alias


def _held_back(remark: Remark) -> Say:
    why = HIDE_REMARK_WORDS.get(remark.reason) if remark.reason is not None else None
    if remark.state is RemarkState.HIDDEN and why is not None:
        return say("Tidak ditampilkan: {reason}", reason=why)
    if remark.state is RemarkState.HIDDEN:
        return say("Tidak ditampilkan")
    return say("Diperiksa dulu sebelum tampil")


def _found(desk: Desk, remark: Remark) -> tuple[Say, ...]:
    found = screen(remark.text or "", blocked_words=desk.ground.city.blocked_words)
    flagged = (say("ditandai pembaca"),) if remark.reason is RemarkReason.FLAGS else ()
    return (*flagged, *(_FOUND[each] for each in found))
