"""What is done to a city's pack: it is read as it stands, things in it are changed, a change is taken back."""

from collections.abc import Callable, Sequence

from tanggap.city import audit, store
from tanggap.city.desk import Desk
from tanggap.city.documents import documents, pack_of
from tanggap.city.editing import rules
from tanggap.city.editing.rules import Edit, Flaw, Unfit, Wish
from tanggap.city.editing.store import Change, ChangeId, add, changes
from tanggap.city.packs.pack import Pack
from tanggap.kit.errors import Forbidden, Invalid, Missing, Refused
from tanggap.kit.ids import new_id
from tanggap.kit.words import say

REASON_MOST = 300


async def standing(desk: Desk) -> Pack:
    """The pack as it stands in the database, whatever this process still has in memory. Areas stand apart."""
    parts = {each.part: each.body for each in await store.parts(desk.db, desk.city)}
    return pack_of(desk.ground.known, desk.tools.cities.taxonomy, parts)


async def preview(desk: Desk, wishes: Sequence[Wish]) -> tuple[Flaw, ...]:
    """What would be wrong, warnings too, if these were fulfilled. Raises Stale, Invalid as `change` does."""
    before = await standing(desk)
    after, _ = rules.wished(before, wishes)
    return _looked_over(desk, before, after)


async def change(desk: Desk, wishes: Sequence[Wish], *, reason: str | None) -> Change:
    """Let things of the pack be so, all of them or none; every process takes it within a second or two.

    Raises Invalid without a reason or when nothing changes, Unfit when the pack's own checks would not hold, and
    Stale when somebody else changed one of the things since it was looked at.
    """
    given = why(reason)
    await store.hold(desk.db, desk.city)
    return await _put(desk, await standing(desk), wishes, reason=given)


async def undo(desk: Desk, change: ChangeId) -> Change:
    """Take a change back. Raises Missing, and Refused when it was, or when its things were changed again."""
    await store.hold(desk.db, desk.city)
    found = await taken_back(desk, change, of=rules.is_part)
    pack = await standing(desk)
    wishes = rules.undone(pack, found.edits)
    return await _put(desk, pack, wishes, reason=found.reason, undoes=change)


def why(reason: str | None) -> str:
    """The reason somebody gives for a change. Raises Invalid without one."""
    if not reason or len(reason) > REASON_MOST:
        raise Invalid(say("Tulis alasannya, tidak terlalu panjang."), field="reason")
    return reason


async def taken_back(desk: Desk, change: ChangeId, *, of: Callable[[str], bool]) -> Change:
    """The change somebody wants to take back, which is ``of`` these parts. Raises Missing, and Refused when it was."""
    found = await changes(desk.db, desk.city, only=change)
    if not found or not all(of(each.part) for each in found[0].edits):
        raise Missing(say("Perubahan ini tidak ditemukan."))
    if found[0].undone:
        raise Refused(say("Perubahan ini sudah dibatalkan."))
    return found[0]


async def record(desk: Desk, edits: Sequence[Edit], *, reason: str, undoes: ChangeId | None = None) -> Change:
    """Remember what has been changed, by whom and why, and let the trail vouch for it."""
    if desk.actor.person is None:
        raise Forbidden(say("Anda tidak berwenang melakukan ini."))
    made = Change(
        id=ChangeId(new_id()),
        at=desk.now(),
        person=desk.actor.person,
        reason=reason,
        edits=tuple(edits),
        undoes=undoes,
    )
    await add(desk.db, desk.city, made)
    for each in edits:
        # The words stand in the change's own row: the trail has no place for them, and vouches for them by digest.
        await audit.note(
            desk,
            "city.change",
            thing=made.id,
            part=each.part,
            slug=each.slug,
            before=rules.digest(each.before),
            after=rules.digest(each.after),
            undoes=undoes,
        )
    return made


async def _put(
    desk: Desk, before: Pack, wishes: Sequence[Wish], *, reason: str, undoes: ChangeId | None = None
) -> Change:
    after, edits = rules.wished(before, wishes)
    rules.check_past(before, after, desk.ground.calendar.day_of(desk.now()))
    grave = [flaw for flaw in _looked_over(desk, before, after) if not flaw.warning]
    if grave:
        raise Unfit(grave)
    await _save(desk, after, {each.part for each in edits})
    return await record(desk, edits, reason=reason, undoes=undoes)


async def _save(desk: Desk, pack: Pack, parts: set[str]) -> None:
    own = documents(pack, desk.tools.cities.taxonomy)
    for part in sorted(parts & own.keys()):
        await store.save_part(desk.db, desk.city, part, own[part])
    # What is as usual again is not kept, so that it follows what is usual from here on.
    usual = parts - own.keys()
    kept = {each.part for each in await store.parts(desk.db, desk.city)}
    await store.forget_parts(desk.db, desk.city, besides=kept - usual)
    if "city" in parts:
        await store.rename(desk.db, desk.city, pack.city.name)
    await store.changed(desk.db, desk.city)


def _looked_over(desk: Desk, before: Pack, after: Pack) -> tuple[Flaw, ...]:
    return rules.new_flaws(
        before,
        after,
        areas=list(desk.ground.areas.all()),
        rules=desk.offers.rules,
        measures={each.name for each in desk.offers.measures},
    )
