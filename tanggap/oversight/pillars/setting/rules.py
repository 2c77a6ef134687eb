"""What may be said of an indicator or of the city: numbers that can be, each from its day or of its year. Values only."""

from collections.abc import Iterable
from math import isfinite

from tanggap.city.editing.rules import Edit
from tanggap.city.packs.check_pillars import FIRST_YEAR, LAST_YEAR
from tanggap.city.packs.pillars import CityFact, Fact
from tanggap.kit.errors import Invalid
from tanggap.kit.words import say
from tanggap.oversight.pillars.reckoning import Unit

ADDRESS = "/admin/pillars"
SET = "pillar_set"
MOST = 1e12
PERCENT_MOST, STARS_LEAST, STARS_MOST = 100, 1, 5
WHOLE = frozenset({Fact.POPULATION, Fact.PERMITS})


def checked_aim(value: float | None, unit: Unit) -> float:
    """An aim in the unit of its indicator. Raises Invalid for what no value of it could ever be."""
    least, most = {Unit.PERCENT: (0, PERCENT_MOST), Unit.STARS: (STARS_LEAST, STARS_MOST)}.get(
        unit, (0, MOST)
    )
    if value is None or not least <= value <= most:
        raise Invalid(say("Tulis angka dari {least} sampai {most}.", least=least, most=most), field="value")
    return value


def checked_fact(value: float | None, fact: Fact) -> float:
    """A number of the city: more than nought, and whole where people or permits are counted. Raises Invalid."""
    if value is None or not isfinite(value) or not 0 < value <= MOST:
        raise Invalid(say("Angka kota harus lebih dari nol."), field="value")
    if fact in WHOLE and value != value // 1:
        raise Invalid(say("Tulis bilangan bulat, tanpa titik ribuan."), field="value")
    return value


def checked_year(year: float | None) -> int:
    """The year a number of the city is of. Raises Invalid."""
    if year is None or year not in range(FIRST_YEAR, LAST_YEAR + 1):
        raise Invalid(say("Tulis tahun angkanya, seperti 2025."), field="year")
    return int(year)


def with_fact(facts: Iterable[CityFact], new: CityFact) -> tuple[CityFact, ...]:
    """What is known of a number with one more year of it, instead of what was said of that year."""
    kept = (each for each in facts if each.year != new.year)
    return tuple(sorted((*kept, new), key=lambda each: each.year))


def is_ours(edit: Edit) -> bool:
    """Whether an edit changes nothing but what is set here."""
    if edit.part in ("aims", "facts"):
        return True
    return edit.part == "city" and edit.before | {SET: ""} == edit.after | {SET: ""}
