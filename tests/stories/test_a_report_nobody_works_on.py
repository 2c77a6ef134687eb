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
from tanggap.kit.ids import new_id
from tanggap.kit.log import Reactor, Ticker
from tanggap.report.events import Accepted, HelpAsked, Resolved
from tanggap.report.report import Status, Task, TaskId
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
    "Penghubung lain": Duty(role=Role.LIAISON, agency=WASTE),
    "Kepala lain": Duty(role=Role.UNIT_HEAD, agency=WASTE),
    "Kepala dinas lain": Duty(role=Role.AGENCY_HEAD, agency=WASTE),
    "Wali kota": Duty(role=Role.EXECUTIVE),
}
RISEN = {
    "Penghubung": "50% batas waktu sudah terpakai",
    "Kepala unit": "naik ke kepala unit.",
    "Kepala dinas": "naik ke kepala instansi.",
    "Wali kota": "naik ke pimpinan kota.",
}


PART_RISEN = {
    "Penghubung lain": "80% batas waktu sudah terpakai",
    "Penghubung": "belum menjawab permintaan bantuan untuk",
    "Kepala lain": "naik ke kepala unit.",
    "Kepala dinas lain": "naik ke kepala instansi.",
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


async def accept(bench: Workbench, number: str) -> Task:
    """The unit takes a report on."""
    lead = (await found(bench, number)).lead
    assert lead is not None
    accepted = Accepted(
        was=Status.DISPOSED, now=Status.IN_PROGRESS, task=lead.id, officer=None, agency=lead.agency
    )
    await happen(bench, number, accepted)
    return lead


async def resolve(bench: Workbench, number: str) -> None:
    """The unit does the work, and nobody looks at it."""
    lead = await accept(bench, number)
    resolved = Resolved(
        was=Status.IN_PROGRESS,
        now=Status.RESOLVED,
        task=lead.id,
        agency=lead.agency,
        photo=None,
        distance_m=None,
        taken_at=None,
    )
    await happen(bench, number, resolved)


async def ask_for_a_part(bench: Workbench, clock: SetClock, number: str) -> None:
    """The unit asks another for a part of the work, for the end of a day; nobody there answers."""
    await accept(bench, number)
    until = clock.now() + timedelta(days=6, hours=14)
    asked = HelpAsked(task=TaskId(new_id()), agency=WASTE, mandatory=True, due_at=until, again=None)
    await happen(bench, number, asked)


async def test_thirty_days_in_which_nobody_works_bring_it_before_the_mayor(
    settings: Settings, clock: SetClock, bench: Workbench, visitor: Visitor
) -> None:
    await hire(settings, clock, dict(PEOPLE))
    left, finished, shared = await send(visitor), await send(visitor), await send(visitor)
    await resolve(bench, finished)
    await ask_for_a_part(bench, clock, shared)
    for _ in range(30):
        await a_day_goes_by(bench, clock)

    for name, words in RISEN.items():
        told = await (await enter(visitor, name)).see("/notices")
        assert words in told, name
        assert told.count(f"Laporan {left} (") <= 4, "one message for each step"
        assert f"Laporan {finished} (" not in told
    other = await enter(visitor, "Kepala lain")
    assert left not in await other.see("/notices")
    assert left not in (overdue := await other.see("/overdue"))
    assert shared in overdue, "their part of it is late"
    for name, words in PART_RISEN.items():
        lines = (await (await enter(visitor, name)).see("/notices")).split("<li>")
        told = [line for line in lines if f"laporan {shared}" in line and words in line]
        assert len(told) == 1, f"{name}: each step once"

    mayor = await enter(visitor, "Wali kota")
    page = await mayor.see("/overdue")
    assert left in page
    assert "naik ke pimpinan kota" in page
    assert finished not in page
    assert shared in page
    assert "Bagian Dinas Lingkungan Hidup" in page
    assert "Bagiannya lewat batas: naik ke pimpinan kota" in await mayor.see(f"/reports/{shared}")
    assert "Lewat batas: naik ke pimpinan kota" in await mayor.see(f"/reports/{left}")
    assert "naik ke" not in await visitor.other().see(f"/reports/{left}")

    assert (await found(bench, finished)).status is Status.CLOSED
    assert "Selesai, ditutup otomatis" in await visitor.see(f"/reports/{finished}")
