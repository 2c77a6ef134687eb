"""What the doctor asks the database about itself."""

from datetime import datetime

from msgspec import Struct

from tanggap.kit.db import Db


class Server(Struct, frozen=True, kw_only=True):
    """How a database is set up, as the role that runs the city sees it."""

    role: str
    strong: bool
    """Whether that role may step over the walls between cities."""
    forgetful: list[str]
    """The settings by which an acknowledged report could be lost with the power."""
    unwalled: list[str]
    """Tables of cities without their wall."""
    now: datetime


async def server(db: Db) -> Server:
    """The server behind this transaction."""
    found = await db.one(
        Server,
        """
        select current_user as role,
               (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as strong,
               array(
                   select name
                     from pg_settings
                    where name in ('fsync', 'full_page_writes', 'synchronous_commit')
                      and setting = 'off'
                    order by name
                    limit 3
               ) as forgetful,
               array(
                   select relname
                     from pg_class
                    where relnamespace = current_schema()::regnamespace
                      and relkind in ('r', 'p')
                      and obj_description(oid) like 'tenant%%'
                      and not (relrowsecurity and relforcerowsecurity)
                    order by relname
                    limit 100
               ) as unwalled,
               clock_timestamp() as now
        """,
    )
    assert found is not None
    return found
