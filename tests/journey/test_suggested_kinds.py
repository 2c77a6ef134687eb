"""Which kinds are offered first: what the words say, then what is reported here and at this hour, then the usual."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tanggap.app.tools import Workbench
from tanggap.city.terms import AreaCode, KindSlug
from tanggap.journey.classification import store
from tanggap.journey.classification.rules import Lately, Suggestion, offered, part_of_day
from tests.conftest import BEKASI, NOW
from tests.journey.office import JAKASAMPURNA, sent

USUAL = tuple(map(KindSlug, ("road-damage", "flood", "garbage-pile", "clean-water")))
LAMP, TREE = KindSlug("street-light-out"), KindSlug("fallen-tree")
TAKEN = {*USUAL, LAMP, TREE}


def lately(kind: KindSlug, *, here: int = 0, at_this_hour: int = 0) -> Lately:
    return Lately(kind=kind, here=here, at_this_hour=at_this_hour)


def by_word(kind: KindSlug) -> Suggestion:
    return Suggestion(kind=kind, score=1, words=("kata",))


def test_a_city_nothing_is_known_of_offers_its_usual_kinds() -> None:
    assert offered(by_words=(), lately=(), usual=USUAL, taken=TAKEN) == USUAL[:3]


def test_what_is_reported_here_counts_more_than_what_is_reported_at_this_hour() -> None:
    seen = [lately(TREE, here=9, at_this_hour=1), lately(LAMP, here=1, at_this_hour=9)]

    assert offered(by_words=(), lately=seen, usual=USUAL, taken=TAKEN) == (TREE, LAMP, USUAL[0])


def test_words_count_more_than_anything() -> None:
    seen = [lately(TREE, here=90, at_this_hour=90)]

    assert offered(by_words=[by_word(USUAL[3])], lately=seen, usual=USUAL, taken=TAKEN)[0] == USUAL[3]


KINDS = some.sampled_from(sorted(TAKEN))
COUNTS = some.integers(0, 50)


@given(
    some.lists(KINDS, unique=True),
    some.lists(
        some.builds(Lately, kind=KINDS, here=COUNTS, at_this_hour=COUNTS), unique_by=lambda each: each.kind
    ),
    some.frozensets(KINDS),
)
def test_never_more_than_three_never_one_twice_and_only_what_the_city_takes(
    words: list[KindSlug], seen: list[Lately], taken: frozenset[KindSlug]
) -> None:
    found = offered(by_words=[by_word(kind) for kind in words], lately=seen, usual=USUAL, taken=taken)

    assert len(found) == len(set(found)) <= 3
    assert set(found) <= taken
    said = [kind for kind in words if kind in taken][:3]
    assert list(found[: len(said)]) == said


@pytest.mark.parametrize(("hour", "like"), [(5, 9), (9, 5), (12, 15), (20, 16), (23, 2), (0, 4)])
def test_hours_of_one_part_of_the_day_are_alike(hour: int, like: int) -> None:
    assert like in part_of_day(hour)


def test_every_hour_belongs_to_one_part_of_the_day() -> None:
    assert all(hour in part_of_day(hour) for hour in range(24))
    assert sum(len(part) for part in {part_of_day(hour) for hour in range(24)}) == 24


async def test_counts_tell_what_was_reported_here_and_at_this_hour(office: Workbench) -> None:
    await sent(office)
    await sent(office)
    await sent(office, kind="violence-women-child")
    await sent(office, kind=None)

    async with office.app.transaction(BEKASI) as db:
        here = await _counted(db, JAKASAMPURNA, hours=(9,))
        elsewhere = await _counted(db, "32.75.01.1002", hours=(10,))

    assert here == [lately(KindSlug("road-damage"), here=2, at_this_hour=2)]
    assert elsewhere == [lately(KindSlug("road-damage"))]


async def _counted(db: store.Db, area: str, *, hours: tuple[int, ...]) -> list[Lately]:
    return await store.lately(
        db, BEKASI, area=AreaCode(area), hours=hours, zone="Asia/Jakarta", since=NOW.replace(day=1, month=6)
    )
