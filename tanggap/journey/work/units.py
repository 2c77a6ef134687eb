"""To whom a report is most likely handed over. Values only."""

from tanggap.city.ground import Ground
from tanggap.city.packs.pack import Agency
from tanggap.city.terms import AgencySlug
from tanggap.report import parties
from tanggap.report.choices import Option
from tanggap.report.report import Report

SUGGESTED_MOST = 3
"""Units that stand first: one tap each. Source: UI 4."""


def suggested_units(ground: Ground, report: Report) -> tuple[Option, ...]:
    """The likeliest units in service, without the one that holds the report.

    Those whose task its kind is, then the offices of its area, the smaller area's first, then those who do other
    kinds of its group.
    """
    kind = ground.kinds.get(report.kind) if report.kind is not None else None
    its_types = set(kind.agency_types) if kind is not None else set[str]()
    akin = {
        each_type
        for each in ground.kinds.values()
        if kind is not None and each.group == kind.group
        for each_type in each.agency_types
    }

    def nearness(unit: Agency) -> tuple[int, int] | None:
        here = not unit.areas or report.area in unit.areas
        if here and its_types.intersection(unit.types):
            return 0, 0
        if parties.serves_area(ground, AgencySlug(unit.slug), report.area):
            return 1, -max(map(len, unit.areas))
        return (2, 0) if here and akin.intersection(unit.types) else None

    units = [each for each in ground.agencies.values() if not each.retired and each.slug != report.agency]
    near = sorted(
        ((rank, unit.name, unit.slug) for unit in units if (rank := nearness(unit)) is not None),
    )
    return tuple(Option(value=slug, name=name) for _, name, slug in near[:SUGGESTED_MOST])
