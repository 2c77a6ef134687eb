"""Looks over what a pack says of pillars, indicators, aims and facts."""

from collections import Counter
from collections.abc import Collection, Iterable

from tanggap.city.packs.draft import Draft
from tanggap.city.packs.reading import Spot
from tanggap.kit.words import say

FIRST_YEAR, LAST_YEAR = 1945, 2100


def check_pillars(draft: Draft) -> None:
    """Name what is wrong with a pack's pillars, indicators, aims and facts, and with the set its city chose."""
    sets = draft.pillar_sets
    if draft.city is not None:
        _check_known((draft.city.pillar_set,), sets, draft.spot("city"), "pillar_set")
    within = {slug: {each.slug for each in of.pillars} for slug, of in sets.items()}
    for indicator in draft.indicators.values():
        spot = draft.spot("indicators", indicator.slug)
        _check_known(indicator.pillars, sets, spot, "pillars")
        for of, pillar in indicator.pillars.items():
            if of in within:
                _check_known((pillar,), within[of], spot, f"pillars.{of}")
        _check_known(indicator.kinds, draft.kinds, spot, "kinds")
        _check_known(indicator.groups, draft.groups, spot, "groups")
    for kind in draft.kinds.values():
        for of, pillar in (("jakarta", kind.pillars.jakarta), ("kominfo", kind.pillars.kominfo)):
            _check_known((pillar,), within.get(of, ()), draft.spot("kinds", kind.slug), f"pillars.{of}")
    _check_aims(draft)
    _check_facts(draft)


def _check_aims(draft: Draft) -> None:
    spot = draft.spot("aims")
    for nth, aim in enumerate(draft.aims):
        _check_known((aim.indicator,), draft.indicators, Spot(spot.source, ("aims", nth)), "indicator")
    _check_once(((aim.indicator, aim.valid_from) for aim in draft.aims), spot, "aims")


def _check_facts(draft: Draft) -> None:
    spot = draft.spot("facts")
    for nth, fact in enumerate(draft.facts):
        at = Spot(spot.source, ("facts", nth))
        if not fact.value > 0:
            at.mistake(
                say("Angka kota harus lebih dari nol."), say("Perbaiki, atau hapus isian ini."), at="value"
            )
        if not FIRST_YEAR <= fact.year <= LAST_YEAR:
            at.mistake(
                say("Tahun {year} tidak masuk akal.", year=str(fact.year)),
                say("Tulis tahun angkanya, seperti 2025."),
                at="year",
            )
    _check_once(((fact.fact, fact.year) for fact in draft.facts), spot, "facts")


def _check_once(keys: Iterable[tuple[object, object]], spot: Spot, part: str) -> None:
    for what, when in (key for key, times in Counter(keys).items() if times > 1):
        spot.mistake(
            say("“{what}” disebut dua kali untuk {when}.", what=str(what), when=str(when)),
            say("Hapus salah satunya."),
            at=part,
        )


def _check_known(names: Iterable[str], known: Collection[str], spot: Spot, field: str) -> None:
    for name in names:
        if name not in known:
            spot.mistake(
                say("“{name}” di “{field}” tidak dikenal.", name=name, field=field),
                say("Pilih salah satu dari: {allowed}.", allowed=", ".join(sorted(known))),
                at=field,
            )
