"""What is ready to be said: with the report's own values, where it fits, in the language of whoever reads it."""

from uuid import UUID

import pytest

from tanggap.app.tools import Workbench
from tanggap.city.terms import KindSlug
from tanggap.journey.replies import actions, rules, standard
from tanggap.journey.replies.rules import ReplyAct, Writing
from tanggap.kit.errors import Invalid
from tanggap.report import contacts
from tanggap.report import number as numbers
from tanggap.report import store as reports
from tanggap.report.contacts import Contact
from tanggap.report.report import RejectReason, ReportId, Status
from tests.bekasi import COORDINATOR, NOW
from tests.conftest import BEKASI
from tests.journey.office import do, sent

ASK = Writing(
    act=ReplyAct.ASK, title="Patokan", told_id="Di dekat apa {number}?", told_en="Near what is {number}?"
)


def test_a_text_is_filled_with_the_reports_values_and_nothing_else() -> None:
    text = "Laporan {number} ke {agency}: {x} {{number}}"

    assert rules.fill(text, {"number": "BKS-1", "agency": "DLH"}) == "Laporan BKS-1 ke DLH: {x} {BKS-1}"


@pytest.mark.parametrize(
    ("writing", "field"),
    [
        (Writing(act=None, title="A", told_id="B"), "act"),
        (Writing(act=ReplyAct.ASK, title=None, told_id="B"), "title"),
        (Writing(act=ReplyAct.ASK, title="A", told_id=None), "told_id"),
        (Writing(act=ReplyAct.ASK, title="A", told_id="Halo {nama}"), "told_id"),
        (Writing(act=ReplyAct.ASK, title="A", told_id="B", told_en="{0.__class__}"), "told_en"),
    ],
)
def test_a_reply_is_whole_and_names_only_fields_there_are(writing: Writing, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.write(writing, reply=UUID(int=1), at=NOW)

    assert refused.value.field == field


@pytest.mark.parametrize("reason", RejectReason)
def test_every_refusal_has_a_standard_text_that_names_the_report(reason: RejectReason) -> None:
    said = standard.refusal(reason, "BKS-1")

    assert said.values["number"] == "BKS-1"
    assert said.text.count(".") >= 2, "why, and what can be done now"


async def reached(office: Workbench, language: str) -> ReportId:
    """A report whose reporter reads this language."""
    report = await sent(office)
    async with office.entrance.open_desk(BEKASI) as desk:
        address = Contact(email="pelapor@contoh.example", language=language)
        await contacts.keep(desk.db, desk.tools.secrets, BEKASI, report, address, at=NOW)
    return report


async def test_a_reply_speaks_the_reporters_language_and_fits_or_is_not_offered(office: Workbench) -> None:
    here, abroad = await reached(office, "id"), await reached(office, "en")
    async with office.entrance.open_desk(BEKASI, actor=COORDINATOR) as desk:
        reply = await actions.write(desk, ASK)
        elsewhere = Writing(act=ReplyAct.ASK, kind=KindSlug("flood"), title="Banjir", told_id="Setinggi apa?")
        await actions.write(desk, elsewhere)
        later = Writing(act=ReplyAct.ASK, status=Status.RECEIVED, title="Awal", told_id="Kapan?")
        await actions.write(desk, later)

        for report, word in ((here, "Di dekat apa"), (abroad, "Near what is")):
            found = await reports.get(desk.db, desk.city, report)
            told = await actions.said(desk, found, str(reply.id))
            assert told is not None
            assert told.text == f"{word} {numbers.show('BKS', found.number)}?"
            assert [each.title for each in await actions.ready(desk, found, ReplyAct.ASK)] == ["Patokan"]


async def test_a_refusal_without_words_says_the_citys_own_reply_or_the_standard_one(
    office: Workbench,
) -> None:
    report = await reached(office, "en")

    async def refusal() -> str | None:
        async with office.entrance.open_desk(BEKASI, actor=COORDINATOR) as desk:
            found = await reports.get(desk.db, desk.city, report)
            return await actions.refusal(desk, found, RejectReason.SPAM)

    before = await refusal()
    own = Writing(
        act=ReplyAct.REFUSE,
        reason=RejectReason.SPAM,
        title="Bukan laporan",
        told_id="Maaf, {number} bukan laporan.",
    )
    written = await do(office, COORDINATOR, lambda d: actions.write(d, own))
    during = await refusal()
    await do(office, COORDINATOR, lambda d: actions.retire(d, written.id))

    assert before is not None
    assert before.startswith("What you sent as")
    assert during is not None
    assert during.startswith("Maaf, BKS-")
    assert await refusal() == before
