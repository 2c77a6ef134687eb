"""By hour: the agency the city names for some hours, such as nights and days off."""

from collections.abc import Mapping

from tanggap.city.packs.pack import Agency
from tanggap.city.packs.routing import Opening
from tanggap.city.terms import RuleName
from tanggap.journey.routing.route import Question, Rule, told_whom
from tanggap.kit.words import Say, say

_WHEN: Mapping[Opening, Say] = {
    Opening.OFFICE: say("pada jam kantor"),
    Opening.CLOSED: say("di luar jam kantor"),
    Opening.DAY_OFF: say("pada hari libur"),
}


def _reason(question: Question, agency: Agency) -> Say:
    when = question.line.when
    if when.opening is not None:
        return say(
            "Dikirim ke {agency} karena {when} laporan seperti ini tugasnya.",
            agency=agency.name,
            when=_WHEN[when.opening],
        )
    return say("Dikirim ke {agency} karena pada jam itu laporan seperti ini tugasnya.", agency=agency.name)


rule = Rule(name=RuleName("by_hour"), choose=told_whom, reason=_reason)
