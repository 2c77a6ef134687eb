"""Where audit rows and their chain are remembered; both are only ever added to."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from tanggap.city.audit.rules import EntryId, Link, Row
from tanggap.city.terms import CityId
from tanggap.kit.db import Db, column


class _Found(Struct, frozen=True, kw_only=True):
    nth: int
    entry: EntryId
    digest: bytes
    row: Any


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


async def unlinked(db: Db, city: CityId, after: Link | None, *, epoch: int, limit: int) -> list[Row]:
    """The rows behind a link, in their order, as far as no other can come between them any more.

    A row is written with its transaction's id. Below the snapshot's xmin every transaction has ended, so all
    rows there will ever be are there; those of an older epoch ended with its cluster.
    """
    return await db.all(
        Row,
        """
        select a.city_id, a.id, a.at, a.actor, a.act, a.thing, a.body, a.salt, a.epoch, a.xid::text::bigint as xid
          from audit a
         where a.city_id = %(city)s
           and (a.epoch < %(epoch)s
                or (a.epoch = %(epoch)s and a.xid < pg_snapshot_xmin(pg_current_snapshot())))
           and (%(entry)s::uuid is null
                or (a.epoch, a.xid, a.id) > (select l.epoch, l.xid, l.id
                                               from audit l
                                              where l.city_id = %(city)s
                                                and l.id = %(entry)s::uuid))
         order by a.epoch, a.xid, a.id
         limit %(limit)s
        """,
        city=city,
        epoch=epoch,
        entry=after.entry if after is not None else None,
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
    found = await db.all(
        _Found,
        """
        select c.nth, c.entry, c.digest,
               case when a.id is not null
                    then jsonb_build_object('city_id', a.city_id, 'id', a.id, 'at', a.at, 'actor', a.actor,
                                            'act', a.act, 'thing', a.thing, 'body', a.body,
                                            'salt', encode(a.salt, 'base64'), 'epoch', a.epoch,
                                            'xid', a.xid::text::bigint) end as row
          from audit_chain c
          left join audit a on a.city_id = c.city_id and a.id = c.entry
         where c.city_id = %(city)s
           and c.nth > %(after)s
         order by c.nth
         limit %(limit)s
        """,
        city=city,
        after=after,
        limit=limit,
    )
    return [
        Link(
            nth=each.nth,
            entry=each.entry,
            digest=each.digest,
            row=msgspec.convert(each.row, Row, strict=False) if each.row is not None else None,
        )
        for each in found
    ]


async def left_out(db: Db, city: CityId, upto: Link) -> list[EntryId]:
    """The rows that stand before a link in the order of all rows, and have no link."""
    return [
        EntryId(each)
        for each in await db.all(
            UUID,
            """
            select a.id
              from audit a
             where a.city_id = %(city)s
               and (a.epoch, a.xid, a.id) < (select l.epoch, l.xid, l.id
                                               from audit l
                                              where l.city_id = %(city)s
                                                and l.id = %(entry)s)
               and not exists (select from audit_chain c where c.city_id = a.city_id and c.entry = a.id)
             order by a.epoch, a.xid, a.id
             limit 1000
            """,
            city=city,
            entry=upto.entry,
        )
    ]
