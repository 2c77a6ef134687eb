"""Search keeps what the public may read and nothing else, whatever happens to a report."""

import pytest

from tanggap.app.tools import Workbench
from tanggap.city.keeping.actions import erase
from tanggap.city.offers import Subject
from tanggap.journey.search import actions
from tanggap.journey.search.holding import HOLDING
from tanggap.report.report import Visibility
from tests.conftest import BEKASI
from tests.journey.office import sent
from tests.journey.searching import BROWSER, KEPT, comment, everything, found, happen, hear, merged, sealed


async def test_who_erases_what_they_said_takes_only_their_words_from_the_report(office: Workbench) -> None:
    report = await sent(office, text="Lubang dalam.")
    await hear(office)
    before = await everything(office)
    await comment(office, report, "Kemarin motor terperosok.")
    await hear(office)

    await erase(lambda city=None: office.entrance.open_desk(city or BEKASI), Subject(browsers=(BROWSER,)))

    assert await everything(office) == before


async def test_a_report_the_public_may_not_find_is_not_kept_at_all(office: Workbench) -> None:
    await sent(office, visibility=Visibility.CONFIDENTIAL, text="Rahasia besar sekali.")
    await sent(office, kind="official-conduct", text="Pungutan liar.")
    await hear(office)

    assert await everything(office) == {table: [] for table in KEPT}


@pytest.mark.parametrize("end", ["merged", "sealed", "emptied"])
async def test_nothing_stays_of_a_report_that_stops_being_listed_is_merged_or_emptied(
    office: Workbench, end: str
) -> None:
    stays = [await sent(office, text="Lubang dalam.") for _ in range(2)]
    await hear(office)
    before = await everything(office)
    report = await sent(office, text="Lubang dalam, kata Sulastriningsih.")
    await hear(office)

    if end == "emptied":
        async with office.entrance.open_desk(BEKASI) as desk:
            await HOLDING.empty(desk, Subject(reports=(report,)))
    else:
        await happen(office, report, merged(stays[0]) if end == "merged" else sealed())
        await hear(office)

    assert await found(office, "sulastriningsih") == set()
    assert await found(office, "lubang") == set(stays)
    assert await everything(office) == before


async def test_search_does_not_show_what_stopped_being_listed_before_it_heard(office: Workbench) -> None:
    report = await sent(office, text="Lubang dalam.")
    await hear(office)

    await happen(office, report, sealed())

    assert await found(office, "lubang") == set()


async def test_following_the_log_gives_what_reading_all_anew_gives_and_twice_is_once(
    office: Workbench,
) -> None:
    texts = [
        "Lubang besar.",
        "Lampu mati.",
        "Lubang dalam lampu mati.",
        "Besar sekali lubangnya.",
        "Lubang lagi besar.",
        "Lubang di gang.",
    ]
    sent_in = [await sent(office, text=text) for text in texts]
    await hear(office)
    await happen(office, sent_in[0], merged(sent_in[3]))
    await hear(office)
    followed = await everything(office)

    async with office.app.transaction() as db:
        await db.run("delete from listener_cursor")
    await hear(office)
    twice = await everything(office)
    await actions.rebuild(office.entrance.open_desk, BEKASI)

    assert followed["search_gram"]
    assert twice == followed
    assert await everything(office) == followed


async def test_one_citys_words_are_not_anothers(office: Workbench) -> None:
    await sent(office, text="Lubang dalam.")
    await hear(office)

    async with office.app.transaction(9999) as db:
        cursor = await db.connection.execute("select count(*) from search_term")
        assert await cursor.fetchone() == (0,)
