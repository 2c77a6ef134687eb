"""Looks for words in all that an installation keeps: every column of every table, every file, whatever room made it."""

import re
from collections.abc import Iterable
from pathlib import Path

import psycopg
from psycopg import sql

TABLES = """
select table_name from information_schema.tables
 where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name
"""
_HEX = re.compile(rb"\\\\*x([0-9a-f]{2,})")


def in_tables(address: str, wanted: Iterable[str]) -> dict[str, set[str]]:
    """Which of these stand in which table, in plain, as bytes or in hexadecimal. Asked as a superuser."""
    sought = list(wanted)
    found: dict[str, set[str]] = {}
    with psycopg.connect(address) as connection:
        for (table,) in connection.execute(TABLES).fetchall():
            query = sql.SQL("select t::text from {} t").format(sql.Identifier(table))
            rows = "\n".join(row for (row,) in connection.execute(query)).encode()
            hits = among(rows, sought)
            if hits:
                found[table] = hits
    return found


def in_files(folder: Path, wanted: Iterable[str]) -> dict[str, set[str]]:
    """Which of these stand in which file below a folder, or in its name."""
    sought = list(wanted)
    found: dict[str, set[str]] = {}
    for path in folder.rglob("*"):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            hits = among(name.encode() + b"\n" + path.read_bytes(), sought)
            if hits:
                found[name] = hits
    return found


def among(content: bytes, wanted: Iterable[str]) -> set[str]:
    """Which of these stand in some bytes, whatever their case, also where bytes are written as hexadecimal."""
    plain = content.lower()
    written = b"\n".join(
        bytes.fromhex(each[: len(each) & ~1].decode()) for each in _HEX.findall(plain)
    ).lower()
    return {
        each
        for each in wanted
        if (sign := each.lower().encode()) in plain or sign in written or sign.hex().encode() in plain
    }
