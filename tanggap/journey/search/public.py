"""What the public may read of a stranger's words: search, lists and feeds take every text from here."""

import re

from tanggap.report.views import Reader, told_text

# Control characters, halves of characters, and what no XML may hold.
_UNREADABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f]")


def public_text(text: str | None) -> str:
    """A text as anybody may read it: every sign of it readable, what is personal in it covered; nothing for none."""
    # Covered last, so that no sign nobody sees parts a number.
    return told_text(readable(text or ""), reader=Reader.PUBLIC) or ""


def readable(text: str) -> str:
    """Words of our own or such that may be read already, with every sign readable."""
    return _UNREADABLE.sub(" ", text)
