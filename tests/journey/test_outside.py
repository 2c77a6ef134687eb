"""Asking outside on a real database: who was asked is sealed and forgotten, and an agency by its link acts as the unit it is."""

from datetime import timedelta

from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.city.offers import Subject
from tanggap.city.rights import SYSTEM, VISITOR
from tanggap.city.terms import AgencySlug
from tanggap.journey.moderation import actions as moderation
from tanggap.journey.outside import (
    actions,
    addressee,
    answering,
    chore,
    holding,
    listener,
    party,
    rules,
    store,
)
from tanggap.journey.outside.rules import Request, Standing
from tanggap.journey.work import actions as work
from tanggap.kit.clock import SetClock
from tanggap.kit.log import history
from tanggap.report import store as reports
from tanggap.report.report import HideReason, OutsideAnswer, Report, ReportId, Status
from tests.bekasi import COORDINATOR, ROADS_LIAISON, ROADS_OFFICER
from tests.conftest import BEKASI, NOW
from tests.journey.office import JAKASAMPURNA, do, sent, told

PLN = AgencySlug("pln")
SOON = (NOW + timedelta(days=2)).date()


async def asked(office: Workbench, report: ReportId, *, email: str | None = None) -> Request:
    """The officer of the roads asks the head of an RT."""
    kept, _ = await told(office, report)
    assert kept.lead is not None
    task = kept.lead.id
    return await do(
        office,
        ROADS_OFFICER,
        lambda d: actions.ask(
            d, report, task=task, party="Ketua RT 003", email=email, question="Milik siapa?", answer_by=SOON
        ),
    )


async def by_itself(office: Workbench, report: ReportId) -> Request:
    """What the listener makes of all that happened; twice, for it may hear everything twice."""

    async def hear(desk: Desk) -> list[Request]:
        await listener.follow(desk, await history(desk.db, desk.city, report))
        await listener.follow(desk, await history(desk.db, desk.city, report))
        return await store.of_report(desk.db, desk.city, report)

    [found] = await do(office, SYSTEM, hear)
    return found


async def answer(office: Workbench, request: Request, said: OutsideAnswer, text: str | None) -> Report:
    """Whoever has the link answers; the report as it stands then."""

    async def say_it(desk: Desk) -> Report:
        token = actions.path_of(desk, request).removeprefix("/outside/")
        await answering.answer(desk, token, said=said, text=text)
        return await reports.get(desk.db, desk.city, request.report)

    return await do(office, VISITOR, say_it)


async def test_who_was_asked_is_sealed_and_forgotten_ninety_days_after_the_links_end(
    office: Workbench, clock: SetClock
) -> None:
    report = await sent(office)
    request = await asked(office, report)
    assert request.sealed is not None
    assert b"RT 003" not in request.sealed

    async def who(desk: Desk) -> str | None:
        found = await store.by_id(desk.db, desk.city, request.id)
        assert found is not None
        outsider = actions.party_of(desk, found)
        return outsider.name if outsider is not None else None

    clock.move(timedelta(days=14) + rules.KEPT_AFTER - timedelta(minutes=1))
    await chore.forget(office.entrance.open_desk, BEKASI)
    assert await do(office, ROADS_OFFICER, who) == "Ketua RT 003"
    clock.move(timedelta(minutes=2))
    await chore.forget(office.entrance.open_desk, BEKASI)
    assert await do(office, ROADS_OFFICER, who) is None


async def test_a_reporter_who_erases_their_report_ends_the_links_about_it(office: Workbench) -> None:
    report = await sent(office)
    request = await asked(office, report)

    await do(office, SYSTEM, lambda d: holding.empty(d, Subject(reports=(report,))))

    async def left(desk: Desk) -> tuple[Standing, object]:
        token = actions.path_of(desk, request).removeprefix("/outside/")
        opened = await answering.opened(desk, token)
        return opened.standing, opened.request.sealed

    assert await do(office, VISITOR, left) == (Standing.REVOKED, None)
    assert await do(office, SYSTEM, lambda d: addressee.find(d, request.id)) is None


async def test_an_agency_without_accounts_takes_by_its_link_what_it_was_offered(office: Workbench) -> None:
    report = await sent(office)
    await do(office, ROADS_LIAISON, lambda d: work.offer(d, report, target=PLN, reason="Kabel."))
    request = await by_itself(office, report)

    taken = await answer(office, request, OutsideAnswer.ACCEPTED, None)

    assert (taken.status, taken.agency) == (Status.IN_PROGRESS, PLN)
    kept, as_told = await told(office, report)
    assert kept == as_told
    handed_back = await answer(office, request, OutsideAnswer.NOT_OURS, "Milik telekomunikasi.")
    assert handed_back.status is Status.COORDINATING
    assert handed_back.offered_to == "kelurahan-jakasampurna", JAKASAMPURNA


async def test_an_agency_without_accounts_declines_by_its_link_what_is_not_its_own(office: Workbench) -> None:
    report = await sent(office)
    await do(office, ROADS_LIAISON, lambda d: work.offer(d, report, target=PLN, reason="Kabel."))
    request = await by_itself(office, report)

    declined = await answer(office, request, OutsideAnswer.NOT_OURS, "Bukan tiang kami.")

    assert (declined.status, declined.agency) == (Status.VERIFIED, None)
    happened = await do(office, COORDINATOR, lambda d: history(d.db, d.city, report))
    assert [each.kind for each in happened][-2:] == ["Declined", "OutsideAnswered"]


async def test_of_a_report_hidden_from_the_public_a_party_reads_only_kind_place_and_question(
    office: Workbench,
) -> None:
    report = await sent(office, text="Bu Tini di nomor 7 yang membuang ini.")
    request = await asked(office, report)
    await do(office, COORDINATOR, lambda d: moderation.hide(d, report, reason=HideReason.INSULT))

    async def seen(desk: Desk) -> party.PartyPage:
        token = actions.path_of(desk, request).removeprefix("/outside/")
        return await party.party_page(desk, token, await answering.opened(desk, token))

    page = await do(office, VISITOR, seen)

    assert page.matter is not None
    assert (page.matter.text, page.matter.photos, page.matter.place.landmark) == (None, (), None)
    assert page.matter.question == "Milik siapa?"
