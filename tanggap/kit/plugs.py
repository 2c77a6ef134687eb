"""Finding what rooms offer: every module of a package that defines a name."""

import importlib
import pkgutil
from typing import Any


def offered(package: str, name: str, *, in_modules: frozenset[str] | None = None) -> list[Any]:
    """What the modules below ``package`` define as ``name``; only modules of these short names are imported."""
    root = importlib.import_module(package)
    found: list[Any] = []
    for each in sorted(pkgutil.walk_packages(root.__path__, f"{package}."), key=lambda one: one.name):
        short = each.name.rpartition(".")[2]
        if in_modules is not None and short not in in_modules:
            continue
        value = getattr(importlib.import_module(each.name), name, None)
        if value is not None:
            found.append(value)
    return found
