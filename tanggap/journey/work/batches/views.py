"""What a coordinator reads of a batch: how many were done, which not and why, and until when it can be taken back."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.journey.work.batches import rules, store
from tanggap.kit.errors import Missing
from tanggap.kit.words import Say, say
from tanggap.report import number as numbers


class BatchLine(Struct, frozen=True, kw_only=True):
    """One report of a batch; ``refused`` says why it was not done."""

    href: str
    number: str
    refused: Say | None


class BatchPage(Struct, frozen=True, kw_only=True):
    """What work/batch.html is given."""

    href: str
    said: Say
    done: tuple[BatchLine, ...]
    refused: tuple[BatchLine, ...]
    until: datetime | None
    undone: bool


async def batch_page(desk: Desk, batch: UUID) -> BatchPage:
    """What became of a batch. Raises Missing."""
    found = await store.find(desk.db, desk.city, batch)
    if found is None:
        raise Missing(say("Daftar ini tidak ditemukan."))
    lines = [
        BatchLine(
            href=f"/triage/{number}",
            number=number,
            refused=each.refused,
        )
        for each in await store.items(desk.db, desk.city, batch)
        for number in [numbers.show(desk.ground.known.code, each.number)]
    ]
    done = tuple(line for line in lines if line.refused is None)
    until = found.at + rules.UNDO_WITHIN
    return BatchPage(
        href=f"/triage/batches/{batch}",
        said=rules.said(found.act, done=len(done), refused=len(lines) - len(done)),
        done=done,
        refused=tuple(line for line in lines if line.refused is not None),
        until=until if done and found.undone_at is None and desk.now() <= until else None,
        undone=found.undone_at is not None,
    )
