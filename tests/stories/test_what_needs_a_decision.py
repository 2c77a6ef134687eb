"""The mayor sees what needs a decision, looks at it, sets a line aside with a reason, and it comes back."""

from datetime import timedelta
from typing import Any

import pytest

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AgencySlug
from tanggap.kit.clock import SetClock
from tests.conftest import BEKASI
from tests.staff import enter, hire
from tests.stories.meanwhile import days_go_by, found
from tests.stories.sending import send
from tests.visitor import Visitor

pytestmark = pytest.mark.story

LATE, SILENT = "3 laporan naik ke meja wali kota", "diam: 3 laporan tanpa tindakan apa pun"
LINE = "late:dbmsda"


async def test_the_mayor_looks_sets_aside_and_is_asked_again(
    settings: Settings, clock: SetClock, bench: Workbench, visitor: Visitor
) -> None:
    await hire(
        settings,
        clock,
        {
            "Wali kota": Duty(role=Role.EXECUTIVE),
            "Penghubung": Duty(role=Role.LIAISON, agency=AgencySlug("dbmsda")),
        },
    )
    numbers = [await send(visitor) for _ in range(3)]
    mayor = await enter(visitor, "Wali kota")
    assert "Tidak ada yang perlu diputuskan sekarang" in await mayor.see("/decisions")

    await days_go_by(bench, clock, 12)
    mayor = await enter(visitor, "Wali kota")
    page = await mayor.see("/decisions")
    assert LATE in page
    assert SILENT in page
    assert "belum dilihat" in page
    assert all(number in page for number in numbers), "what came in stands beneath"

    behind = await mayor.see(f"/decisions/opening?line={LINE}")
    assert all(behind.count(number) == 1 for number in numbers), "exactly those it counts"
    assert 'href="/operations?agency=dbmsda"' in behind
    assert "terakhir dilihat" in await mayor.see("/decisions")
    gone = await mayor.client.get("/decisions/opening?line=late:dlh")
    assert gone.headers["location"] == "/decisions"

    until = (clock.now() + timedelta(days=3)).date().isoformat()
    put: dict[str, Any] = {"form_on": "/decisions", "line": LINE, "until": until}
    refused = await mayor.fill_in("/decisions/asides", status=422, reason="ok", **put)
    assert "Tulis alasannya" in refused.text
    await mayor.fill_in("/decisions/asides", reason="Dibahas dengan kepala dinas", **put)
    page = await mayor.see("/decisions")
    assert "1 hal dikesampingkan" in page
    assert "Dibahas dengan kepala dinas" in page
    assert page.index(LATE) > page.index("1 hal dikesampingkan"), "it is among those set aside"

    await mayor.fill_in("/decisions/asides/end", form_on="/decisions", line=LINE)
    assert "dikesampingkan" not in await mayor.see("/decisions")
    async with bench.app.transaction(BEKASI) as db:
        acts = await db.all(str, "select act from audit where city_id = %(city)s order by at", city=BEKASI)
    assert [act for act in acts if act.startswith("decision_")] == ["decision_set_aside", "decision_taken_up"]

    officer = await enter(visitor, "Penghubung")
    lead = (await found(bench, numbers[0])).lead
    assert lead is not None
    await officer.fill_in(f"/tasks/{lead.id}/acceptance", form_on=f"/tasks/{lead.id}")
    page = await mayor.see("/decisions")
    assert SILENT not in page, "an agency that acts is not silent"
    assert "naik ke meja wali kota" in page
