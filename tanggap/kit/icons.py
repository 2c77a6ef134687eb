"""The drawings of the pages as outlines, for posters and share cards: icons from the built sprite, mark and kawung."""

import json
import re
from collections.abc import Mapping
from functools import cache

from tanggap.kit.outline import Stroke, outline
from tanggap.kit.shipped import shipped

SIDE = 256
"""Every icon is drawn on a square of this side."""

_SYMBOL = re.compile(r'<symbol id="([^"]+)"[^>]*>(.*?)</symbol>', re.DOTALL)
_PATH = re.compile(r'<path d="([^"]+)"')
_ANY_PATH = re.compile(r'<path [^>]*?\bd="([^"]+)"')


def icon(name: str) -> tuple[Stroke, ...]:
    """The outline of an icon by its Phosphor name; empty where the pages were not built, or without it."""
    return outline("".join(_PATH.findall(_drawn().get(name, ""))))


@cache
def image(name: str) -> tuple[tuple[Stroke, ...], ...]:
    """The paths of a drawing of `look/images`, each an outline: the mark's petals, the kawung's lines."""
    drawing = (shipped("look") / "images" / f"{name}.svg").read_text("utf-8")
    return tuple(outline(data) for data in _ANY_PATH.findall(drawing))


@cache
def _drawn() -> Mapping[str, str]:
    built = shipped("look") / "dist"
    manifest = built / "manifest.json"
    if not manifest.exists():
        return {}
    entry = json.loads(manifest.read_text("utf-8")).get("icons/sprite.svg")
    return dict(_SYMBOL.findall((built / entry["file"]).read_text("utf-8"))) if entry else {}
