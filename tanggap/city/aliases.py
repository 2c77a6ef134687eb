"""What somebody is called here who is not called by name: a plant and a number."""

# Plants that everybody between Sabang and Merauke knows; none is a name people are given.
PLANTS = (
    *("Anggrek", "Bakung", "Bambu", "Beringin", "Cendana", "Cempaka", "Flamboyan", "Jati"),
    *("Kamboja", "Kelapa", "Kenanga", "Kersen", "Mahoni", "Mangga", "Nangka", "Pandan"),
    *("Pakis", "Palem", "Pinang", "Pinus", "Rambutan", "Randu", "Salak", "Sawo"),
    *("Sirih", "Soka", "Sukun", "Talas", "Tanjung", "Teratai", "Trembesi", "Waru"),
)
NUMBERS = 90


def alias(plant: int, number: int) -> str:
    """The alias of two numbers, however large: "Warga Kenanga 42"."""
    return f"Warga {PLANTS[plant % len(PLANTS)]} {10 + number % NUMBERS}"
