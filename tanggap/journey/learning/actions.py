"""Learns from finished reports, and says what a new one may be."""

import asyncio
from collections import OrderedDict

import structlog
from msgspec import Struct

from tanggap.city.desk import Desk, OpenCity
from tanggap.city.terms import AgencySlug, CityId, KindSlug
from tanggap.journey.learning import rules, store
from tanggap.journey.learning.rules import What
from tanggap.kit.learn import Likely, Model, packed, unpacked

MODELS_MOST = 12
"""How many models one process keeps laid out, of all its cities together: some ten megabytes each."""

log = structlog.get_logger()


class Guess(Struct, frozen=True, kw_only=True):
    """What earlier reports say of a text: nothing where they are too few or not sure."""

    kinds: tuple[KindSlug, ...] = ()
    kind_words: tuple[str, ...] = ()
    unit: AgencySlug | None = None
    unit_words: tuple[str, ...] = ()


async def learn_anew(open_desk: OpenCity, city: CityId) -> None:
    """Learn kinds and units from a city's finished reports, and keep it as a new version.

    The learning itself holds no transaction and no loop: it takes seconds. Done twice, it makes two versions alike.
    Where too little is left, by erasure too, what was learned goes as well.
    """
    async with open_desk(city) as desk:
        examples = await store.finished(desk.db, city, most=rules.REPORTS_MOST)
    for what in What:
        taught = await asyncio.to_thread(rules.teach, examples, what)
        async with open_desk(city) as desk:
            if taught is None:
                await store.forget(desk.db, city, what)
                continue
            figures = taught.figures
            await store.keep(
                desk.db,
                city,
                what,
                figures,
                at=desk.now(),
                used=figures.useful,
                model=packed(taught.learned),
            )
        log.info("learned", city=city, what=what.value, taught=figures.taught, top1=round(figures.top1, 3))


async def guess(desk: Desk, text: str) -> Guess:
    """What the city's earlier reports say of a text; only kinds and units in service are named."""
    said = {
        version.what: await _said(desk, version, text)
        for version in await store.newest(desk.db, desk.city)
        if version.used
    }
    ground = desk.ground
    kinds = [
        each
        for each in said.get(What.KIND, ())
        if (kind := ground.kinds.get(KindSlug(each.label))) is not None and not kind.retired
    ]
    units = [
        each
        for each in said.get(What.UNIT, ())[:1]
        if (agency := ground.agencies.get(AgencySlug(each.label))) is not None and not agency.retired
    ]
    return Guess(
        kinds=tuple(KindSlug(each.label) for each in kinds),
        kind_words=kinds[0].words if kinds else (),
        unit=AgencySlug(units[0].label) if units else None,
        unit_words=units[0].words if units else (),
    )


async def _said(desk: Desk, version: store.Version, text: str) -> tuple[Likely, ...]:
    model = await _model(desk, version)
    return rules.said(model, text, sure_from=version.sure_from) if model is not None else ()


_Key = tuple[CityId, What, int, str]
_laid_out: OrderedDict[_Key, Model] = OrderedDict()


async def _model(desk: Desk, version: store.Version) -> Model | None:
    """The model of a version, from this process's memory where it is there. A version never changes."""
    key = (desk.city, version.what, version.version, version.at.isoformat())
    found = _laid_out.get(key)
    if found is None:
        kept = await store.weights(desk.db, desk.city, version.what, version.version)
        if kept is None:
            return None
        found = _laid_out[key] = unpacked(kept)
    _laid_out.move_to_end(key)
    while len(_laid_out) > MODELS_MOST:
        _laid_out.popitem(last=False)
    return found
