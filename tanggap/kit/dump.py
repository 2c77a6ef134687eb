"""A database's rows out, and into an empty one, table by table. Asked under the role that owns the tables.

The walls between cities stand for their owner too: what is behind them is read city by city, in one
snapshot, as the cities themselves read it. Only a database that nobody serves yet has them lowered.
"""

from collections.abc import AsyncIterator, Iterable, Sequence
from graphlib import TopologicalSorter

from msgspec import Struct
from psycopg import sql

from tanggap.kit.db import Db

BLOCK_BYTES = 1 << 18


class Table(Struct, frozen=True, kw_only=True):
    """A table as it is copied: rows lie in the order of ``key``, texts of it by code point.

    ``walled`` tables show one city at a time; ``needs`` are the tables this one points at.
    """

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    texts: frozenset[str]
    walled: bool
    needs: frozenset[str]


class Counter(Struct, frozen=True, kw_only=True):
    """A counter of the database and the last number it gave."""

    name: str
    last: int


async def begin_snapshot(db: Db) -> None:
    """Make everything read from here on be of one moment. The first thing asked in a transaction."""
    await db.run("set transaction isolation level repeatable read read only")
    await take_time(db)


async def take_time(db: Db) -> None:
    """Let the statements of this transaction run as long as they must."""
    await db.run("set local statement_timeout = 0")


async def tables(db: Db) -> list[Table]:
    """Every table that is to last but the ledger of migrations, each after those it points at.

    What a server may lose at any moment (`unlogged`) is in no copy either.
    """
    found = await db.all(
        Table,
        """
        select c.relname as name,
               array(select a.attname::text
                       from pg_attribute a
                      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                      order by a.attnum) as columns,
               array(select a.attname::text
                       from pg_index i
                      cross join unnest(i.indkey::int[]) with ordinality as k (attnum, nth)
                       join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
                      where i.indrelid = c.oid and i.indisprimary
                      order by k.nth) as key,
               array(select a.attname::text
                       from pg_attribute a
                      where a.attrelid = c.oid and a.attnum > 0 and a.attcollation <> 0) as texts,
               c.relrowsecurity and c.relforcerowsecurity as walled,
               array(select distinct f.relname::text
                       from pg_constraint r
                       join pg_class f on f.oid = r.confrelid
                      where r.conrelid = c.oid and r.contype = 'f' and r.confrelid <> c.oid) as needs
          from pg_class c
         where c.relnamespace = current_schema()::regnamespace
           and c.relkind in ('r', 'p')
           and c.relpersistence = 'p'
           and not c.relispartition
           and c.relname <> 'migration'
         order by c.relname collate "C"
         limit 10000
        """,
    )
    by_name = {table.name: table for table in found}
    order = TopologicalSorter({table.name: sorted(table.needs) for table in found}).static_order()
    return [by_name[name] for name in order]


async def pour_out(db: Db, table: Table, cities: Iterable[int]) -> AsyncIterator[bytes]:
    """A table's rows as PostgreSQL's COPY text, one line a row, the same bytes for the same rows."""
    # A table without a key is ordered by all it has; one behind walls comes city by city anyway.
    key = sql.SQL(", ").join(
        sql.SQL('{} collate "C"').format(sql.Identifier(name))
        if name in table.texts
        else sql.Identifier(name)
        for name in table.key or table.columns
    )
    query = sql.SQL("copy (select {} from {} order by {}) to stdout").format(
        _names(table.columns), sql.Identifier(table.name), key
    )
    for city in cities if table.walled else [None]:
        if city is not None:
            await db.set_city(city)
        async with db.connection.cursor() as cursor, cursor.copy(query) as copy:
            waiting = bytearray()
            async for block in copy:
                waiting += block
                if len(waiting) >= BLOCK_BYTES:
                    yield bytes(waiting)
                    waiting.clear()
            yield bytes(waiting)


async def pour_in(db: Db, table: Table, columns: Sequence[str], blocks: Iterable[bytes]) -> None:
    """Put rows into a table, exactly these: its wall lowered meanwhile, and its triggers asleep.

    ``columns`` are those the rows were written with. PostgreSQL takes no COPY through a wall. Whatever
    happens, the transaction that ends badly leaves the wall as it was.
    """
    name = sql.Identifier(table.name)
    alter = sql.SQL("alter table {} {}")
    copy_in = sql.SQL("copy {} ({}) from stdin").format(name, _names(columns))
    async with db.connection.cursor() as cursor:
        await cursor.execute(alter.format(name, sql.SQL("disable trigger user")))
        if table.walled:
            await cursor.execute(alter.format(name, sql.SQL("no force row level security")))
        async with cursor.copy(copy_in) as copy:
            for block in blocks:
                await copy.write(block)
        if table.walled:
            await cursor.execute(alter.format(name, sql.SQL("force row level security")))
        await cursor.execute(alter.format(name, sql.SQL("enable trigger user")))


async def empty(db: Db, city: int) -> None:
    """Take every row of one city out of all tables behind walls; as the owner, who alone may."""
    await db.set_city(city)
    for table in reversed([each for each in await tables(db) if each.walled]):
        await db.connection.execute(
            sql.SQL("delete from {} where city_id = %(city)s").format(sql.Identifier(table.name)),
            {"city": city},
        )


async def counters(db: Db) -> list[Counter]:
    """Every counter that has given a number."""
    return await db.all(
        Counter,
        """
        select sequencename as name, last_value as last
          from pg_sequences
         where schemaname = current_schema()
           and last_value is not null
         order by sequencename
         limit 10000
        """,
    )


async def set_counter(db: Db, counter: Counter) -> None:
    """Let a counter go on after the last number it gave."""
    await db.run(
        "select setval(quote_ident(%(name)s)::regclass, %(last)s)", name=counter.name, last=counter.last
    )


def _names(columns: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))
