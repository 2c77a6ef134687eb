"""A city's days off as its pack keeps them: read to be changed, and put back as a new version of the ground."""

from collections.abc import Mapping
from datetime import date

import msgspec
from msgspec import Struct

from tanggap.city import store
from tanggap.city.packs.times import Holidays
from tanggap.city.terms import CityId
from tanggap.kit.db import Db


class DaysOff(Struct, frozen=True, kw_only=True):
    """Every day off with its name, and what of it is the city's own change of the national list."""

    days: Mapping[date, str]
    own: Holidays


async def open_for_change(db: Db, city: CityId) -> DaysOff:
    """A city's days off, held until this transaction ends."""
    await store.hold(db, city)
    return await days_off(db, city)


async def days_off(db: Db, city: CityId) -> DaysOff:
    """A city's days off as they stand now, whatever this process still has in memory."""
    parts = {each.part: each.body for each in await store.parts(db, city)}
    return DaysOff(
        days=msgspec.convert(parts.get("days_off", {}), dict[date, str]),
        own=msgspec.convert(parts.get("holidays", {}), Holidays, strict=False),
    )


async def put(db: Db, city: CityId, days: DaysOff) -> None:
    """Let these be a city's days off: every process takes them within a second or two."""
    await store.save_part(db, city, "days_off", msgspec.json.encode(dict(sorted(days.days.items()))).decode())
    await store.save_part(db, city, "holidays", msgspec.json.encode(days.own).decode())
    await store.changed(db, city)
