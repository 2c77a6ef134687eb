"""Kinds to choose from as tiles: each with its picture, under the heading of its group."""

from collections.abc import Collection

from msgspec import Struct

from tanggap.city.ground import Ground
from tanggap.city.packs.pack import Kind, Sensitivity
from tanggap.city.terms import KindSlug
from tanggap.kit.words import Tongue
from tanggap.report.views.parts import KindSign
from tanggap.report.views.signs import kind_sign


class KindChoice(KindSign, frozen=True, kw_only=True):
    """A kind to choose; ``words`` is what people call it, in lower case.

    Photos of one that ``protects`` are covered for those who work on the report.
    """

    emergency: bool
    sealed: bool
    protects: bool = False
    words: str


class KindGroup(Struct, frozen=True, kw_only=True):
    """Kinds under one heading."""

    name: str
    kinds: tuple[KindChoice, ...]


def kind_choice(ground: Ground, kind: Kind, tongue: Tongue) -> KindChoice:
    """A kind as a tile."""
    sign = kind_sign(ground, KindSlug(kind.slug), tongue)
    return KindChoice(
        slug=sign.slug,
        name=sign.name,
        icon=sign.icon,
        colour=sign.colour,
        emergency=kind.emergency,
        sealed=kind.sealed,
        protects=kind.sensitivity is not Sensitivity.PUBLIC,
        words=" ".join((*kind.search.id, *kind.search.en)).lower(),
    )


def kind_tiles(ground: Ground, tongue: Tongue, *, beside: Collection[str]) -> tuple[KindGroup, ...]:
    """Every kind the city takes but those that stand ``beside``, under its group; groups with nothing left are left out."""
    kinds = [kind for kind in ground.kinds.values() if not kind.retired and kind.slug not in beside]
    groups = (
        KindGroup(
            name=group.name.in_(tongue.language),
            kinds=tuple(kind_choice(ground, kind, tongue) for kind in kinds if kind.group == group.slug),
        )
        for group in ground.groups.values()
    )
    return tuple(group for group in groups if group.kinds)
