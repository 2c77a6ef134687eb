"""Neighbours say of finished work what they see, and a verifier looks into it."""

import pytest

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.rights import Duty, Role
from tanggap.kit.clock import SetClock
from tanggap.report.report import Status
from tests.staff import enter, hire
from tests.stories.meanwhile import finish, found
from tests.stories.sending import picture, send
from tests.visitor import Visitor

pytestmark = pytest.mark.story


async def test_a_neighbour_says_it_is_done_once(visitor: Visitor, bench: Workbench) -> None:
    number = await send(visitor)
    neighbour = visitor.other()
    early = await neighbour.fill_in(f"/reports/{number}/confirmation", status=409, done="yes")
    await finish(bench, number)

    await neighbour.fill_in(f"/reports/{number}/confirmation", form_on=f"/reports/{number}", done="yes")
    again = await neighbour.fill_in(f"/reports/{number}/confirmation", status=409, done="no", reason="x")
    own = await visitor.fill_in(f"/reports/{number}/confirmation", status=409, done="yes")

    assert "belum dikerjakan" in early.text
    assert "sudah tercatat" in again.text
    assert "laporan Anda sendiri" in own.text
    assert "1 melihat sudah beres" in await visitor.other().see(f"/reports/{number}")
    assert (await found(bench, number)).status is Status.CLOSED


async def test_what_neighbours_dispute_goes_to_the_verifier_who_may_reopen(
    visitor: Visitor, bench: Workbench, settings: Settings, clock: SetClock
) -> None:
    await hire(settings, clock, {"Pemeriksa": Duty(role=Role.VERIFIER)})
    verifier = await enter(visitor, "Pemeriksa")
    number = await send(visitor)
    await finish(bench, number)
    mute = await visitor.other().fill_in(f"/reports/{number}/confirmation", status=422, done="no")
    await visitor.other().fill_in(
        f"/reports/{number}/confirmation",
        files=[("photo", ("a.jpg", picture(), "image/jpeg"))],
        form_on=f"/reports/{number}",
        done="no",
        reason="Cuma ditutup pasir.",
    )
    stranger = await visitor.other().see(f"/reports/{number}")
    waiting = await verifier.see("/verification")

    await verifier.fill_in(
        f"/verification/{number}/return", reason="not_finished", note="Benar, belum diaspal."
    )

    assert "Tulis apa yang belum beres." in mute.text
    assert "1 melihat belum beres" in stranger
    assert "Cuma ditutup pasir." not in stranger
    assert "Cuma ditutup pasir." in waiting
    report = await found(bench, number)
    assert (report.status, report.contested) == (Status.REOPENED, 0)
    assert "Tidak ada yang menunggu diperiksa" in await verifier.see("/verification")


async def test_a_verifier_may_let_a_closing_stand_and_it_waits_no_longer(
    visitor: Visitor, bench: Workbench, settings: Settings, clock: SetClock
) -> None:
    await hire(settings, clock, {"Pemeriksa": Duty(role=Role.VERIFIER)})
    verifier = await enter(visitor, "Pemeriksa")
    number = await send(visitor)
    await finish(bench, number)
    await visitor.other().fill_in(f"/reports/{number}/confirmation", done="no", reason="Masih bau.")

    await verifier.fill_in(f"/verification/{number}/acceptance")
    again = await verifier.fill_in(f"/verification/{number}/acceptance", status=409)

    report = await found(bench, number)
    assert (report.status, report.contested) == (Status.CLOSED, 0)
    assert "Muat ulang halaman ini." in again.text
    assert "Diperiksa lagi: tetap selesai" in await visitor.see(f"/reports/{number}")
