"""What may be said in public, and what somebody is called who says it."""

from tanggap.kit.errors import Invalid
from tanggap.kit.words import say

TEXT_MOST = 1000

# Flowers and trees that everybody between Sabang and Merauke knows; none is a name people are given.
_PLANTS = (
    *("Anggrek", "Bakung", "Bambu", "Beringin", "Cendana", "Cempaka", "Flamboyan", "Jati"),
    *("Kamboja", "Kelapa", "Kenanga", "Kersen", "Mahoni", "Mangga", "Nangka", "Pandan"),
    *("Pakis", "Palem", "Pinang", "Pinus", "Rambutan", "Randu", "Salak", "Sawo"),
    *("Sirih", "Soka", "Sukun", "Talas", "Tanjung", "Teratai", "Trembesi", "Waru"),
)


def checked(text: str | None) -> str:
    """A remark's words, trimmed. Raises Invalid when there are none, or too many."""
    said = (text or "").strip()
    if not said:
        raise Invalid(say("Tulis dulu kata-katanya."), field="text")
    if len(said) > TEXT_MOST:
        raise Invalid(say("Paling panjang {most} huruf.", most=TEXT_MOST), field="text")
    return said


def alias(digest: bytes) -> str:
    """What a neighbour is called: "Warga Kenanga 42", the same for the same digest (at least two bytes), which it hides."""
    return f"Warga {_PLANTS[digest[0] % len(_PLANTS)]} {digest[1] % 90 + 10}"
