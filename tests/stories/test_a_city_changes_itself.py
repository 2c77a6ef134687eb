"""A city admin makes a new unit and a new kind in the pages alone: the next report goes there, in every process."""

import re
import zipfile
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tanggap.app import house
from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.editing import actions as editing
from tanggap.city.packs.load import load_pack
from tanggap.city.packs.rounds import Rounds
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AgencySlug, KindSlug
from tanggap.journey.admin.retiring.actions import relieve_all
from tanggap.journey.intake.message import Message
from tanggap.kit.clock import SetClock
from tanggap.kit.errors import Invalid
from tanggap.report import number as numbers
from tanggap.report.questions.answers import Given
from tanggap.report.report import Channel
from tests.conftest import BEKASI, running
from tests.mailroom import at_work
from tests.staff import PASSWORD, enter, hire
from tests.visitor import Visitor

pytestmark = pytest.mark.story

UNIT: dict[str, Any] = {
    "name": "UPT Jembatan Penyeberangan",
    "short": "UPT JPO",
    "parent": "dbmsda",
    "phone": "021 8895 1234",
    "type_id": "Jembatan penyeberangan",
    "type_en": "Footbridges",
    "depot": "-6.2383, 106.9756",
    "kmh": "25",
    "stop_minutes": "60",
    "hours": "senin 07:30-12:00 13:00-16:00\njumat 07.30-11.30",
    "reason": "SK Wali Kota 12/2026",
}
KIND: dict[str, Any] = {
    "name_id": "Jembatan penyeberangan rusak",
    "name_en": "Damaged footbridge",
    "group": "roads",
    "search_id": "jpo, tangga jembatan",
    "search_en": "footbridge",
    "lead": "jembatan-penyeberangan",
    "response": "2",
    "response_unit": "hours",
    "resolution": "3",
    "resolution_unit": "working days",
    "source": "SK Wali Kota 12/2026",
    "report_type": "field_issue",
    "urgency": "high",
    "sensitivity": "S0",
    "icon": "road-horizon",
    "radius_m": "50",
    "days": "7",
    "pillars": "mobility / living",
    "reason": "SK Wali Kota 12/2026",
}
QUESTION: dict[str, Any] = {
    "name_id": "Bagian mana?",
    "name_en": "Which part?",
    "answer": "single",
    "options": "Tangga | Stairs\nPagar | Railing",
    "required": "yes",
    "public": "yes",
    "reason": "Diminta UPT",
}


def seen(page: str) -> str:
    """What a form was looked at with."""
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found
    return found[1]


@pytest.fixture
async def admin(settings: Settings, clock: SetClock) -> AsyncIterator[Visitor]:
    """A city admin, signed in."""
    await hire(
        settings,
        clock,
        {"Admin": Duty(role=Role.CITY_ADMIN), "Jalan": Duty(role=Role.LIAISON, agency=AgencySlug("dbmsda"))},
    )
    async with running(settings, clock) as visitor:
        yield await enter(visitor, "Admin")


async def test_what_was_made_in_the_pages_decides_where_the_next_report_goes_in_another_process_too(
    admin: Visitor, settings: Settings, clock: SetClock
) -> None:
    async with Workbench(settings, clock=clock) as other, at_work(other):
        # Another process, which has known the city since before.
        await other.cities.ground(BEKASI)

        assert "Dinas Bina Marga" in await admin.see("/admin/agencies")
        await admin.fill_in("/admin/agencies", **UNIT)
        unit = await admin.see("/admin/agencies/upt-jembatan-penyeberangan")
        assert "SK Wali Kota 12/2026" in unit
        await admin.fill_in("/admin/kinds", **KIND)
        kind = await admin.see("/admin/kinds/damaged-footbridge")
        await admin.fill_in("/admin/kinds/damaged-footbridge/questions", seen=seen(kind), **QUESTION)
        assert "Tangga" in await admin.see("/admin/kinds/damaged-footbridge")

        # What every process does once a second.
        await other.cities.refresh()
        with pytest.raises(Invalid, match="Jawab dulu"):
            await other.reception.receive(message(), city=BEKASI)
        stairs = (Given(question="which-part", said=("tangga",)),)
        receipt = (await other.reception.receive(message(stairs), city=BEKASI)).receipt
        assert receipt.agency == "upt-jembatan-penyeberangan"
        assert receipt.reason.values["agency"] == UNIT["name"]

        await _belongs_to_somebody_else(admin, other)
        await _retires(admin, other, "upt-jembatan-penyeberangan", numbers.show("BKS", receipt.number))


async def _belongs_to_somebody_else(admin: Visitor, other: Workbench) -> None:
    """Whose footbridges are decides, and before that whose an answer says the broken part is."""
    utility: dict[str, Any] = {
        "name": "Pengelola Jembatan",
        "short": "PJ",
        "types": "jembatan-penyeberangan",
        "reason": "Perjanjian 4/2026",
    }
    await admin.fill_in("/admin/agencies", **utility)
    page = await admin.see("/admin/kinds/damaged-footbridge")
    owned: dict[str, Any] = KIND | {"owner": "pengelola-jembatan", "seen": seen(page)}
    await admin.fill_in("/admin/kinds/damaged-footbridge", **owned)
    page = await admin.see("/admin/kinds/damaged-footbridge/questions/which-part")
    fenced: dict[str, Any] = QUESTION | {
        "seen": seen(page),
        "options": "Tangga | Stairs\nPagar | Railing | pln",
    }
    await admin.fill_in("/admin/kinds/damaged-footbridge/questions/which-part", **fenced)

    await other.cities.refresh()
    for part, agency in (("tangga", "pengelola-jembatan"), ("pagar", "pln")):
        said = replace(message((Given(question="which-part", said=(part,)),)), key=f"whose-footbridge-{part}")
        receipt = (await other.reception.receive(said, city=BEKASI)).receipt
        assert receipt.agency == agency
        assert "miliknya" in receipt.reason.text


def message(answers: tuple[Given, ...] = ()) -> Message:
    """A report of the new kind."""
    return Message(
        channel=Channel.WEB,
        scope="test",
        key=f"footbridge-with-{len(answers)}-answers",
        text="Anak tangganya patah.",
        kind=KindSlug("damaged-footbridge"),
        lon=106.9756,
        lat=-6.2383,
        answers=answers,
    )


async def _retires(admin: Visitor, other: Workbench, unit: str, number: str) -> None:
    page = await admin.see(f"/admin/agencies/{unit}/retirement")
    assert "pindah: 1" in page
    fields: dict[str, Any] = {"seen": seen(page), "reason": "Perda 4/2026", "successor": "dbmsda"}
    await admin.fill_in(f"/admin/agencies/{unit}/retirement", **fields)
    await other.cities.refresh()
    assert await relieve_all(other.cities, other.entrance.open_desk) == 1
    story = await admin.other().see(f"/reports/{number}")
    assert "tidak bertugas lagi; diteruskan ke Dinas Bina Marga" in story


async def test_two_admins_do_not_overwrite_each_other_and_a_change_is_taken_back(admin: Visitor) -> None:
    page = await admin.see("/admin/groups/roads")
    fields: dict[str, Any] = {"colour": "#b4532a", "icon": "road-horizon", "reason": "Usul warga"}
    await admin.fill_in(
        "/admin/groups/roads", seen=seen(page), name_id="Jalan raya", name_en="Roads", **fields
    )

    late: dict[str, Any] = {"name_id": "Jalan kota", "name_en": "Roads", **fields}
    await admin.fill_in("/admin/groups/roads", status=409, seen=seen(page), **late)
    index = await admin.see("/admin")
    assert "Jalan raya" in index

    undoing = index.split('/undoing"')[0].rsplit('action="', 1)[1] + "/undoing"
    await admin.fill_in(undoing)
    assert 'value="Jalan"' in await admin.see("/admin/groups/roads")


async def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(admin: Visitor) -> None:
    refused = await admin.fill_in(
        "/admin/agencies",
        status=422,
        name="UPT Baru",
        short="UPT",
        types="environment",
        hours="Senin buka",
        reason="SK",
    )
    assert 'id="hours-error"' in refused.text
    assert 'value="UPT Baru"' in refused.text

    refused = await admin.fill_in("/admin/agencies", status=422, name="UPT Baru", short="UPT", reason="SK")
    assert 'id="types-error"' in refused.text


async def test_somebody_invited_comes_in_by_themselves_and_is_out_at_once_when_let_go(admin: Visitor) -> None:
    invited = await admin.fill_in(
        "/admin/people", status=200, name="Baru", email="baru@kota.example", role="coordinator"
    )
    link = re.search(r"http://tanggap\.test(/sign-in/invitation/[\w-]+)", invited.text)
    assert link
    newcomer = admin.other()
    assert "Baru" in await newcomer.see(link[1])
    await newcomer.fill_in(link[1], password=PASSWORD)
    await newcomer.fill_in("/sign-in", login="baru@kota.example", password=PASSWORD)
    await newcomer.see("/triage")

    person = next(
        href
        for href, name in re.findall(
            r'href="(/admin/people/[0-9a-f-]{36})"><b>([^<]+)', await admin.see("/admin/people")
        )
        if name == "Baru"
    )
    await admin.fill_in(f"{person}/leaving")

    refused = await newcomer.client.get("/triage", headers={"accept": "text/html"}, follow_redirects=False)
    assert refused.headers["location"].startswith("/sign-in?")
    await admin.see(link[1], status=404)


async def test_the_city_says_something_else_of_itself_and_its_pack_goes_out_as_it_stands(
    admin: Visitor, settings: Settings, clock: SetClock, tmp_path: Path
) -> None:
    page = await admin.see("/admin/city")
    profile: dict[str, Any] = {
        "seen": seen(page),
        "name": "Kota Bekasi Raya",
        "emergency_numbers": "112 semua darurat | all emergencies",
        "languages": ["id", "en"],
        "triage_first": "yes",
        "urgent_above": "25",
        "direct_a_week": "5",
        "positions": "yes",
        "kmh": "15",
        "stop_minutes": "40",
        "rounds_source": "catatan kendaraan Juli",
        "flags_to_hide": "2",
        "blocked_words": "Mati kau",
        "first_kinds": ["flood", "road-damage"],
        "reason": "SK Wali Kota 12/2026",
    }
    only_english: dict[str, Any] = profile | {"languages": ["en"]}
    wrong = await admin.fill_in("/admin/city", status=422, **only_english)
    assert 'id="languages-error"' in wrong.text
    await admin.fill_in("/admin/city", **profile)

    answer = await admin.client.get("/admin/city/pack.zip")
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        archive.extractall(tmp_path)

    exported = load_pack(tmp_path / "kota-bekasi", default_folder=house.shipped("cities") / "_default")
    async with Workbench(settings, clock=clock) as bench, bench.entrance.open_desk(BEKASI) as desk:
        stands = await editing.standing(desk)
    assert exported.city.name == "Kota Bekasi Raya"
    assert exported.city.blocked_words == ("mati kau",)
    assert exported.city.positions
    assert exported.city.direct_a_week == 5
    assert exported.city.rounds == Rounds(kmh=15, stop_minutes=40, source="catatan kendaraan Juli")
    assert set(exported.city.first_kinds) == {"flood", "road-damage"}
    assert replace(exported, areas=()) == replace(stands, areas=())


async def test_an_area_is_called_otherwise_everywhere_and_again_as_before(admin: Visitor) -> None:
    assert "Kelurahan Jakasampurna" in await admin.see("/admin/areas")
    address = "/admin/areas/32.75.02.1005"
    page = await admin.see(address)
    await admin.fill_in(address, status=422, seen=seen(page), name="Jakasampurna", reason="SK")
    await admin.fill_in(address, seen=seen(page), name="Jaka Sampurna", reason="SK Wali Kota 12/2026")
    await admin.fill_in(address, status=409, seen=seen(page), name="Jakasampurna Baru", reason="SK")

    changed = await admin.see(address)
    assert "<del>Jakasampurna</del> → <ins>Jaka Sampurna</ins>" in changed
    await admin.fill_in(changed.split('/undoing"')[0].rsplit('action="', 1)[1] + "/undoing")
    assert 'value="Jakasampurna"' in await admin.see(address)
