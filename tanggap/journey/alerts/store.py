"""Where alerts are remembered."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import AreaCode, CityId, GroupSlug, KindSlug, PersonId
from tanggap.journey.alerts.rules import Wish
from tanggap.kit.db import Db, column
from tanggap.kit.geo import blocks_around
from tanggap.kit.ids import new_id


class Owner(Struct, frozen=True, kw_only=True):
    """Whose an alert is: a seat and the person on it, and the address it is mailed to."""

    seat: bytes | None
    person: PersonId | None
    ear: UUID | None = None
    lookup: bytes | None = None


class Kept(Struct, frozen=True, kw_only=True):
    """An alert as its owner sees it."""

    id: UUID
    area: AreaCode | None
    radius_m: int | None
    kind: KindSlug | None
    kind_group: GroupSlug | None
    fresh: bool
    done: bool
    announced: bool
    way: str
    pace: str
    confirmed: bool


class Whole(Kept, frozen=True, kw_only=True):
    """An alert with all that is kept of it."""

    lon: float | None
    lat: float | None
    ear: UUID | None
    created_at: datetime


async def add(db: Db, city: CityId, wish: Wish, owner: Owner, *, at: datetime, confirmed: bool) -> UUID:
    """Follow; nothing is told before it is confirmed."""
    identity, circle = new_id(), wish.circle
    await db.run(
        """
        insert into alert (city_id, id, area, lon, lat, radius_m, kind, kind_group, fresh, done, announced, way,
                           pace, seat, person, ear, lookup, created_at, confirmed_at)
        values (%(city)s, %(id)s, %(area)s, %(lon)s, %(lat)s, %(radius_m)s, %(kind)s, %(kind_group)s, %(fresh)s,
                %(done)s, %(announced)s, %(way)s, %(pace)s, %(seat)s, %(person)s, %(ear)s, %(lookup)s, %(at)s, %(confirmed_at)s)
        """,
        city=city,
        id=identity,
        area=wish.area,
        lon=circle.lon if circle else None,
        lat=circle.lat if circle else None,
        radius_m=circle.radius_m if circle else None,
        kind=wish.kind,
        kind_group=wish.group,
        fresh=wish.fresh,
        done=wish.done,
        announced=wish.announced,
        way=wish.way,
        pace=wish.pace,
        seat=owner.seat,
        person=owner.person,
        ear=owner.ear,
        lookup=owner.lookup,
        at=at,
        confirmed_at=at if confirmed else None,
    )
    if circle is not None:
        size, blocks = blocks_around(circle.lon, circle.lat, circle.radius_m)
        await db.run(
            """
            insert into alert_block (city_id, size, block, alert)
            select %(city)s, %(size)s, block, %(id)s
              from unnest(%(blocks)s::bigint[]) as b (block)
            """,
            city=city,
            size=size,
            blocks=column(blocks),
            id=identity,
        )
    return identity


async def of_owner(db: Db, city: CityId, seat: bytes | None, person: PersonId | None) -> list[Kept]:
    """What whoever sits there follows, the newest first."""
    return await db.all(
        Kept,
        """
        select id, area, radius_m, kind, kind_group, fresh, done, announced, way, pace,
               confirmed_at is not null as confirmed
          from alert
         where city_id = %(city)s
           and (seat = %(seat)s or person = %(person)s::uuid)
         order by created_at desc, id desc
         limit 100
        """,
        city=city,
        seat=seat,
        person=person,
    )


async def of_seats(db: Db, city: CityId, seats: Sequence[bytes]) -> list[Whole]:
    """Everything that is followed from these seats, the oldest first."""
    return await db.all(
        Whole,
        """
        select id, area, radius_m, kind, kind_group, fresh, done, announced, way, pace,
               confirmed_at is not null as confirmed,
               lon, lat, ear, created_at
          from alert
         where city_id = %(city)s
           and seat = any(%(seats)s::bytea[])
         order by created_at, id
         limit 100000
        """,
        city=city,
        seats=column(seats),
    )


async def join(db: Db, city: CityId, browser: bytes, seat: bytes) -> None:
    """What a browser follows is followed from this seat."""
    await db.run(
        "update alert set seat = %(seat)s where city_id = %(city)s and seat = %(browser)s and person is null",
        city=city,
        browser=browser,
        seat=seat,
    )


async def count(
    db: Db, city: CityId, *, seat: bytes | None, lookup: bytes | None, unconfirmed: bool = False
) -> int:
    """How many alerts a seat or an address has; ``unconfirmed`` counts only those that wait for an answer."""
    return (
        await db.one(
            int,
            """
            select count(*)
              from alert
             where city_id = %(city)s
               and (seat = %(seat)s or lookup = %(lookup)s)
               and (not %(unconfirmed)s or confirmed_at is null)
            """,
            city=city,
            seat=seat,
            lookup=lookup,
            unconfirmed=unconfirmed,
        )
        or 0
    )


async def confirm(db: Db, city: CityId, alert: UUID, *, at: datetime) -> bytes | None:
    """From now on it is told; the keyed digest of its address, or None when there is no such alert."""
    return await db.one(
        bytes,
        """
        update alert
           set confirmed_at = coalesce(confirmed_at, %(at)s)
         where city_id = %(city)s
           and id = %(alert)s
           and lookup is not null
        returning lookup
        """,
        city=city,
        alert=alert,
        at=at,
    )


async def one(db: Db, city: CityId, alert: UUID) -> Kept | None:
    """One alert."""
    return await db.one(
        Kept,
        """
        select id, area, radius_m, kind, kind_group, fresh, done, announced, way, pace,
               confirmed_at is not null as confirmed
          from alert
         where city_id = %(city)s
           and id = %(alert)s
        """,
        city=city,
        alert=alert,
    )


async def stale(db: Db, city: CityId, *, before: datetime) -> list[UUID]:
    """Alerts that nobody confirmed in time."""
    return await db.all(
        UUID,
        """
        select id
          from alert
         where city_id = %(city)s
           and confirmed_at is null
           and created_at < %(before)s
         order by id
         limit 1000
        """,
        city=city,
        before=before,
    )


async def end(db: Db, city: CityId, alerts: Iterable[UUID]) -> None:
    """These alerts are no more, nor what they found, nor the addresses they were mailed to."""
    ended = column(alerts)
    await db.run(
        """
        delete from ear
         where city_id = %(city)s
           and id in (select ear from alert where city_id = %(city)s and id = any(%(alerts)s::uuid[]))
        """,
        city=city,
        alerts=ended,
    )
    for statement in _ENDINGS:
        await db.run(statement, city=city, alerts=ended)


_ENDINGS = (
    "delete from alert_block where city_id = %(city)s and alert = any(%(alerts)s::uuid[])",
    "delete from alert_hit where city_id = %(city)s and alert = any(%(alerts)s::uuid[])",
    "delete from alert where city_id = %(city)s and id = any(%(alerts)s::uuid[])",
)
