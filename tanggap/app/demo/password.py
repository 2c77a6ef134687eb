"""The password of the demo's people: drawn once, kept beside its records, shown to whoever runs it."""

import os
import secrets
from pathlib import Path

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def password(folder: Path) -> str:
    """The password of everybody who may sign in to the demo in this folder: 14 characters, 59 bits."""
    file = folder / "demo-password"
    try:
        return file.read_text("ascii")
    except FileNotFoundError:
        drawn = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
        folder.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            opened.write(drawn)
        return drawn
