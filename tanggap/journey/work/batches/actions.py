"""Deciding about many reports at once, and taking it back: each in a transaction of its own, so that one no stops no other."""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from msgspec import Struct

from tanggap.city.desk import Desk, OpenDesk
from tanggap.journey.moderation import actions as moderation
from tanggap.journey.work.batches import rules, store
from tanggap.journey.work.batches.rules import BatchAct, Before
from tanggap.journey.work.batches.store import Item
from tanggap.journey.work.triage import actions as triage
from tanggap.journey.work.triage.likely import likely
from tanggap.kit.errors import Forbidden, Invalid, Missing, Refused
from tanggap.kit.ids import new_id
from tanggap.kit.log import history
from tanggap.kit.words import say
from tanggap.report import number as numbers
from tanggap.report import parties
from tanggap.report import store as reports
from tanggap.report.report import HideReason, RejectReason, Report, TaskId
from tanggap.report.transitions import NEED_SENTENCES, Need


class Decision(Struct, frozen=True, kw_only=True):
    """What is to be done with each report; ``reason`` is the one reason for all of them.

    Passed on without an ``agency`` each goes where its own suggestion leads.
    """

    act: BatchAct
    reason: str | None = None
    agency: str | None = None
    refusal: RejectReason | None = None
    primary: int | None = None
    hiding: HideReason | None = None


class Undoing(Struct, frozen=True, kw_only=True):
    """How many went back to where they stood, and how many others have gone on since."""

    back: int
    left: int


async def decide(open_desk: OpenDesk, decision: Decision, written: Sequence[str]) -> UUID:
    """Do it to each report that was ticked; the batch that tells what became of them. Raises Invalid, Forbidden."""
    require(decision)
    chosen = rules.chosen(written)
    batch = new_id()
    async with open_desk() as desk:
        if desk.actor.person is None:
            raise Forbidden(say("Langkah ini dikerjakan oleh petugas lain."))
        await store.begin(desk.db, desk.city, batch, decision.act, by=desk.actor.person, at=desk.now())
    for each in chosen:
        await _one(open_desk, decision, each, batch)
    return batch


def require(decision: Decision) -> None:
    """Let a decision be one, before anything is done by it. Raises Invalid."""
    if not decision.reason:
        raise Invalid(NEED_SENTENCES[Need.REASON], field="reason")
    if decision.act is BatchAct.REFUSE and decision.refusal is None:
        raise Invalid(say("Pilih alasan menolak."), field="refusal")
    if decision.act is BatchAct.MERGE and decision.primary is None:
        raise Invalid(NEED_SENTENCES[Need.PRIMARY], field="primary")
    if decision.act is BatchAct.HIDE and decision.hiding is None:
        raise Invalid(say("Pilih alasan menyembunyikan."), field="hiding")


async def _one(open_desk: OpenDesk, decision: Decision, written: str, batch: UUID) -> None:
    try:
        digits = numbers.read(written).digits
        async with open_desk() as desk:
            found = await parties.handled(desk, digits)
    except Refused:
        return  # what is not theirs to know is not there, here as anywhere
    try:
        async with open_desk() as desk:
            changed = await _done(desk, decision, found)
            await _put(desk, batch, found, nth=changed.nth)
    except Refused as no:
        async with open_desk() as desk:
            await _put(desk, batch, found, no=no)


async def _put(
    desk: Desk, batch: UUID, found: Report, *, nth: int | None = None, no: Refused | None = None
) -> None:
    item = Item(
        report=found.id,
        number=found.number,
        nth=nth,
        status=found.status,
        agency=found.agency,
        refused=no.say if no is not None else None,
    )
    await store.put(desk.db, desk.city, batch, [item])


async def _done(desk: Desk, decision: Decision, report: Report) -> Report:
    match decision.act:
        case BatchAct.SEND_ON:
            return await _send_on(desk, decision, report)
        case BatchAct.REFUSE:
            return await triage.reject(desk, report.id, reason=decision.refusal, text=decision.reason)
        case BatchAct.MERGE:
            return await triage.merge(desk, report.id, primary=decision.primary or 0, note=decision.reason)
        case BatchAct.HIDE:
            return await moderation.hide(desk, report.id, reason=decision.hiding, note=decision.reason)


async def _send_on(desk: Desk, decision: Decision, report: Report) -> Report:
    words = await reports.words(desk.db, report)
    found = await likely(desk, report, words.text or "")
    agency = decision.agency or found.agency
    if agency is None or found.kind is None or report.area is None:
        raise Refused(say("Jenis, tempat atau unitnya belum jelas. Teruskan sendiri."))
    return await triage.dispose(
        desk, report.id, agency=agency, kind=found.kind, area=report.area, note=decision.reason
    )


async def undo(open_desk: OpenDesk, batch: UUID, *, reason: str) -> Undoing:
    """Let every report of a batch stand again where it stood; what has gone on since stays. Raises Missing, Refused."""
    async with open_desk() as desk:
        found = await store.find(desk.db, desk.city, batch, lock=True)
        if found is None:
            raise Missing(say("Daftar ini tidak ditemukan."))
        rules.require_in_time(found.at, undone=found.undone_at is not None, at=desk.now())
        await store.undone(desk.db, desk.city, batch, at=desk.now())
        done = [each for each in await store.items(desk.db, desk.city, batch) if each.nth is not None]
    back = 0
    # The last first: what was merged into one of these is let go before that one goes back.
    for each in reversed(done):
        try:
            async with open_desk() as desk:
                await _back(desk, found.act, each, reason)
            back += 1
        except Refused:
            continue
    return Undoing(back=back, left=len(done) - back)


async def _back(desk: Desk, act: BatchAct, item: Item, reason: str) -> None:
    if rules.gone_on(act, await history(desk.db, desk.city, item.report, after=item.nth or 0)):
        raise Refused(rules.ALREADY)
    await _UNDO[act](desk, item, reason)


async def _unmerge(desk: Desk, item: Item, reason: str) -> None:
    await triage.unmerge(desk, item.report, reason=reason)


async def _show(desk: Desk, item: Item, reason: str) -> None:
    await moderation.show(desk, item.report, note=reason)


async def _stand_again(desk: Desk, item: Item, reason: str) -> None:
    handling = await parties.open_for_change(desk, item.report)
    before = Before(status=item.status, agency=item.agency)
    event = rules.undo(handling, before, reason=reason, task=TaskId(new_id()))
    await parties.record(desk, handling.report, event, note=reason, public=False)


_UNDO: dict[BatchAct, Callable[[Desk, Item, str], Awaitable[None]]] = {
    BatchAct.SEND_ON: _stand_again,
    BatchAct.REFUSE: _stand_again,
    BatchAct.MERGE: _unmerge,
    BatchAct.HIDE: _show,
}
