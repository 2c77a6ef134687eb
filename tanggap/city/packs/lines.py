"""On which line of a TOML file each key stands, since the standard reader does not say."""

import re

Place = tuple[str | int, ...]
"""The way to a value: keys, and positions in lists (`("kinds", 3, "name", "en")`)."""

HEADER = re.compile(r"\s*(\[\[?)([^\[\]]+)\]\]?\s*(?:#.*)?$")
KEY = re.compile(r"\s*([\w.\"'-]+)\s*=(.*)")
STRINGS = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*')


class Lines:
    """The lines of one TOML file, found by place."""

    def __init__(self, text: str) -> None:
        self._found: dict[Place, int] = {}
        self._counts: dict[Place, int] = {}
        table: Place = ()
        depth = 0
        for number, line in enumerate(text.splitlines(), start=1):
            if depth == 0:
                table = self._note(line, number, table)
            depth = max(0, depth + _opened(line))

    def of(self, place: Place) -> int:
        """The line of a place, or of the nearest thing around it that has one."""
        for length in range(len(place), 0, -1):
            if (line := self._found.get(place[:length])) is not None:
                return line
        return 1

    def _note(self, line: str, number: int, table: Place) -> Place:
        if header := HEADER.match(line):
            table = self._resolve(header[2], number, counted=header[1] == "[[")
            self._found[table] = number
        elif key := KEY.match(line):
            self._found[table + _keys(key[1])] = number
        return table

    def _resolve(self, dotted: str, number: int, *, counted: bool) -> Place:
        """The place a header opens: keys that name lists are followed by the current position."""
        keys = _keys(dotted)
        place: Place = ()
        for key in keys[:-1]:
            place = (*place, key)
            if place in self._counts:
                place = (*place, self._counts[place] - 1)
        place = (*place, keys[-1])
        if not counted:
            return place
        self._counts[place] = self._counts.get(place, 0) + 1
        self._found.setdefault(place, number)
        return (*place, self._counts[place] - 1)


def _keys(dotted: str) -> tuple[str, ...]:
    return tuple(key.strip().strip("\"'") for key in dotted.split("."))


def _opened(line: str) -> int:
    """How many brackets a line leaves open; a header closes its own."""
    bare = STRINGS.sub("", line)
    return sum(bare.count(bracket) for bracket in "[{") - sum(bare.count(bracket) for bracket in "]}")
