"""Kinds for the form and for programs: what is offered first, when questions show, what there is to report."""

from datetime import timedelta
from functools import lru_cache
from typing import Any

from msgspec import Struct

from tanggap.channels.web.asking import show_rules
from tanggap.city.desk import Desk
from tanggap.city.ground import Ground
from tanggap.city.packs.questions import Question
from tanggap.city.terms import AreaCode, KindSlug
from tanggap.journey.classification import rules, store
from tanggap.journey.classification.rules import Vocabulary, vocabulary
from tanggap.kit.web import Request, Response, get
from tanggap.kit.words import Name

LATELY = timedelta(days=90)
WORDS_MOST = 500
STYLE_S = 300


class OfferedAnswer(Struct, frozen=True, kw_only=True):
    """The slugs of the kinds to offer first, the likeliest first."""

    kinds: tuple[KindSlug, ...]


class KindAnswer(Struct, frozen=True, kw_only=True):
    """What can be reported. Reports of a ``confidential`` kind are, whatever their sender chose."""

    slug: KindSlug
    group: str
    name: Name
    emergency: bool
    confidential: bool
    questions: tuple[Question, ...]


@get("/kinds/suggested", act="anyone")
async def show_suggested(desk: Desk, words: str = "", area: str = "") -> OfferedAnswer:
    """The kinds to offer first, for words of the report and the area it is in."""
    return OfferedAnswer(
        kinds=await offered(desk, words=words[:WORDS_MOST], area=AreaCode(area) if area else None)
    )


async def offered(desk: Desk, *, words: str = "", area: AreaCode | None = None) -> tuple[KindSlug, ...]:
    """The kinds to offer first in this city at this hour."""
    ground, now = desk.ground, desk.now()
    lately = await store.lately(
        desk.db,
        desk.city,
        area=area,
        hours=rules.part_of_day(now.astimezone(ground.zone).hour),
        zone=ground.zone.key,
        since=now - LATELY,
    )
    return rules.offered(
        by_words=rules.suggest(words, _vocabulary(ground)) if words else (),
        lately=lately,
        usual=ground.city.first_kinds,
        taken=frozenset(slug for slug, kind in ground.kinds.items() if not kind.retired),
    )


@lru_cache(maxsize=64)
def _vocabulary(ground: Ground) -> Vocabulary:
    """The words of a city's kinds, made ready once for each version of its ground."""
    return vocabulary(
        (slug, (*kind.search.id, *kind.search.en)) for slug, kind in ground.kinds.items() if not kind.retired
    )


@get("/kinds/questions.css", act="anyone")
async def show_question_rules(desk: Desk) -> Response[str]:
    """The style that shows each kind's questions when it is chosen."""
    return Response(
        show_rules(desk.ground),
        media_type="text/css; charset=utf-8",
        headers={"cache-control": f"public, max-age={STYLE_S}"},
    )


@get("/api/v1/kinds", act="anyone", summary="What can be reported")
async def show_kinds(request: Request[Any, Any, Any]) -> list[KindAnswer]:
    """Every kind this city takes, with what it asks of each."""
    ground: Ground = request.state.ground
    return [
        KindAnswer(
            slug=slug,
            group=kind.group,
            name=kind.name,
            emergency=kind.emergency,
            confidential=kind.sealed,
            questions=kind.questions,
        )
        for slug, kind in ground.kinds.items()
        if not kind.retired
    ]
