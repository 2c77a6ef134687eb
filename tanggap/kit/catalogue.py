"""Keeps the translations complete: which sentences the house says, and which a language lacks.

`python -m tanggap.kit.catalogue` writes every sentence that the code and the templates say
into `look/words/*.po`, in order, with an empty translation where there is none yet; sentences
nobody says any more leave. A test of the house fails until the gaps are filled.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from jinja2.ext import babel_extract
from rich.console import Console

from tanggap.kit.words import read_catalogue

WORDS_FOLDER = Path("look/words")
_TEMPLATES = ("*.html", "*.txt", "*.xml")


def extract(root: Path) -> dict[str, list[str]]:
    """Every sentence said under a checkout's `tanggap/` and `look/`, with the places that say it.

    Found are `say("…")` in Python, where `say` is this kit's, and `_("…")` in templates.
    Raises ValueError where `say` gets anything but a plain string and a value for each place in it.
    """
    said: dict[str, list[str]] = {}
    for file in sorted((root / "tanggap").rglob("*.py")):
        _collect(said, _said_by_code(file), file.relative_to(root))
    for folder in (root / "tanggap", root / "look"):
        for file in sorted(found for pattern in _TEMPLATES for found in folder.rglob(pattern)):
            _collect(said, _said_by_template(file), file.relative_to(root))
    return said


def placeholders(text: str) -> set[str]:
    """The names of the places in a sentence: "{n} dari {all}" has `n` and `all`."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def update_catalogue(file: Path, said: dict[str, list[str]]) -> list[str]:
    """Make a .po file hold exactly these sentences; returns those without a translation yet."""
    known = read_catalogue(file) if file.exists() else {}
    catalogue = Catalog()
    for text in sorted(said):
        catalogue.add(text, known.get(text, ""))
    with file.open("wb") as opened:
        write_po(opened, catalogue, width=0, omit_header=True)
    return [text for text in sorted(said) if not known.get(text)]


def _collect(said: dict[str, list[str]], sentences: Iterator[tuple[int, str]], file: Path) -> None:
    for line, text in sentences:
        said.setdefault(text, []).append(f"{file}:{line}")


def _said_by_code(file: Path) -> Iterator[tuple[int, str]]:
    tree = ast.parse(file.read_bytes(), filename=str(file))
    if not any(_imports_say(node) for node in ast.walk(tree)):
        return
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="say"), args=[ast.Constant(value=str(text))], keywords=values):
                if placeholders(text) != {value.arg for value in values}:
                    raise ValueError(f"{file}:{node.lineno}: the sentence has other places than values")
                yield node.lineno, text
            case ast.Call(func=ast.Name(id="say")):
                raise ValueError(f"{file}:{node.lineno}: say() needs its sentence written out, to be found")
            case _:
                pass


def _imports_say(node: ast.AST) -> bool:
    match node:
        case ast.ImportFrom(module="tanggap.kit.words", names=names):
            return any(name.name == "say" for name in names)
        case _:
            return False


def _said_by_template(file: Path) -> Iterator[tuple[int, str]]:
    with file.open("rb") as opened:
        for line, _, message, _ in babel_extract(opened, ["_"], [], {"silent": "false"}):
            text = message[0] if isinstance(message, tuple) else message
            if text is not None:  # a variable: it was said in Python
                yield line, text


def main() -> None:
    """Bring every catalogue of the checkout in the present folder up to date."""
    said = extract(Path())
    console = Console(markup=False, highlight=False)
    for file in sorted(WORDS_FOLDER.glob("*.po")):
        missing = update_catalogue(file, said)
        console.print(f"{file}: {len(said)} sentences, {len(missing)} without a translation")
        for text in missing:
            console.print(f"  {text}  ({said[text][0]})", soft_wrap=True)


if __name__ == "__main__":
    main()
