"""Where failed tries are remembered, by digests nobody can turn back."""

from datetime import datetime

from tanggap.city.people.rules import Tries
from tanggap.kit.db import Db


async def tries(db: Db, name: str, origin: str, *, since: datetime) -> Tries:
    """The failed sign-ins since a moment; nobody else tries this name until this transaction ends."""
    await db.run("select pg_advisory_xact_lock(hashtextextended(%(name)s, 0))", name=name)
    found = await db.one(
        Tries,
        """
        select count(*) filter (where name = %(name)s and origin = %(origin)s) as pair,
               count(*) filter (where name = %(name)s) as account,
               count(*) filter (where origin = %(origin)s) as origin,
               max(tried_at) filter (where name = %(name)s and origin = %(origin)s) as last_of_pair,
               max(tried_at) filter (where origin = %(origin)s) as last_of_origin
          from sign_in_try
         where (name = %(name)s or origin = %(origin)s)
           and tried_at > %(since)s
        """,
        name=name,
        origin=origin,
        since=since,
    )
    return found or Tries()


async def note_try(db: Db, name: str, origin: str, *, now: datetime) -> None:
    """Remember a try as failed; `forget_tries` takes it back when it was not."""
    await db.run(
        "insert into sign_in_try (name, origin, tried_at) values (%(name)s, %(origin)s, %(now)s)",
        name=name,
        origin=origin,
        now=now,
    )


async def forget_tries(db: Db, name: str, origin: str) -> None:
    """Forget the failures of an account from one origin: its person is in."""
    await db.run(
        "delete from sign_in_try where name = %(name)s and origin = %(origin)s", name=name, origin=origin
    )
