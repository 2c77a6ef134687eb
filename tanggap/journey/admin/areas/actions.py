"""What is done to areas: one is called otherwise, and that is taken back. Borders come by `tanggap city areas load`."""

from collections.abc import Sequence

from tanggap.city import store
from tanggap.city.areas.area import Area
from tanggap.city.desk import Desk
from tanggap.city.editing import actions as editing
from tanggap.city.editing.rules import Edit, Wish, digest
from tanggap.city.editing.store import Change, ChangeId
from tanggap.city.terms import AreaCode
from tanggap.kit.errors import Invalid, Missing, Refused, Stale
from tanggap.kit.words import say

PART = "areas"
"""Under which part of the pack a new name is remembered; the area's code is its slug."""


async def standing(desk: Desk, code: str) -> Area:
    """An area as it stands, whatever this process still has in memory. Raises Missing."""
    found = await store.area(desk.db, desk.city, AreaCode(code))
    if found is None:
        raise Missing(say("Wilayah ini tidak ditemukan."))
    return found


async def rename(desk: Desk, wishes: Sequence[Wish], *, reason: str | None) -> Change:
    """Call areas otherwise. Raises Invalid without a reason or a change, Stale when one was renamed meanwhile."""
    why = editing.why(reason)
    await store.hold(desk.db, desk.city)
    edits: list[Edit] = []
    for wish in wishes:
        before = (await standing(desk, wish.slug)).name
        if digest(before) != wish.seen:
            raise Stale(say("Ini baru saja diubah orang lain. Muat ulang halaman ini lalu ubah lagi."))
        if before == wish.thing:
            raise Invalid(say("Tidak ada yang berubah."))
        edits.append(Edit(part=PART, slug=wish.slug, before=before, after=wish.thing))
    return await _put(desk, edits, reason=why)


async def undo(desk: Desk, change: ChangeId) -> Change:
    """Take a new name back. Raises Missing, and Refused when it was, or when there is a newer one."""
    await store.hold(desk.db, desk.city)
    found = await editing.taken_back(desk, change, of=lambda part: part == PART)
    for each in found.edits:
        if (await standing(desk, each.slug)).name != each.after:
            raise Refused(say("Ini sudah diubah lagi sesudahnya. Ubah langsung di halamannya."))
    back = [Edit(part=PART, slug=each.slug, before=each.after, after=each.before) for each in found.edits]
    return await _put(desk, back, reason=found.reason, undoes=change)


async def _put(desk: Desk, edits: Sequence[Edit], *, reason: str, undoes: ChangeId | None = None) -> Change:
    for each in edits:
        await store.rename_area(desk.db, desk.city, AreaCode(each.slug), each.after)
    await store.changed(desk.db, desk.city)
    return await editing.record(desk, edits, reason=reason, undoes=undoes)
