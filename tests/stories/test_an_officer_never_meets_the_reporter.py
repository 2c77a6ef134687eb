"""Field officers never see who reported: signs of a reporter are looked for in everything an officer may open."""

import pytest

from tanggap.app.settings import Settings
from tanggap.kit.clock import SetClock
from tanggap.kit.log import Reactor, Ticker
from tests.conftest import BEKASI
from tests.stories.hall import Hall, opened
from tests.stories.test_who_may_what import TABLE, asked
from tests.stories.things import Thing

pytestmark = pytest.mark.story

SENDER = {"name": "Pelapor Yangtersembunyi", "email": "tersembunyi@pelapor.example", "phone": "081298765432"}
SIGNS = ("yangtersembunyi", "tersembunyi@pelapor", "81298765432")
WORKERS = ("officer", "liaison")
WORDS = "select coalesce(string_agg(t::text, ' '), '') from notice t where t.city_id = %(city)s"
LETTERS = "select coalesce(string_agg(t::text, ' '), '') from owed t where t.city_id = %(city)s"


def signs(text: str) -> list[str]:
    """What of the reporter is found in something, however a telephone number is written."""
    plain = text.lower()
    return [sign for sign in SIGNS if sign in plain or sign in plain.replace("-", "").replace(" ", "")]


async def follow(hall: Hall) -> None:
    """Let everybody be told of what happened."""
    await Ticker(app=hall.bench.app, reader=hall.bench.reader, epoch=hall.bench.tools.epoch).tick()
    await Reactor(
        app=hall.bench.app,
        reader=hall.bench.reader,
        listeners=hall.bench.offers.listeners,
        open_desk=lambda _: hall.bench.entrance.open_desk(BEKASI),
        epoch=hall.bench.tools.epoch,
    ).catch_up()


async def work_on(hall: Hall, thing: Thing) -> None:
    """Take it on, ask its reporter, put its place right, say what is done: so that every page has something to tell."""
    for step, fields in (
        ("acceptance", {}),
        ("question", {"text": "Di sebelah mana?"}),
        ("correction/place", {"lon": "107.0110", "lat": "-6.2720"}),
        ("note", {"text": "Sudah dilihat."}),
        ("hold", {"reason": "weather", "until": "2026-07-03", "note": "Hujan."}),
    ):
        answer = await hall.ask("officer", "POST", f"/tasks/{thing.task}/{step}", fields)
        assert answer.status_code == 303, (step, answer.text[-2000:])


@pytest.mark.parametrize("sealed", [False, True], ids=["open", "sealed"])
async def test_nothing_an_officer_may_open_tells_who_reported(
    settings: Settings, clock: SetClock, *, sealed: bool
) -> None:
    async with opened(settings, clock) as hall:
        thing = await hall.thing(sealed=sealed, photo=True, sender=SENDER)
        if sealed:
            opening = f"/reports/{thing.number}/opening"
            await hall.ask("liaison", "POST", opening, {"purpose": "handle"})
        else:
            await work_on(hall, thing)
        await follow(hall)

        read = 0
        found: list[str] = []
        for name, row in TABLE.routes.items():
            method, path = asked(name)
            if method != "GET" or row.stream:
                continue
            for who in WORKERS:
                for accept in ("text/html", "application/json"):
                    answer = await hall.ask(who, method, thing.path(path) + row.query, {}, accept=accept)
                    read += thing.number in answer.text
                    found += [f"{who}: {name}: {sign}" for sign in signs(answer.text)]
        async with hall.bench.app.transaction(BEKASI) as db:
            for words in (WORDS, LETTERS):
                told = await db.one(str, words, city=BEKASI)
                found += [f"{words}: {sign}" for sign in signs(told or "")]

    assert not found, "\n".join(found)
    assert read > (4 if sealed else 12), "the pages that tell of it were among those that were read"


def test_the_signs_would_be_seen() -> None:
    assert signs("HP 0812-9876-5432 milik Pelapor Yangtersembunyi") == [SIGNS[0], SIGNS[2]]
