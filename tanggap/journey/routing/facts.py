"""What routing asks of a report that is already there."""

from collections.abc import Sequence

from tanggap.city.desk import Desk
from tanggap.city.packs.pack import Kind
from tanggap.journey.routing.conditions import Case, owner_of
from tanggap.report import store as reports
from tanggap.report.questions import store as questions
from tanggap.report.questions.answers import Answer, Said
from tanggap.report.report import Report


async def case_of(desk: Desk, report: Report, kind: Kind) -> Case:
    """A report as it would be routed now, were it of this kind."""
    words, place = await reports.words(desk.db, report), await reports.place(desk.db, report)
    answers = await questions.of_report(desk.db, report)
    return Case(
        kind=kind,
        area=report.area,
        at=desk.now(),
        lon=place.lon if place is not None else None,
        lat=place.lat if place is not None else None,
        owner=owner_of(desk.ground, kind, given(answers)),
        channel=report.channel,
        visibility=report.visibility,
        text=f"{words.text or ''} {words.landmark or ''}",
    )


def given(answers: Sequence[Answer]) -> dict[str, tuple[Said, ...]]:
    """Answers by the question they were given to."""
    return {each.question: each.said for each in answers}
