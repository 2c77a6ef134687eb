"""A wall: a screen of the city hall is given one by an admin, shows what everybody may see, and ends when it is revoked."""

import asyncio
import re
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from tanggap.app import streams
from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AreaCode
from tanggap.kit.clock import SetClock
from tanggap.kit.log import Ticker
from tests.conftest import running
from tests.staff import enter, hire
from tests.visitor import Visitor

pytestmark = pytest.mark.story
ADMIN = "Admin kota"
NORTH = AreaCode("32.75.03")
PEOPLE = {
    ADMIN: Duty(role=Role.CITY_ADMIN),
    "Koordinator": Duty(role=Role.COORDINATOR),
    "Koordinator utara": Duty(role=Role.COORDINATOR, area=NORTH),
    "Pimpinan": Duty(role=Role.EXECUTIVE),
    "Pemeriksa": Duty(role=Role.VERIFIER),
}
WALLS = "/admin/walls"


@pytest.fixture
async def hall(settings: Settings, clock: SetClock) -> AsyncIterator[Visitor]:
    """The front door of a city hall with these people."""
    await hire(settings, clock, PEOPLE)
    async with running(settings, clock) as visitor:
        yield visitor


async def made(admin: Visitor, **fields: Any) -> str:
    """The path of the link of a new wall."""
    wanted = {"name": "Lobi balai kota", "scenes": ["overview", "late", "group:water"]} | fields
    answer = await admin.fill_in(WALLS, form_on=f"{WALLS}/new", status=200, **wanted)
    found = re.search(r'value="http://tanggap.test(/operations/walls/opening/[^"]+)"', answer.text)
    assert found, answer.text
    return found[1]


async def opened(screen: Visitor, link: str) -> str:
    """The path of the wall that a screen has become."""
    answer = await screen.fill_in(link, form_on=link)
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert f"Path={answer.headers['location']}" in answer.headers["set-cookie"]
    return answer.headers["location"]


async def test_a_screen_becomes_a_wall_by_a_link_that_works_once_and_ends_when_it_is_revoked(
    hall: Visitor,
) -> None:
    admin, screen, stranger = await enter(hall, ADMIN), hall.other(), hall.other()
    await hall.report(kind="flood", text="Banjir, telepon saya 0812-3456-7890, rumah Pak Joko.")
    await hall.report(kind="road-damage", visibility="anonymous")
    await hall.report(kind="road-damage", visibility="confidential")

    link = await made(admin)
    wall = await opened(screen, link)
    page = await screen.see(wall)
    panel = await screen.client.get(f"{wall}/scenes/overview/newest")
    late = await screen.see(f"{wall}/scenes/late")

    assert "Pusat kendali Kota Bekasi" in page
    assert [*re.findall(r'data-panel="(\w+)"', page)] == [
        "alert",
        "figures",
        "agencies",
        "map",
        "hours",
        "newest",
    ]
    assert [*re.findall(r'data-panel="(\w+)"', late)] == [
        "alert",
        "figures",
        "late_agencies",
        "late_map",
        "hours",
        "latest",
    ]
    assert panel.headers["tanggap-build"] in page
    # The flood alone may be told to the minute, and of the confidential one there is nothing at all.
    assert (panel.text.count("<li>"), panel.text.count("Banjir")) == (1, 1)
    assert not re.search("0812|Pak Joko|telepon|BKS-|photos/", page)
    assert re.search(r"masuk hari ini</dt><dd>2<", page)

    await stranger.see(link, status=404)
    await stranger.see(wall, status=404)
    await admin.see(wall, status=404)
    await admin.fill_in(f"{WALLS}/{wall.rsplit('/', 1)[1]}/ending", form_on=WALLS + "/new")
    for path in (wall, f"{wall}/scenes/late", f"{wall}/scenes/overview/newest", f"{wall}/events"):
        assert (await screen.client.get(path)).status_code == 404


async def test_a_new_link_moves_a_wall_to_another_screen(hall: Visitor) -> None:
    admin, old, new = await enter(hall, ADMIN), hall.other(), hall.other()
    wall = await opened(old, await made(admin))
    here = f"{WALLS}/{wall.rsplit('/', 1)[1]}"

    again = await admin.fill_in(f"{here}/link", form_on=here, status=200)
    found = re.search(r"/operations/walls/opening/[\w-]+", again.text)
    assert found
    await old.see(wall)
    await opened(new, found[0])

    await new.see(wall)
    await old.see(wall, status=404)


async def test_what_a_wall_shows_is_chosen_and_checked(hall: Visitor) -> None:
    admin, screen = await enter(hall, ADMIN), hall.other()
    wall = await opened(screen, await made(admin, scenes=["late"]))
    here = f"{WALLS}/{wall.rsplit('/', 1)[1]}"

    mistakes: list[dict[str, Any]] = [
        {"scenes": []},
        {"scenes": ["group:nothing"]},
        {"name": ""},
        {"area": "99.99"},
    ]
    for wrong in mistakes:
        await admin.fill_in(
            here, form_on=here, status=422, **({"name": "Lobi", "scenes": ["overview"], "area": ""} | wrong)
        )
    await admin.fill_in(
        here, form_on=here, name="Ruang rapat", scenes=["group:water"], area="32.75.02", agency="dlh"
    )

    page = await screen.see(wall)
    assert "Air dan saluran" in page
    assert 'data-scenes="group:water agency:dlh "' in page
    assert "Bekasi Barat" in page
    await screen.see(f"{wall}/scenes/nothing", status=404)
    await screen.see(f"{wall}/scenes/overview/latest", status=404)


class Heard(list[str]):
    """What somebody hears of a stream, chunk by chunk; the first is the answer's status. It ends with its answer."""

    answer: asyncio.Task[None]

    def __init__(self) -> None:
        super().__init__()
        self._more = asyncio.Event()

    def add(self, message: Any) -> None:
        """Hear something."""
        self.append(str(message.get("status", "")) + message.get("body", b"").decode())
        self._more.set()

    async def more(self) -> None:
        """Wait for the next chunk."""
        self._more.clear()
        await self._more.wait()


@asynccontextmanager
async def listening(visitor: Visitor, path: str) -> AsyncGenerator[Heard]:
    """What somebody hears of a stream meanwhile."""
    heard, left = Heard(), asyncio.Event()
    transport: Any = visitor.client._transport  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] (httpx keeps the application there)
    request = visitor.client.build_request("GET", path)
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "client": ("127.0.0.1", 1),
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
    }

    async def receive() -> dict[str, Any]:
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        heard.add(message)

    heard.answer = answer = asyncio.create_task(transport.app(scope, receive, send))
    await heard.more()
    yield heard
    left.set()
    await answer


async def test_everybody_of_staff_hears_live_what_they_may_know_and_strangers_what_all_may(
    hall: Visitor, bench: Workbench
) -> None:
    everywhere, north, head, verifier = [await enter(hall, name) for name in list(PEOPLE)[1:]]
    admin, screen = await enter(hall, ADMIN), hall.other()
    wall = await opened(screen, await made(admin))
    async with (
        listening(hall.other(), "/events") as public,
        listening(screen, f"{wall}/events") as before_the_wall,
        listening(everywhere, "/operations/events") as coordinator,
        listening(north, "/operations/events") as in_the_north,
        listening(head, "/operations/events") as executive,
        listening(verifier, "/operations/events") as no_operator,
        listening(hall.other(), "/operations/events") as stranger,
    ):
        open_one = (await hall.report())["number"]
        anonymous = (await hall.report(visibility="anonymous"))["number"]
        sealed = (await hall.report(visibility="confidential"))["number"]
        await Ticker(app=bench.app, reader=bench.reader, epoch=bench.tools.epoch).tick()
        while "".join(coordinator).count("event: received") < 3:
            await coordinator.more()

    def numbers(heard: list[str]) -> set[str]:
        return set(re.findall(r"data: (\S+)", "".join(heard)))

    assert numbers(public) == numbers(before_the_wall) == {open_one}
    assert numbers(coordinator) == {open_one, anonymous, sealed}
    assert numbers(executive) == {open_one, anonymous}
    assert numbers(in_the_north) == set()
    assert [each[0] for each in (no_operator, stranger)] == ["403", "401"]
    assert "Jalan" not in "".join(coordinator)


async def test_a_duty_taken_away_and_a_wall_revoked_end_their_streams(
    hall: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Asked a thousand times as often, so that nobody waits.
    monkeypatch.setattr(streams, "STAFF_S", streams.STAFF_S / 1000)
    monkeypatch.setattr(streams, "WALL_S", streams.WALL_S / 1000)
    admin, screen, head = await enter(hall, ADMIN), hall.other(), await enter(hall, "Pimpinan")
    wall = await opened(screen, await made(admin))
    people = await admin.see("/admin/people")
    found = re.search(r'href="(/admin/people/[0-9a-f-]{36})"><b>Pimpinan', people)
    assert found

    async with (
        listening(head, "/operations/events") as staff,
        listening(screen, f"{wall}/events") as before_it,
    ):
        await admin.fill_in(f"{found[1]}/leaving", form_on=found[1])
        await admin.fill_in(f"{WALLS}/{wall.rsplit('/', 1)[1]}/ending", form_on=f"{WALLS}/new")
        await asyncio.gather(staff.answer, before_it.answer)

    assert (await head.client.get("/operations/events")).status_code == 401
