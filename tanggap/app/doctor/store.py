"""What the doctor asks the database about itself."""

from tanggap.app.doctor.server import Server
from tanggap.kit.db import Db


async def server(db: Db) -> Server:
    """The server behind this transaction."""
    (found,) = await db.all(
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
               clock_timestamp() as clock_at
        """,
    )
    return found
