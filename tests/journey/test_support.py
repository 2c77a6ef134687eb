"""Who sees the same says so, and is counted once."""

from uuid import UUID

import pytest

from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.city.rights import Actor
from tanggap.city.terms import ResidentId
from tanggap.journey.support import actions
from tanggap.journey.work.triage import actions as triage
from tanggap.kit.errors import Missing, Refused
from tanggap.kit.ids import new_id
from tanggap.report import contacts
from tanggap.report import store as reports
from tanggap.report.contacts import Contact
from tanggap.report.report import Report, ReportId, Visibility
from tanggap.report.reporter import store as reporters
from tests.bekasi import COORDINATOR
from tests.conftest import BEKASI, NOW
from tests.journey.office import do
from tests.journey.supporting import browser, close, people, reported


async def test_one_browser_supports_once_and_can_take_it_back(office: Workbench) -> None:
    report = await reported(office)

    for name in ("a", "a", "b"):
        await do(office, browser(name), lambda desk: actions.support(desk, report))
    assert await people(office, report) == 3

    await do(office, browser("a"), lambda desk: actions.stop(desk, report))
    assert await people(office, report) == 2
    with pytest.raises(Refused, match="belum mendukung"):
        await do(office, browser("a"), lambda desk: actions.stop(desk, report))


async def test_a_resident_who_is_signed_in_supports_once_from_wherever_they_are(office: Workbench) -> None:
    report, resident = await reported(office), ResidentId(new_id())

    for name in ("at work", "at home"):
        somebody = Actor(session=name.encode(), resident=resident)
        await do(office, somebody, lambda desk: actions.support(desk, report))

    assert await people(office, report) == 2


async def test_nobody_supports_their_own_an_ended_or_a_hidden_report(office: Workbench) -> None:
    own, ended = await reported(office), await reported(office)
    hidden = await reported(office, visibility=Visibility.CONFIDENTIAL)
    async with office.entrance.open_desk(BEKASI) as desk:
        await reporters.hold(desk.db, BEKASI, Actor(session=b"a"), own, at=NOW)
    await close(office, ended)

    with pytest.raises(Refused, match="laporan Anda sendiri"):
        await do(office, browser("a"), lambda desk: actions.support(desk, own))
    with pytest.raises(Refused, match="sudah berakhir"):
        await do(office, browser("a"), lambda desk: actions.support(desk, ended))
    with pytest.raises(Missing):
        await do(office, browser("a"), lambda desk: actions.support(desk, hidden))


async def test_a_supporters_contact_is_sealed_and_goes_with_the_support(office: Workbench) -> None:
    report = await reported(office)
    contact = Contact(email="warga@example.id")
    await do(office, browser("a"), lambda desk: actions.support(desk, report, contact=contact))

    async with office.entrance.open_desk(BEKASI) as desk:
        secrets = office.tools.secrets
        kept = await contacts.of_supporters(desk.db, secrets, BEKASI, [report])
        [sealed] = await desk.db.all(bytes, "select sealed from report_contact")
        assert await contacts.of_reports(desk.db, secrets, BEKASI, [report]) == {}
    await do(office, browser("a"), lambda desk: actions.stop(desk, report))
    async with office.entrance.open_desk(BEKASI) as desk:
        after = await contacts.of_supporters(desk.db, secrets, BEKASI, [report])
        keys = await desk.db.all(UUID, "select contact from contact_key")

    assert [each.contact for each in kept.values()] == [contact]
    assert b"warga" not in sealed
    assert (after, keys) == ({}, [])


async def test_a_merged_reports_people_count_with_the_one_it_follows_until_they_are_parted(
    office: Workbench,
) -> None:
    first, second, third = [await reported(office) for _ in range(3)]
    for report, names in ((first, "a"), (second, "bc"), (third, "def")):
        for name in names:
            await do(office, browser(name), lambda desk, to=report: actions.support(desk, to))

    await do(office, COORDINATOR, lambda desk: _merge(desk, first, second))
    await do(office, COORDINATOR, lambda desk: _merge(desk, second, third))
    assert [await people(office, each) for each in (first, second, third)] == [2, 5, 9]

    await do(office, browser("a"), lambda desk: actions.stop(desk, first))
    assert [await people(office, each) for each in (first, second, third)] == [1, 4, 8]
    supported = await do(office, browser("g"), lambda desk: actions.support(desk, first))
    assert supported.id == third

    await do(office, COORDINATOR, lambda desk: triage.unmerge(desk, first, reason="beda lubang"))
    assert [await people(office, each) for each in (first, second, third)] == [1, 3, 8]
    await do(office, COORDINATOR, lambda desk: triage.unmerge(desk, second, reason="beda lubang"))
    assert [await people(office, each) for each in (first, second, third)] == [1, 3, 5]


async def _merge(desk: Desk, report: ReportId, into: ReportId) -> Report:
    return await triage.merge(desk, report, primary=(await reports.get(desk.db, desk.city, into)).number)
