"""By case: the agency the city names for reports of some description."""

from tanggap.city.packs.pack import Agency
from tanggap.city.terms import RuleName
from tanggap.journey.routing.route import Question, Rule, told_whom
from tanggap.kit.words import Say, say


def _reason(question: Question, agency: Agency) -> Say:
    return say("Dikirim ke {agency} karena laporan seperti ini tugasnya.", agency=agency.name)


rule = Rule(name=RuleName("by_case"), choose=told_whom, reason=_reason)
