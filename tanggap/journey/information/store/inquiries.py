"""Inquiries, what was said in them, and what was weighed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from tanggap.city.terms import CityId
from tanggap.journey.information.inquiry import Inquiry, InquiryId, Status, Weighing
from tanggap.kit.db import Db, column

_INQUIRY = """
        select id, number, status, received_at, nth, extended_at, tests, answer, answered_at, days_taken, ground,
               objected_at, outcome, decided_at, withdrawn_at, emptied_at, handlers
          from inquiry
         where city_id = %(city)s
"""


class Words(Struct, frozen=True, kw_only=True):
    """All that was written in an inquiry."""

    question: str | None = None
    purpose: str | None = None
    objection: str | None = None
    summary: str | None = None
    extension_reason: str | None = None
    answer_text: str | None = None
    answer_link: str | None = None
    elsewhere: str | None = None
    decision_text: str | None = None
    decision_link: str | None = None


async def add(db: Db, city: CityId, inquiry: Inquiry) -> bool:
    """Remember a new one; False when it, or its number, is there already."""
    return bool(
        await db.run(
            """
            insert into inquiry (city_id, id, number, status, received_at, nth, tests, handlers)
            values (%(city)s, %(id)s, %(number)s, %(status)s, %(received_at)s, %(nth)s, %(tests)s,
                    %(handlers)s::uuid[])
                on conflict do nothing
            """,
            city=city,
            **_row(inquiry),
        )
    )


async def save(db: Db, city: CityId, inquiry: Inquiry) -> None:
    """Let its row be what its events add up to."""
    await db.run(
        """
        update inquiry
           set status = %(status)s, nth = %(nth)s, extended_at = %(extended_at)s, tests = %(tests)s,
               answer = %(answer)s, answered_at = %(answered_at)s, days_taken = %(days_taken)s,
               ground = %(ground)s, objected_at = %(objected_at)s, outcome = %(outcome)s,
               decided_at = %(decided_at)s, withdrawn_at = %(withdrawn_at)s, emptied_at = %(emptied_at)s,
               handlers = %(handlers)s::uuid[]
         where city_id = %(city)s
           and id = %(id)s
        """,
        city=city,
        **_row(inquiry),
    )


def _row(inquiry: Inquiry) -> dict[str, Any]:
    return asdict(inquiry) | {"handlers": column(inquiry.handlers)}


async def get(db: Db, city: CityId, inquiry: InquiryId) -> Inquiry | None:
    """One by its id."""
    return await db.one(Inquiry, _INQUIRY + " and id = %(inquiry)s", city=city, inquiry=inquiry)


async def by_number(db: Db, city: CityId, number: int) -> Inquiry | None:
    """One by the digits of its number."""
    return await db.one(Inquiry, _INQUIRY + " and number = %(number)s", city=city, number=number)


async def open_for_change(db: Db, city: CityId, inquiry: InquiryId) -> Inquiry | None:
    """One, held until this transaction ends."""
    return await db.one(Inquiry, _INQUIRY + " and id = %(inquiry)s for update", city=city, inquiry=inquiry)


async def waiting(db: Db, city: CityId, *, limit: int = 500) -> list[Inquiry]:
    """Those the city owes an answer or a decision, the oldest first."""
    return await db.all(
        Inquiry,
        _INQUIRY
        + """
           and status in ('open', 'objected')
         order by received_at, id
         limit %(limit)s
        """,
        city=city,
        limit=limit,
    )


async def count(db: Db, city: CityId, statuses: Sequence[Status]) -> int:
    """How many stand so."""
    found = await db.one(
        int,
        """
        select count(*)
          from inquiry
         where city_id = %(city)s
           and status in ('open', 'objected')
           and status = any(%(statuses)s::text[])
        """,
        city=city,
        statuses=column(statuses),
    )
    return found or 0


async def words(db: Db, city: CityId, inquiry: InquiryId) -> Words:
    """What was written in one."""
    found = await db.one(
        Words,
        """
        select question, purpose, objection, summary, extension_reason, answer_text, answer_link, elsewhere,
               decision_text, decision_link
          from inquiry_words
         where city_id = %(city)s
           and inquiry = %(inquiry)s
        """,
        city=city,
        inquiry=inquiry,
    )
    return found or Words()


class _Question(Struct, frozen=True, kw_only=True):
    inquiry: InquiryId
    question: str


async def questions(db: Db, city: CityId, those: Sequence[InquiryId]) -> dict[InquiryId, str]:
    """What is asked in each of these, where that was not emptied."""
    found = await db.all(
        _Question,
        """
        select inquiry, question
          from inquiry_words
         where city_id = %(city)s
           and inquiry = any(%(those)s::uuid[])
           and question is not null
         order by inquiry
         limit 1000
        """,
        city=city,
        those=column(those),
    )
    return {each.inquiry: each.question for each in found}


async def write(db: Db, city: CityId, inquiry: InquiryId, words: Words) -> None:
    """Let this be all that is written in one."""
    await db.run(
        """
        insert into inquiry_words (city_id, inquiry, question, purpose, objection, summary, extension_reason,
                                   answer_text, answer_link, elsewhere, decision_text, decision_link)
        values (%(city)s, %(inquiry)s, %(question)s, %(purpose)s, %(objection)s, %(summary)s,
                %(extension_reason)s, %(answer_text)s, %(answer_link)s, %(elsewhere)s, %(decision_text)s,
                %(decision_link)s)
            on conflict (city_id, inquiry) do update
           set question = excluded.question, purpose = excluded.purpose, objection = excluded.objection,
               summary = excluded.summary, extension_reason = excluded.extension_reason,
               answer_text = excluded.answer_text, answer_link = excluded.answer_link,
               elsewhere = excluded.elsewhere, decision_text = excluded.decision_text,
               decision_link = excluded.decision_link
        """,
        city=city,
        inquiry=inquiry,
        **asdict(words),
    )


async def add_weighing(db: Db, city: CityId, weighing: Weighing) -> None:
    """Remember a test; it is never changed."""
    await db.run(
        """
        insert into inquiry_weighing (city_id, id, inquiry, part, grounds, law, harm, interest, until, person, at)
        values (%(city)s, %(id)s, %(inquiry)s, %(part)s, %(grounds)s::text[], %(law)s, %(harm)s, %(interest)s,
                %(until)s, %(person)s, %(at)s)
        """,
        city=city,
        **(asdict(weighing) | {"grounds": column(weighing.grounds)}),
    )


async def weighings(db: Db, city: CityId, inquiry: InquiryId) -> list[Weighing]:
    """What was weighed, in its order."""
    return await db.all(
        Weighing,
        """
        select id, inquiry, part, grounds, law, harm, interest, until, person, at
          from inquiry_weighing
         where city_id = %(city)s
           and inquiry = %(inquiry)s
         order by at, id
         limit 100
        """,
        city=city,
        inquiry=inquiry,
    )


async def finished(db: Db, city: CityId, *, before: datetime, limit: int = 500) -> list[Inquiry]:
    """Those that came in before a moment, wait for nothing, and still say who asked; the oldest first."""
    return await db.all(
        Inquiry,
        _INQUIRY
        + """
           and status not in ('open', 'objected')
           and received_at < %(before)s
           and emptied_at is null
         order by received_at, id
         limit %(limit)s
        """,
        city=city,
        before=before,
        limit=limit,
    )
