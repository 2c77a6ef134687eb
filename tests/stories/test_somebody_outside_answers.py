"""A report goes to the wrong kelurahan, on to the right one, and to somebody without an account, who answers by a link."""

import io
import re
from datetime import timedelta

import pytest
from msgspec.structs import replace
from PIL import Image

from tanggap.app import house
from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city import actions as cities
from tanggap.city.packs.load import load_pack
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AgencySlug
from tanggap.kit.clock import SetClock
from tanggap.kit.log import Reactor, Ticker
from tests.conftest import BEKASI, NOW
from tests.residents import WITH_MAIL, Letters
from tests.staff import enter, hire
from tests.visitor import ORIGIN, Visitor

pytestmark = pytest.mark.story

WRONG, RIGHT, PLN = (AgencySlug(each) for each in ("kelurahan-margahayu", "kelurahan-jakasampurna", "pln"))
TASK = re.compile(r'href="(/tasks/[0-9a-f-]{36})"')
LINK = re.compile(r"/outside/[0-9a-f]{64}")
TOMORROW = str((NOW + timedelta(days=1)).date())


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """An installation that can write to people."""
    return replace(settings, **WITH_MAIL)


@pytest.fixture(autouse=True)
async def city_hall(settings: Settings, clock: SetClock) -> None:
    """Two kelurahan, a coordinator and a verifier; the power company has no account, but an address."""
    people = {
        "Koordinator": Duty(role=Role.COORDINATOR),
        "Petugas Margahayu": Duty(role=Role.FIELD_OFFICER, agency=WRONG),
        "Petugas Jakasampurna": Duty(role=Role.FIELD_OFFICER, agency=RIGHT),
        "Pemeriksa": Duty(role=Role.VERIFIER),
    }
    await hire(settings, clock, people)
    pack = load_pack(house.shipped("cities") / "kota-bekasi")
    agencies = tuple(
        replace(each, email="piket@pln.example") if each.slug == PLN else each for each in pack.agencies
    )
    async with Workbench(settings, clock=clock) as bench, bench.app.transaction(BEKASI) as db:
        await cities.join(db, replace(pack, agencies=agencies), house.taxonomy(), today=NOW.date())


@pytest.fixture
def letters(bench: Workbench) -> Letters:
    return Letters(bench)


async def react(bench: Workbench) -> None:
    """Let what follows from what happened follow."""
    await Ticker(app=bench.app, reader=bench.reader, epoch=bench.tools.epoch).tick()
    await Reactor(
        app=bench.app,
        reader=bench.reader,
        listeners=[each for each in bench.offers.listeners if each.name == "outside"],
        open_desk=lambda _: bench.entrance.open_desk(BEKASI),
        epoch=bench.tools.epoch,
    ).catch_up()


def photo(colour: str = "grey") -> dict[str, tuple[str, bytes, str]]:
    """A picture as a browser sends it."""
    jpeg = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(jpeg, "JPEG")
    return {"photo": ("foto.jpg", jpeg.getvalue(), "image/jpeg")}


async def task_of(officer: Visitor) -> str:
    """The path of the first task on this officer's bench."""
    found = TASK.search(await officer.see("/bench"))
    assert found, "the bench is empty"
    return found[1]


async def at_the_wrong_kelurahan(visitor: Visitor) -> dict[str, str]:
    """A report that the coordinator sends to a kelurahan it does not lie in."""
    receipt = await visitor.report(kind=None, text="Tiang listrik miring, hubungi 0812-3456-7890.")
    coordinator = await enter(visitor, "Koordinator")
    await coordinator.fill_in(
        f"/triage/{receipt['number']}/disposition",
        kind="road-damage",
        area="32.75.02.1005",
        agency=WRONG,
        note="Dekat kantor itu.",
    )
    return receipt


async def test_the_wrong_kelurahan_passes_it_on_and_a_utility_mends_it_by_a_link(
    visitor: Visitor, bench: Workbench, letters: Letters
) -> None:
    receipt = await at_the_wrong_kelurahan(visitor)
    wrong, right = await enter(visitor, "Petugas Margahayu"), await enter(visitor, "Petugas Jakasampurna")
    await wrong.fill_in(f"{await task_of(wrong)}/handover", agency=RIGHT, reason="Bukan wilayah kami.")
    await right.fill_in(f"{await task_of(right)}/acceptance")
    await right.fill_in(f"{await task_of(right)}/handover", agency=PLN, reason="Tiang milik PLN.")
    await react(bench)
    await react(bench)
    await letters.bring()

    [mail] = letters.sent
    assert mail.address == "piket@pln.example"
    link = LINK.search(mail.body)
    assert link, mail.body
    company = visitor.other()
    page = await company.see(link[0])
    assert "Tiang milik PLN." in page
    assert "0812-3456-7890" not in page, "the public text is covered"

    await company.fill_in(link[0], answer="accepted")
    unproven = await company.fill_in(link[0], status=422, answer="done", text="Tiang ditegakkan.")
    assert "Lampirkan foto sesudah" in unproven.text
    await company.fill_in(link[0], files=photo(), answer="done", text="Tiang ditegakkan.")

    verifier = await enter(visitor, "Pemeriksa")
    assert "Tiang ditegakkan." in await verifier.see("/verification")
    await verifier.fill_in(f"/verification/{receipt['number']}/acceptance")
    ended = await company.see(link[0], status=410)
    assert "Jawaban sudah kami terima" in ended
    assert "PLN" not in ended


async def test_a_party_named_by_the_unit_answers_and_the_unit_makes_its_proof_of_it(visitor: Visitor) -> None:
    receipt = await at_the_wrong_kelurahan(visitor)
    officer, party = await enter(visitor, "Petugas Margahayu"), visitor.other()
    task = await task_of(officer)
    await officer.fill_in(f"{task}/acceptance")
    assert "/outside" in await officer.see(task)

    unsaid = await officer.fill_in(f"{task}/outside", status=422, party="Ketua RT", until=TOMORROW)
    await officer.fill_in(
        f"{task}/outside", party="Ketua RT", question="Apakah tiang ini milik warga?", until=TOMORROW
    )
    assert "Tulis apa yang diminta" in unsaid.text
    link = LINK.search(await officer.see(f"{task}/outside"))
    assert link
    answer = await party.client.get(link[0], headers={"accept": "text/html"})
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    assert "Apakah tiang ini milik warga?" in answer.text
    await party.fill_in(link[0], files=photo("green"), answer="done", text="Sudah kami tegakkan.")

    page = await officer.see(f"{task}/outside")
    assert "Sudah kami tegakkan." in page
    sent = re.search(r'name="photo" value="([0-9a-f-]{36})"', page)
    assert sent
    picture = f"/photos/{sent[1]}/800.jpeg"
    assert (await party.client.get(picture)).status_code == 404
    assert (await officer.client.get(picture)).status_code == 200
    doubted = await officer.fill_in(f"{task}/outside/proof", status=422, text="Tiang tegak.", photo=sent[1])
    assert "Tempat foto sesudah tidak diketahui" in doubted.text
    await officer.fill_in(f"{task}/outside/proof", text="Tiang tegak.", note="Sudah dilihat.", photo=sent[1])

    verifier = await enter(visitor, "Pemeriksa")
    assert "Tiang tegak." in await verifier.see("/verification")
    assert "Sudah kami tegakkan." not in await visitor.see(f"/reports/{receipt['number']}")


async def test_a_link_opens_nothing_once_it_is_revoked_renewed_too_old_or_its_task_has_passed_on(
    visitor: Visitor, clock: SetClock
) -> None:
    await at_the_wrong_kelurahan(visitor)
    officer, party = await enter(visitor, "Petugas Margahayu"), visitor.other()
    task = await task_of(officer)
    await officer.fill_in(f"{task}/outside", party="Kontraktor", question="Kapan selesai?", until=TOMORROW)
    outside = await officer.see(f"{task}/outside")
    first = LINK.search(outside)
    request = re.search(rf"{task}/outside/[0-9a-f-]{{36}}", outside)
    assert first
    assert request

    await officer.fill_in(f"{request[0]}/revocation")
    assert "sudah dicabut" in await party.see(first[0], status=410)
    await officer.fill_in(f"{request[0]}/renewal")
    second = LINK.search(await officer.see(f"{task}/outside"))
    assert second
    await party.see(first[0], status=404)
    await party.see(second[0])
    await party.see(first[0][:-1] + ("0" if first[0][-1] != "0" else "1"), status=404)

    clock.move(timedelta(days=15))
    assert "lewat waktunya" in await party.see(second[0], status=410)
    clock.move(-timedelta(days=15))
    await officer.fill_in(f"{task}/handover", agency=RIGHT, reason="Bukan wilayah kami.")
    await (other := await enter(visitor, "Petugas Jakasampurna")).fill_in(
        f"{await task_of(other)}/acceptance"
    )
    assert "sudah berakhir" in await party.see(second[0], status=410)
    gone = await party.client.post(
        second[0], data={"answer": "accepted", "csrf": await party.token()}, headers={"origin": ORIGIN}
    )
    assert gone.status_code == 409
