"""Whatever is kept of a person is found, handed over and emptied: no table is left out, and none is claimed twice."""

import re
from collections import Counter

from tanggap.app import house
from tests.house.catalogue import Table

EXCUSED = re.compile(r"of no resident: \w+")
# What a table has to do with people who report, whatever its comment says.
OF_PEOPLE = frozenset(
    {
        "resident",
        "session",
        "browser",
        "holder",
        "contact",
        "sealed",
        "lookup",
        "wrapped",
        "sent_by",
        "address",
    }
    | {"email", "phone", "text", "landmark", "endpoint", "alias", "nickname", "words"}
)
STAFF = {"person", "announcement", "desk_note", "scorecard_answer"}
"""Staff have an address too, an office speaks to everybody, and a shift to the next; all are the city's own."""


def kept(tables: list[Table]) -> list[Table]:
    """The tables that could hold something of a person: a city's and the installation's, not what all share."""
    return [table for table in tables if table.kind in {"tenant", "control"}]


def claims() -> Counter[str]:
    """How many holdings answer for each table."""
    return Counter(table for holding in house.offers().holdings for table in holding.tables)


def test_every_table_is_emptied_by_one_room_or_says_why_it_holds_nothing_of_a_resident(
    tables: list[Table],
) -> None:
    claimed = claims()

    unclear = {
        table.name: claimed[table.name]
        for table in kept(tables)
        if claimed[table.name] + bool(EXCUSED.search(table.comment)) != 1
    }

    assert unclear == {}, "name it in one HOLDING, or say `of no resident: why` in its comment"


def test_no_table_with_a_persons_column_is_excused(tables: list[Table]) -> None:
    excused = [table for table in kept(tables) if EXCUSED.search(table.comment)]

    assert {
        table.name: sorted(OF_PEOPLE & set(table.columns))
        for table in excused
        if table.name not in STAFF and OF_PEOPLE & set(table.columns)
    } == {}


def test_every_table_a_holding_names_is_there(tables: list[Table]) -> None:
    assert set(claims()) <= {table.name for table in tables}


def test_no_two_holdings_share_a_name() -> None:
    names = Counter(holding.name for holding in house.offers().holdings)

    assert [name for name, count in names.items() if count > 1] == []
