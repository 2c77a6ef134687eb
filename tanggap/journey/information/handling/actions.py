"""What the information officer and their superior do: extend, weigh, answer, summarise, decide."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from tanggap.city import audit
from tanggap.city.desk import Desk
from tanggap.city.rights import Act, require
from tanggap.city.terms import AgencySlug, AreaCode, PersonId
from tanggap.journey.information import actions, clocks, letters, rules
from tanggap.journey.information.events import InquirySummarised, InquiryTested
from tanggap.journey.information.inquiry import (
    Answer,
    Delivery,
    Exemption,
    Inquiry,
    Outcome,
    Weighing,
    WeighingId,
)
from tanggap.journey.information.store import inquiries, requesters
from tanggap.kit.errors import Forbidden, Invalid
from tanggap.kit.ids import new_id
from tanggap.kit.words import say
from tanggap.report.remarks.screen import Finding, screen
from tanggap.report.screening.rules import masked


class _Everywhere(Struct, frozen=True, kw_only=True):
    agency: AgencySlug | None = None
    area: AreaCode | None = None


_EVERYWHERE = _Everywhere()
"""An inquiry lies in no area: whose duty is over one has none over inquiries."""


def require_duty(desk: Desk, act: Act) -> PersonId:
    """Who asks, where their duty is over the whole city. Raises Forbidden."""
    require(desk.actor, act, _EVERYWHERE)
    if desk.actor.person is None:
        raise Forbidden(say("Anda tidak berwenang melakukan ini."))
    return desk.actor.person


async def extend(desk: Desk, written: str, *, reason: str | None) -> Inquiry:
    """Take the one further term, and say why. Raises Missing, Refused, Invalid."""
    inquiry = await _opened(desk, written, Act.ANSWER_INQUIRIES)
    event = rules.extend(inquiry, actions.moments_of(desk, inquiry), reason=reason, now=desk.now())
    await actions.rewrite(desk, inquiry, extension_reason=reason)
    after = await actions.record(desk, inquiry, event)
    number = actions.number_of(desk.ground, after.number)
    await actions.tell(desk, after, letters.extended(number, actions.day_of(desk, event.answer_by)))
    return after


async def weigh(
    desk: Desk,
    written: str,
    *,
    part: str | None,
    grounds: Sequence[Exemption],
    law: str | None,
    harm: str | None,
    interest: str | None,
    until: date | None,
) -> Inquiry:
    """Write down the test of one part. Raises Missing, Refused, Invalid."""
    inquiry = await _opened(desk, written, Act.ANSWER_INQUIRIES)
    weighed = rules.weigh(
        inquiry,
        part=part,
        grounds=grounds,
        law=law,
        harm=harm,
        interest=interest,
        until=until,
        today=actions.day_of(desk, desk.now()),
    )
    kept = Weighing(
        id=WeighingId(new_id()),
        inquiry=inquiry.id,
        part=weighed.part,
        grounds=weighed.grounds,
        law=weighed.law,
        harm=weighed.harm,
        interest=weighed.interest,
        until=weighed.until,
        person=require_duty(desk, Act.ANSWER_INQUIRIES),
        at=desk.now(),
    )
    await inquiries.add_weighing(desk.db, desk.city, kept)
    event = InquiryTested(weighing=kept.id, grounds=kept.grounds, until=kept.until)
    return await actions.record(desk, inquiry, event)


async def answer(
    desk: Desk,
    written: str,
    given: Answer | None,
    *,
    text: str | None,
    link: str | None,
    elsewhere: str | None,
) -> Inquiry:
    """Answer an inquiry. Raises Missing, Refused, Invalid."""
    inquiry = await _opened(desk, written, Act.ANSWER_INQUIRIES)
    days = clocks.days_taken(desk.ground, inquiry, at=desk.now())
    event, said = rules.answer(inquiry, given, text=text, link=link, elsewhere=elsewhere, days=days)
    await actions.rewrite(
        desk, inquiry, answer_text=said.text, answer_link=said.link, elsewhere=said.elsewhere
    )
    after = await actions.record(desk, inquiry, event)
    who = await requesters.requester(desk.db, desk.tools.secrets, desk.city, inquiry.id)
    copied = who is not None and who.delivery is Delivery.MAIL
    number = actions.number_of(desk.ground, after.number)
    await actions.tell(desk, after, letters.answered(number, event.answer, copied=copied))
    return after


async def summarise(desk: Desk, written: str, *, summary: str | None) -> Inquiry:
    """Say in the public register what was asked, or nothing. Raises Invalid for what names or reaches a person."""
    inquiry = await _opened(desk, written, Act.ANSWER_INQUIRIES)
    if summary is not None:
        if len(summary) > rules.SUMMARY_MOST:
            raise Invalid(say("Paling panjang {most} huruf.", most=rules.SUMMARY_MOST), field="summary")
        if masked(summary).findings or Finding.BLOCKED in screen(
            summary, blocked_words=desk.ground.city.blocked_words
        ):
            raise Invalid(
                say("Ringkasan ini memuat nama, nomor, atau alamat seseorang. Tulis tanpa itu."),
                field="summary",
            )
    await actions.rewrite(desk, inquiry, summary=summary)
    return await actions.record(desk, inquiry, InquirySummarised(shown=summary is not None))


async def decide(
    desk: Desk, written: str, outcome: Outcome | None, *, text: str | None, link: str | None
) -> Inquiry:
    """Decide about the objection, as somebody who did not handle the inquiry. Raises Forbidden, Refused, Invalid."""
    inquiry = await _opened(desk, written, Act.DECIDE_OBJECTIONS)
    event, said = rules.decide(inquiry, outcome, text=text, link=link, person=desk.actor.person)
    await actions.rewrite(desk, inquiry, decision_text=said.text, decision_link=said.link)
    after = await actions.record(desk, inquiry, event)
    dispute_by = actions.moments_of(desk, after).dispute_by or desk.now()
    number = actions.number_of(desk.ground, after.number)
    await actions.tell(desk, after, letters.decided(number, event.outcome, actions.day_of(desk, dispute_by)))
    return after


async def _opened(desk: Desk, written: str, act: Act) -> Inquiry:
    """An inquiry somebody with this duty may change, held until this transaction ends."""
    require_duty(desk, act)
    return await actions.held_open(desk, (await actions.find(desk, written)).id)


async def read(desk: Desk, written: str, *, whole: bool = False) -> tuple[Inquiry, rules.Requester | None]:
    """An inquiry and who asked, for staff; that it was looked at stands in the trail. Raises Missing, Forbidden.

    ``whole`` shows the identity number as it is, to who answers.
    """
    require_duty(desk, Act.ANSWER_INQUIRIES if whole else Act.READ_INQUIRIES)
    inquiry = await actions.find(desk, written)
    who = await requesters.requester(desk.db, desk.tools.secrets, desk.city, inquiry.id)
    if who is not None:
        act = "inquiry_identity" if whole else "inquiry_read"
        await audit.note(desk, act, thing=inquiry.id)
    return inquiry, who
