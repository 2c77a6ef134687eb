"""`python -m bench.desk`: how long the figures of the operations desk, and the lists behind them, take among very many reports."""

import argparse
import asyncio
from datetime import timedelta

from msgspec.structs import replace
from rich.console import Console

from bench.country import NOW, Spot, area_of, country
from bench.explaining import Ask, answered
from tanggap.city.terms import AgencySlug, AreaCode, CityId, KindSlug
from tanggap.kit.db import Db
from tanggap.oversight.operations_centre.desk import store
from tanggap.oversight.operations_centre.desk.days import store as days
from tanggap.oversight.operations_centre.desk.rules import Only
from tanggap.oversight.operations_centre.desk.store import Chosen

DAY = timedelta(days=1)


def main() -> None:
    """Fill, ask, print."""
    reading = argparse.ArgumentParser(prog="python -m bench.desk", description=__doc__)
    reading.add_argument("--reports", type=int, nargs="+", default=[100_000], help="sizes (10000000: 6 GB)")
    reading.add_argument("--cities", type=int, default=50, help="how many cities they are of")
    reading.add_argument("--asked", type=int, default=200, help="how often each is asked for")
    given = reading.parse_args()
    console = Console(width=140)
    for reports in given.reports:
        with country(reports, cities=given.cities, asked=given.asked) as place:
            console.print(asyncio.run(answered(place, ASKED, among=f"{reports:,} reports; ")))


def _chosen(spot: Spot, length: int, narrowed: str = "") -> Chosen:
    plain = Chosen(since=NOW - length * DAY, until=NOW + DAY, guarded=False)
    match narrowed:
        case "unit":
            return replace(plain, agency=AgencySlug(spot.agency))
        case "kind":
            return replace(plain, kinds=[KindSlug(spot.group)])
        case "area":
            return replace(plain, areas=[AreaCode(area_of(spot.city, spot.lon, spot.lat))])
        case _:
            return plain


def _figures(length: int, narrowed: str = "") -> Ask:
    async def ask(db: Db, spot: Spot) -> object:
        these = _chosen(spot, length, narrowed)
        await store.sums(db, CityId(spot.city), these, now=NOW, stretch=DAY)
        await store.is_more(db, CityId(spot.city), these.since, these.until)
        return await store.finished(db, CityId(spot.city), these)

    return ask


def _listed(length: int, narrowed: str = "", only: Only | None = None) -> Ask:
    async def ask(db: Db, spot: Spot) -> object:
        these = _chosen(spot, length, narrowed)
        await store.count(db, CityId(spot.city), these, only, now=NOW)
        return await store.behind(db, CityId(spot.city), these, only, now=NOW, mark=None, limit=31)

    return ask


async def _played(db: Db, spot: Spot) -> object:
    return await days.moved(
        db, CityId(spot.city), since=NOW - 7 * DAY, until=NOW - 6 * DAY, areas=None, guarded=False
    )


ASKED: dict[str, Ask] = {
    "figures of a week": _figures(7),
    "of a week and a unit": _figures(7, "unit"),
    "of a week and a kind": _figures(7, "kind"),
    "of a week and an area": _figures(7, "area"),
    "of thirty days": _figures(30),
    "of a year": _figures(365),
    "of a year and a unit": _figures(365, "unit"),
    "the reports of a week": _listed(7),
    "the reports of a year and a unit": _listed(365, "unit"),
    "those over their limit": _listed(365, only=Only.LATE),
    "a day played again": _played,
}

main()
