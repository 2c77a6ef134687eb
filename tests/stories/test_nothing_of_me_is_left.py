"""Whoever erases their data leaves none behind: forty signs of one person are planted, and none is found again."""

import io
import json
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest
import structlog
from msgspec.structs import replace
from PIL import Image
from psycopg.conninfo import conninfo_to_dict
from structlog.typing import EventDict

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.passkeys import store as passkeys
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AgencySlug, ResidentId
from tanggap.kit.clock import SetClock
from tanggap.kit.ids import new_id
from tanggap.kit.log import Reactor, Ticker
from tanggap.kit.postgres.cluster import Cluster
from tanggap.report.events import Asked, Questioned
from tanggap.report.report import Status
from tests.conftest import BEKASI, NOW, Addresses
from tests.residents import WITH_MAIL, Letters, come_in
from tests.staff import enter, hire
from tests.stories.leftovers import among, in_files, in_tables
from tests.stories.sending import hole, key_of, send
from tests.stories.test_a_citizen_has_the_last_word import finish, found, happen
from tests.visitor import Visitor

pytestmark = pytest.mark.story

SIGNS = tuple(f"zqx{n:02}w" for n in range(37))
"""Words that stand nowhere else; each is planted in a place of its own."""
TEXT, EARLY, LATE, LANDMARK, NAME, EMAIL, PLATE = range(7)
NUMBERS = ("9901014508900001", "6281277700041", "192.0.2.177")
"""A NIK of an area that does not exist, a telephone number, and where the browser came from."""
MINE = f"{SIGNS[7]}@contoh.example"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """An installation that can write to people."""
    return replace(settings, **WITH_MAIL)


@pytest.fixture
def superuser(cluster: Cluster, addresses: Addresses) -> str:
    """The test's database as one before whom no wall stands."""
    return cluster.address("postgres", str(conninfo_to_dict(addresses.owner)["dbname"]))


async def test_forty_signs_of_a_person_are_planted_and_none_is_left(
    settings: Settings, visitor: Visitor, bench: Workbench, superuser: str
) -> None:
    sought = [*SIGNS, *NUMBERS]
    letters = Letters(bench)
    with logged() as log:
        neighbour = await send(visitor.other(), text="Tumpukan daun punya tetangga-utuh")
        me = await planted(visitor, bench, letters, beside=neighbour)
        await follow(bench)
        await letters.bring()
        before = in_tables(superuser, sought) | in_files(settings.folder, sought)
        copy = await taken_along(me)
        said = (await me.fill_in("/account/erasure", status=200, form_on="/account/erasure", sure="yes")).text
        await follow(bench)
        await letters.bring()

    assert len(sought) == 40
    # The search finds what lies open, and the copy what was sealed as well.
    assert len({sign for signs in before.values() for sign in signs}) >= 15
    assert among(copy, sought) >= {
        SIGNS[n] for n in (TEXT, EARLY, LATE, LANDMARK, NAME, EMAIL, 7, 8, 9, 12, 13, 14, 15, 16)
    }
    assert "Akun Anda sudah tidak ada." in said
    assert in_tables(superuser, sought) == {}
    assert in_files(settings.folder, sought) == {}
    assert among(json.dumps(log, default=str).encode(), sought) == set()
    assert not [*(settings.folder / "files" / "photos").rglob("*.jpeg")]
    assert "/sign-out" not in await me.see("/")
    for path in ("/", "/reports", "/overview"):
        assert among((await visitor.other().see(path)).encode(), sought) == set()
    assert "tetangga-utuh" in await visitor.other().see(f"/reports/{neighbour}")


async def planted(visitor: Visitor, bench: Workbench, letters: Letters, *, beside: str) -> Visitor:
    """Everything one person may leave here, each with a sign in it. Returns the browser they are signed in at."""
    s = SIGNS
    me = visitor.other(address=NUMBERS[2])
    me.client.headers["user-agent"] = f"Browser {s[17]}"
    me.client.headers["referer"] = f"http://tanggap.test/{s[18]}"
    me.client.headers["accept-language"] = f"id, {s[19]};q=0.1"
    me.client.cookies.set("other", s[20])
    first = await send(
        me,
        text=f"Saya {s[TEXT]}, NIK {NUMBERS[0]}, telepon {NUMBERS[1]}, pelat {s[PLATE]}",
        landmark=f"Rumah {s[LANDMARK]}",
        name=f"Nama {s[NAME]}",
        contact=f"{s[EMAIL]}@contoh.example",
        photos=(photo(s[21], s[22], s[23]), photo(s[24], s[25], s[26])),
    )
    await talk(me, bench, first)
    answered = await with_program(me)
    comments = f"/reports/{beside}/comments"
    await me.fill_in(comments, form_on=f"/reports/{beside}", text=f"Di sini {s[EARLY]}, saya lihat sendiri")
    await come_in(me, letters, MINE)
    await me.fill_in("/track", form_on="/mine", number=answered["number"], key=answered["key"])
    await me.fill_in(comments, form_on=f"/reports/{beside}", text=f"Masih {s[LATE]}")
    await signed_in(me, bench)
    return me


async def talk(me: Visitor, bench: Workbench, number: str) -> None:
    """Questions and answers, a rating and a dispute."""
    s = SIGNS
    report = await found(bench, number)
    await happen(bench, number, Questioned(), f"Apakah benar {s[8]} tinggal di sana?")
    files = [("photo", (f"{s[27]}.jpg", photo(s[28], s[29], s[30]), "image/jpeg"))]
    await me.fill_in(
        f"/reports/{number}/answer", form_on=f"/reports/{number}", text=f"Ya, saya {s[9]}", files=files
    )
    await finish(bench, number)
    await me.fill_in(
        f"/reports/{number}/rating", form_on=f"/reports/{number}", stars="2", comment=f"Kata {s[10]} kurang"
    )
    await me.fill_in(
        f"/reports/{number}/dispute", form_on=f"/reports/{number}", reason=f"Belum beres, kata {s[11]}"
    )
    assert report.agency == "dbmsda"


async def with_program(me: Visitor) -> dict[str, Any]:
    """A report sent by a program, with a photo of its own."""
    s = SIGNS
    sent = await me.client.post(
        "/api/v1/photos", content=photo(s[31], s[32], s[33]), headers={"content-type": "image/jpeg"}
    )
    return await me.report(
        key=f"kunci-acak-{'0' * 16}",
        text=f"Lampu mati di depan {s[12]}",
        landmark=f"Warung {s[13]}",
        photos=[sent.json()["id"]],
        sender={"name": s[14], "email": f"{s[15]}@contoh.example", "phone": f"+{NUMBERS[1]}"},
    )


async def signed_in(me: Visitor, bench: Workbench) -> None:
    """What only a resident leaves: a report of the account, one taken back, a passkey, a code on its way."""
    s = SIGNS
    second = await send(me, text=f"Got mampet, kata {s[16]}", visibility="confidential")
    await me.fill_in(f"/reports/{second}/withdrawal", form_on=f"/reports/{second}", reason=f"Salah {s[34]}")
    await me.fill_in("/account/language", form_on="/account", language="en")
    await me.fill_in("/account/language", form_on="/account", language="id")
    async with bench.app.transaction() as db:
        resident = await db.one(UUID, "select id from resident order by created_at desc limit 1")
        assert resident is not None
        key = passkeys.Passkey(
            id=new_id(),
            resident=ResidentId(resident),
            name=f"Ponsel {s[35]}",
            site="tanggap.test",
            credential=s[36].encode(),
            public_key=b"key",
            signs=0,
            created_at=NOW,
            used_at=None,
        )
        assert await passkeys.keep(db, key)
    await me.fill_in("/sign-in/codes", address=MINE)


async def taken_along(me: Visitor) -> bytes:
    """All that is in the archive, unpacked."""
    shown = await me.see("/account/data")
    answer = await me.client.get("/account/data.zip")
    with ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
        content = b"\n".join(archive.read(name) for name in names)
        values = json.loads(archive.read("data-saya.json"))
    assert sum(name.endswith(".jpeg") for name in names) == 4
    assert len(values["of"]) == 2
    assert SIGNS[TEXT] in shown
    return content


def photo(*signs: str) -> bytes:
    """A photograph whose camera wrote down whose it is."""
    exif = Image.Exif()
    exif[0x013B], exif[0x010E], exif[0x9286] = signs  # artist, description, comment of its user
    exif.get_ifd(0x8825).update({1: "S", 2: (6.0, 14.0, 17.0), 3: "E", 4: (106.0, 58.0, 32.0)})
    made = io.BytesIO()
    Image.new("RGB", (320, 240), f"#{abs(hash(signs)) % 0xFFFFFF:06x}").save(made, "JPEG", exif=exif)
    return made.getvalue()


async def follow(bench: Workbench) -> None:
    """Let everything follow from what happened, by every listener there is."""
    await Ticker(app=bench.app, reader=bench.reader, epoch=bench.tools.epoch).tick()
    await Reactor(
        app=bench.app,
        reader=bench.reader,
        listeners=bench.offers.listeners,
        open_desk=lambda _: bench.entrance.open_desk(BEKASI),
        epoch=bench.tools.epoch,
    ).catch_up()


@contextmanager
def logged() -> Generator[list[EventDict]]:
    """Every line the house writes to its log meanwhile."""
    with structlog.testing.capture_logs() as lines:
        yield lines


async def test_a_guest_has_one_report_emptied_by_number_and_key_and_it_stays_as_a_fact(
    visitor: Visitor, bench: Workbench
) -> None:
    number = await send(visitor, text="Kata-kata rahasia saya", photos=(photo("a", "b", "c"),))
    other = await send(visitor, text="Laporan lain tetap utuh")
    guest = visitor.other()
    await guest.fill_in("/track", form_on="/track", number=number, key=await key_of(visitor, number))

    await guest.fill_in(f"/reports/{number}/erasure", status=422, form_on=f"/reports/{number}")
    receipt = await guest.fill_in(
        f"/reports/{number}/erasure", status=200, form_on=f"/reports/{number}", sure="yes"
    )
    page = await guest.see(f"/reports/{number}")
    state = await found(bench, number)

    assert "Yang tetap ada, dan alasannya" in receipt.text
    assert "Kata-kata rahasia" not in page
    assert "/photos/" not in page
    assert "Isinya dihapus atas permintaan pelapor." in page
    assert "Data pelapor dihapus atas permintaan pelapor" in page
    assert (state.kind, state.area, state.agency) == ("road-damage", state.area, "dbmsda")
    assert "Laporan lain tetap utuh" in await visitor.see(f"/reports/{other}")


async def test_a_sending_still_on_its_way_does_not_bring_back_what_was_erased(visitor: Visitor) -> None:
    key = "0b1f6f0e-7c55-4a0e-9f0a-3c1d2e4f5a6b"
    number = await send(visitor, idempotency_key=key)
    await visitor.fill_in(f"/reports/{number}/erasure", status=200, form_on="/track", sure="yes")

    answer = await visitor.fill_in("/reports", status=422, form_on="/reports/new", **late(key))

    assert 'id="text-error"' in answer.text


def late(key: str) -> dict[str, Any]:
    """The same form once more."""
    return hole(idempotency_key=key)


async def test_a_question_that_waits_for_an_answer_is_erased_with_it(
    visitor: Visitor, bench: Workbench
) -> None:
    number = await send(visitor, kind="")
    await happen(bench, number, Asked(was=Status.RECEIVED, now=Status.NEEDS_INFO), "Rumah warna apa?")

    await visitor.fill_in(f"/reports/{number}/erasure", status=200, form_on="/track", sure="yes")

    key_page = await visitor.see(f"/reports/{number}")
    assert "Rumah warna apa?" not in key_page


async def test_who_serves_the_city_cannot_erase_the_record_of_their_work(
    settings: Settings, clock: SetClock, visitor: Visitor
) -> None:
    await hire(settings, clock, {"Petugas": Duty(role=Role.FIELD_OFFICER, agency=AgencySlug("dbmsda"))})
    officer = await enter(visitor, "Petugas")

    answer = await officer.fill_in("/account/erasure", status=403, sure="yes")

    assert "catatan kerja kota" in answer.text


def test_a_sign_is_found_in_whatever_way_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "zqx00w.txt").write_bytes(b"nothing")
    (tmp_path / "b").write_bytes(b'(1,"\\\\x' + b"ZQX01W".hex().encode() + b'") ZQX02w')

    found_there = in_files(tmp_path, ["zqx00w", "zqx01w", "zqx02w", "zqx03w"])

    assert found_there == {"a/zqx00w.txt": {"zqx00w"}, "b": {"zqx01w", "zqx02w"}}
