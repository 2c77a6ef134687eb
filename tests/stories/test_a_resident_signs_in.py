"""A resident comes in by a code, finds their reports on every device, and leaves none behind."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.kit.clock import SetClock
from tests.conftest import BEKASI, Addresses, running
from tests.residents import WITH_MAIL, Letters, come_in
from tests.stories.sending import key_of, send
from tests.visitor import ORIGIN, Visitor

pytestmark = pytest.mark.story

ADDRESS = "warga@contoh.example"
TOKEN = re.compile("[0-9a-f]{64}")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """An installation that can write to people."""
    return replace(settings, **WITH_MAIL)


@pytest.fixture
def letters(bench: Workbench) -> Letters:
    return Letters(bench)


async def test_a_resident_finds_what_they_sent_on_another_device_and_leaves_it_by_signing_out(
    visitor: Visitor, letters: Letters
) -> None:
    number = await send(visitor, visibility="confidential")
    phone = visitor.other()

    assert await come_in(visitor, letters, ADDRESS) == "/mine"
    await come_in(phone, letters, "Warga@Contoh.example")
    on_phone = await phone.see("/mine")
    opened = await phone.see(f"/reports/{number}")
    second = await send(phone, text="Lubang kedua di dekat jembatan")
    await phone.fill_in("/sign-out")

    assert f"/reports/{number}" in on_phone
    assert "Rahasia" in opened
    await phone.see(f"/reports/{number}", status=404)
    assert second not in await phone.see("/mine")
    assert second in await visitor.see("/mine")


async def test_a_report_from_before_is_added_by_its_number_and_key(
    visitor: Visitor, letters: Letters
) -> None:
    guest = visitor.other()
    number = await send(guest)
    key = await key_of(guest, number)
    await come_in(visitor, letters, ADDRESS)

    await visitor.fill_in("/track", form_on="/mine", number=number, key=key)

    assert number in await visitor.see("/mine")


async def test_neither_code_nor_address_lies_open_in_the_database(visitor: Visitor, bench: Workbench) -> None:
    letters = Letters(bench)
    await visitor.fill_in("/sign-in/codes", address=ADDRESS)
    code = await letters.code(ADDRESS)
    await visitor.fill_in("/sign-in/codes", address=ADDRESS)

    async with bench.app.transaction(BEKASI) as db:
        owed = await db.all(str, "select o::text from owed o where city_id = 3275 order by 1 limit 10")
        codes = await db.all(str, "select c::text from sign_in_code c order by 1 limit 10")

    assert (len(owed), len(codes)) == (2, 1)
    assert ADDRESS not in str(owed + codes)
    assert code not in str(owed)


async def test_a_wrong_code_is_told_so_five_times_and_then_the_right_one_is_too_late(
    visitor: Visitor, letters: Letters
) -> None:
    await visitor.fill_in("/sign-in/codes", address=ADDRESS)
    code = await letters.code(ADDRESS)
    wrong = f"{(int(code) + 1) % 10**6:06}"

    said = [
        (await visitor.fill_in("/sign-in/code", status=422, form_on="/sign-in/code", code=each)).text
        for each in [wrong] * 5 + [code]
    ]

    assert all("tidak cocok" in each for each in said)


async def test_a_code_is_good_once_for_ten_minutes_in_the_browser_that_asked(
    visitor: Visitor, letters: Letters, clock: SetClock
) -> None:
    await visitor.fill_in("/sign-in/codes", address=ADDRESS)
    code = await letters.code(ADDRESS)
    thief = visitor.other()

    await thief.fill_in("/sign-in/code", status=422, code=code)
    await visitor.fill_in("/sign-in/code", form_on="/sign-in/code", code=f" {code[:3]} {code[3:]} ")
    await visitor.fill_in("/sign-in/code", status=422, code=code)
    late = visitor.other()
    await late.fill_in("/sign-in/codes", address=ADDRESS)
    fresh = await letters.code(ADDRESS)
    clock.move(timedelta(minutes=11))
    await late.fill_in("/sign-in/code", status=422, code=fresh)

    assert "/sign-out" in await visitor.see("/")
    assert "/sign-out" not in await late.see("/")


async def test_a_mailed_code_whose_time_is_over_is_not_sent_any_more(
    visitor: Visitor, letters: Letters, clock: SetClock
) -> None:
    await visitor.fill_in("/sign-in/codes", address=ADDRESS)
    clock.move(timedelta(minutes=11))

    await letters.bring()

    assert letters.sent == []


async def test_a_known_address_and_a_new_one_hear_the_same(visitor: Visitor, letters: Letters) -> None:
    await come_in(visitor.other(), letters, ADDRESS)

    pages: list[str] = []
    for address in (ADDRESS, "baru@contoh.example"):
        browser = visitor.other()
        answer = await browser.fill_in("/sign-in/codes", address=address)
        page = await browser.see("/sign-in/code")
        pages.append(answer.headers["location"] + TOKEN.sub("", page).replace(address, ""))

    assert pages[0] == pages[1]


async def test_nobodys_mailbox_is_filled_by_a_stranger(visitor: Visitor, clock: SetClock) -> None:
    for _ in range(5):
        await visitor.fill_in("/sign-in/codes", address=ADDRESS)
    told = await visitor.fill_in("/sign-in/codes", status=429, address=ADDRESS)
    elsewhere = visitor.other(address="192.0.2.9")
    await elsewhere.fill_in("/sign-in/codes", address=ADDRESS)
    clock.move(timedelta(hours=1, seconds=1))
    await visitor.fill_in("/sign-in/codes", address=ADDRESS)

    assert "Terlalu banyak kode diminta" in told.text


async def test_a_resident_stays_signed_in_for_a_month_and_is_no_staff(
    visitor: Visitor, letters: Letters, clock: SetClock
) -> None:
    await come_in(visitor, letters, ADDRESS, then="/account")

    clock.move(timedelta(days=29))
    bench = await visitor.client.get("/bench", headers={"accept": "text/html"})
    inside = "/sign-out" in await visitor.see("/account")
    clock.move(timedelta(days=1, seconds=1))
    outside = await visitor.client.get("/account", headers={"accept": "text/html"})

    assert inside
    assert bench.headers["location"].startswith("/sign-in?then=")
    assert outside.headers["location"].startswith("/sign-in?then=")


async def test_the_alias_is_drawn_and_the_language_chosen_by_its_owner(
    visitor: Visitor, letters: Letters
) -> None:
    await come_in(visitor, letters, ADDRESS)
    seen = {await alias(visitor)}

    for _ in range(6):
        await visitor.fill_in("/account/alias", form_on="/account")
        seen.add(await alias(visitor))
    await visitor.fill_in("/account/language", form_on="/account", language="en")

    assert len(seen) > 1
    assert "My account" in await visitor.see("/account")


async def alias(visitor: Visitor) -> str:
    found = re.search(r"<h1>(Warga [\w ]+ \d\d)</h1>", await visitor.see("/account"))
    assert found
    return found[1]


async def test_other_devices_are_signed_out_from_this_one(visitor: Visitor, letters: Letters) -> None:
    lost = visitor.other()
    await come_in(lost, letters, ADDRESS)
    await come_in(visitor, letters, ADDRESS)

    await visitor.fill_in("/account/sessions/end", form_on="/account")

    assert "/sign-out" in await visitor.see("/")
    assert "/sign-out" not in await lost.see("/")


async def test_a_device_that_signs_nonsense_gets_nobody_in(visitor: Visitor, letters: Letters) -> None:
    await come_in(visitor, letters, ADDRESS)
    stranger = visitor.other()
    nonsense = [
        "",
        "null",
        "[]",
        '{"rawId": "\\u0000"}',
        '{"id":"YQ","rawId":"YQ","response":{},"type":"public-key"}',
    ]
    for answer in nonsense:
        await stranger.fill_in("/sign-in/passkey/challenge", status=201)
        await stranger.fill_in("/sign-in/passkey", status=422, answer=answer)
        await visitor.fill_in("/account/passkeys/challenge", status=201, form_on="/account")
        await visitor.fill_in("/account/passkeys", status=422, form_on="/account", answer=answer)

    assert "/sign-out" not in await stranger.see("/")


async def test_where_no_mail_can_be_sent_nobody_is_promised_a_code(
    addresses: Addresses, tmp_path: Path, clock: SetClock
) -> None:
    without = Settings(
        folder=tmp_path / "without",
        database_url=addresses.app,
        database_owner_url=addresses.owner,
        database_reader_url=addresses.reader,
        url=ORIGIN,
    )
    async with running(without, clock) as somebody:
        page = await somebody.see("/sign-in")
        refused = await somebody.fill_in("/sign-in/codes", status=422, address=ADDRESS)

    assert 'name="address"' not in page
    assert "belum bisa mengirim kode" in page
    assert "belum bisa mengirim kode" in refused.text
