"""Where choices are remembered, and the addresses that want no mail."""

from collections.abc import Iterable
from datetime import datetime

from tanggap.city.hearing.rules import Choices, Chosen
from tanggap.city.terms import CityId
from tanggap.kit.db import Db, column


async def choices(db: Db, city: CityId, who: Iterable[bytes]) -> dict[bytes, Chosen]:
    """What these chose, by the name they chose under."""
    found = await db.all(
        Chosen,
        """
        select who, body, at
          from hearing_choice
         where city_id = %(city)s
           and who = any(%(who)s::bytea[])
         order by who
         limit 100000
        """,
        city=city,
        who=column(who),
    )
    return {each.who: each for each in found}


async def choose(db: Db, city: CityId, who: bytes, body: Choices, *, at: datetime) -> None:
    """Somebody chose, instead of whatever they chose before."""
    await db.run(
        """
        insert into hearing_choice (city_id, who, body, at)
        values (%(city)s, %(who)s, %(body)s::jsonb, %(at)s)
            on conflict (city_id, who) do update set body = excluded.body, at = excluded.at
        """,
        city=city,
        who=who,
        body=body,
        at=at,
    )


async def forget_choices(db: Db, city: CityId, who: Iterable[bytes]) -> None:
    """Nobody chose under these names any more."""
    await db.run(
        "delete from hearing_choice where city_id = %(city)s and who = any(%(who)s::bytea[])",
        city=city,
        who=column(who),
    )


async def join(db: Db, city: CityId, browser: bytes, seat: bytes) -> None:
    """What a browser chose is chosen from this seat; whatever was chosen last counts."""
    await db.run(
        """
        with left_behind as (
            delete from hearing_choice
             where city_id = %(city)s
               and who = %(browser)s
            returning body, at
        )
        insert into hearing_choice (city_id, who, body, at)
        select %(city)s, %(seat)s, body, at
          from left_behind
            on conflict (city_id, who) do update set body = excluded.body, at = excluded.at
         where hearing_choice.at < excluded.at
        """,
        city=city,
        browser=browser,
        seat=seat,
    )


async def stop_mail(db: Db, city: CityId, lookup: bytes, *, at: datetime) -> None:
    """Nothing is written to this address from now on."""
    await db.run(
        """
        insert into mail_stop (city_id, lookup, at)
        values (%(city)s, %(lookup)s, %(at)s)
            on conflict do nothing
        """,
        city=city,
        lookup=lookup,
        at=at,
    )


async def allow_mail(db: Db, city: CityId, lookup: bytes) -> None:
    """This address may be written to again."""
    await db.run(
        "delete from mail_stop where city_id = %(city)s and lookup = %(lookup)s", city=city, lookup=lookup
    )


async def stopped(db: Db, city: CityId, lookups: Iterable[bytes]) -> frozenset[bytes]:
    """Those of these addresses that want no mail."""
    return frozenset(
        await db.all(
            bytes,
            """
            select lookup
              from mail_stop
             where city_id = %(city)s
               and lookup = any(%(lookups)s::bytea[])
             order by lookup
             limit 100000
            """,
            city=city,
            lookups=column(lookups),
        )
    )
