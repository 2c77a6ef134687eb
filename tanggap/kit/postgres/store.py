"""What is asked of a server as its superuser: is it ours, and does it have our roles and our database."""

from pathlib import Path

import psycopg
from psycopg import pq, sql

SUPERUSER = "postgres"
DATABASE = "tanggap"
OWNER = "tanggap_owner"
ROLES = (OWNER, "tanggap_app", "tanggap_reader")


def responds(address: str) -> bool:
    """Whether any server listens there, even one that is only starting or stopping."""
    return pq.PGconn.ping(f"{address}&connect_timeout=5".encode()) in {pq.Ping.OK, pq.Ping.REJECT}


def data_folder(address: str) -> Path | None:
    """The folder of the server that answers there; None when none takes connections."""
    try:
        with psycopg.connect(address, autocommit=True, connect_timeout=5) as connection:
            row = connection.execute("show data_directory").fetchone()
    except psycopg.OperationalError:
        return None
    return None if row is None else Path(row[0])


def make_roles_and_database(address: str) -> None:
    """Make what is missing of the roles and the database that the first one owns."""
    with psycopg.connect(address, autocommit=True) as connection:
        known = {
            name for (name,) in connection.execute("select rolname from pg_roles order by rolname limit 1000")
        }
        for role in ROLES:
            if role not in known:
                connection.execute(sql.SQL("create role {} login").format(sql.Identifier(role)))
        made = connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone()
        if made is None:
            connection.execute(
                sql.SQL("create database {} owner {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
            )
