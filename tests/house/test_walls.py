"""Between the cities stands a wall in the database itself, whatever a query forgets."""

import re
from collections import Counter

import psycopg
import pytest
from psycopg import sql

from tanggap.kit.db import Database
from tests.conftest import BEKASI, Addresses
from tests.house.catalogue import Connection, Table
from tests.house.source import sources, words

OTHER_CITY = 9999
# How many statements of a file the reader asks, who sees this much of every city: is there news, is anything owed.
OF_ALL_CITIES = {"tanggap/kit/log/ticker.py": 1, "tanggap/city/owed/standing/store.py": 1}
# The columns of every unique index and of every foreign key, in their order.
KEYS = """
select i.indrelid::regclass::text, i.indexrelid::regclass::text,
       array(select a.attname::text
               from unnest(i.indkey) with ordinality as k (attnum, place)
               join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
              order by k.place)
  from pg_index i
  join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
 where i.indisunique
 union all
select k.conrelid::regclass::text, k.conname,
       array(select a.attname::text
               from unnest(k.conkey) with ordinality as n (attnum, place)
               join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n.attnum
              order by n.place)
  from pg_constraint k
 where k.contype = 'f'
   and k.connamespace = 'public'::regnamespace
"""
# What a row cannot be without: the columns, their types, and what their checks allow.
NEEDED = """
select a.attname, format_type(a.atttypid, null),
       coalesce((select string_agg(pg_get_constraintdef(k.oid), ' ') from pg_constraint k
                  where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum]), '')
  from pg_attribute a
 where a.attrelid = %s::regclass
   and a.attnum > 0
   and not a.attisdropped
   and a.attnotnull
   and not a.atthasdef
   and a.attidentity = ''
   and a.attname <> 'city_id'
"""
VALUES = {
    "text": "7",
    "text[]": "{}",
    "uuid[]": "{}",
    "uuid": "70707070-0000-7000-8000-000000000007",
    "jsonb": "{}",
    "bytea": "7",
    "boolean": "true",
    "date": "2026-07-01",
    "timestamp with time zone": "2026-07-01T02:00Z",
}


@pytest.fixture
def seeded(catalogue: Connection, tenants: list[Table]) -> list[Table]:
    """The tenant tables with a row of Kota Bekasi and a row of another city in each."""
    for table in tenants:
        for city in (BEKASI, OTHER_CITY):
            catalogue.execute(
                sql.SQL("delete from {} where city_id = {}").format(sql.Identifier(table.name), city)
            )
            catalogue.execute(_a_row(catalogue, table, city))
    return tenants


def _a_row(catalogue: Connection, table: Table, city: int) -> sql.Composed:
    """The statement that gives a city one row in a table, with only what a row cannot be without."""
    needed = catalogue.execute(NEEDED, [table.name]).fetchall()
    values = [_value(kind, check) for _, kind, check in needed]
    return sql.SQL("insert into {} ({}) values ({})").format(
        sql.Identifier(table.name),
        sql.SQL(", ").join(map(sql.Identifier, ["city_id", *(name for name, _, _ in needed)])),
        sql.SQL(", ").join(map(sql.Literal, [str(city), *values])),
    )


def _value(kind: str, check: str) -> str:
    allowed = re.search(r"ARRAY\['([^']+)'", check)
    return allowed[1] if allowed else VALUES.get(kind, "7")


def test_every_table_says_what_kind_it_is(tables: list[Table]) -> None:
    assert {
        table.name: table.kind for table in tables if table.kind not in {"tenant", "reference", "control"}
    } == {}


def test_a_table_with_a_city_in_its_rows_is_the_citys_and_no_other(tables: list[Table]) -> None:
    assert {t.name for t in tables if "city_id" in t.columns} == {
        t.name for t in tables if t.kind == "tenant"
    }


def test_the_city_comes_first_in_every_key_of_a_citys_table(
    catalogue: Connection, tenants: list[Table]
) -> None:
    names = {table.name for table in tenants}
    keys = catalogue.execute(KEYS).fetchall()

    assert [key for table, key, columns in keys if table in names and columns[0] != "city_id"] == []


def test_every_wall_is_raised_for_the_owner_too(tenants: list[Table]) -> None:
    assert [table.name for table in tenants if not table.walled] == []


def test_every_wall_asks_for_the_city_that_is_set_and_nothing_else(tenants: list[Table]) -> None:
    walls = {policy for table in tenants for policy in table.policies}

    assert walls == {"(city_id = (current_setting('app.city'::text))::bigint)"}
    assert [table.name for table in tenants if len(table.policies) != 1] == []


async def test_a_query_that_forgets_the_city_sees_only_the_one_that_is_set(
    addresses: Addresses, seeded: list[Table]
) -> None:
    seen: dict[str, list[int]] = {}
    async with Database(addresses.app, most=1) as database:
        for table in seeded:
            async with database.transaction(OTHER_CITY) as db:
                cursor = await db.connection.execute(
                    sql.SQL("select distinct city_id from {}").format(sql.Identifier(table.name))
                )
                seen[table.name] = [city for (city,) in await cursor.fetchall()]

    assert seen == {table.name: [OTHER_CITY] for table in seeded}


async def test_a_transaction_without_a_city_is_an_error_and_so_is_one_after_another_that_had_it(
    addresses: Addresses, seeded: list[Table]
) -> None:
    async with Database(addresses.app, most=1) as database:
        for table in seeded:
            query = sql.SQL("select count(*) from {}").format(sql.Identifier(table.name))
            async with database.transaction(BEKASI) as db:
                await db.connection.execute(query)
            with pytest.raises(psycopg.errors.InvalidTextRepresentation):
                async with database.transaction() as db:
                    await db.connection.execute(query)

    for table in seeded:
        with psycopg.connect(addresses.app) as fresh, pytest.raises(psycopg.errors.UndefinedObject):
            fresh.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(table.name)))


async def test_one_city_cannot_write_a_row_for_another(
    catalogue: Connection, addresses: Addresses, tenants: list[Table]
) -> None:
    async with Database(addresses.app, most=1) as database:
        for table in tenants:
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
                async with database.transaction(BEKASI) as db:
                    await db.connection.execute(_a_row(catalogue, table, OTHER_CITY))


async def test_one_city_cannot_give_its_rows_to_another(addresses: Addresses, seeded: list[Table]) -> None:
    async with Database(addresses.app, most=1) as database:
        for table in seeded:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                async with database.transaction(BEKASI) as db:
                    await db.connection.execute(
                        sql.SQL("update {} set city_id = {}").format(sql.Identifier(table.name), OTHER_CITY)
                    )


def test_every_statement_about_a_citys_table_names_the_city(tenants: list[Table]) -> None:
    about = re.compile(
        rf"\b(?:from|join|into|update)\s+(?:{'|'.join(table.name for table in tenants)})\b(?!\.)"
    )
    stores = [
        s for s in sources("tanggap") if "store" in (s.path.stem, s.path.parent.name) or "/kit/" in s.name
    ]

    forgetful = Counter(
        source.name
        for source in stores
        for text in words(source.tree)
        if about.search(str(text.value)) and "city_id" not in str(text.value)
    )

    assert forgetful == OF_ALL_CITIES
