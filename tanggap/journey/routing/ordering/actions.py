"""What is done to the order of the rules: it is drafted, run against history, switched on, and taken back."""

import asyncio
from collections.abc import Callable
from uuid import UUID

from msgspec import Struct

from tanggap.city import store as cities
from tanggap.city.desk import Desk
from tanggap.city.editing import actions as editing
from tanggap.city.editing.rules import Wish, digest
from tanggap.city.editing.store import Change, ChangeId, changes
from tanggap.city.ground import Ground
from tanggap.city.packs.routing import RoutingRule
from tanggap.city.terms import PersonId, RuleName
from tanggap.journey.routing import store as decisions
from tanggap.journey.routing.chore import COUNTED
from tanggap.journey.routing.ordering import history, reach, rules, store
from tanggap.journey.routing.ordering.history import Difference, Past
from tanggap.journey.routing.ordering.reach import Flaw
from tanggap.journey.routing.ordering.rules import Move, Rules
from tanggap.journey.routing.ordering.store import Draft
from tanggap.kit.errors import Forbidden, Invalid, Missing, Refused, Stale
from tanggap.kit.words import say

HISTORY_MOST = 5000
"""So many of the newest reports a draft is run against: of a city with a thousand a day, those of five days."""


class Ordering(Struct, frozen=True, kw_only=True):
    """The rules in force, and those drafted where somebody is at it; ``stale`` when others came into force since."""

    live: Rules
    draft: Draft | None
    stale: bool

    @property
    def rules(self) -> Rules:
        """What is being put in order: the draft, or else what is in force."""
        return self.draft.rules if self.draft is not None else self.live


async def ordering(desk: Desk) -> Ordering:
    """How a city's rules stand, whatever this process still has in memory."""
    live = (await editing.standing(desk)).routing
    draft = await store.draft(desk.db, desk.city)
    return Ordering(live=live, draft=draft, stale=draft is not None and draft.seen != digest(live))


async def put(desk: Desk, wanted: RoutingRule, *, instead_of: str | None) -> None:
    """Draft one more rule, asked first, or one in the place of another. Raises Invalid, Refused."""

    def changed(found: Rules, known: frozenset[RuleName]) -> Rules:
        return rules.put(found, wanted, instead_of=instead_of, known=known)

    await _draft(desk, changed)


async def move(desk: Desk, code: str, how: Move) -> None:
    """Draft one rule earlier, later, no more, or again. Raises Refused."""

    def changed(found: Rules, known: frozenset[RuleName]) -> Rules:
        return rules.moved(found, code, how, known=known)

    await _draft(desk, changed)


async def _draft(desk: Desk, changed: Callable[[Rules, frozenset[RuleName]], Rules]) -> None:
    await cities.hold(desk.db, desk.city)
    found = await ordering(desk)
    known = frozenset(each.called for each in found.live)
    draft = Draft(
        seen=found.draft.seen if found.draft is not None else digest(found.live),
        rules=changed(found.rules, known),
        person=_person(desk),
        at=desk.now(),
    )
    await store.put_draft(desk.db, desk.city, draft)


async def discard(desk: Desk) -> None:
    """Throw the draft away."""
    await store.discard(desk.db, desk.city)


async def switch_on(desk: Desk, *, reason: str | None) -> Change:
    """Let the drafted rules be in force, for a reason; every process asks them within a second or two.

    Raises Refused without a draft, Stale when other rules came into force since it was begun, Invalid without a
    reason, a change, or a rule in use.
    """
    await cities.hold(desk.db, desk.city)
    found = await ordering(desk)
    if found.draft is None:
        raise Refused(say("Belum ada rancangan aturan."))
    if found.stale:
        raise Stale(
            say(
                "Aturan yang berlaku sudah berubah sejak rancangan ini dibuat. Buang rancangannya lalu mulai lagi."
            )
        )
    if not rules.in_use(found.draft.rules):
        raise Invalid(say("Sisakan sedikitnya satu aturan."), field="reason")
    wish = Wish(part="routing", thing=found.draft.rules, seen=found.draft.seen)
    made = await editing.change(desk, [wish], reason=reason)
    await store.discard(desk.db, desk.city)
    return made


async def undo(desk: Desk, change: UUID) -> Change:
    """Take a change of the rules back; those it brought stay, retired, to tell why reports went where they did."""
    found = await changes(desk.db, desk.city, part="routing", only=ChangeId(change))
    if not found:
        raise Missing(say("Perubahan ini tidak ditemukan."))
    return await editing.undo(desk, ChangeId(change))


async def past(desk: Desk) -> list[Past]:
    """The newest reports, as they were when they were sent on."""
    rows = await store.newest(desk.db, desk.city, most=HISTORY_MOST)
    asked = {each.id for each in rows if _asks_for_owner(desk.ground, each)}
    answers = await store.answered(desk.db, desk.city, sorted(asked))
    return [
        Past(
            kind=each.kind,
            area=each.area,
            at=each.at,
            lon=each.lon,
            lat=each.lat,
            channel=each.channel,
            visibility=each.visibility,
            text=each.text,
            given=answers.get(each.id, {}),
            first=each.first,
            last=each.last,
        )
        for each in rows
    ]


def _asks_for_owner(ground: Ground, row: store.Row) -> bool:
    kind = ground.kinds.get(row.kind)
    return kind is not None and any(
        option.owner for question in kind.questions for option in question.options
    )


async def run(desk: Desk, found: Ordering, past: list[Past]) -> Difference:
    """What the draft would have done to reports of old, against the rules in force. Holds no loop."""
    now, then = (desk.ground.with_routing(each) for each in (found.live, found.rules))
    return await asyncio.to_thread(history.difference, now, then, desk.offers.rules, past)


async def flaws(desk: Desk, lines: Rules) -> tuple[Flaw, ...]:
    """What is wrong with rules, those too that can never decide. Holds no loop."""
    return await asyncio.to_thread(reach.flaws, desk.ground.with_routing(lines))


async def often(desk: Desk) -> dict[RuleName, int]:
    """How many reports each rule sent on in the days that are counted."""
    found = await decisions.often(desk.db, desk.city, since=desk.now() - COUNTED)
    return {each.rule: each.count for each in found}


def _person(desk: Desk) -> PersonId:
    if desk.actor.person is None:
        raise Forbidden(say("Anda tidak berwenang melakukan ini."))
    return desk.actor.person
