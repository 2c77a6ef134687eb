"""Where audit rows and their chain are remembered; both are only ever added to."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from tanggap.city.audit.rules import EntryId, Link, Row
from tanggap.city.terms import CityId
from tanggap.kit.db import Db, column


async def add(db: Db, row: Row) -> None:
    """Add a row; its place in the order follows from this transaction."""
    await db.run(
        """
        insert into audit (city_id, id, at, actor, act, thing, body, salt, epoch)
        values (%(city_id)s, %(id)s, %(at)s, %(actor)s, %(act)s, %(thing)s, %(body)s, %(salt)s, %(epoch)s)
        """,
        **{name: getattr(row, name) for name in row.__struct_fields__ if name != "xid"},
    )


async def hold(db: Db, city: CityId) -> bool:
    """Keep a city's chain to ourselves until this transaction ends; False when somebody else has it."""
    held = await db.one(
        bool, "select pg_try_advisory_xact_lock(hashtextextended('audit chain', %(city)s))", city=city
    )
    return bool(held)


async def last(db: Db, city: CityId) -> Link | None:
    """The last link of a city's chain, or None when there is none yet."""
    return await db.one(
        Link,
        """
        select nth, entry, digest
          from audit_chain
         where city_id = %(city)s
         order by nth desc
         limit 1
        """,
        city=city,
    )


async def unlinked(db: Db, city: CityId, *, epoch: int, limit: int) -> list[Row]:
    """The rows behind the last that has a link, in their order, as far as no other can come between them any more.

    A row is written with its transaction's id. Below the snapshot's xmin every transaction has ended, so all
    rows there will ever be are there; those of an older epoch ended with its cluster.
    """
    return await db.all(
        Row,
        """
        with last as (
            (select a.epoch, a.xid, a.id
               from audit_chain c
               join audit a on a.city_id = c.city_id and a.id = c.entry
              where c.city_id = %(city)s
              order by c.nth desc
              limit 1)
             union all
            select 0, '0'::xid8, '00000000-0000-0000-0000-000000000000'::uuid
             order by 1 desc, 2 desc
             limit 1
        )
        select a.city_id, a.id, a.at, a.actor, a.act, a.thing, a.body, a.salt, a.epoch, a.xid::text::bigint as xid
          from last
          join audit a on (a.epoch, a.xid, a.id) > (last.epoch, last.xid, last.id)
         where a.city_id = %(city)s
           and (a.epoch < %(epoch)s
                or (a.epoch = %(epoch)s and a.xid < pg_snapshot_xmin(pg_current_snapshot())))
         order by a.epoch, a.xid, a.id
         limit %(limit)s
        """,
        city=city,
        epoch=epoch,
        limit=limit,
    )


async def add_links(db: Db, city: CityId, links: Sequence[Link]) -> None:
    """Add links behind the last one."""
    await db.run(
        """
        insert into audit_chain (city_id, nth, entry, digest)
        select %(city)s, *
          from unnest(%(nths)s::bigint[], %(entries)s::uuid[], %(digests)s::bytea[])
        """,
        city=city,
        nths=column(link.nth for link in links),
        entries=column(link.entry for link in links),
        digests=column(link.digest for link in links),
    )


async def links(db: Db, city: CityId, *, after: int, limit: int) -> list[Link]:
    """A stretch of a city's chain with its rows."""
    stretch = await db.all(
        Link,
        """
        select nth, entry, digest
          from audit_chain
         where city_id = %(city)s
           and nth > %(after)s
         order by nth
         limit %(limit)s
        """,
        city=city,
        after=after,
        limit=limit,
    )
    rows = await db.all(
        Row,
        """
        select city_id, id, at, actor, act, thing, body, salt, epoch, xid::text::bigint as xid
          from audit
         where city_id = %(city)s
           and id = any(%(entries)s::uuid[])
         order by id
         limit %(limit)s
        """,
        city=city,
        entries=column(link.entry for link in stretch),
        limit=limit,
    )
    by_id = {row.id: row for row in rows}
    return [msgspec.structs.replace(link, row=by_id.get(link.entry)) for link in stretch]


async def left_out(db: Db, city: CityId) -> list[EntryId]:
    """The rows that stand before a linked one in the order of all rows, and have no link."""
    found = await db.all(
        UUID,
        """
        with last as (
            select a.epoch, a.xid, a.id
              from audit_chain c
              join audit a on a.city_id = c.city_id and a.id = c.entry
             where c.city_id = %(city)s
             order by c.nth desc
             limit 1
        )
        select a.id
          from last
          join audit a on (a.epoch, a.xid, a.id) < (last.epoch, last.xid, last.id)
         where a.city_id = %(city)s
           and not exists (select from audit_chain c where c.city_id = a.city_id and c.entry = a.id)
         order by a.epoch, a.xid, a.id
         limit 1000
        """,
        city=city,
    )
    return [EntryId(each) for each in found]
