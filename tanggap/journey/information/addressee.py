"""Requesters can be written to, as long as it is known who asked; what was said is put in for the moment of sending."""

from uuid import UUID

from tanggap.city.desk import Desk
from tanggap.city.offers import Addressed, Addressee
from tanggap.journey.information.inquiry import InquiryId
from tanggap.journey.information.letters import COPY, DECISION, REASON
from tanggap.journey.information.store import inquiries, requesters


async def find(desk: Desk, recipient: UUID) -> Addressed | None:
    """Where a requester is written to; None for who was forgotten or left no address."""
    who = await requesters.requester(desk.db, desk.tools.secrets, desk.city, recipient)
    if who is None or who.email is None:
        return None
    words = await inquiries.words(desk.db, desk.city, InquiryId(recipient))
    return Addressed(
        address=who.email,
        language=who.language,
        chooses=False,
        values={
            REASON: words.extension_reason or "",
            COPY: _lines(words.answer_text, words.elsewhere, words.answer_link),
            DECISION: _lines(words.decision_text, words.decision_link),
        },
    )


def _lines(*told: str | None) -> str:
    return "\n".join(each for each in told if each)


ADDRESSEE = Addressee(name="inquiry", find=find)
