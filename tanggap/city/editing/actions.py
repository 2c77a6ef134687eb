"""What is done to a city's pack: it is read as it stands, things in it are changed, a change is taken back."""

from collections.abc import Sequence

from tanggap.city import audit, store
from tanggap.city.desk import Desk
from tanggap.city.documents import documents, pack_of
from tanggap.city.editing import rules
from tanggap.city.editing.rules import Flaw, Unfit, Wish
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
    if not reason or len(reason) > REASON_MOST:
        raise Invalid(say("Tulis alasannya, tidak terlalu panjang."), field="reason")
    await store.hold(desk.db, desk.city)
    return await _put(desk, await standing(desk), wishes, reason=reason)


async def undo(desk: Desk, change: ChangeId) -> Change:
    """Take a change back. Raises Missing, and Refused when it was, or when its things were changed again."""
    await store.hold(desk.db, desk.city)
    found = await changes(desk.db, desk.city, only=change)
    if not found:
        raise Missing(say("Perubahan ini tidak ditemukan."))
    if found[0].undone:
        raise Refused(say("Perubahan ini sudah dibatalkan."))
    pack = await standing(desk)
    wishes = rules.undone(pack, found[0].edits)
    return await _put(desk, pack, wishes, reason=found[0].reason, undoes=change)


async def _put(
    desk: Desk, before: Pack, wishes: Sequence[Wish], *, reason: str, undoes: ChangeId | None = None
) -> Change:
    if desk.actor.person is None:
        raise Forbidden(say("Anda tidak berwenang melakukan ini."))
    after, edits = rules.wished(before, wishes)
    grave = [flaw for flaw in _looked_over(desk, before, after) if not flaw.warning]
    if grave:
        raise Unfit(grave)
    made = Change(
        id=ChangeId(new_id()),
        at=desk.now(),
        person=desk.actor.person,
        reason=reason,
        edits=edits,
        undoes=undoes,
    )
    await _save(desk, after, {each.part for each in edits})
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
    return rules.new_flaws(before, after, areas=list(desk.ground.areas.all()), rules=desk.offers.rules)
