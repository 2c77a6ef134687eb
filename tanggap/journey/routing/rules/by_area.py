"""By area: what the kelurahan itself looks after goes to the office of the place."""

from tanggap.city.packs.pack import Agency
from tanggap.city.terms import AreaCode, RuleName
from tanggap.journey.routing.route import Question, Rule, office_of
from tanggap.kit.words import Say, say

AREA_OFFICE = "area_office"


def _choose(question: Question) -> Agency | None:
    if AREA_OFFICE not in question.kind.agency_types or question.area is None:
        return None
    return office_of(question.ground, AreaCode(question.area.code))


def _reason(question: Question, agency: Agency) -> Say:
    return say(
        "Dikirim ke {agency} karena {kind} di wilayah ini diurus kantornya sendiri.",
        agency=agency.name,
        kind=question.kind.name,
    )


rule = Rule(name=RuleName("by_area"), choose=_choose, reason=_reason)
