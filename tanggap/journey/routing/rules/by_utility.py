"""By utility: whoever the broken thing belongs to, as an answer or its kind says."""

from tanggap.city.packs.pack import Agency
from tanggap.city.terms import RuleName
from tanggap.journey.routing.route import Question, Rule, named
from tanggap.kit.words import Say, say


def _choose(question: Question) -> Agency | None:
    return named(question.ground, question.owner, question.area) if question.owner else None


def _reason(question: Question, agency: Agency) -> Say:
    return say("Dikirim ke {agency} karena yang rusak adalah miliknya.", agency=agency.name)


rule = Rule(name=RuleName("by_utility"), choose=_choose, reason=_reason)
