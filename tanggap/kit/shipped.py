"""Where what comes with the house stands: data, templates, fonts."""

from pathlib import Path

PACKAGE = Path(__file__).parents[1]


def shipped(name: str) -> Path:
    """A folder that comes with the house (`cities`, `migrations`, `look`): in a wheel inside the package, else beside it."""
    inside = PACKAGE / "_shipped" / name
    return inside if inside.exists() else PACKAGE.parent / name
