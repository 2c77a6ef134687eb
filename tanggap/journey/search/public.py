"""What the public may read of a stranger's words: search, lists and feeds take every text from here."""

import re

# Control characters, halves of characters, and what no XML may hold.
_UNREADABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f]")


def public_text(text: str | None) -> str:
    """A text as anybody may read it, every sign of it readable; nothing for none."""
    return _UNREADABLE.sub(" ", text or "")
