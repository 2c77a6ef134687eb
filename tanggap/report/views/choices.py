"""What can be chosen in a city, as the lists of forms show it."""

from tanggap.city.areas.area import Area, Level
from tanggap.city.ground import Ground
from tanggap.kit.words import Tongue
from tanggap.report.choices import Option, OptionGroup


def area_groups(ground: Ground, chosen: str = "") -> tuple[OptionGroup, ...]:
    """Every kelurahan under its kecamatan, both by name; a value is the area's code."""
    below: dict[str | None, list[Area]] = {}
    for area in ground.areas.all():
        if area.level is Level.KELURAHAN:
            below.setdefault(area.parent, []).append(area)
    groups = [
        OptionGroup(
            name=area.name,
            options=tuple(
                Option(value=each.code, name=each.name, chosen=each.code == chosen)
                for each in sorted(below[area.code], key=_name)
            ),
        )
        for area in ground.areas.all()
        if area.code in below
    ]
    return tuple(sorted(groups, key=lambda group: group.name))


def kind_groups(ground: Ground, tongue: Tongue, chosen: str = "") -> tuple[OptionGroup, ...]:
    """Every kind the city takes, under its group; a value is the kind's slug."""
    kinds = [kind for kind in ground.kinds.values() if not kind.retired]
    groups = (
        OptionGroup(
            name=group.name.in_(tongue.language),
            options=tuple(
                Option(value=kind.slug, name=kind.name.in_(tongue.language), chosen=kind.slug == chosen)
                for kind in kinds
                if kind.group == group.slug
            ),
        )
        for group in ground.groups.values()
    )
    return tuple(group for group in groups if group.options)


def group_options(ground: Ground, tongue: Tongue, chosen: str = "") -> tuple[Option, ...]:
    """The groups that the city's kinds come in."""
    return tuple(
        Option(value=group.slug, name=group.name.in_(tongue.language), chosen=group.slug == chosen)
        for group in ground.groups.values()
    )


def _name(area: Area) -> str:
    return area.name
