"""What the demo asks the database itself."""

from tanggap.city.terms import CityId
from tanggap.kit.db import Db


async def has_reports(db: Db, city: CityId) -> bool:
    """Whether a city has any report yet."""
    found = await db.one(bool, "select exists (select from report where city_id = %(city)s)", city=city)
    return bool(found)


async def take_time(db: Db, *, seconds: int) -> None:
    """Let this transaction's statements, and what is thought of between them, take longer than a web request's may.

    A year of stories is made up between two statements: on a slow machine that is half a minute.
    """
    await db.run(
        """
        select set_config('statement_timeout', %(limit)s, true),
               set_config('idle_in_transaction_session_timeout', %(limit)s, true)
        """,
        limit=f"{seconds}s",
    )


async def analyze(db: Db) -> None:
    """Tell the planner what the tables hold now; as their owner."""
    await db.run("analyze")


async def owe_nothing(db: Db, city: CityId) -> None:
    """Forget what is owed by mail: nobody reads the demo's addresses."""
    await db.run("delete from owed where city_id = %(city)s and channel = 'email'", city=city)
