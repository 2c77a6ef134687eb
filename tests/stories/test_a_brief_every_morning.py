"""The mayor asks for the daily brief, and has it once each working day, as a mail and as a sheet."""

import email
from collections.abc import Sequence
from datetime import UTC, datetime
from email import policy

import pytest
from msgspec.structs import replace

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.channels.email.channel import compose
from tanggap.city.offers import Parcel
from tanggap.city.rights import Duty, Role
from tanggap.kit.clock import SetClock
from tanggap.oversight.briefs.daily.chore import CHORE
from tests.conftest import BEKASI
from tests.residents import WITH_MAIL, Letters
from tests.staff import enter, hire
from tests.stories.sending import send
from tests.visitor import Visitor

pytestmark = pytest.mark.story

# Half past six in Bekasi is half past eleven of the evening before, UTC.
THURSDAY, FRIDAY, SATURDAY, MONDAY = (datetime(2026, 7, day, 23, 31, tzinfo=UTC) for day in (1, 2, 3, 5))


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """An installation that can write to people."""
    return replace(settings, **WITH_MAIL)


async def mails(bench: Workbench, letters: Letters, times: int = 2) -> Sequence[Parcel]:
    """What goes out when the worker looks, however often it looks."""
    before = len(letters.sent)
    for _ in range(times):
        await CHORE.work(bench.entrance.open_desk, BEKASI)
        await letters.bring()
    return letters.sent[before:]


async def test_the_brief_comes_once_each_working_day_at_the_hour_that_was_chosen(
    settings: Settings, clock: SetClock, bench: Workbench, visitor: Visitor
) -> None:
    await hire(settings, clock, {"Wali kota": Duty(role=Role.EXECUTIVE)})
    letters = Letters(bench)
    number = await send(visitor, text="Rumah Pak Slamet di ujung gang")
    clock.move(THURSDAY - clock.now())
    assert await mails(bench, letters) == [], "nobody asked for it"

    mayor = await enter(visitor, "Wali kota")
    assert "06:30" in await mayor.see("/decisions")
    await mayor.fill_in("/decisions/brief", form_on="/decisions", how="working_days", at="06:30")
    [first] = await mails(bench, letters)
    clock.move(FRIDAY - clock.now())
    [second] = await mails(bench, letters)
    clock.move(SATURDAY - clock.now())
    assert await mails(bench, letters) == []
    clock.move(MONDAY - clock.now())
    [third] = await mails(bench, letters)

    assert first.address == "wali-kota@kota.example"
    assert len({each.dedupe for each in (first, second, third)}) == 3
    assert "Tidak ada yang perlu diputuskan hari ini." in first.body
    assert "Kemarin masuk" in first.body
    assert "/decisions/brief/2026-07-02.pdf" in first.body
    for each in (first, second, third):
        assert "Slamet" not in each.body + each.html
        assert number not in each.body + each.html
    mail = compose(first, sender="kota@example.id")
    words, paper = email.message_from_bytes(mail.as_bytes(), policy=policy.default).iter_parts()
    assert [part.get_content_type() for part in words.iter_parts()] == ["text/plain", "text/html"]
    assert (paper.get_content_type(), paper.get_filename()) == (
        "application/pdf",
        "kota-bekasi-2026-07-02.pdf",
    )
    assert len(paper.get_content()) < 60_000, "it goes to a telephone"

    mayor = await enter(visitor, "Wali kota")
    sheet = await mayor.client.get("/decisions/brief/2026-07-02.pdf")
    assert sheet.status_code == 200
    assert sheet.content == paper.get_content(), "the same sheet, in the reader's language"
    assert sheet.content.startswith(b"%PDF")
    await mayor.see("/decisions/brief/2026-06-02.pdf", status=404)
    await mayor.fill_in("/decisions/brief", status=422, form_on="/decisions", how="daily", at="pagi")
    await mayor.fill_in("/decisions/brief", form_on="/decisions", how="off")
    clock.move(datetime(2026, 7, 6, 23, 31, tzinfo=UTC) - clock.now())
    assert await mails(bench, letters) == []


async def test_before_the_hour_nothing_comes_and_a_late_worker_still_sends_it(
    settings: Settings, clock: SetClock, bench: Workbench, visitor: Visitor
) -> None:
    await hire(settings, clock, {"Wali kota": Duty(role=Role.EXECUTIVE)})
    clock.move(datetime(2026, 7, 1, 20, tzinfo=UTC) - clock.now())
    mayor = await enter(visitor, "Wali kota")
    await mayor.fill_in("/decisions/brief", form_on="/decisions", how="daily", at="06:30")

    letters = Letters(bench)
    assert await mails(bench, letters) == []
    clock.move(datetime(2026, 7, 2, 3, tzinfo=UTC) - clock.now())
    assert len(await mails(bench, letters)) == 1
