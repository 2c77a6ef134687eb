"""What can be chosen in a city, as the lists of forms show it."""

from tanggap.city.areas.area import Area, Level
from tanggap.city.ground import Ground
from tanggap.city.packs.pack import Sensitivity
from tanggap.city.terms import KindSlug
from tanggap.kit.words import Tongue, say
from tanggap.report.choices import Option, OptionGroup

PUBLIC_KINDS = frozenset({Sensitivity.PUBLIC, Sensitivity.BLURRED})


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


def kind_groups(
    ground: Ground, tongue: Tongue, chosen: str = "", *, without: frozenset[KindSlug] = frozenset()
) -> tuple[OptionGroup, ...]:
    """Every kind the city takes, ``without`` some, under its group; a value is the kind's slug."""
    kinds = [kind for slug, kind in ground.kinds.items() if not kind.retired and slug not in without]
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


def kind_filter(ground: Ground, tongue: Tongue, chosen: str = "") -> tuple[OptionGroup, ...]:
    """Every group of kinds, as a whole and kind by kind; a value is the slug of one or the other."""
    return tuple(
        OptionGroup(
            name=group.name,
            options=(
                Option(
                    value=group.value,
                    name=tongue(say("Semua: {group}", group=group.name)),
                    chosen=group.chosen,
                ),
                *(
                    Option(value=kind.slug, name=kind.name.in_(tongue.language), chosen=kind.slug == chosen)
                    for kind in ground.kinds.values()
                    if kind.group == group.value and kind.sensitivity in PUBLIC_KINDS
                ),
            ),
        )
        for group in group_options(ground, tongue, chosen)
    )


def agency_options(ground: Ground, chosen: str = "") -> tuple[Option, ...]:
    """Every agency in service, in the city's order."""
    return tuple(
        Option(value=agency.slug, name=agency.name, chosen=agency.slug == chosen)
        for agency in ground.agencies.values()
        if not agency.retired or agency.slug == chosen
    )


def _name(area: Area) -> str:
    return area.name
