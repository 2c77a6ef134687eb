"""Every room keeps the promises of its files: stores hold the SQL, rules hold only values."""

import ast
import re

import pytest

from tests.house.source import ROOT, Source, imports, remarks, sources, spelled, words

HOUSE = sources("tanggap")
RULES = [source for source in HOUSE if source.path.stem == "rules" or "rules" in source.path.parent.parts]

SQL = re.compile(
    r"^\s*(select\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|with\s+(recursive\s+)?\w+\s+(\([^)]*\)\s+)?as\s"
    r"|(create|alter|drop)\s+(table|index|unique|view|role|policy|database|schema|function|type|sequence)\s"
    r"|truncate\s|grant\s|revoke\s|copy\s+\w+\s+(from|to)\s|lock\s+table\s|listen\s+\w+$|notify\s+\w+)"
)

OUTSIDE_VALUES = {
    "asyncio", "httpx", "io", "multiprocessing", "obstore", "os", "pathlib", "psycopg", "random", "secrets",
    "shutil", "signal", "socket", "subprocess", "sys", "tempfile", "threading", "time", "urllib.request",
    "tanggap.kit.db", "tanggap.kit.egress", "tanggap.kit.files", "tanggap.kit.jobs", "tanggap.kit.live",
    "tanggap.kit.migrate", "tanggap.kit.postgres", "tanggap.kit.web",
}  # fmt: skip
ASKS_THE_WORLD = re.compile(
    r"(^|\.)(now|today|utcnow|uuid1|uuid4|uuid7|open|read_text|read_bytes|environ|getenv)$"
)

IGNORED = re.compile(r"noqa|(type|pyright): ?ignore")
IGNORED_BY_NAME = re.compile(r"noqa: ?[A-Z]+\d+(, ?[A-Z]+\d+)*|(type|pyright): ?ignore\[[\w, -]+\]")

NAMES_WITHOUT_AN_IDEA = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "base",
    "data",
    "info",
    "misc",
}

# A file of three hundred lines is asking to be read again. These were, and have a reason to stay whole.
LONG_FOR_A_REASON: dict[str, str] = {
    "tanggap/report/events.py": "everything that can happen, one after the other: a vocabulary is looked up, not followed",
}


def may_hold_sql(source: Source) -> bool:
    """The kit, a room's store (a file or a folder), and nothing else."""
    return source.name.startswith("tanggap/kit/") or "store" in (source.path.stem, source.path.parent.name)


def has_name_and_reason(remark: str) -> bool:
    """Whether every check a comment ignores is named, and some words say why."""
    rest = IGNORED_BY_NAME.sub("", remark)
    return not IGNORED.search(rest) and len(re.findall(r"[a-z]{2,}", rest)) >= 2


def is_outside(module: str) -> bool:
    """Whether a module reaches past values: the database, the network, the clock, files, chance."""
    stays_in_the_room = module.rsplit(".", maxsplit=1)[-1] not in {"store", "actions", "pages"}
    return not stays_in_the_room or any(
        module == name or module.startswith(f"{name}.") for name in OUTSIDE_VALUES
    )


def test_queries_live_only_in_stores_and_in_the_kit() -> None:
    found = [
        source.at(text)
        for source in HOUSE
        if not may_hold_sql(source)
        for text in words(source.tree)
        if SQL.match(str(text.value))
    ]

    assert not found, f"SQL outside a store: {found}"


@pytest.mark.parametrize(
    "text",
    [
        "select 1",
        "\n        select id as report\n          from report",
        "insert into report (id) values (1)",
        "update report\n   set title = ''",
        "with late as (select 1) select 2",
        "delete from report",
        "create table report (id uuid)",
    ],
)
def test_a_query_is_known_when_it_is_seen(text: str) -> None:
    assert SQL.match(text)


@pytest.mark.parametrize(
    "text", ["select", "Select a kind", "selected kinds", "with care", "update", "pilih jenis"]
)
def test_a_plain_sentence_is_not_taken_for_a_query(text: str) -> None:
    assert not SQL.match(text)


def test_rules_import_neither_database_nor_network_nor_clock_nor_chance() -> None:
    found = {
        f"{source.at(node)} imports {module}"
        for source in RULES
        for node, module in imports(source.tree)
        if is_outside(module)
    }

    assert not found


def test_rules_ask_nothing_of_the_world() -> None:
    found = [
        f"{source.at(node)} says {spelled(node)}"
        for source in RULES
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and ASKS_THE_WORLD.search(spelled(node.func))
    ]

    assert not found


def test_rules_wait_for_nothing() -> None:
    found = [
        source.at(node)
        for source in RULES
        for node in ast.walk(source.tree)
        if isinstance(node, ast.AsyncFunctionDef | ast.Await)
    ]

    assert not found


def test_an_ignored_check_is_ignored_by_name_and_for_a_reason() -> None:
    found = [
        f"{source.name}:{line} {remark}"
        for source in (*HOUSE, *sources("tests"), *sources("tools"))
        for line, remark in remarks(source)
        if IGNORED.search(remark) and not has_name_and_reason(remark)
    ]

    assert not found


def test_every_module_is_named_for_an_idea() -> None:
    found = [
        source.name
        for source in HOUSE
        if NAMES_WITHOUT_AN_IDEA & {part.removesuffix(".py") for part in source.path.parts}
    ]

    assert not found


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    found = {
        source.name: lines
        for source in HOUSE
        if (lines := source.text.count("\n")) > 300 and source.name not in LONG_FOR_A_REASON
    }

    assert not found


def test_no_style_script_or_page_is_longer_either() -> None:
    files = [
        file
        for folder, ending in (("look", "css"), ("look", "ts"), ("look", "html"), ("tanggap", "html"))
        for file in (ROOT / folder).rglob(f"*.{ending}")
        if "dist" not in file.parts
    ]

    assert {file.suffix for file in files} == {".css", ".ts", ".html"}
    assert not {file.name: lines for file in files if (lines := file.read_text().count("\n")) > 300}


def test_a_reason_to_be_long_is_kept_only_while_the_file_is() -> None:
    long = {source.name for source in HOUSE if source.text.count("\n") > 300}

    assert LONG_FOR_A_REASON.keys() <= long
