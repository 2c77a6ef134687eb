"""Keeping a city's search: following the log, forgetting, and reading all its reports anew."""

from collections.abc import Sequence, Set
from uuid import UUID

from tanggap.city.areas.area import Level
from tanggap.city.desk import Desk, OpenCity
from tanggap.city.ground import Ground
from tanggap.city.packs.pack import Sensitivity
from tanggap.city.terms import AreaCode, CityId
from tanggap.journey.search import rules, store
from tanggap.journey.search.public import public_text
from tanggap.journey.search.rules import Kept
from tanggap.journey.search.store import Posting, Row, Source
from tanggap.kit.log import Heard

AT_ONCE = 500
"""Reports read and kept by one round of statements."""


async def follow(desk: Desk, events: Sequence[Heard]) -> None:
    """Keep the reports these events happened to as they stand now; hearing twice changes nothing."""
    await read_again(desk, {event.thing for event in events})


async def read_again(desk: Desk, reports: Set[UUID]) -> None:
    """Keep these reports as they stand now."""
    await store.hold(desk.db, desk.city)
    await _keep(desk, sorted(reports))


async def rebuild(open_desk: OpenCity, city: CityId) -> None:
    """Keep all the city's reports anew, in one transaction; who searches meanwhile finds what was kept before."""
    async with open_desk(city) as desk:
        await store.hold(desk.db, desk.city)
        await store.clear(desk.db, desk.city, at=desk.now())
        reports = await store.reports_after(desk.db, desk.city, None, limit=AT_ONCE)
        while reports:
            await _keep(desk, reports)
            reports = await store.reports_after(desk.db, desk.city, reports[-1], limit=AT_ONCE)


async def forget(desk: Desk, report: UUID) -> None:
    """Keep nothing of a report, until something happens to it again."""
    # Held first: who is just reading its words ends before, and what they kept is forgotten too.
    await store.hold(desk.db, desk.city)
    await _change(desk, await store.rows(desk.db, desk.city, [report]), {})


async def _keep(desk: Desk, reports: Sequence[UUID]) -> None:
    for at in range(0, len(reports), AT_ONCE):
        batch = reports[at : at + AT_ONCE]
        said = await store.sources(desk.db, desk.city, batch)
        before = await store.rows(desk.db, desk.city, batch)
        after = {source.report: _row(desk.ground, source) for source in said if source.findable}
        await _change(desk, before, after)


def _row(ground: Ground, source: Source) -> Row:
    areas = [
        AreaCode(area.code)
        for area in (ground.areas.chain(source.area) if source.area is not None else ())
        if area.level is not Level.CITY
    ]
    # What stands near a blurred report would tell its place.
    landmark = source.landmark if source.sensitivity is not Sensitivity.BLURRED else None
    texts = [public_text(text) for text in (source.text, landmark, *source.notes, *source.remarks)]
    found = rules.kept(texts, kind=source.kind, areas=areas)
    return Row(report=source.report, received_at=source.received_at, words=found.words, terms=found.terms)


async def _change(desk: Desk, before: Sequence[Row], after: dict[UUID, Row]) -> None:
    old = {row.report: row for row in before}
    changed = [row for row in after.values() if old.get(row.report) != row]
    gone = [row for row in before if row.report not in after]
    touched = [*(row.report for row in changed), *(row.report for row in gone)]
    if not touched:
        return
    await store.keep(desk.db, desk.city, changed)
    await store.drop(desk.db, desk.city, [row.report for row in gone])
    await store.post(
        desk.db,
        desk.city,
        added=[each for report in touched for each in _beyond(after.get(report), old.get(report))],
        gone=[each for report in touched for each in _beyond(old.get(report), after.get(report))],
    )
    change = rules.moved(
        [_kept(old.get(report)) for report in touched], [_kept(after.get(report)) for report in touched]
    )
    await _count(desk, change)


def _kept(row: Row | None) -> Kept | None:
    return Kept(words=row.words, terms=row.terms) if row is not None else None


def _beyond(row: Row | None, other: Row | None) -> list[Posting]:
    """The terms of a row that the other has not."""
    if row is None:
        return []
    return [
        Posting(term=term, received_at=row.received_at, report=row.report)
        for term in row.terms - (other.terms if other is not None else frozenset())
    ]


async def _count(desk: Desk, change: dict[str, int]) -> None:
    """How common words are; those that stop or begin to be rare are suggested no more, or from now on."""
    if not change:
        return
    now = {each.word: each.reports for each in await store.count(desk.db, desk.city, change)}
    common = {word for word, reports in now.items() if reports >= rules.RARE}
    were = {word for word, reports in now.items() if reports - change[word] >= rules.RARE}
    await store.suggest(desk.db, desk.city, {word: rules.grams(word) for word in common - were})
    await store.suggest_no_more(desk.db, desk.city, {word: rules.grams(word) for word in were - common})
