"""What goes into a column of many values comes out of the database as it was."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.errors import InFailedSqlTransaction

from tanggap.kit.db import Database, Error, column
from tests.conftest import Addresses

LETTERS = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
ODD_LETTERS = st.sampled_from('\\"{},\n\t\r\b\f\x1f\x7fnNuU0aé')
TEXTS = st.text(LETTERS) | st.text(ODD_LETTERS, max_size=8) | st.sampled_from(["NULL", "null", ""])
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (the strategy adds the zone)

often = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Colour(StrEnum):
    """Some words."""

    RED = "red"
    DARK_RED = 'dark "red"'


@pytest.fixture
def connection(addresses: Addresses) -> Iterator[psycopg.Connection]:
    """A connection to ask on."""
    with psycopg.connect(addresses.app, autocommit=True) as opened:
        yield opened


def back(connection: psycopg.Connection, kind: str, values: Sequence[Any]) -> list[Any]:
    """The values after they went in as a column and came out as rows."""
    query = f"select unnest(%s::{kind}[])".encode()
    return [value for (value,) in connection.execute(query, (column(values),))]


@often
@given(texts=st.lists(st.none() | TEXTS))
def test_texts_come_back_letter_by_letter(connection: psycopg.Connection, texts: list[str | None]) -> None:
    assert back(connection, "text", texts) == texts


@often
@given(bytes_=st.lists(st.none() | st.binary()))
def test_bytes_come_back(connection: psycopg.Connection, bytes_: list[bytes | None]) -> None:
    assert back(connection, "bytea", bytes_) == bytes_


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("uuid", st.uuids()),
        ("bool", st.booleans()),
        ("bigint", st.integers(-(2**63), 2**63 - 1)),
        ("float8", st.floats(allow_nan=False, allow_infinity=False)),
        ("timestamptz", MOMENTS),
        ("date", st.dates()),
    ],
)
def test_every_other_kind_of_value_comes_back(
    connection: psycopg.Connection, kind: str, values: st.SearchStrategy[object]
) -> None:
    @often
    @given(listed=st.lists(st.none() | values))
    def check(listed: list[object]) -> None:
        assert back(connection, kind, listed) == listed

    check()


def test_an_enum_goes_in_by_its_value(connection: psycopg.Connection) -> None:
    assert back(connection, "text", [*Colour, None]) == ["red", 'dark "red"', None]


async def go_on_after_a_failure(database: Database) -> None:
    async with database.transaction() as db:
        with suppress(Error):
            await db.one(UUID, "select 'none'::uuid")


async def test_a_transaction_in_which_a_statement_failed_is_never_taken_for_committed(
    addresses: Addresses,
) -> None:
    async with Database(addresses.app, most=1) as database:
        with pytest.raises(InFailedSqlTransaction):
            await go_on_after_a_failure(database)

        async with database.transaction() as db:
            assert await db.one(int, "select 1") == 1
