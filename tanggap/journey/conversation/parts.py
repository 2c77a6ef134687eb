"""On a report's page: what people say under it, and the form to say something."""

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.offers import Part
from tanggap.city.rights import Act, can
from tanggap.report import views
from tanggap.report.choices import Choice, choices
from tanggap.report.remarks import store as remarks
from tanggap.report.remarks.remark import About
from tanggap.report.remarks.rules import TEXT_MOST
from tanggap.report.report import Report
from tanggap.report.views.codes import FLAG_WORDS


class ConversationPart(Struct, frozen=True, kw_only=True):
    """What conversation/part.html is given."""

    href: str
    said: tuple[views.Spoken, ...]
    hiding: tuple[Choice, ...]
    flagging: tuple[Choice, ...]
    longest_text: int = TEXT_MOST


async def look(desk: Desk, report: Report, reader: views.Reader) -> ConversationPart:
    """What was said, as far as this reader may read it."""
    moderating = reader is views.Reader.STAFF and can(desk.actor, Act.TRIAGE, report)
    found = await remarks.about(desk.db, desk.city, About.REPORT, report.id)
    said = (
        views.spoken(
            desk,
            each,
            moderating=moderating,
            at=views.told_at(each.at, report, reader=reader, zone=desk.ground.zone),
        )
        for each in found
    )
    return ConversationPart(
        href=f"{views.report_path(desk.ground, report.number)}/comments",
        said=tuple(each for each in said if each is not None),
        hiding=choices(views.HIDE_REMARK_WORDS),
        flagging=choices(FLAG_WORDS),
    )


PARTS = (Part(name="conversation", place="story", order=50, template="conversation/part.html", look=look),)
