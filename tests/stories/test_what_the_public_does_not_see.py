"""What the public does not see: personal data, what readers flagged, faces in photos; and who decides about it."""

import io
import re
from uuid import UUID

import pytest
from PIL import Image

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AgencySlug
from tanggap.kit.clock import SetClock
from tanggap.report import number as numbers
from tanggap.report import store as reports
from tests import album
from tests.conftest import BEKASI
from tests.staff import enter, hire
from tests.stories.sending import PHOTO, send
from tests.visitor import Visitor

pytestmark = pytest.mark.story

PHONE = "0812-3456-7890"
PUBLIC = (
    *(
        "/",
        "/reports",
        "/reports/{number}",
        "/overview",
        "/reports?q=hubungi",
        "/reports.rss",
        "/reports.atom",
    ),
    *("/api/v1/reports", "/api/v1/reports/{number}", "/api/v1/reports?q=hubungi"),
)


async def coordinator(visitor: Visitor, settings: Settings, clock: SetClock) -> Visitor:
    await hire(settings, clock, {"Koordinator": Duty(role=Role.COORDINATOR)})
    return await enter(visitor, "Koordinator")


async def flag(reader: Visitor, number: str, *, status: int = 303) -> None:
    await reader.fill_in(
        f"/reports/{number}/flag", status=status, form_on=f"/reports/{number}", reason="insult"
    )


async def test_a_telephone_number_is_in_nothing_the_public_reads_and_its_reporter_is_told(
    visitor: Visitor,
) -> None:
    number = await send(visitor, text=f"Hubungi {PHONE} kalau lubangnya ketemu", landmark=f"rumah {PHONE}")
    stranger = visitor.other()

    seen = {path: await stranger.see(path.format(number=number)) for path in PUBLIC}
    own = await visitor.see(f"/reports/{number}")

    assert all(PHONE not in text and "7890" not in text.replace(number, "") for text in seen.values())
    assert "Hubungi ****-****-****" in seen["/reports/{number}"]
    assert "Hubungi ****-****-****" in seen["/reports"]
    for path in ("/reports.rss", "/reports.atom", "/api/v1/reports", "/api/v1/reports/{number}"):
        assert "****-****-****" in seen[path], path
    assert f"Hubungi {PHONE}" in own
    assert "Disamarkan untuk umum: nomor telepon" in own


async def test_flagged_by_three_a_report_is_hidden_until_a_coordinator_has_looked(
    visitor: Visitor, settings: Settings, clock: SetClock
) -> None:
    number = await send(visitor)
    readers = [visitor.other(address=f"203.0.113.{n}") for n in range(3)]
    boss = await coordinator(visitor, settings, clock)

    for reader in readers[:2]:
        await flag(reader, number)
    await flag(readers[0], number, status=409)
    assert number in await readers[2].see("/reports")
    await flag(readers[2], number)

    for path in ("/reports/{number}", "/api/v1/reports/{number}"):
        await readers[2].see(path.format(number=number), status=404)
    assert number not in await readers[2].see("/reports")
    assert number not in await readers[2].see("/")
    assert "sedang diperiksa sebelum tampil untuk umum" in await visitor.see(f"/reports/{number}")
    assert number in await boss.see("/held")
    assert "menghina atau mengancam: 3" in await boss.see(f"/held/{number}")

    await boss.fill_in(f"/held/{number}/showing", form_on=f"/held/{number}")
    assert number in await readers[2].see("/reports")
    assert number not in await boss.see("/held")
    await flag(visitor.other(), number)
    await readers[2].see(f"/reports/{number}")


async def test_a_coordinator_hides_a_report_for_a_reason_its_reporter_reads(
    visitor: Visitor, settings: Settings, clock: SetClock
) -> None:
    number = await send(visitor)
    boss = await coordinator(visitor, settings, clock)

    await boss.fill_in(f"/held/{number}/hiding", form_on=f"/held/{number}", reason="flags", status=422)
    await boss.fill_in(f"/held/{number}/hiding", form_on=f"/held/{number}", reason="false")

    await visitor.other().see(f"/reports/{number}", status=404)
    assert "tidak tampil untuk umum: isinya tidak benar" in await visitor.see(f"/reports/{number}")
    assert number not in await boss.see("/held")


async def test_a_blocked_word_keeps_a_report_from_the_public_and_not_from_those_who_work_on_it(
    visitor: Visitor,
) -> None:
    number = await send(visitor, text="Lurah mati kau kalau tidak diperbaiki")

    assert "diperiksa dulu sebelum tampil" in await visitor.see(f"/reports/{number}/receipt")
    assert "Diteruskan ke" in await visitor.see(f"/reports/{number}")
    await visitor.other().see(f"/reports/{number}", status=404)


@album.needs_media
async def test_a_face_is_covered_for_the_public_and_sharp_for_whoever_sent_it(
    visitor: Visitor, settings: Settings, clock: SetClock
) -> None:
    face = (album.MEDIA / "exif-orientation/hopper_orientation_6.jpg").read_bytes()
    number = await send(visitor, photos=(face,))
    found = PHOTO.search(await visitor.other().see(f"/reports/{number}"))
    assert found
    public, own = await shown(visitor.other(), found[0]), await shown(visitor, found[0])

    assert album.difference(public, own) > 3
    assert album.difference(public.crop((0, 100, 20, 128)), own.crop((0, 100, 20, 128))) < 5

    boss = await coordinator(visitor, settings, clock)
    photo = found[0].split("/")[2]
    form = f"/held/{number}/photos/{photo}"
    assert "checked" in await boss.see(form)
    await boss.fill_in(
        form, form_on=form, cell=[f"{row}-{column}" for row in range(9) for column in range(12)]
    )
    covered = await shown(visitor.other(), found[0])
    await boss.fill_in(form, form_on=form)
    bare = await shown(visitor.other(), found[0])

    assert album.difference(covered.crop((0, 100, 20, 128)), own.crop((0, 100, 20, 128))) > 5
    assert album.difference(bare, own) < 5
    assert "Bagian foto yang disamarkan diubah" in await boss.see(f"/reports/{number}")

    await boss.fill_in(f"/held/{number}/hiding", form_on=f"/held/{number}", reason="safety")
    assert (await visitor.other().client.get(found[0])).status_code == 404


async def test_an_officer_of_the_unit_adds_to_what_is_covered_and_takes_nothing_away(
    visitor: Visitor, settings: Settings, clock: SetClock, bench: Workbench
) -> None:
    roads = Duty(role=Role.FIELD_OFFICER, agency=AgencySlug("dbmsda"))
    await hire(settings, clock, {"Petugas": roads, "Pemeriksa": Duty(role=Role.VERIFIER)})
    officer, verifier = await enter(visitor, "Petugas"), await enter(visitor, "Pemeriksa")
    number = await send(visitor, photos=(album.jpeg(),))
    task = re.search(r"/tasks/[0-9a-f-]{36}", await officer.see("/bench"))
    assert task
    form = re.search(rf"/held/{number}/photos/[0-9a-f-]{{36}}", await officer.see(task[0]))
    assert form

    nothing = await officer.fill_in(form[0], status=422, form_on=form[0])
    for cell in ("0-0", "8-11"):
        await officer.fill_in(form[0], form_on=form[0], cell=cell)
    page = await officer.see(form[0])
    await verifier.see(form[0], status=404)

    assert "Centang dulu" in nothing.text
    assert "tetap tersamar" in page
    assert page.count("checked") == 2
    await unlooked(bench, UUID(form[0].split("/")[-1]))
    late = await officer.fill_in(form[0], status=409, form_on="/bench", cell="4-4")
    assert "menunggu diperiksa koordinator" in late.text


async def shown(reader: Visitor, path: str) -> Image.Image:
    answer = await reader.client.get(re.sub(r"/\d+\.jpeg", "/1600.jpeg", path))
    assert answer.status_code == 200, path
    with Image.open(io.BytesIO(answer.content)) as opened:
        return opened.convert("RGB")


async def test_a_photo_nobody_could_look_over_waits_for_a_coordinator(
    visitor: Visitor, settings: Settings, clock: SetClock, bench: Workbench
) -> None:
    number = await send(visitor, photos=(album.jpeg(),))
    found = PHOTO.search(await visitor.see(f"/reports/{number}"))
    assert found
    photo = UUID(found[0].split("/")[2])
    await unlooked(bench, photo)
    boss = await coordinator(visitor, settings, clock)

    assert not PHOTO.search(await visitor.other().see(f"/reports/{number}"))
    assert (await visitor.other().client.get(found[0])).status_code == 404
    assert "1 foto belum tampil untuk umum" in await visitor.see(f"/reports/{number}")
    assert number in await boss.see("/held")

    form = f"/held/{number}/photos/{photo}"
    await boss.fill_in(form, form_on=form)

    assert PHOTO.search(await visitor.other().see(f"/reports/{number}"))
    assert number not in await boss.see("/held")


async def unlooked(bench: Workbench, photo: UUID) -> None:
    """As if nothing could have looked for faces when a picture came in: its only copy is the sharp one."""
    keys = [key async for key in bench.files.list(f"photos/{photo}")]
    for key in keys:
        await bench.files.put(key.replace("/0/", "/sharp/"), await bench.files.get(key), "image/jpeg")
        await bench.files.delete(key)
    async with bench.app.transaction(BEKASI) as db:
        await db.run(
            "update photo set screening = 'failed' where city_id = %(city)s and id = %(photo)s",
            city=BEKASI,
            photo=photo,
        )


async def test_whoever_erases_a_report_takes_the_public_the_covered_and_the_sharp_copy_with_it(
    visitor: Visitor, settings: Settings, clock: SetClock, bench: Workbench
) -> None:
    number = await send(visitor, photos=(album.jpeg(),))
    found = PHOTO.search(await visitor.see(f"/reports/{number}"))
    assert found
    photo = found[0].split("/")[2]
    boss = await coordinator(visitor, settings, clock)
    form = f"/held/{number}/photos/{photo}"
    await boss.fill_in(form, form_on=form, cell=["0-0"])
    before = {key.split("/")[2] async for key in bench.files.list(f"photos/{photo}")}

    await visitor.fill_in(f"/reports/{number}/erasure", status=200, form_on="/track", sure="yes")

    assert "sharp" in before
    assert len(before) == 2
    assert [key async for key in bench.files.list(f"photos/{photo}")] == []
    assert (await visitor.client.get(found[0])).status_code == 404


async def test_a_found_face_on_a_report_of_a_blurred_kind_waits_for_a_person(
    visitor: Visitor, bench: Workbench
) -> None:
    number = await send(visitor, photos=(album.jpeg(),))
    async with bench.app.transaction(BEKASI) as db:
        report = await reports.find(db, BEKASI, numbers.read(number).digits)
        await db.run(
            "update photo set screening = 'found' where city_id = %(city)s and report = %(report)s",
            city=BEKASI,
            report=report.id,
        )
        await db.run(
            "update report set sensitivity = 'S1' where city_id = %(city)s and id = %(report)s",
            city=BEKASI,
            report=report.id,
        )

    assert not PHOTO.search(await visitor.other().see(f"/reports/{number}"))
    assert not PHOTO.search(await visitor.other().see("/reports"))


async def test_many_posts_from_one_network_are_taken_then_held_then_refused_and_none_is_lost(
    visitor: Visitor, bench: Workbench
) -> None:
    flood = visitor.other(address="203.0.113.66")
    answers: list[int] = []
    for n in range(125):
        answer = await flood.client.post(
            "/api/v1/reports", json={"text": f"Laporan banjir kiriman {n}", "landmark": "pasar"}
        )
        answers.append(answer.status_code)
        if answer.status_code == 429:
            assert int(answer.headers["retry-after"]) > 0
    honest = await visitor.other(address="198.51.100.7").client.post(
        "/api/v1/reports", json={"text": "Lampu mati di gang", "landmark": "pasar"}
    )

    async with bench.app.transaction(BEKASI) as db:
        kept = await db.one(int, "select count(*) from report where city_id = %(city)s", city=BEKASI)
        held = await db.one(
            int, "select count(*) from report where city_id = %(city)s and hidden = 'flood'", city=BEKASI
        )
    assert (answers.count(201), answers.count(429)) == (120, 5)
    assert (kept, held) == (121, 60)
    assert honest.status_code == 201
