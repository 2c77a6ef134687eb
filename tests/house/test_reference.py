"""What the reference pages say of transitions, events, rights and commands is what the house does."""

import re
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from typing import Any

from typer.main import get_command

from tanggap.app.commands import app
from tanggap.city.rights import MAY, Act, Role
from tanggap.report.events import EVENTS, Step
from tanggap.report.report import Status
from tanggap.report.transitions import TRANSITIONS, Need, Party, status_word
from tests.house.source import ROOT

CODE = re.compile(r"`([^`]+)`")


def rows(page: str, head: str) -> list[list[str]]:
    """The rows of the table of a page that begins with this line, cell by cell."""
    lines = (ROOT / "docs/reference" / page).read_text("utf-8").splitlines()
    start = lines.index(head) + 2
    end = next((at for at in range(start, len(lines)) if not lines[at]), len(lines))
    return [[cell.strip() for cell in line[1:-1].split("|")] for line in lines[start:end]]


def codes(named: Collection[StrEnum], order: Iterable[StrEnum]) -> str:
    """Codes as a cell holds them, in their own order."""
    return ", ".join(f"`{each}`" for each in order if each in named)


def commands(group: Any, *words: str) -> Iterator[str]:
    """Every command of a group, by all its words."""
    for name in group.list_commands(None):
        command = group.get_command(None, name)
        if hasattr(command, "list_commands"):
            yield from commands(command, *words, name)
        else:
            yield " ".join((*words, name))


def test_the_page_of_transitions_is_the_table_of_transitions() -> None:
    assert rows("transitions.md", "| from | to | who | with |") == [
        [
            codes(line.before, Status),
            codes(line.after, Status),
            codes(line.who, Party),
            codes(line.needs, Need),
        ]
        for line in TRANSITIONS
    ]


def test_every_status_is_explained_under_the_word_people_read() -> None:
    told = rows("transitions.md", "| status | people read | |")

    assert [cells[:2] for cells in told] == [[f"`{status}`", status_word(status).text] for status in Status]


def test_the_page_of_events_names_every_event_and_what_it_holds() -> None:
    told = rows("events.md", "| event | | what happened | holds |")

    assert [(name, step == "→", CODE.findall(holds)) for name, step, _, holds in told] == [
        (
            f"`{name}`",
            issubclass(kind, Step),
            [field for field in kind.__struct_fields__ if field not in Step.__struct_fields__],
        )
        for name, kind in EVENTS.kinds.items()
    ]


def test_the_page_of_rights_gives_each_act_to_its_roles() -> None:
    told = rows("rights.md", "| act | roles | over |")

    assert [(act, set(CODE.findall(roles))) for act, roles, _ in told] == [
        (f"`{act}`", {str(role) for role in MAY.get(act, frozenset[Role]())}) for act in Act
    ]


def test_every_command_is_on_its_page_and_every_one_there_exists() -> None:
    told = [CODE.findall(cells[0])[0] for cells in rows("commands.md", "| command | |")]

    # What stands in capitals, and behind dashes, are a command's arguments.
    assert sorted(re.split(r" [A-Z\[-]", each)[0] for each in told) == sorted(commands(get_command(app)))
