"""The rows of a dataset, page by page: each page is asked for in a transaction of its own.

So a slow reader holds no connection, nothing but one page is ever in memory, and what is hidden meanwhile is missing
from the pages still to come. No row comes twice: the order is that of receipt, which never changes.
"""

import hmac
from collections.abc import AsyncIterator, Iterator, Sequence
from hashlib import sha256

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.ground import Ground
from tanggap.oversight.open_data import register, rules, store
from tanggap.oversight.open_data.asked import between, months
from tanggap.oversight.open_data.datasets import AGENCIES, AREAS, INQUIRIES, KINDS, MONTHLY, REPORTS, Dataset
from tanggap.oversight.open_data.rules import Listed, Row
from tanggap.oversight.open_data.store import Between
from tanggap.oversight.operations_centre.wanted import Wanted
from tanggap.report.points import point_key

AT_ONCE = 500
"""Reports in a page."""
LOT = "open-data-lot"
"""For what the key of the lots is, by which counts are rounded."""


async def pages(
    open_desk: OpenDesk, dataset: Dataset, wanted: Wanted, *, root: str, at_once: int = AT_ONCE
) -> AsyncIterator[Sequence[Row]]:
    """The rows that are wanted; ``root`` is the address of the city's pages."""
    if dataset.slug == REPORTS.slug:
        async for page in _reports(open_desk, wanted, root=root, at_once=at_once):
            yield page
    elif dataset is MONTHLY:
        async for page in _months(open_desk, wanted):
            yield page
    elif dataset is INQUIRIES:
        async for page in register.pages(open_desk, wanted):
            yield page
    else:
        async with open_desk() as desk:
            rows = standing(desk.ground, dataset)
        yield rows


async def first_rows(desk: Desk, dataset: Dataset, wanted: Wanted, *, root: str, limit: int) -> list[Row]:
    """The first rows that are wanted, no more than ``limit``."""
    if dataset.slug == REPORTS.slug:
        return await reports(desk, wanted, root=root, limit=limit)
    if dataset is INQUIRIES:
        return await register.first_rows(desk, wanted, limit=limit)
    if dataset is not MONTHLY:
        return standing(desk.ground, dataset)[:limit]
    rows: list[Row] = []
    for each in await _asked_months(desk, wanted):
        rows += await _month(desk, each, wanted)
        if len(rows) >= limit:
            break
    return rows[:limit]


async def reports(
    desk: Desk, wanted: Wanted, *, root: str, limit: int, skip: int = 0, oldest_first: bool = False
) -> list[Row]:
    """Some of the listed reports that are wanted."""
    found = await store.listed(
        desk.db,
        desk.city,
        wanted,
        between(wanted, desk.ground.zone),
        limit=limit,
        skip=skip,
        oldest_first=oldest_first,
        text=desk.ground.city.open_data.text,
    )
    return _told(desk, found, root)


async def _reports(
    open_desk: OpenDesk, wanted: Wanted, *, root: str, at_once: int
) -> AsyncIterator[Sequence[Row]]:
    behind: Listed | None = None
    while True:
        async with open_desk() as desk:
            found = await store.listed(
                desk.db,
                desk.city,
                wanted,
                between(wanted, desk.ground.zone),
                behind=behind,
                limit=at_once,
                text=desk.ground.city.open_data.text,
            )
            page = _told(desk, found, root)
        if page:
            yield page
        if len(found) < at_once:
            return
        behind = found[-1]


def _told(desk: Desk, found: Sequence[Listed], root: str) -> list[Row]:
    key = point_key(desk.tools.secrets)
    text = desk.ground.city.open_data.text
    return [rules.told(each, ground=desk.ground, key=key, root=root, text=text) for each in found]


async def _months(open_desk: OpenDesk, wanted: Wanted) -> AsyncIterator[Sequence[Row]]:
    async with open_desk() as desk:
        asked = await _asked_months(desk, wanted)
    for each in asked:
        async with open_desk() as desk:
            page = await _month(desk, each, wanted)
        yield page


async def _asked_months(desk: Desk, wanted: Wanted) -> list[Between]:
    ends = await store.ends(desk.db, desk.city)
    if ends.first is None or ends.last is None:
        return []
    return months(wanted, ends.first, ends.last, desk.ground.zone)


async def _month(desk: Desk, month: Between, wanted: Wanted) -> list[Row]:
    """A month's counts; filters choose among its rows, so that what is asked for changes no number."""
    if month.since is None or month.until is None:
        return []
    # The key of the oldest secret: lots drawn anew would give an average.
    secrets = desk.tools.secrets
    key = secrets.key(LOT, secrets.versions[-1])
    city = desk.ground.known.slug

    def draw(cell: str) -> int:
        return int.from_bytes(hmac.digest(key, f"{city}/{cell}".encode(), sha256)[:8]) % rules.ROUNDED_TO

    parts = await store.parts(desk.db, desk.city, month, now=desk.now())
    rows = rules.counted(f"{month.since:%Y-%m}", parts, over=month.until <= desk.now(), draw=draw)
    asked = {"agency": wanted.agency, "area": wanted.area, "kind": wanted.kind}
    named = {name: MONTHLY.names.index(name) for name in asked}
    return [
        row for row in rows if all(code is None or row[named[name]] == code for name, code in asked.items())
    ]


def standing(ground: Ground, dataset: Dataset) -> list[Row]:
    """The rows of what the city says of itself."""
    tables = {AREAS.slug: _areas, KINDS.slug: _kinds, AGENCIES.slug: _agencies}
    return list(tables[dataset.slug](ground))


def _areas(ground: Ground) -> Iterator[Row]:
    for area in sorted(ground.areas.all(), key=lambda each: each.code):
        lon, lat = ground.areas.centre(area.code) or (None, None)
        yield (
            area.code,
            area.parent,
            area.level.value,
            area.name,
            round(lon, 5) if lon is not None else None,
            round(lat, 5) if lat is not None else None,
            area.approximate,
        )


def _kinds(ground: Ground) -> Iterator[Row]:
    for kind in ground.kinds.values():
        yield (kind.slug, kind.group, kind.name.id, kind.name.en, kind.sensitivity.value, kind.retired)


def _agencies(ground: Ground) -> Iterator[Row]:
    for agency in ground.agencies.values():
        yield (
            agency.slug,
            agency.name,
            agency.short,
            agency.parent,
            " ".join(agency.areas) or None,
            agency.retired,
        )
