"""Thirty days in which nobody works on a report: it is reminded of, rises to the mayor, and stands on their page."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AgencySlug
from tanggap.journey.deadlines.actions import sweep_all
from tanggap.kit.clock import SetClock
from tanggap.kit.log import Reactor, Ticker
from tanggap.report.events import Accepted, Resolved
from tanggap.report.report import Status
from tests.conftest import BEKASI
from tests.staff import enter, hire
from tests.stories.meanwhile import found, happen
from tests.stories.sending import send
from tests.visitor import Visitor

pytestmark = pytest.mark.story

ROADS, WASTE = AgencySlug("dbmsda"), AgencySlug("dlh")
PEOPLE: Mapping[str, Duty] = {
    "Penghubung": Duty(role=Role.LIAISON, agency=ROADS),
    "Kepala unit": Duty(role=Role.UNIT_HEAD, agency=ROADS),
    "Kepala dinas": Duty(role=Role.AGENCY_HEAD, agency=ROADS),
    "Kepala lain": Duty(role=Role.UNIT_HEAD, agency=WASTE),
    "Wali kota": Duty(role=Role.EXECUTIVE),
}
RISEN = {
    "Penghubung": "50% batas waktu sudah terpakai",
    "Kepala unit": "naik ke kepala unit.",
    "Kepala dinas": "naik ke kepala instansi.",
    "Wali kota": "naik ke pimpinan kota.",
}


async def a_day_goes_by(bench: Workbench, clock: SetClock) -> None:
    """What the worker does in a day: it hears, sweeps, and hears of that."""
    clock.move(timedelta(days=1))
    for _ in range(2):
        await Ticker(app=bench.app, reader=bench.reader, epoch=bench.tools.epoch).tick()
        await Reactor(
            app=bench.app,
            reader=bench.reader,
            listeners=[each for each in bench.offers.listeners if each.name in ("notices", "deadlines")],
            open_desk=lambda _: bench.entrance.open_desk(BEKASI),
            epoch=bench.tools.epoch,
        ).catch_up()
        await sweep_all(bench.cities, bench.entrance.open_desk)


async def resolve(bench: Workbench, number: str) -> None:
    """The unit does the work, and nobody looks at it."""
    lead = (await found(bench, number)).lead
    assert lead is not None
    accepted = Accepted(
        was=Status.DISPOSED, now=Status.IN_PROGRESS, task=lead.id, officer=None, agency=lead.agency
    )
    resolved = Resolved(
        was=Status.IN_PROGRESS,
        now=Status.RESOLVED,
        task=lead.id,
        agency=lead.agency,
        photo=None,
        distance_m=None,
        taken_at=None,
    )
    for event in (accepted, resolved):
        await happen(bench, number, event)


async def test_thirty_days_in_which_nobody_works_bring_it_before_the_mayor(
    settings: Settings, clock: SetClock, bench: Workbench, visitor: Visitor
) -> None:
    await hire(settings, clock, dict(PEOPLE))
    left, finished = await send(visitor), await send(visitor)
    await resolve(bench, finished)
    for _ in range(30):
        await a_day_goes_by(bench, clock)

    for name, words in RISEN.items():
        told = await (await enter(visitor, name)).see("/notices")
        assert words in told, name
        assert told.count(f"Laporan {left} (") <= 4, "one message for each step"
        assert f"Laporan {finished} (" not in told
    other = await enter(visitor, "Kepala lain")
    assert left not in await other.see("/notices")
    assert left not in await other.see("/overdue")

    mayor = await enter(visitor, "Wali kota")
    page = await mayor.see("/overdue")
    assert left in page
    assert "naik ke pimpinan kota" in page
    assert finished not in page
    assert "Lewat batas: naik ke pimpinan kota" in await mayor.see(f"/reports/{left}")
    assert "naik ke" not in await visitor.other().see(f"/reports/{left}")

    assert (await found(bench, finished)).status is Status.CLOSED
    assert "Selesai, ditutup otomatis" in await visitor.see(f"/reports/{finished}")
