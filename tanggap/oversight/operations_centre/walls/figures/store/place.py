"""Which reports a wall is about, as conditions: only those it asks for, so that an index that knows no other column answers."""

from typing import LiteralString

from tanggap.city.screens import Sight


def within(sight: Sight) -> LiteralString:
    """What narrows a query of reports to what a wall looks at; its values are those of `place`."""
    where: LiteralString = ""
    if sight.area is not None:
        where += " and (area = %(area)s or starts_with(area, %(area)s || '.'))"
    if sight.group is not None:
        where += " and kind_group = %(group)s"
    if sight.kind is not None:
        where += " and kind = %(of_kind)s"
    if sight.agency is not None:
        where += " and agency = %(agency)s"
    return where


def place(sight: Sight) -> dict[str, str | None]:
    """The values of `within`."""
    return {"area": sight.area, "group": sight.group, "of_kind": sight.kind, "agency": sight.agency}
