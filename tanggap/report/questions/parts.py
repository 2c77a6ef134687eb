"""The answers on the page of a report."""

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.offers import Part
from tanggap.report.questions import store
from tanggap.report.questions.answers import AnswerView, answer_views
from tanggap.report.report import Report
from tanggap.report.views import Reader


class AnswersPart(Struct, frozen=True, kw_only=True):
    """What questions/answers.html is given."""

    answers: tuple[AnswerView, ...]


async def look(desk: Desk, report: Report, reader: Reader) -> AnswersPart | None:
    """What this reader may know of the answers: everybody the public ones, its reporter and staff all of them."""
    kept = await store.of_report(desk.db, report)
    shown = answer_views(kept, desk.tongue, everything=reader is not Reader.PUBLIC)
    return AnswersPart(answers=shown) if shown else None


PARTS = (Part(name="answers", place="story", order=10, template="questions/answers.html", look=look),)
