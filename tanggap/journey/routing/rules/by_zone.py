"""By zone: the agency the city names for a part of it with borders of its own."""

from tanggap.city.packs.pack import Agency
from tanggap.city.terms import RuleName
from tanggap.journey.routing.route import Question, Rule, told_whom
from tanggap.kit.words import Say, say


def _reason(question: Question, agency: Agency) -> Say:
    if not question.line.name:
        return say("Dikirim ke {agency} karena tempatnya di kawasan yang diurusnya.", agency=agency.name)
    return say(
        "Dikirim ke {agency} karena tempatnya di kawasan yang diurusnya: {zone}.",
        agency=agency.name,
        zone=question.line.name,
    )


rule = Rule(name=RuleName("by_zone"), choose=told_whom, reason=_reason)
