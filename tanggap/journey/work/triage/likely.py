"""What a report waiting in triage most likely is, and who answers for it: by earlier reports, by words, by rules."""

from functools import lru_cache

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.ground import Ground
from tanggap.city.packs.pack import Sensitivity
from tanggap.city.terms import AgencySlug, KindSlug
from tanggap.journey.classification.rules import Suggestion, Vocabulary, suggest, vocabulary
from tanggap.journey.learning import actions as learning
from tanggap.journey.learning.actions import Guess
from tanggap.journey.routing.facts import case_of
from tanggap.journey.routing.naming import rule_name
from tanggap.journey.routing.route import Route, route
from tanggap.kit.words import Say, say
from tanggap.report.report import Report

LEARNED = frozenset({Sensitivity.PUBLIC, Sensitivity.BLURRED})
"""Of these kinds reports are learned; of the others words alone may speak."""


class Likely(Struct, frozen=True, kw_only=True):
    """What to choose first, and why: ``kind`` is the settled one or the likeliest of ``kinds``.

    ``because`` says what points to the kinds, ``reason`` what points to the unit.
    """

    kinds: tuple[KindSlug, ...]
    kind: KindSlug | None
    agency: AgencySlug | None
    because: Say | None
    reason: Say | None


async def likely(desk: Desk, report: Report, text: str) -> Likely:
    """The likely kinds and unit of a report, with the reason a coordinator reads."""
    guess = await learning.guess(desk, text)
    by_words = suggest(text, _vocabulary(desk.ground)) if report.kind is None else []
    kinds, because = likely_kinds(desk.ground, guess, by_words) if report.kind is None else ((), None)
    kind = report.kind or (kinds[0] if kinds else None)
    found = desk.ground.kinds.get(kind) if kind is not None else None
    case = await case_of(desk, report, found) if found is not None else None
    routed = route(desk.ground, desk.offers.rules, case) if case is not None else None
    agency, reason = likely_unit(guess, routed)
    if routed is not None and routed.rule is not None and agency == routed.agency:
        rule = rule_name(desk.ground.rules[routed.rule])
        reason = say("{reason} Aturan: {rule}.", reason=routed.reason, rule=rule)
    return Likely(kinds=kinds, kind=kind, agency=agency, because=because, reason=reason)


def likely_kinds(
    ground: Ground, guess: Guess, by_words: list[Suggestion]
) -> tuple[tuple[KindSlug, ...], Say | None]:
    """Earlier reports where they are sure; words else, and wherever these point to a kind that is never learned."""
    guarded = any(ground.kinds[each.kind].sensitivity not in LEARNED for each in by_words)
    if guess.kinds and not guarded:
        return guess.kinds, _because(guess.kind_words)
    if not by_words:
        return (), None
    words = ", ".join(by_words[0].words)
    return tuple(each.kind for each in by_words), say("Jenisnya diusulkan dari kata: {words}.", words=words)


def likely_unit(guess: Guess, routed: Route | None) -> tuple[AgencySlug | None, Say | None]:
    """The unit a rule names; where none does, the one that finished such reports before, then the fallback."""
    if routed is not None and routed.rule is not None:
        return routed.agency, routed.reason
    if guess.unit is not None:
        if guess.unit_words:
            words = ", ".join(guess.unit_words)
            return guess.unit, say(
                "Unit ini menyelesaikan laporan serupa. Kata penentu: {words}.", words=words
            )
        return guess.unit, say("Unit ini menyelesaikan laporan serupa.")
    return (routed.agency, routed.reason) if routed is not None else (None, None)


def _because(words: tuple[str, ...]) -> Say:
    if not words:
        return say("Jenisnya diusulkan dari laporan serupa yang sudah selesai.")
    return say(
        "Jenisnya diusulkan dari laporan serupa yang sudah selesai. Kata penentu: {words}.",
        words=", ".join(words),
    )


@lru_cache(maxsize=16)
def _vocabulary(ground: Ground) -> Vocabulary:
    """The words of a city's kinds; a new version of the ground is another ground."""
    return vocabulary(
        (slug, (*kind.search.id, *kind.search.en)) for slug, kind in ground.kinds.items() if not kind.retired
    )
