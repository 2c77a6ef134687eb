"""Keeping a city's stints: following the log."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from tanggap.city.desk import Desk
from tanggap.kit.log import Heard
from tanggap.oversight.scorecards.stints import rules, store
from tanggap.oversight.scorecards.stints.rules import Hold, Stint


async def follow(desk: Desk, events: Sequence[Heard]) -> None:
    """Tell the stints of the reports these events happened to; hearing twice changes nothing."""
    await store.hold(desk.db, desk.city)
    await _keep(desk, sorted({event.thing for event in events}))


async def _keep(desk: Desk, reports: Sequence[UUID]) -> None:
    told, kept = await _told(desk, reports), await store.kept(desk.db, desk.city, reports)
    changed = {each.report for each in set(told) ^ set(kept)}
    if changed:
        await store.put(
            desk.db, desk.city, sorted(changed), [each for each in told if each.report in changed]
        )


async def _told(desk: Desk, reports: Sequence[UUID]) -> list[Stint]:
    holds: dict[UUID, list[Hold]] = defaultdict(list)
    for hold in await store.holds(desk.db, desk.city, reports):
        holds[hold.report].append(hold)
    history: dict[UUID, list[Heard]] = defaultdict(list)
    for heard in await store.history(desk.db, desk.city, sorted(holds)):
        history[heard.thing].append(heard)
    lives = await store.lives(desk.db, desk.city, sorted(holds))
    return [
        stint for life in lives for stint in rules.stints(desk.ground, life, holds[life.id], history[life.id])
    ]
