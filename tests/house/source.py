"""What the tests of the house read: every source file of the package and of the tests, parsed once."""

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Source:
    """One Python file: where it stands (relative to the repository) and its tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The path as people write it: `tanggap/kit/db.py`."""
        return self.path.as_posix()

    def at(self, node: ast.AST) -> str:
        """Where a node stands, as editors read it: `tanggap/kit/db.py:12`."""
        return f"{self.name}:{getattr(node, 'lineno', 1)}"


@cache
def sources(folder: str) -> tuple[Source, ...]:
    """Every Python file below a folder of the repository, by path."""
    paths = sorted((ROOT / folder).rglob("*.py"))
    texts = [(path.relative_to(ROOT), path.read_text("utf-8")) for path in paths]
    return tuple(Source(path, text, ast.parse(text, str(path))) for path, text in texts)


def imports(tree: ast.AST) -> Iterator[tuple[ast.stmt, str]]:
    """Every module imported anywhere in a tree, with the statement that does it.

    `from a import b` counts as `a` and as `a.b`, since `b` may be a module.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node, node.module
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def spelled(node: ast.expr) -> str:
    """A dotted name as it is written (`datetime.now`), or nothing for any other expression."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        owner = spelled(node.value)
        return f"{owner}.{node.attr}" if owner else ""
    return ""


def words(tree: ast.AST) -> Iterator[ast.Constant]:
    """Every string constant that is not a docstring, the plain parts of f-strings too."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node


def remarks(source: Source) -> Iterator[tuple[int, str]]:
    """Every comment of a file, with the number of its line."""
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
