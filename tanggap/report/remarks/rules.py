"""What may be said in public, and what somebody is called who says it."""

from tanggap.city import aliases
from tanggap.kit.errors import Invalid
from tanggap.kit.words import say

TEXT_MOST = 1000


def checked(text: str | None) -> str:
    """A remark's words, trimmed. Raises Invalid when there are none, or too many."""
    said = (text or "").strip()
    if not said:
        raise Invalid(say("Tulis dulu kata-katanya."), field="text")
    if len(said) > TEXT_MOST:
        raise Invalid(say("Paling panjang {most} huruf.", most=TEXT_MOST), field="text")
    return said


def alias(digest: bytes) -> str:
    """What a neighbour is called, the same for the same digest (at least two bytes), which it hides."""
    return aliases.alias(digest[0], digest[1])
