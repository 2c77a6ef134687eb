"""What is written down is true of any machine: links lead somewhere, and no path is one person's own."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import ROOT

BROUGHT_OR_BUILT = {
    ".git", ".venv", ".tools", "node_modules", "dist", "tanggap-data", ".demo", "var", "__pycache__",
    ".pytest_cache", ".ruff_cache", ".import_linter_cache", ".hypothesis", "test-results",
}  # fmt: skip
WRITTEN = {".css", ".html", ".json", ".md", ".po", ".py", ".sql", ".toml", ".ts", ".txt", ".yaml", ".yml", ""}

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
SOMEBODYS_OWN = re.compile(r"/(home|Users)/[a-z]\w*/")


def papers(folder: Path = ROOT) -> Iterator[Path]:
    """Every text file that belongs to the repository."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name not in BROUGHT_OR_BUILT:
            yield from papers(path)
        elif path.is_file() and path.suffix in WRITTEN:
            yield path


MARKDOWN = [path.relative_to(ROOT).as_posix() for path in papers() if path.suffix == ".md"]


def anchors(text: str) -> set[str]:
    """The places inside a page a link may point to, made as GitHub makes them."""
    headings = re.findall(r"^#+ (.+?)\s*$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def leads_somewhere(page: Path, link: str) -> bool:
    """Whether a link inside the repository ends at a file, and at a heading when it names one."""
    target, _, anchor = link.partition("#")
    path = (page.parent / target).resolve() if target else page
    return path.exists() and (not anchor or anchor in anchors(path.read_text("utf-8")))


@pytest.mark.parametrize("name", MARKDOWN)
def test_every_link_between_pages_leads_somewhere(name: str) -> None:
    page = ROOT / name
    links = LINK.findall(FENCE.sub("", page.read_text("utf-8")))
    inside = [link for link in links if not re.match(r"[a-z]+:", link)]

    assert [link for link in inside if not leads_somewhere(page, link)] == []


def test_no_paper_names_a_folder_of_one_persons_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in papers()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if f"{ROOT}/" in line or SOMEBODYS_OWN.search(line)
    ]

    assert not found


def test_every_decision_is_numbered_and_listed() -> None:
    folder = ROOT / "docs/decisions"
    pages = sorted(path.name for path in folder.glob("[0-9]*.md"))
    index = (folder / "README.md").read_text("utf-8")

    assert [int(name[:4]) for name in pages] == list(range(1, len(pages) + 1))
    assert [name for name in pages if name not in index] == []
