"""Understanding what somebody looks for: its words, how common they are, and what was mistyped."""

from asyncio import to_thread
from collections.abc import Mapping, Sequence
from weakref import WeakKeyDictionary

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.areas.area import Level
from tanggap.city.desk import Desk
from tanggap.city.ground import Ground
from tanggap.city.terms import AreaCode
from tanggap.journey.search import rules
from tanggap.journey.search.asking import store
from tanggap.journey.search.asking.store import Match
from tanggap.journey.search.rules import Asked, Lexicon
from tanggap.journey.search.wanted import Filter, Order, Position


class Question(Struct, frozen=True, kw_only=True):
    """What somebody looks for.

    ``words``: the terms of each, the rarest word first; empty when nothing can answer. ``better``: the text as it
    was probably meant. ``unknown``: words, as typed, that stand in no report and are left aside.
    """

    text: str
    words: tuple[frozenset[str], ...]
    better: str | None = None
    unknown: tuple[str, ...] = ()

    @property
    def terms(self) -> frozenset[str]:
        """Every term that answers."""
        return frozenset[str]().union(*self.words)


async def understand(desk: Desk, text: str) -> Question | None:
    """What a text asks for, as far as the city's reports know its words; None when it holds none that count."""
    known = await _lexicon(desk.ground)
    words = rules.asked(text, known)
    if not words:
        return None
    common = await _common(desk, words)
    better = await _better(desk, words, common, known)
    meant = [_meant(each, better.get(each.typed), known) for each in words]
    if better:
        common = await _common(desk, meant)
    found = [each for each in meant if _reports(each, common)]
    return Question(
        text=text,
        words=tuple(each.terms for each in sorted(found, key=lambda each: _reports(each, common))),
        better=rules.corrected(text, better) if better else None,
        unknown=tuple(dict.fromkeys(each.typed for each in meant if not _reports(each, common))),
    )


_lexicons: WeakKeyDictionary[Ground, Lexicon] = WeakKeyDictionary()


async def _lexicon(ground: Ground) -> Lexicon:
    """The city's own words; worked out once for each snapshot of it, beside what else the process does."""
    found = _lexicons.get(ground)
    if found is None:
        areas = [area for area in ground.areas.all() if area.level is not Level.CITY]
        found = await to_thread(rules.lexicon, ground.kinds.values(), areas, city=ground.known.name)
        _lexicons[ground] = found
    return found


async def answers(
    desk: Desk,
    question: Question,
    wanted: Filter,
    order: Order,
    *,
    areas: Sequence[AreaCode],
    behind: Position | None,
    limit: int,
) -> list[Match]:
    """The reports that answer, behind a position; looked for among few, and among many only where few do not do."""

    async def among(most: int) -> list[Match]:
        return await store.matching(
            desk.db,
            desk.city,
            question.words,
            wanted,
            order,
            areas=areas,
            behind=behind,
            most=most,
            limit=limit,
        )

    if order is Order.NEAREST:
        return await among(store.MANY)
    found = await among(store.FEW)
    if (order is Order.NEWEST and len(found) == limit) or (found and found[0].all_seen):
        return found
    if order is Order.SUPPORTED:
        # Words as common as these are soon met among what most people stand behind.
        total = found[0].total if found else 0
        found = await store.most_supported(
            desk.db, desk.city, question.words, wanted, behind=behind, most=store.MANY, limit=limit
        )
        if len(found) == limit:
            return [replace(each, total=max(total, limit - 1)) for each in found]
    return await among(store.MANY)


async def _better(
    desk: Desk, words: Sequence[Asked], common: Mapping[str, int], known: Lexicon
) -> Mapping[str, str]:
    """For each word that stands in hardly any report, as typed, the one it was probably meant to be."""
    better: dict[str, str] = {}
    for each in words:
        reports = _reports(each, common)
        if reports >= rules.RARE or rules.is_known(each.word, known):
            continue
        alike = await store.alike(
            desk.db, desk.city, rules.grams(each.word), least=rules.fewest_shared(each.word)
        )
        meant = rules.nearest(each.word, reports, [*alike, *rules.alike(each.word, known)])
        if meant is not None:
            better[each.typed] = meant
    return better


def _meant(word: Asked, better: str | None, known: Lexicon) -> Asked:
    """A word that is answered as it was typed, and as it was probably meant."""
    return word if better is None else replace(word, terms=word.terms | rules.answering(better, known))


async def _common(desk: Desk, words: Sequence[Asked]) -> Mapping[str, int]:
    terms = sorted({term for each in words for term in each.terms})
    return {each.term: each.reports for each in await store.common(desk.db, desk.city, terms)}


def _reports(word: Asked, common: Mapping[str, int]) -> int:
    return sum(common[term] for term in word.terms)
