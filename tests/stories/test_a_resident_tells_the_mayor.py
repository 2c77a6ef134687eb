"""A resident sends a report to the mayor's room as well; it stands first there, and its way is the same."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.rights import Duty, Role
from tanggap.kit.clock import SetClock
from tests.residents import WITH_MAIL, Letters, come_in
from tests.staff import enter, hire
from tests.stories.meanwhile import found
from tests.stories.sending import send
from tests.visitor import Visitor

pytestmark = pytest.mark.story

CHOICE, SENT = "Kirim juga langsung ke wali kota", "Dikirim juga langsung ke meja wali kota"
MOST = 3
"""What Kota Bekasi allows in seven days."""


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """An installation that can write to people."""
    return replace(settings, **WITH_MAIL)


async def test_what_a_resident_tells_the_mayor_stands_first_on_the_mayors_page(
    settings: Settings, clock: SetClock, bench: Workbench, visitor: Visitor
) -> None:
    await hire(settings, clock, {"Wali kota": Duty(role=Role.EXECUTIVE)})
    resident, guest = visitor.other(), visitor.other()
    await come_in(resident, Letters(bench), "warga@contoh.example")
    assert CHOICE in await resident.see("/reports/new")
    assert CHOICE not in await guest.see("/reports/new"), "it is for who is signed in"

    told = await send(resident, direct="yes")
    later = await send(guest, direct="yes", text="Lampu jalan mati di tikungan")
    secret = await send(resident, direct="yes", visibility="confidential", text="Pungutan liar di loket")

    mayor = await enter(visitor, "Wali kota")
    page = await mayor.see("/decisions")
    assert page.index("Langsung dari warga") < page.index(told) < page.index("Yang baru masuk")
    assert page.count(told) == 1, "it is shown once"
    assert page.index("Yang baru masuk") < page.index(later), "a guest's report is like any other"
    assert secret not in page
    assert SENT in await mayor.see(f"/reports/{told}")
    assert SENT in await resident.see(f"/reports/{told}")
    assert SENT not in await visitor.other().see(f"/reports/{told}")
    first, other = await found(bench, told), await found(bench, later)
    assert (first.direct, other.direct) == (True, False)
    assert (first.agency, first.status, first.due_at) == (other.agency, other.status, other.due_at)


async def test_the_city_says_how_often(bench: Workbench, clock: SetClock, visitor: Visitor) -> None:
    await come_in(visitor, Letters(bench), "warga@contoh.example")

    numbers = [await send(visitor, direct="yes") for _ in range(MOST + 1)]

    assert [(await found(bench, number)).direct for number in numbers] == [True] * MOST + [False]
    assert CHOICE not in await visitor.see("/reports/new")
    clock.move(timedelta(days=7, minutes=1))
    assert CHOICE in await visitor.see("/reports/new")
