"""Rows poured out of one database into another are the same rows, in the same order, behind the same walls."""

import uuid
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from typing import LiteralString

import psycopg
import pytest
from psycopg import sql

from tanggap.kit import dump
from tanggap.kit.db import Database, Db
from tanggap.kit.postgres.cluster import Cluster

SCHEMA: LiteralString = """
create table thing (city_id bigint, id integer, said text, primary key (city_id, id));
alter table thing enable row level security;
alter table thing force row level security;
create policy city on thing using (city_id = current_setting('app.city')::bigint);
create table child (id bigint generated always as identity primary key, parent text, at timestamptz, bits bytea);
create table parent (name text primary key);
alter table child add foreign key (parent) references parent (name);
create table heard (what text);
create function hear() returns trigger language plpgsql as
    $$ begin insert into heard values (new.name); return new; end $$;
create trigger hear after insert on parent for each row execute function hear();
"""
ROWS: LiteralString = """
insert into parent values ('b'), ('A'), ('ä'), ('a');
insert into child (parent, at, bits) values ('a', '2026-07-01 09:00+07', '\\x00ff'), (null, null, null);
set app.city = '1';
insert into thing values (1, 2, E'tab\\t, line\\n, back\\\\slash'), (1, 1, null);
set app.city = '2';
insert into thing values (2, 1, '');
"""
CITIES = (1, 2)


@pytest.fixture
def addresses(cluster: Cluster) -> Iterator[tuple[str, str]]:
    """Two databases of the same tables, the first with rows."""
    names = [f"t{uuid.uuid4().hex[:12]}" for _ in range(2)]
    with psycopg.connect(cluster.address("postgres", "postgres"), autocommit=True) as connection:
        for name in names:
            connection.execute(sql.SQL("create database {} owner tanggap_owner").format(sql.Identifier(name)))
        full, empty = (cluster.address("tanggap_owner", name) for name in names)
        wanted: list[tuple[str, list[LiteralString]]] = [(full, [SCHEMA, ROWS]), (empty, [SCHEMA])]
        for address, texts in wanted:
            with psycopg.connect(address, autocommit=True) as made:
                for text in texts:
                    made.execute(text)
        yield full, empty
        for name in names:
            connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


@asynccontextmanager
async def opened(address: str) -> AsyncGenerator[Db]:
    async with Database(address, most=1) as database, database.transaction() as db:
        yield db


async def poured(db: Db) -> dict[str, bytes]:
    return {
        table.name: b"".join([block async for block in dump.pour_out(db, table, CITIES)])
        for table in await dump.tables(db)
    }


async def filled(full: str, empty: str) -> dict[str, bytes]:
    """What the first database holds, now in the second as well."""
    async with opened(full) as db:
        await dump.begin_snapshot(db)
        content, counters = await poured(db), await dump.counters(db)
    async with opened(empty) as db:
        for table in await dump.tables(db):
            await dump.pour_in(db, table, table.columns, [content[table.name]])
        for counter in counters:
            await dump.set_counter(db, counter)
    return content


async def test_the_same_rows_come_out_of_the_second_database(addresses: tuple[str, str]) -> None:
    full, empty = addresses

    content = await filled(full, empty)

    async with opened(empty) as db:
        assert await poured(db) == content
    assert content["thing"] == b"1\t1\t\\N\n1\t2\ttab\\t, line\\n, back\\\\slash\n2\t1\t\n"
    assert content["parent"] == "A\na\nb\nä\n".encode(), "by code point, whatever the database's language"


async def test_a_table_comes_after_those_it_points_at(addresses: tuple[str, str]) -> None:
    async with opened(addresses[0]) as db:
        names = [table.name for table in await dump.tables(db)]

    assert names.index("parent") < names.index("child")


async def test_triggers_sleep_while_rows_come_in_and_wake_after(addresses: tuple[str, str]) -> None:
    full, empty = addresses

    content = await filled(full, empty)

    assert content["heard"] == b"A\na\nb\n\xc3\xa4\n"
    with psycopg.connect(empty) as connection:
        connection.execute("insert into parent values ('new')")
        heard = connection.execute("select count(*) from heard").fetchone()
    assert heard == (5,)


async def test_the_wall_stands_again_for_the_owner_too(addresses: tuple[str, str]) -> None:
    full, empty = addresses

    await filled(full, empty)

    with psycopg.connect(empty) as connection:
        connection.execute("select set_config('app.city', '2', false)")
        assert connection.execute("select count(*) from thing").fetchone() == (1,)


async def test_a_counter_goes_on_where_it_was(addresses: tuple[str, str]) -> None:
    full, empty = addresses

    await filled(full, empty)

    with psycopg.connect(empty) as connection:
        assert connection.execute("insert into child default values returning id").fetchone() == (3,)
