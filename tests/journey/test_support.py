"""Who sees the same says so: what may be the same is found, people are counted once, and all of them hear."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.city.hearing import store as ears
from tanggap.city.packs.pack import Sensitivity
from tanggap.city.rights import SYSTEM, VISITOR, Actor
from tanggap.city.terms import AreaCode, KindSlug, ResidentId
from tanggap.journey.intake.message import Message
from tanggap.journey.notices import store as notices
from tanggap.journey.notices.listener import LISTENER
from tanggap.journey.notices.rules import KINDS
from tanggap.journey.support import actions, rules
from tanggap.journey.support.actions import Place
from tanggap.journey.support.rules import Candidate, Telling
from tanggap.journey.work.triage import actions as triage
from tanggap.kit.clock import SetClock
from tanggap.kit.errors import Missing, Refused
from tanggap.kit.ids import new_id
from tanggap.kit.log import history
from tanggap.kit.stem import gist
from tanggap.report import contacts
from tanggap.report import store as reports
from tanggap.report.contacts import Contact
from tanggap.report.events import Closed
from tanggap.report.report import Channel, Report, ReportId, Status, Visibility
from tanggap.report.reporter import store as reporters
from tanggap.report.transitions import Party
from tests.bekasi import COORDINATOR
from tests.conftest import BEKASI, NOW
from tests.journey.office import JAKASAMPURNA, do, told

LON, LAT = 106.9756, -6.2383
METRE = 1 / 111_195
"""One metre northwards, in degrees."""
ROAD = KindSlug("road-damage")
HERE = Place(lon=LON, lat=LAT, area=None)


def browser(name: str) -> Actor:
    return Actor(session=name.encode())


RESIDENT = ResidentId(UUID(int=42))


async def reported(
    office: Workbench,
    *,
    kind: str = "road-damage",
    north_m: float | None = 0,
    text: str = "Lubang besar di depan pasar.",
    visibility: Visibility = Visibility.PUBLIC,
) -> ReportId:
    message = Message(
        channel=Channel.WEB,
        scope="test",
        key=str(uuid4()),
        text=text,
        kind=KindSlug(kind),
        lon=None if north_m is None else LON,
        lat=None if north_m is None else LAT + north_m * METRE,
        area=AreaCode(JAKASAMPURNA) if north_m is None else None,
        visibility=visibility,
    )
    return (await office.reception.receive(message, city=BEKASI)).receipt.report


async def alike(office: Workbench, kind: str = "road-damage", place: Place = HERE) -> list[ReportId]:
    async with office.entrance.open_desk(BEKASI, actor=VISITOR) as desk:
        return [each.report for each in await actions.alike_at(desk, KindSlug(kind), place)]


async def state(office: Workbench, report: ReportId) -> Report:
    kept, from_the_log = await told(office, report)
    assert kept == from_the_log
    return kept


async def people(office: Workbench, report: ReportId) -> int:
    return rules.people_of(await state(office, report))


async def hear(office: Workbench, report: ReportId) -> None:
    async with office.entrance.open_desk(BEKASI) as desk:
        events = await history(desk.db, desk.city, report)
        await LISTENER.on_events(desk, [heard for heard in events if heard.kind in KINDS])


async def news(office: Workbench, session: str, *, at: timedelta = timedelta()) -> list[str]:
    async with office.entrance.open_desk(BEKASI) as desk:
        found = await notices.of_holder(
            desk.db, BEKASI, reporters.holder(Actor(session=session.encode())), now=NOW + at
        )
        return [desk.tongue(each.message) for each in found]


async def close(office: Workbench, report: ReportId) -> None:
    async with office.entrance.open_desk(BEKASI, actor=SYSTEM) as desk:
        found = await reports.open_for_change(desk.db, desk.city, report)
        event = Closed(was=found.status, now=Status.CLOSED, by=Party.VERIFIER)
        await reports.record(desk.db, desk.tools.epoch, found, event, at=desk.now())


async def test_what_lies_within_the_kinds_radius_and_days_is_asked_about_the_nearest_first(
    office: Workbench, clock: SetClock
) -> None:
    old = await reported(office)
    clock.move(timedelta(days=7, minutes=1))
    far, near, at_it = [await reported(office, north_m=metres) for metres in (101, 60, 5)]

    assert await alike(office) == [at_it, near]
    assert {old, far}.isdisjoint(await alike(office))


async def test_where_very_many_of_an_area_may_be_the_same_the_newest_are_compared(
    office: Workbench, clock: SetClock
) -> None:
    for nth in range(actions.COMPARED_MOST):
        await reported(office, north_m=None, text=f"Aspal retak, blok {nth}.")
    clock.move(timedelta(minutes=1))
    newest = await reported(office, north_m=None, text="Tutup selokan hilang di depan bengkel Sinar.")
    mine = await reported(office, north_m=None, text="Tutup selokan depan bengkel Sinar hilang.")

    async with office.entrance.open_desk(BEKASI) as desk:
        found = await actions.alike_to(desk, await reports.get(desk.db, desk.city, mine), insiders=True)

    assert [each.report for each in found] == [newest]


async def test_a_flood_is_looked_for_farther_and_for_a_day_only(office: Workbench, clock: SetClock) -> None:
    flood = await reported(office, kind="flood", north_m=240)
    pothole = await reported(office, north_m=10)

    assert await alike(office, "flood") == [flood]
    clock.move(timedelta(days=1, minutes=1))
    assert await alike(office, "flood") == []
    assert await alike(office) == [pothole]


async def test_without_a_point_the_same_kelurahan_is_asked_about(office: Workbench) -> None:
    placed, unplaced = await reported(office), await reported(office, north_m=None)
    in_area = Place(lon=None, lat=None, area=AreaCode(JAKASAMPURNA))
    elsewhere = Place(lon=None, lat=None, area=AreaCode("32.75.02.1001"))

    assert set(await alike(office, place=in_area)) == {placed, unplaced}
    assert set(await alike(office, place=Place(lon=LON, lat=LAT, area=AreaCode(JAKASAMPURNA)))) == {
        placed,
        unplaced,
    }
    assert await alike(office, place=elsewhere) == []
    assert await alike(office, place=Place(lon=None, lat=None, area=None)) == []


async def test_what_strangers_may_not_know_to_the_point_is_never_suggested(office: Workbench) -> None:
    kinds = (await office.tools.cities.ground(BEKASI)).kinds.values()
    guarded = [kind.slug for kind in kinds if kind.sensitivity is not Sensitivity.PUBLIC]
    await reported(office, visibility=Visibility.CONFIDENTIAL)
    for kind in guarded:
        await reported(office, kind=kind)
    await _become(office, await reported(office, kind="flood"), Sensitivity.INTERNAL)
    await close(office, await reported(office))

    assert {Sensitivity.BLURRED, Sensitivity.SEALED} <= {kind.sensitivity for kind in kinds}
    for kind in ("road-damage", "flood", *guarded):
        assert await alike(office, kind) == []


async def test_a_coordinator_is_shown_inner_reports_but_no_confidential_one(office: Workbench) -> None:
    one, inner = await reported(office), await reported(office)
    await _become(office, inner, Sensitivity.INTERNAL)
    await reported(office, visibility=Visibility.CONFIDENTIAL)

    async with office.entrance.open_desk(BEKASI, actor=COORDINATOR) as desk:
        found = await actions.alike_to(desk, await reports.get(desk.db, BEKASI, one), insiders=True)

    assert [each.report for each in found] == [inner]


async def _become(office: Workbench, report: ReportId, sensitivity: Sensitivity) -> None:
    async with office.entrance.open_desk(BEKASI) as desk:
        await desk.db.run(
            "update report set sensitivity = %(to)s, listed = false where city_id = %(city)s and id = %(report)s",
            to=sensitivity,
            city=BEKASI,
            report=report,
        )


async def test_one_browser_supports_once_and_can_take_it_back(office: Workbench) -> None:
    report = await reported(office)

    for name in ("a", "a", "b"):
        await do(office, browser(name), lambda desk: actions.support(desk, report))
    assert await people(office, report) == 3

    await do(office, browser("a"), lambda desk: actions.stop(desk, report))
    assert await people(office, report) == 2
    with pytest.raises(Refused, match="belum mendukung"):
        await do(office, browser("a"), lambda desk: actions.stop(desk, report))


async def test_a_resident_who_is_signed_in_supports_once_from_wherever_they_are(office: Workbench) -> None:
    report, resident = await reported(office), ResidentId(new_id())

    for name in ("at work", "at home"):
        somebody = Actor(session=name.encode(), resident=resident)
        await do(office, somebody, lambda desk: actions.support(desk, report))

    assert await people(office, report) == 2


async def test_nobody_supports_their_own_an_ended_or_a_hidden_report(office: Workbench) -> None:
    own, ended = await reported(office), await reported(office)
    hidden = await reported(office, visibility=Visibility.CONFIDENTIAL)
    async with office.entrance.open_desk(BEKASI) as desk:
        await reporters.hold(desk.db, BEKASI, Actor(session=b"a"), own, at=NOW)
    await close(office, ended)

    with pytest.raises(Refused, match="laporan Anda sendiri"):
        await do(office, browser("a"), lambda desk: actions.support(desk, own))
    with pytest.raises(Refused, match="sudah berakhir"):
        await do(office, browser("a"), lambda desk: actions.support(desk, ended))
    with pytest.raises(Missing):
        await do(office, browser("a"), lambda desk: actions.support(desk, hidden))


async def test_a_supporters_contact_is_sealed_and_goes_with_the_support(office: Workbench) -> None:
    report = await reported(office)
    contact = Contact(email="warga@example.id")
    await do(office, browser("a"), lambda desk: actions.support(desk, report, contact=contact))

    async with office.entrance.open_desk(BEKASI) as desk:
        secrets = office.tools.secrets
        kept = await contacts.of_supporters(desk.db, secrets, BEKASI, [report])
        [sealed] = await desk.db.all(bytes, "select sealed from report_contact")
        assert await contacts.of_reports(desk.db, secrets, BEKASI, [report]) == {}
    await do(office, browser("a"), lambda desk: actions.stop(desk, report))
    async with office.entrance.open_desk(BEKASI) as desk:
        after = await contacts.of_supporters(desk.db, secrets, BEKASI, [report])
        keys = await desk.db.all(UUID, "select contact from contact_key")

    assert [each.contact for each in kept.values()] == [contact]
    assert b"warga" not in sealed
    assert (after, keys) == ({}, [])


async def test_a_merged_reports_people_count_with_the_one_it_follows_until_they_are_parted(
    office: Workbench,
) -> None:
    first, second, third = [await reported(office) for _ in range(3)]
    for report, names in ((first, "a"), (second, "bc"), (third, "def")):
        for name in names:
            await do(office, browser(name), lambda desk, to=report: actions.support(desk, to))

    await do(office, COORDINATOR, lambda desk: _merge(desk, first, second))
    await do(office, COORDINATOR, lambda desk: _merge(desk, second, third))
    assert [await people(office, each) for each in (first, second, third)] == [2, 5, 9]

    await do(office, browser("a"), lambda desk: actions.stop(desk, first))
    assert [await people(office, each) for each in (first, second, third)] == [1, 4, 8]
    supported = await do(office, browser("g"), lambda desk: actions.support(desk, first))
    assert supported.id == third

    await do(office, COORDINATOR, lambda desk: triage.unmerge(desk, first, reason="beda lubang"))
    assert [await people(office, each) for each in (first, second, third)] == [1, 3, 8]
    await do(office, COORDINATOR, lambda desk: triage.unmerge(desk, second, reason="beda lubang"))
    assert [await people(office, each) for each in (first, second, third)] == [1, 3, 5]


async def _merge(desk: Desk, report: ReportId, into: ReportId) -> Report:
    return await triage.merge(desk, report, primary=(await reports.get(desk.db, desk.city, into)).number)


async def test_supporters_hear_the_steps_anybody_may_follow_and_only_while_they_support(
    office: Workbench,
) -> None:
    report = await reported(office)
    contact = Contact(email="warga@example.id")
    await do(office, browser("a"), lambda desk: actions.support(desk, report, contact=contact))
    await do(office, browser("b"), lambda desk: actions.support(desk, report))
    await do(office, browser("b"), lambda desk: actions.stop(desk, report))
    await do(office, COORDINATOR, lambda desk: triage.ask(desk, report, text="Di lajur mana?"))
    await close(office, report)
    await hear(office, report)
    await hear(office, report)

    number = (await news(office, "a"))[0].split()[1]
    assert [words for words in await news(office, "a") if "diteruskan" not in words] == [
        f"Laporan {number} selesai."
    ]
    assert await news(office, "b") == []
    async with office.entrance.open_desk(BEKASI) as desk:
        owed = await desk.db.all(str, "select message -> 'body' ->> 'text' from owed order by id")
    assert owed == ["Laporan {number} selesai."]


async def test_of_an_anonymous_report_supporters_hear_no_sooner_than_strangers_may_know(
    office: Workbench, clock: SetClock
) -> None:
    clock.move(timedelta(minutes=20))
    report = await reported(office, visibility=Visibility.ANONYMOUS)
    await do(office, browser("a"), lambda desk: actions.support(desk, report))
    await close(office, report)
    await hear(office, report)

    assert await news(office, "a", at=timedelta(minutes=59)) == []
    assert any("selesai" in words for words in await news(office, "a", at=timedelta(hours=1)))


async def test_those_of_a_merged_report_hear_of_the_one_it_follows_under_their_own_number(
    office: Workbench, clock: SetClock
) -> None:
    merged, primary = await reported(office), await reported(office)
    async with office.entrance.open_desk(BEKASI) as desk:
        await reporters.hold(desk.db, BEKASI, Actor(session=b"reporter"), merged, at=NOW)
    await do(office, browser("supporter"), lambda desk: actions.support(desk, merged))
    clock.move(timedelta(minutes=5))
    await do(office, COORDINATOR, lambda desk: _merge(desk, merged, primary))
    clock.move(timedelta(minutes=5))
    await close(office, primary)
    await hear(office, primary)

    own = await news(office, "reporter", at=timedelta(hours=1))
    assert own == await news(office, "supporter", at=timedelta(hours=1))
    assert len(own) == 1
    assert own[0].endswith("selesai.")
    async with office.entrance.open_desk(BEKASI) as desk:
        number = (await reports.get(desk.db, BEKASI, merged)).number
    assert str(number)[-4:] in own[0].replace("-", "")


async def test_who_sent_one_and_supports_the_other_is_told_once_and_no_sooner_than_strangers(
    office: Workbench, clock: SetClock
) -> None:
    clock.move(timedelta(minutes=20))
    merged = await reported(office)
    primary = await reported(office, visibility=Visibility.ANONYMOUS)
    async with office.entrance.open_desk(BEKASI) as desk:
        secrets = desk.tools.secrets
        await reporters.hold(desk.db, BEKASI, browser("both"), merged, at=clock.now())
        for name in ("both", "only"):
            await ears.add_device(
                desk.db,
                secrets,
                BEKASI,
                "{}",
                endpoint=name,
                browser=name.encode(),
                seat=name.encode(),
                person=None,
                language="id",
                at=NOW,
            )
    for name in ("both", "only"):
        await do(office, browser(name), lambda desk: actions.support(desk, primary))
    await do(office, COORDINATOR, lambda desk: _merge(desk, merged, primary))
    clock.move(timedelta(minutes=1))
    await close(office, primary)
    async with office.entrance.open_desk(BEKASI) as desk:
        closed = [each for each in await history(desk.db, BEKASI, primary) if each.kind == "Closed"]
        await LISTENER.on_events(desk, closed)
        await LISTENER.on_events(desk, closed)

        told = await desk.db.all(
            str, "select message -> 'subject' -> 'values' ->> 'number' from owed order by id"
        )
        dues = await desk.db.all(datetime, "select due_at from owed order by due_at")
        numbers = [(await reports.get(desk.db, BEKASI, each)).number for each in (merged, primary)]
    assert sorted(int(each[4:-2].replace("-", "")) for each in told) == sorted(numbers)
    assert dues == [NOW + timedelta(hours=1)] * 2


async def test_a_confidential_primary_says_no_more_than_that_it_is_done(
    office: Workbench, clock: SetClock
) -> None:
    merged = await reported(office)
    primary = await reported(office, visibility=Visibility.CONFIDENTIAL)
    async with office.entrance.open_desk(BEKASI) as desk:
        await reporters.hold(desk.db, BEKASI, Actor(session=b"reporter"), merged, at=NOW)
    await do(office, COORDINATOR, lambda desk: _merge(desk, merged, primary))
    clock.move(timedelta(minutes=5))
    await do(office, COORDINATOR, lambda desk: triage.ask(desk, primary, text="Rahasia?"))
    await close(office, primary)
    await hear(office, primary)

    assert [words.split()[-1] for words in await news(office, "reporter", at=timedelta(hours=1))] == [
        "selesai."
    ]


WORDS = st.frozensets(st.sampled_from(["lubang", "pasar", "dalam", "gelap", "12", "3", "jalan"]), max_size=6)
BITS = st.integers(-(2**63), 2**63 - 1)
TELLING = st.builds(
    Telling,
    lon=st.one_of(st.none(), st.floats(106.9, 107)),
    lat=st.floats(-6.3, -6.2),
    at=st.integers(0, 7 * 86400).map(lambda s: NOW - timedelta(seconds=s)),
    words=WORDS,
    photos=st.lists(BITS, max_size=2).map(tuple),
)
SPAN = timedelta(days=7)


@given(one=TELLING, other=TELLING)
def test_a_likelihood_is_a_share_and_the_same_both_ways(one: Telling, other: Telling) -> None:
    there = rules.likely(one, other, radius_m=20_000, span=SPAN, common={"jalan"})

    assert 0 <= there <= 1
    assert there == rules.likely(other, one, radius_m=20_000, span=SPAN, common={"jalan"})


@given(new=TELLING, others=st.lists(TELLING, max_size=6))
def test_three_at_most_are_suggested_and_none_too_far_or_too_old(new: Telling, others: list[Telling]) -> None:
    candidates = [Candidate(report=ReportId(UUID(int=n)), telling=each) for n, each in enumerate(others)]

    found = rules.rank(new, candidates, radius_m=100, span=SPAN, common=(), least=0)

    assert len(found) <= 3
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert all(each.distance_m is None or each.distance_m <= 100 for each in found)


def test_the_nearer_the_sooner_and_the_more_words_in_common_the_likelier() -> None:
    new = Telling(lon=LON, lat=LAT, at=NOW, words=frozenset({"lubang", "pasar"}))

    def score(**changed: Any) -> float:
        return rules.likely(new, replace(new, **changed), radius_m=100, span=SPAN, common=())

    assert score() == 1
    assert score() > score(lat=LAT + 50 * METRE) > score(lat=LAT + 90 * METRE)
    assert score() > score(at=NOW - timedelta(days=3))
    assert score() > score(words=frozenset({"lubang", "stasiun"})) > score(words=frozenset({"banjir"}))


def test_one_house_is_told_from_the_next_by_its_number_and_a_landmark_stands_for_the_point() -> None:
    def telling(text: str) -> Telling:
        return Telling(lon=None, lat=None, at=NOW, words=gist(text), landmark=gist(text))

    def score(one: str, other: str) -> float:
        return rules.likely(telling(one), telling(other), radius_m=100, span=SPAN, common=())

    assert score("Melati 12", "Melati 12") == 1
    assert score("Melati 12", "Jalan Melati 12") > 0.9
    assert score("Melati 12", "Melati 14") < 0.5


def test_without_a_point_words_must_come_to_the_citys_threshold_and_near_ones_need_not() -> None:
    new = Telling(lon=LON, lat=LAT, at=NOW, words=frozenset({"lubang"}))
    other = replace(new, words=frozenset({"banjir"}))
    unplaced = replace(other, lon=None, lat=None)

    def found(telling: Telling, least: float) -> int:
        candidates = [Candidate(report=ReportId(UUID(int=1)), telling=telling)]
        return len(rules.rank(new, candidates, radius_m=100, span=SPAN, common=(), least=least))

    assert (found(other, 0.9), found(unplaced, 0.9), found(unplaced, 0)) == (1, 0, 1)


def test_words_every_report_of_the_kind_has_count_little() -> None:
    a, b = gist("Jalan berlubang dekat pasar"), gist("jalan lubangnya dalam dekat stasiun")

    assert rules.similarity(a, b, common=gist("jalan berlubang")) < rules.similarity(a, b, common=())


def test_pictures_look_alike_when_few_bits_differ() -> None:
    assert rules.look_alike([0b1011, -1], [0b0010])
    assert not rules.look_alike([0], [-1])
    assert not rules.look_alike([], [1])


@pytest.mark.parametrize(("metres", "said"), [(0, 25), (25, 25), (25.1, 50), (99, 100)])
def test_strangers_are_told_distances_in_steps(metres: float, said: int) -> None:
    assert rules.told_m(metres) == said
