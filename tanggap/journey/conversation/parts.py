"""On a report's page: what people say under it, and the form to say something."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.offers import Part
from tanggap.journey.conversation import actions
from tanggap.kit.words import Say, say
from tanggap.report import views
from tanggap.report.choices import Choice, choices
from tanggap.report.remarks import store as remarks
from tanggap.report.remarks.remark import About, Remark, RemarkReason, RemarkState, Speaker
from tanggap.report.remarks.rules import TEXT_MOST
from tanggap.report.report import Report

REASON_WORDS: Mapping[RemarkReason, Say] = {
    RemarkReason.PRIVACY: say("Memuat data pribadi"),
    RemarkReason.ABUSE: say("Menghina atau mengancam"),
    RemarkReason.SPAM: say("Iklan atau berulang"),
    RemarkReason.OFF_TOPIC: say("Tidak tentang laporan ini"),
}


class Comment(Struct, frozen=True, kw_only=True):
    """One remark as this reader sees it; ``held_back`` says why others do not."""

    who: str
    at: datetime
    text: str
    office: bool
    held_back: Say | None
    hide: str | None
    show: str | None


class ConversationPart(Struct, frozen=True, kw_only=True):
    """What conversation/part.html is given."""

    href: str
    comments: tuple[Comment, ...]
    reasons: tuple[Choice, ...]
    longest_text: int = TEXT_MOST


async def look(desk: Desk, report: Report, reader: views.Reader) -> ConversationPart:
    """What was said, as far as this reader may read it."""
    said = await remarks.about(desk.db, desk.city, About.REPORT, report.id)
    moderating = actions.may_moderate(desk)
    return ConversationPart(
        href=f"{views.report_path(desk.ground, report.number)}/comments",
        comments=tuple(
            _comment(desk, report, each, reader, moderating=moderating)
            for each in said
            if each.state is RemarkState.SHOWN or moderating or _own(desk, each)
        ),
        reasons=choices(REASON_WORDS) if moderating else (),
    )


def _own(desk: Desk, remark: Remark) -> bool:
    return remark.session is not None and remark.session == desk.actor.seat


def _comment(
    desk: Desk, report: Report, remark: Remark, reader: views.Reader, *, moderating: bool
) -> Comment:
    ground = desk.ground
    href = f"/comments/{remark.id}"
    hidden = remark.state is not RemarkState.SHOWN
    # A neighbour's number is no more the reporter's business than anybody else's.
    as_whom = reader if reader is views.Reader.STAFF else views.Reader.PUBLIC
    return Comment(
        who=_who(desk, remark),
        at=views.told_at(remark.at, report, reader=reader, zone=ground.zone),
        text=views.told_text(remark.text, reader=as_whom) or "",
        office=remark.speaker is Speaker.OFFICE,
        held_back=_held_back(remark) if hidden else None,
        hide=f"{href}/hiding" if moderating and not hidden else None,
        show=f"{href}/showing" if moderating and hidden else None,
    )


def _who(desk: Desk, remark: Remark) -> str:
    if remark.speaker is Speaker.REPORTER:
        return desk.tongue(say("Pelapor"))
    if remark.speaker is Speaker.OFFICE:
        office = desk.ground.agencies.get(remark.agency) if remark.agency is not None else None
        return office.name if office is not None else desk.tongue(say("Petugas kota"))
    return remark.alias


def _held_back(remark: Remark) -> Say:
    if remark.reason is not None:
        return say("Tidak ditampilkan: {reason}", reason=REASON_WORDS[remark.reason])
    return say("Diperiksa dulu sebelum tampil")


PARTS = (Part(name="conversation", place="story", order=50, template="conversation/part.html", look=look),)
