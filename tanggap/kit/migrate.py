"""Forward-only migrations: numbered plain SQL, applied once, in order, under a lock."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import LiteralString, cast

import psycopg
from msgspec import Struct
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import tuple_row

from tanggap.kit.errors import Refused
from tanggap.kit.words import say

LOCK = 0x74616E67  # "tang": whoever migrates holds this advisory lock
_NAME = re.compile(r"(\d{4})_[a-z_]+\.sql")

_LEDGER = """
create table if not exists migration (
    source     text        not null,
    nth        integer     not null,
    name       text        not null,
    digest     text        not null,
    applied_at timestamptz not null default now(),
    primary key (source, nth)
);
comment on table migration is 'control: which steps this database has taken';
"""


class Step(Struct, frozen=True, kw_only=True):
    """One numbered file; its source is the house or a module, which count apart."""

    source: str
    nth: int
    name: str
    text: str

    @property
    def digest(self) -> str:
        """SHA-256 of the text: a step that was taken must never change."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def steps(folders: Mapping[str, Path]) -> list[Step]:
    """The steps in ``folders`` (source -> folder of ``NNNN_name.sql``), in the order they are taken."""
    found: list[Step] = []
    for source, folder in folders.items():
        for nth, path in enumerate(sorted(folder.glob("*.sql")), start=1):
            match = _NAME.fullmatch(path.name)
            if match is None or int(match[1]) != nth:
                raise ValueError(f"{path.name}: migrations are numbered 0001_name.sql, 0002_… without gaps")
            found.append(Step(source=source, nth=nth, name=path.stem, text=path.read_text("utf-8")))
    return found


def migrate(owner: str, wanted: list[Step], *, app: str, reader: str) -> list[Step]:
    """Take every step not yet taken; return those taken now.

    ``owner`` is the address that owns the tables; ``app`` and ``reader`` are the addresses whose roles
    are written into the grants and policies. Raises Refused when a step already taken has changed.
    """
    taken_now: list[Step] = []
    with psycopg.connect(owner, autocommit=True, row_factory=tuple_row) as connection:
        connection.execute("select pg_advisory_lock(%s)", (LOCK,))
        connection.execute(_LEDGER)
        rows = connection.execute("select source, nth, digest from migration order by source, nth").fetchall()
        taken = {(source, nth): digest for source, nth, digest in rows}
        for step in wanted:
            known = taken.get((step.source, step.nth))
            if known is None:
                _take(connection, step, app=app, reader=reader)
                taken_now.append(step)
            elif known != step.digest:
                raise Refused(
                    say(
                        "Langkah basis data {name} sudah dijalankan dengan isi lain. "
                        "Kembalikan berkasnya dan buat langkah baru.",
                        name=step.name,
                    )
                )
        _raise_walls(connection)
        _grant(connection, role_of(app))
    return taken_now


def untaken(address: str, wanted: list[Step]) -> list[Step]:
    """The steps this database has not taken yet, or took with other words; asked under any role that may read."""
    with psycopg.connect(address, autocommit=True, row_factory=tuple_row) as connection:
        made = connection.execute("select to_regclass('migration') is not null").fetchone()
        if made is None or not made[0]:
            return wanted
        rows = connection.execute("select source, nth, digest from migration order by source, nth").fetchall()
    taken = {(source, nth): digest for source, nth, digest in rows}
    return [step for step in wanted if taken.get((step.source, step.nth)) != step.digest]


def _take(connection: psycopg.Connection, step: Step, *, app: str, reader: str) -> None:
    text = step.text
    for placeholder, address in ((':"app"', app), (':"reader"', reader)):
        text = text.replace(placeholder, sql.Identifier(role_of(address)).as_string(connection))
    with connection.transaction():
        # A lock that cannot be had at once would stop the running version behind us.
        connection.execute("set local lock_timeout = '2s'")
        connection.execute(cast("LiteralString", text))
        connection.execute(
            "insert into migration (source, nth, name, digest) values (%s, %s, %s, %s)",
            (step.source, step.nth, step.name, step.digest),
        )


def role_of(address: str) -> str:
    """The role a database address signs in as."""
    user = conninfo_to_dict(address).get("user")
    if not user:
        raise Refused(say("Alamat basis data tidak menyebut nama pengguna."))
    return str(user)


# Which rights the application needs, and which walls stand, follows from what each table says it is:
# "tenant", "reference" or "control" opens its comment, "append-only" may follow.
_NEEDED = """
select c.relname, p.privilege
  from pg_class c
 cross join unnest(case when obj_description(c.oid) like '%%append-only%%'
                        then array['select', 'insert']
                        else array['select', 'insert', 'update', 'delete'] end) as p(privilege)
 where c.relnamespace = current_schema()::regnamespace
   and c.relkind in ('r', 'p')
   and c.relname <> 'migration'
   and not has_table_privilege(%(role)s, c.oid, p.privilege)
 order by c.relname, p.privilege
"""

_UNWALLED = """
select c.relname
  from pg_class c
 where c.relnamespace = current_schema()::regnamespace
   and c.relkind in ('r', 'p')
   and obj_description(c.oid) like 'tenant%'
   and not (c.relrowsecurity and c.relforcerowsecurity)
 order by c.relname
"""


def _raise_walls(connection: psycopg.Connection) -> None:
    """Give every tenant table its wall: only the city that is set is there, for its owner too."""
    for (name,) in connection.execute(_UNWALLED).fetchall():
        table = sql.Identifier(name)
        for wall in (
            sql.SQL("alter table {} enable row level security"),
            sql.SQL("alter table {} force row level security"),
            sql.SQL("create policy city on {} using (city_id = current_setting('app.city')::bigint)"),
        ):
            connection.execute(wall.format(table))


def _grant(connection: psycopg.Connection, role: str) -> None:
    connection.execute(sql.SQL("grant select on migration to {}").format(sql.Identifier(role)))
    for name, privilege in connection.execute(_NEEDED, {"role": role}).fetchall():
        grant = sql.SQL("grant {} on {} to {}")
        connection.execute(grant.format(sql.SQL(privilege), sql.Identifier(name), sql.Identifier(role)))


def lacking(address: str) -> list[str]:
    """The ``grant`` statements the application's role still needs, for the tables' owner to run.

    Raises Refused when that role could step over the walls between cities (superuser, bypassrls).
    """
    role = role_of(address)
    with psycopg.connect(address, autocommit=True, row_factory=tuple_row) as connection:
        strong = connection.execute(
            "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"
        ).fetchone()
        if strong is None or strong[0]:
            raise Refused(
                say(
                    "Peran basis data {role} dapat melewati pemisahan antarkota. "
                    "Jalankan Tanggap dengan peran biasa (bukan superuser, tanpa bypassrls).",
                    role=role,
                )
            )
        rows = connection.execute(_NEEDED, {"role": role}).fetchall()
        return [f'grant {privilege} on {table} to "{role}";' for table, privilege in rows]
