"""The chief of operations looks at the city: figures that open into their reports, kept views, and a shift that hands over."""

import re
from collections.abc import Mapping
from datetime import time, timedelta
from urllib.parse import urlsplit

import pytest

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.rights import Duty, Role
from tanggap.city.teams import store as teams
from tanggap.city.teams.rules import Shift, Team
from tanggap.city.terms import AgencySlug, AreaCode, TeamId
from tanggap.kit.clock import SetClock
from tanggap.kit.ids import new_id
from tests.conftest import BEKASI
from tests.staff import enter, hire
from tests.stories.meanwhile import finish
from tests.stories.sending import NUMBER, send
from tests.visitor import Visitor

pytestmark = pytest.mark.story

PEOPLE: Mapping[str, Duty] = {
    "Kepala operasi": Duty(role=Role.EXECUTIVE),
    "Koordinator": Duty(role=Role.COORDINATOR),
    "Koordinator kecamatan": Duty(role=Role.COORDINATOR, area=AreaCode("32.75.01")),
}
CREW = Team(
    id=TeamId(new_id()),
    agency=AgencySlug("dbmsda"),
    name="Regu malam",
    shifts=(Shift(days=tuple(range(7)), begins=time(8), ends=time(8), call=True),),
)
FIGURE = re.compile(r'<dt>([^<]+)</dt>\s*<dd>\s*<a href="([^"]+)">([^<]+)</a>')


async def figures(browser: Visitor, path: str) -> dict[str, tuple[str, str]]:
    """The figures of a desk by their word: what they say, and where their reports are."""
    page = await browser.see(path)
    return {word: (value, _path(href)) for word, href, value in FIGURE.findall(page)}


def _path(href: str) -> str:
    parts = urlsplit(href)
    return f"{parts.path}?{parts.query}"


async def test_every_figure_of_the_desk_opens_into_its_reports(
    settings: Settings, clock: SetClock, bench: Workbench, visitor: Visitor
) -> None:
    await hire(settings, clock, PEOPLE)
    async with bench.entrance.open_desk(BEKASI) as desk:
        await teams.put(desk.db, BEKASI, CREW)
    numbers = {await send(visitor) for _ in range(3)}
    kept_quiet = await send(visitor, visibility="confidential")
    done = next(iter(numbers))
    await finish(bench, done)
    clock.move(timedelta(days=20))

    chief = await enter(visitor, "Kepala operasi")
    told = await figures(chief, "/operations?days=30")
    assert {word: value for word, (value, _) in told.items() if word != "nilai warga, dari 5"} == {
        "diterima": "3",
        "masih terbuka": "2",
        "selesai": "1",
        "lewat batas": "2",
        "separuhnya selesai dalam": "–",
    }
    assert set(NUMBER.findall(await chief.see(told["diterima"][1]))) == numbers
    assert set(NUMBER.findall(late := await chief.see(told["lewat batas"][1]))) == numbers - {done}
    assert "Regu malam" in late, "a late report says who of its unit can be called now"
    assert kept_quiet not in await chief.see("/operations/reports")
    assert set(NUMBER.findall(await chief.see("/operations/reports?days=30"))) == numbers
    assert not NUMBER.findall(await chief.see("/operations/reports?days=7")), "they came twenty days ago"

    coordinator = await enter(visitor, "Koordinator")
    assert (await figures(coordinator, "/operations?days=30"))["diterima"][0] == "4"
    elsewhere = await enter(visitor, "Koordinator kecamatan")
    assert (await figures(elsewhere, "/operations?days=30"))["diterima"][0] == "0"

    played = await coordinator.see("/operations/day/2026-07-01?hour=9")
    assert re.search(r'data-told="came">\s*4<', played), "all four came in the hour after nine, Jakarta time"
    await chief.see("/operations/day/2026-02-31", status=404)

    table = (await coordinator.client.get("/operations/reports.csv?kind=road-damage")).text
    assert set(NUMBER.findall(table)) == numbers, "what is guarded is never taken along"
    assert "Lubang" not in table, "nobody's words"
    assert not NUMBER.findall((await coordinator.client.get("/operations/reports.csv?days=7")).text)


async def test_a_shift_hands_over_and_begins_with_the_view_it_keeps(
    settings: Settings, clock: SetClock, visitor: Visitor
) -> None:
    await hire(settings, clock, PEOPLE)
    evening, morning = await enter(visitor, "Koordinator"), await enter(visitor, "Kepala operasi")

    await evening.fill_in(
        "/operations/notes", words="Pompa Rawalumbu mati, teknisi datang pukul 7.", pinned="yes"
    )
    await evening.fill_in("/operations/notes", words="", status=422)
    page = await morning.see("/operations?days=7")
    assert "Pompa Rawalumbu mati" in page
    take = re.search(r"/operations/notes/[^\"/]+/taking", page)
    assert take is not None
    await morning.fill_in(take[0], form_on="/operations?days=7")
    assert "diambil alih Kepala operasi" in await evening.see("/operations?days=7")
    await morning.fill_in(take[0], form_on="/operations?days=7", status=409)

    await evening.fill_in(
        "/operations/views", name="Banjir pekan ini", query="group=water&days=7", shared="yes", opens="yes"
    )
    begun = await evening.client.get("/operations")
    assert begun.headers["location"] == "/operations?group=water&days=7"
    assert "Banjir pekan ini" in (shared := await morning.see("/operations?days=7"))
    assert not re.search(r"/operations/views/[^\"/]+/removal", shared), "only its own person drops it"
    removal = re.search(r"/operations/views/[^\"/]+/removal", await evening.see("/operations?days=7"))
    assert removal is not None
    await morning.fill_in(removal[0], form_on="/operations?days=7", status=404)
    clock.move(timedelta(days=1))
    begun = await (tomorrow := await enter(visitor, "Koordinator")).client.get("/operations")
    later = await tomorrow.see(begun.headers["location"])
    await tomorrow.fill_in(removal[0], form_on="/operations?days=7")
    assert (await tomorrow.client.get("/operations")).status_code == 200
    assert "26 Jun 2026 sampai 2 Jul 2026" in later, "its days go along with the calendar"
