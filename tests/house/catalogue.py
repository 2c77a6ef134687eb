"""What the database itself tells of its tables."""

import re
from dataclasses import dataclass

import psycopg
from psycopg.rows import TupleRow

Connection = psycopg.Connection[TupleRow]

TABLES = """
select c.relname,
       coalesce(obj_description(c.oid), ''),
       array(select a.attname::text from pg_attribute a
              where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
       c.relrowsecurity and c.relforcerowsecurity,
       array(select coalesce(pg_get_expr(p.polqual, p.polrelid), '') from pg_policy p
              where p.polrelid = c.oid and p.polcmd = '*')
  from pg_class c
 where c.relnamespace = 'public'::regnamespace
   and c.relkind in ('r', 'p')
   and not c.relispartition
 order by c.relname
"""


@dataclass(frozen=True)
class Table:
    """A table as the catalogue tells of it."""

    name: str
    comment: str
    columns: list[str]
    walled: bool
    policies: list[str]

    @property
    def kind(self) -> str:
        """The first word of the table's comment."""
        return re.split(r"[^a-z]", self.comment, maxsplit=1)[0]

    @property
    def append_only(self) -> bool:
        """Whether its rows are never changed."""
        return "append-only" in self.comment
