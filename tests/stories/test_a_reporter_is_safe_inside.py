"""Those who work on a report never learn who sent it, nor see more of its photos than they must; who opens more says why."""

import io
import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from PIL import Image

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AgencySlug
from tanggap.kit.clock import SetClock
from tests import album
from tests.staff import enter, hire
from tests.stories.meanwhile import found
from tests.stories.sending import PHOTO, picture, send
from tests.visitor import Visitor

pytestmark = pytest.mark.story

CELLS = [f"{row}-{column}" for row in range(9) for column in range(12)]
PEOPLE = {
    "Koordinator": Duty(role=Role.COORDINATOR),
    "Petugas": Duty(role=Role.FIELD_OFFICER, agency=AgencySlug("dbmsda")),
    "Liaison": Duty(role=Role.LIAISON, agency=AgencySlug("dbmsda")),
    "Pemeriksa": Duty(role=Role.VERIFIER),
    "Admin": Duty(role=Role.CITY_ADMIN),
}


@pytest.fixture(autouse=True)
async def city_hall(settings: Settings, clock: SetClock) -> None:
    """Everybody who works on a report, and who accounts for them."""
    await hire(settings, clock, PEOPLE)


async def shown(who: Visitor, path: str) -> Image.Image:
    """A picture as this browser is handed it."""
    answer = await who.client.get(path)
    assert answer.status_code == 200
    return Image.open(io.BytesIO(answer.content)).convert("RGB")


async def covered(visitor: Visitor, boss: Visitor, **fields: str) -> tuple[str, str]:
    """A report whose only photo the coordinator covered as a whole; its number and the photo's path."""
    number = await send(visitor, photos=(picture(),), **fields)
    found = PHOTO.search(await visitor.see(f"/reports/{number}"))
    assert found
    form = f"/held/{number}/photos/{found[0].split('/')[2]}"
    await boss.fill_in(form, form_on=form, cell=CELLS)
    return number, found[0]


async def test_who_works_on_a_report_never_learns_who_sent_it(visitor: Visitor) -> None:
    await visitor.report(sender={"name": "Pelapor Contoh", "email": "pelapor@contoh.example"})
    workers = [await enter(visitor, each) for each in ("Petugas", "Liaison")]

    for worker in workers:
        task = re.search(r"/tasks/[0-9a-f-]{36}", await worker.see("/bench"))
        assert task
        page = await worker.see(task[0])
        assert "Pelapor Contoh" not in page
        assert "pelapor@contoh.example" not in page
        assert "Tanya pelapor" in page, "the way to the reporter leads through the system"


async def test_an_anonymous_reporters_photo_is_covered_for_all_who_work_on_it(
    visitor: Visitor, clock: SetClock
) -> None:
    boss = await enter(visitor, "Koordinator")
    _, plain = await covered(visitor, boss)
    number, path = await covered(visitor, boss, visibility="anonymous")
    own = await shown(visitor, path)
    clock.move(timedelta(hours=2))

    for who in ("Petugas", "Liaison", "Pemeriksa", "Koordinator"):
        worker = await enter(visitor, who)
        assert album.difference(await shown(worker, path), own) > 5, f"{who} sees the original"
        assert album.difference(await shown(worker, plain), own) < 5, f"{who} works on what is open"
    officer = await enter(visitor, "Petugas")
    task = re.findall(r"/tasks/[0-9a-f-]{36}", await officer.see("/bench"))
    assert any(
        number in page and "fotonya disamarkan" in page for page in [await officer.see(each) for each in task]
    )


async def test_who_opens_an_original_says_why_and_is_found_in_the_trail(
    visitor: Visitor, clock: SetClock
) -> None:
    number, path = await covered(visitor, await enter(visitor, "Koordinator"), visibility="anonymous")
    own = await shown(visitor, path)
    clock.move(timedelta(hours=2))
    boss, admin = await enter(visitor, "Koordinator"), await enter(visitor, "Admin")
    originals = f"/reports/{number}/originals"
    assert originals in await boss.see(f"/reports/{number}")

    unsaid = await boss.fill_in(originals, form_on=originals, status=422, purpose="check")
    assert "Tulis alasannya" in unsaid.text
    assert album.difference(await shown(boss, path), own) > 5
    await boss.fill_in(originals, form_on=originals, purpose="check", said="Nomor tiang tertutup.")
    assert path.split("/")[2] in await boss.see(originals)
    assert album.difference(await shown(boss, path), own) < 5

    trail = await admin.see("/protected")
    assert "Melihat foto asli" in trail
    assert "Nomor tiang tertutup." in trail
    assert number in trail
    clock.move(timedelta(hours=2))
    boss = await enter(visitor, "Koordinator")
    assert album.difference(await shown(boss, path), own) > 5, "an hour is over"
    officer = await enter(visitor, "Petugas")
    await officer.see(originals, status=403)


async def test_a_reporter_lets_those_who_act_see_the_photo_and_takes_that_back(
    visitor: Visitor, clock: SetClock
) -> None:
    boss = await enter(visitor, "Koordinator")
    number, path = await covered(visitor, boss, visibility="anonymous", originals="yes")
    own, report = await shown(visitor, path), f"/reports/{number}"
    consent = f"{report}/originals/consent"
    clock.move(timedelta(hours=2))
    officer = await enter(visitor, "Petugas")

    assert album.difference(await shown(officer, path), own) < 5
    tasks = re.findall(r"/tasks/[0-9a-f-]{36}", await officer.see("/bench"))
    assert "foto aslinya boleh Anda lihat" in await officer.see(tasks[0])
    for who in ("Pemeriksa", "Koordinator"):
        assert album.difference(await shown(await enter(visitor, who), path), own) > 5, who
    assert consent not in await officer.see(report)
    await officer.fill_in(consent, form_on="/bench", status=403, allow="yes")
    assert "Petugas yang menangani boleh melihat foto asli" in await visitor.see(report)

    await visitor.fill_in(consent, form_on=report, allow="no")

    assert album.difference(await shown(officer, path), own) > 5
    assert "fotonya disamarkan" in await officer.see(tasks[0])
    await visitor.fill_in(consent, form_on=report, allow="yes")
    assert album.difference(await shown(officer, path), own) < 5
    assert "Melihat foto asli" in await (await enter(visitor, "Admin")).see("/protected")


async def test_who_reads_a_sealed_report_says_what_for_once_a_day_and_is_found_in_the_trail(
    visitor: Visitor, clock: SetClock, bench: Workbench
) -> None:
    number = await send(visitor, photos=(picture(),), visibility="confidential", text="Rahasia sekali.")
    lead = (await found(bench, number)).lead
    assert lead is not None
    task, report = f"/tasks/{lead.id}", f"/reports/{number}"
    photo = PHOTO.search(await visitor.see(report))
    assert photo
    liaison, boss = await enter(visitor, "Liaison"), await enter(visitor, "Koordinator")
    assert "Rahasia sekali" not in await liaison.see("/bench"), "a list tells that it is there, and no more"

    asked = await liaison.client.get(task, headers={"accept": "text/html"})
    assert asked.headers["location"].endswith(f"{report}/opening?then={quote(task)}")
    opening = await liaison.see(f"{report}/opening?then={task}")
    assert "Rahasia sekali" not in opening
    assert (await liaison.client.get(photo[0])).status_code == 404
    assert "Rahasia" not in (await liaison.client.get(f"/api/v1{report}")).text
    unsaid = await liaison.fill_in(
        f"{report}/opening", form_on=f"{report}/opening", status=422, purpose="law"
    )
    assert "Tulis alasannya" in unsaid.text
    away = await liaison.fill_in(
        f"{report}/opening", form_on=f"{report}/opening", purpose="handle", then="//elsewhere.example"
    )
    assert away.headers["location"].endswith(report)
    assert "Rahasia sekali" in await liaison.see(task)
    assert (await liaison.client.get(photo[0])).status_code == 200
    await boss.see(report, status=303)

    clock.move(timedelta(hours=7))
    liaison = await enter(visitor, "Liaison")
    assert "Rahasia sekali" in await liaison.see(task), "nobody is asked at every click"
    clock.move(timedelta(hours=2))
    liaison = await enter(visitor, "Liaison")
    await liaison.see(task, status=303)
    await liaison.fill_in(f"{task}/acceptance", form_on="/bench")
    trail = await (await enter(visitor, "Admin")).see("/protected")
    assert trail.count("Membuka laporan rahasia") == 1
    assert "Membaca laporan rahasia" in trail
    assert "Menangani laporan ini" in trail
    assert "Liaison" in trail


async def test_what_is_not_sealed_has_no_door_and_strangers_find_none(visitor: Visitor) -> None:
    plain, sealed = await send(visitor), await send(visitor, visibility="confidential")
    officer = await enter(visitor, "Petugas")

    await officer.see(f"/reports/{plain}/opening", status=404)
    await officer.see(f"/reports/{sealed}/opening", status=404)
    await officer.see(f"/reports/{sealed}", status=404)
