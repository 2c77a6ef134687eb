"""What nobody needs any more goes at night; what is needed stays."""

import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest
from msgspec.structs import replace

from tanggap.app.settings import Settings
from tanggap.app.tidy.actions import COOKIE, tidy
from tanggap.app.tools import Workbench
from tanggap.kit.clock import SetClock
from tanggap.kit.web import sessions
from tanggap.report.photos import store as pictures
from tanggap.report.photos.files import public_key, sharp_key
from tanggap.report.photos.rules import Screening
from tanggap.report.report import PhotoId
from tests.conftest import BEKASI, NOW
from tests.residents import WITH_MAIL
from tests.stories.sending import send
from tests.visitor import Visitor

pytestmark = pytest.mark.story

KEY = "0b1f6f0e-7c55-4a0e-9f0a-3c1d2e4f5a6b"
KEYS = (public_key, sharp_key)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """An installation that can write to people."""
    return replace(settings, **WITH_MAIL)


async def picture(bench: Workbench) -> PhotoId:
    photo = PhotoId(uuid4())
    for key in KEYS:
        await bench.files.put(key(photo, 800, "jpeg"), b"x", "image/jpeg")
    async with bench.app.transaction(BEKASI) as db:
        kept = pictures.Photo(
            id=photo,
            role="before",
            width=1,
            height=1,
            colour="#808080",
            taken_at=None,
            sent_at=NOW,
            screening=Screening.CLEAR,
            covers=(),
        )
        await pictures.keep(db, BEKASI, kept, digest=hashlib.sha256(b"x").digest(), sent_by=None)
    return photo


async def files_of(bench: Workbench, photo: PhotoId) -> int:
    """How many files of a picture there are."""
    return len([key async for key in bench.files.list(f"photos/{photo}")])


async def test_a_picture_no_report_claimed_goes_after_a_day_with_its_files(
    visitor: Visitor, bench: Workbench, clock: SetClock
) -> None:
    claimed, unclaimed = await picture(bench), await picture(bench)
    await visitor.report(photos=[str(claimed)])

    await tidy(bench)
    kept = [await files_of(bench, each) for each in (claimed, unclaimed)]
    clock.move(timedelta(days=1, seconds=1))
    await tidy(bench)
    left = [await files_of(bench, each) for each in (claimed, unclaimed)]

    assert kept == [2, 2]
    assert left == [2, 0]


async def test_a_repeated_key_still_finds_its_report_when_the_answer_is_gone(
    visitor: Visitor, bench: Workbench, clock: SetClock
) -> None:
    first = await visitor.report(key=KEY)
    clock.move(timedelta(days=31))

    await tidy(bench)
    again = await visitor.report(key=KEY)

    async with bench.app.transaction() as db:
        assert await db.one(int, "select count(*) from intake_key where answer is not null") == 0
    assert again["number"] == first["number"]


async def test_what_a_browser_held_goes_with_its_cookie_and_codes_with_their_time(
    visitor: Visitor, bench: Workbench, clock: SetClock
) -> None:
    await send(visitor)
    await visitor.fill_in("/sign-in/codes", address="warga@contoh.example")
    await visitor.fill_in("/sign-in/passkey/challenge", status=201)
    clock.move(timedelta(days=COOKIE.days - 1))
    await tidy(bench)
    kept = await _left(bench)
    clock.move(timedelta(days=2, seconds=1))
    await tidy(bench)

    assert timedelta(days=sessions.DAYS) == COOKIE
    assert kept == [1, 1, 1, 0, 0]
    assert await _left(bench) == [0, 0, 0, 0, 0]


async def _left(bench: Workbench) -> list[int | None]:
    async with bench.app.transaction(BEKASI) as db:
        return [
            await db.one(int, "select count(*) from session_report where city_id = 3275"),
            await db.one(int, "select count(*) from reporter_city"),
            await db.one(int, "select count(*) from seat_city"),
            await db.one(int, "select count(*) from sign_in_code"),
            await db.one(int, "select count(*) from passkey_challenge"),
        ]


async def test_expired_browsers_and_old_failures_are_forgotten(bench: Workbench) -> None:
    async with bench.app.transaction() as db:
        for days in (-1, 1):
            await db.run(
                """
                insert into session (id, created_at, seen_at, expires_at)
                values (%(id)s, %(now)s, %(now)s, %(expires)s)
                """,
                id=bytes([days + 1] * 32), now=NOW, expires=NOW + timedelta(days=days),
            )  # fmt: skip
            await db.run(
                "insert into sign_in_try (name, origin, tried_at) values ('n', 'o', %(at)s)",
                at=NOW - timedelta(days=days + 1, minutes=1),
            )

    await tidy(bench)

    async with bench.app.transaction() as db:
        assert await db.one(int, "select count(*) from session") == 1
        assert await db.one(int, "select count(*) from sign_in_try") == 1
