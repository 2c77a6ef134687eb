"""By kind: the agency whose task this kind of thing is."""

from tanggap.city.packs.pack import Agency
from tanggap.city.terms import RuleName
from tanggap.journey.routing.route import Question, Rule, serving
from tanggap.kit.words import Say, say

AREA_OFFICE = "area_office"


def _choose(question: Question) -> Agency | None:
    types = (each for each in question.kind.agency_types if each != AREA_OFFICE)
    found = (serving(question.ground, each, question.area) for each in types)
    return next((agency for agency in found if agency is not None), None)


def _reason(question: Question, agency: Agency) -> Say:
    if question.area is None:
        return say(
            "Dikirim ke {agency} karena {kind} adalah tugasnya.",
            agency=agency.name,
            kind=question.kind.name,
        )
    return say(
        "Dikirim ke {agency} karena {kind} di {area} adalah tugasnya.",
        agency=agency.name,
        kind=question.kind.name,
        area=question.area.name,
    )


rule = Rule(name=RuleName("by_kind"), choose=_choose, reason=_reason)
