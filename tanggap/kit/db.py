"""The database: one open transaction per desk, SQL in, structs out."""

import asyncio
import enum
import re
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cache
from time import monotonic
from typing import Any, LiteralString, Self, TypeVar, cast

import msgspec
import structlog
from psycopg import AsyncConnection, AsyncCursor, AsyncRawCursor, Error, OperationalError
from psycopg.errors import DeadlockDetected, InFailedSqlTransaction, SerializationFailure
from psycopg.pq import TransactionStatus
from psycopg.rows import AsyncRowFactory, TupleRow, tuple_row
from psycopg.types.json import set_json_loads
from psycopg_pool import AsyncConnectionPool, PoolTimeout

__all__ = ["AWAY", "CLASH", "Database", "Db", "Error", "column", "is_wrong_value", "once_there"]

log = structlog.get_logger()

T = TypeVar("T")
Connection = AsyncConnection[TupleRow]

# The server cannot be reached, or every connection is taken: nothing was written that we know of.
AWAY = (OperationalError, PoolTimeout)

# Two transactions stood in each other's way: sent again, each may well succeed.
CLASH = (DeadlockDetected, SerializationFailure)

# A web request must not hold a connection for long; listeners and commands raise it where they must.
STATEMENT_SECONDS = 5

PATIENCE_S = 5.0
ASK_AGAIN_S = 0.25
BEGIN_AGAIN_S = 0.5


def _rows_as(kind: type[T]) -> AsyncRowFactory[T]:
    """Make rows arrive as ``kind``: a struct field by field, or the one column as it is."""

    def factory(cursor: AsyncCursor[Any]) -> Callable[[Sequence[Any]], T]:
        names = [column.name for column in cursor.description or ()]

        def struct(row: Sequence[Any]) -> T:
            return msgspec.convert(dict(zip(names, row, strict=True)), kind, strict=False)

        def single(row: Sequence[Any]) -> T:
            return msgspec.convert(row[0], kind, strict=False)

        return struct if issubclass(kind, msgspec.Struct) else single

    return factory


class Db:
    """One open transaction; every value goes in as a parameter, never as text."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    async def all(self, kind: type[T], query: LiteralString, **values: Any) -> list[T]:
        """Every row of the answer as ``kind``: a struct, or the type of its single column."""
        async with AsyncRawCursor(self.connection, row_factory=_rows_as(kind)) as cursor:
            await cursor.execute(*_numbered(query, values))
            return await cursor.fetchall()

    async def one(self, kind: type[T], query: LiteralString, **values: Any) -> T | None:
        """The first row of the answer as ``kind``, or None when there is none."""
        async with AsyncRawCursor(self.connection, row_factory=_rows_as(kind)) as cursor:
            await cursor.execute(*_numbered(query, values))
            return await cursor.fetchone()

    async def run(self, query: LiteralString, **values: Any) -> int:
        """Do something; how many rows it touched."""
        async with AsyncRawCursor(self.connection) as cursor:
            await cursor.execute(*_numbered(query, values))
            return cursor.rowcount

    async def set_city(self, city: int) -> None:
        """From here to the end of this transaction, only this city's rows are there."""
        await self.run("select set_config('app.city', %(city)s, true)", city=str(city))


def _numbered(query: LiteralString, values: Mapping[str, Any]) -> tuple[bytes, list[Any]]:
    numbered, names = _parsed(query)
    return numbered, [_plain(values[name]) for name in names]


@cache
def _parsed(query: LiteralString) -> tuple[bytes, Sequence[str]]:
    """A query as PostgreSQL takes it, and the names of its values $1, $2, … in that order.

    Read once for ever: psycopg would read one with more than fifty values anew each time.
    """
    names = list(dict.fromkeys(_NAME.findall(query)))
    numbered = _NAME.sub(lambda found: f"${names.index(found[1]) + 1}", query)
    return numbered.replace("%%", "%").encode(), names


_NAME = re.compile(r"%\((\w+)\)s")


def _plain(value: Any) -> Any:
    """What PostgreSQL takes for one of our values: enums by value, structs and dicts as JSON text."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, msgspec.Struct | dict):
        return msgspec.json.encode(cast("Any", value)).decode()
    if isinstance(value, list | tuple):
        return [_plain(each) for each in cast("list[Any]", value)]
    return value


def column(values: Iterable[Any]) -> str:
    """Many values of one type as one PostgreSQL array literal, to be cast in SQL: ``unnest(%(ids)s::uuid[])``.

    psycopg writes Python lists element by element; one text literal per column lifted intake from
    0.63 to 1.0 times pgbench on a prototype. Takes None, bool, finite numbers, str, bytes, UUID, moments, enums.
    """
    listed = list(values)
    kinds = set(map(type, listed))
    if bytes in kinds:
        listed = [None if value is None else rf"\x{value.hex()}" for value in listed]
    encoded = msgspec.json.encode(listed)
    if str in kinds and _UNLIKE_JSON.search(encoded):
        return "{" + ",".join("NULL" if value is None else _quoted(value) for value in listed) + "}"
    # But for its brackets, an array literal of anything else is JSON.
    return "{" + encoded[1:-1].decode() + "}"


_UNLIKE_JSON = re.compile(rb'\\[^"\\]')
"""In an array literal a backslash makes the next sign plain; in JSON it may also write a line's end."""


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def is_wrong_value(failure: Error) -> bool:
    """Whether a statement failed because of a value in it (SQLSTATE 22, 23), not because of when it was sent."""
    return (failure.sqlstate or "")[:2] in ("22", "23")


class Database:
    """One PostgreSQL, asked under one role, through a bounded pool of connections."""

    def __init__(self, address: str, *, most: int = 10, name: str = "tanggap") -> None:
        self.address = address
        self._pool: AsyncConnectionPool[Connection] = AsyncConnectionPool(
            address,
            min_size=1,
            max_size=most,
            open=False,
            max_idle=60,
            reconnect_timeout=0,
            configure=_configure,
            kwargs={
                "autocommit": True,
                "row_factory": tuple_row,
                "application_name": name,
                "options": f"-c statement_timeout={STATEMENT_SECONDS}s -c timezone=UTC",
            },
        )

    async def __aenter__(self) -> Self:
        await self._pool.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._pool.close()

    def figures(self) -> Mapping[str, int]:
        """How the pool stands: `pool_size`, `pool_available`, `requests_waiting`, … as the pool names them."""
        return self._pool.get_stats()

    @asynccontextmanager
    async def connection(self) -> AsyncGenerator[Connection]:
        """A bare connection with autocommit, for the few who open their transactions themselves."""
        connection = await self._given()
        try:
            yield connection
        finally:
            if connection.info.transaction_status is not TransactionStatus.IDLE:
                await _give_up(connection)
            await self._pool.putconn(connection)

    async def _given(self) -> Connection:
        """A connection, asked for again and again: a pool that failed to reach the server tries only when asked."""
        until, told = monotonic() + PATIENCE_S, _told_to_end()
        while True:
            connection: Connection | None = None
            try:
                connection = await self._pool.getconn(timeout=ASK_AGAIN_S)
            except PoolTimeout:
                if monotonic() > until:
                    raise
            # Who is told to end in the moment a connection becomes free gets it and is never told (psycopg#1345).
            if _told_to_end() > told:
                if connection is not None:
                    await self._pool.putconn(connection)
                raise asyncio.CancelledError
            if connection is not None:
                return connection

    @asynccontextmanager
    async def transaction(self, city: int | None = None) -> AsyncGenerator[Db]:
        """One transaction; with ``city``, that city's rows are the only ones there.

        Commits at the end, rolls back on any error. A failing commit raises.
        """
        async with self.connection() as connection:
            begun = "begin" if city is None else f"begin; select set_config('app.city', '{int(city)}', true)"
            await connection.execute(begun.encode())  # one round trip for both
            yield Db(connection)
            ended = await connection.execute("commit")
            if ended.statusmessage != "COMMIT":
                raise InFailedSqlTransaction("a statement had failed, and whoever asked for it went on")


async def once_there(ask: Callable[[], Awaitable[T]]) -> T:
    """What ``ask`` gives, asked again while the server is away: who begins waits, or would only be started again."""
    while True:
        try:
            return await ask()
        except AWAY as lost:
            log.warning("not begun: database away", cause=type(lost).__name__)
            await asyncio.sleep(BEGIN_AGAIN_S)


def _told_to_end() -> int:
    """How often whoever runs now was cancelled."""
    task = asyncio.current_task()
    return task.cancelling() if task is not None else 0


async def _configure(connection: Connection) -> None:
    set_json_loads(msgspec.json.decode, connection)


async def analyze(owner: str) -> None:
    """Let the planner see what is in the tables now. Asked by their owner, after much came in at once."""
    async with Database(owner, most=1) as database, database.transaction() as db:
        await db.run("set local statement_timeout = 0")
        await db.run("analyze")


async def _give_up(connection: Connection) -> None:
    """End a half-done transaction; a connection that cannot even do that is closed, and the pool makes another."""
    try:
        await connection.rollback()
    except OperationalError:
        await connection.close()
