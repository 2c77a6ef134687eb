"""Answers beside the words of their report: written with it, emptied with its words."""

from collections.abc import Mapping, Sequence

import msgspec

from tanggap.city.terms import CityId
from tanggap.kit.db import Db, column
from tanggap.report.questions.answers import Answer
from tanggap.report.report import Report, ReportId

FIRST_REVISION = 1


async def keep(db: Db, city: CityId, answers: Mapping[ReportId, Sequence[Answer]]) -> None:
    """Write what came with new reports, many reports at once."""
    rows = [(report, nth, each) for report, several in answers.items() for nth, each in enumerate(several, 1)]
    await db.run(
        """
        insert into report_answer (city_id, report, revision, nth, question, asked, answer, unit, public, said)
        select %(city)s, report, %(revision)s, nth, question, asked, answer, unit, public, said
          from unnest(%(reports)s::uuid[], %(nths)s::int[], %(questions)s::text[], %(asked)s::jsonb[],
                      %(answers)s::text[], %(units)s::text[], %(publics)s::bool[], %(said)s::jsonb[])
            as a (report, nth, question, asked, answer, unit, public, said)
        """,
        city=city,
        revision=FIRST_REVISION,
        reports=column(report for report, _, _ in rows),
        nths=column(nth for _, nth, _ in rows),
        questions=column(each.question for _, _, each in rows),
        asked=column(msgspec.json.encode(each.asked).decode() for _, _, each in rows),
        answers=column(each.answer for _, _, each in rows),
        units=column(each.unit for _, _, each in rows),
        publics=column(each.public for _, _, each in rows),
        said=column(msgspec.json.encode(each.said).decode() for _, _, each in rows),
    )


async def of_report(db: Db, report: Report) -> list[Answer]:
    """The latest answers of a report, in the order they were asked."""
    return await db.all(
        Answer,
        """
        select question, asked, answer, unit, public, said
          from report_answer
         where city_id = %(city)s
           and report = %(report)s
           and revision = (select max(revision)
                             from report_answer
                            where city_id = %(city)s
                              and report = %(report)s)
         order by nth
         limit 100
        """,
        city=report.city_id,
        report=report.id,
    )
