"""A threat, a child's face: one press takes a report or one photo from every public door, in every process, and it can be undone."""

import re

import pytest

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.rights import Duty, Role
from tanggap.kit.clock import SetClock
from tests.conftest import running
from tests.staff import enter, hire
from tests.stories.sending import PHOTO, picture, send
from tests.stories.test_nothing_of_me_is_left import follow
from tests.visitor import Visitor

pytestmark = pytest.mark.story

WORD = "tikungan"
AREA = "/areas/32.75.02.1005"
LISTS = (
    *("/", "/reports", f"/reports?q={WORD}", "/reports?area=32.75.02.1005", "/reports?order=supported"),
    *("/reports?order=nearest&near=106.9756,-6.2383", "/reports.rss", "/reports.atom", AREA),
    *("/api/v1/reports", f"/api/v1/reports?q={WORD}"),
    *(
        "/reports/similar?kind=road-damage&lon=106.9756&lat=-6.2383",
        "/overview",
    ),
)
OWN = ("/reports/{number}", "/reports/{number}/og.png", "/api/v1/reports/{number}")
MOST_KEPT_S = 5


async def shows(stranger: Visitor, number: str, photos: list[str]) -> set[str]:
    """The public doors behind which something of a report is found."""
    found: set[str] = set()
    for path in LISTS:
        text = await stranger.see(path)
        found |= (
            {path} if number in text or any(photo.rpartition("/")[0] in text for photo in photos) else set()
        )
    for path in (*OWN, *photos):
        answer = await stranger.client.get(path.format(number=number), headers={"accept": "text/html"})
        found |= {path} if answer.status_code == 200 else set()
    return found


async def test_hidden_now_a_report_is_behind_no_public_door_of_any_process_until_it_is_shown_again(
    visitor: Visitor, bench: Workbench, settings: Settings, clock: SetClock
) -> None:
    number = await send(visitor, photos=(picture(),))
    await follow(bench)
    await hire(settings, clock, {"Koordinator": Duty(role=Role.COORDINATOR)})
    boss = await enter(visitor, "Koordinator")
    async with running(settings, clock) as elsewhere:
        photos = [*dict.fromkeys(PHOTO.findall(await elsewhere.see(f"/reports/{number}")))]
        before = await shows(elsewhere, number, photos)
        page = await boss.see(f"/reports/{number}")

        await boss.fill_in(f"/held/{number}/hiding", form_on=f"/reports/{number}", reason="safety")

        assert await shows(elsewhere, number, photos) == set()
        assert await shows(visitor.other(), number, photos) == set()
        assert "tidak tampil untuk umum: membahayakan seseorang" in await visitor.see(f"/reports/{number}")
        assert (await visitor.client.get(photos[0])).status_code == 200, "its sender still sees it"
        await boss.fill_in(f"/held/{number}/showing", form_on=f"/held/{number}")
        assert await shows(elsewhere, number, photos) == before

    assert "Sembunyikan sekarang" in page
    assert before >= {*LISTS, *OWN, *photos} - {"/overview"}


async def test_nothing_of_a_report_is_kept_longer_than_five_seconds_by_anybody(visitor: Visitor) -> None:
    number = await send(visitor, photos=(picture(),))
    stranger = visitor.other()
    photos = PHOTO.findall(await stranger.see(f"/reports/{number}"))

    for path in (*LISTS, *OWN, *photos):
        answer = await stranger.client.get(path.format(number=number))
        kept = re.search(r"max-age=(\d+)", answer.headers["cache-control"])
        assert kept is None or int(kept[1]) <= MOST_KEPT_S, path


async def test_one_photo_is_hidden_and_the_report_stays(
    visitor: Visitor, settings: Settings, clock: SetClock
) -> None:
    number = await send(visitor, photos=(picture(), picture("#335577")))
    await hire(settings, clock, {"Koordinator": Duty(role=Role.COORDINATOR)})
    boss = await enter(visitor, "Koordinator")
    stranger = visitor.other()
    seen = {each.split("/")[2]: each for each in PHOTO.findall(await stranger.see(f"/reports/{number}"))}
    (photo, first), (_, second) = seen.items()
    held = f"/held/{number}/photos/{photo}"

    await boss.fill_in(f"{held}/hiding", form_on=f"/reports/{number}", reason="personal_data")

    assert (await stranger.client.get(first)).status_code == 404
    for path in ("/", "/reports", f"/reports/{number}", "/reports.rss", "/api/v1/reports", AREA):
        assert photo not in await stranger.see(path), path
    page = await stranger.see(f"/reports/{number}")
    assert second in page
    assert "disembunyikan" not in page
    assert (await visitor.client.get(first)).status_code == 200
    assert "memuat data pribadi" in await boss.see(f"/triage/{number}")
    await boss.fill_in(f"{held}/hiding", form_on=f"/reports/{number}", reason="personal_data", status=409)
    await boss.fill_in(f"{held}/showing", form_on=f"/held/{number}")
    assert (await stranger.client.get(first)).status_code == 200
